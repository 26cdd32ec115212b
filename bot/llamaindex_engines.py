"""Verbatim's answers as LlamaIndex engines: a query engine for single questions, a chat engine for a conversation.

Their responses are what Verbatim shows everywhere: checked, cited, or a refusal. ``source_nodes`` are the cited spans,
in the order of the citations' numbers.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from datetime import date
from typing import Any
from uuid import uuid4

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.llms.types import ChatMessage, ChatResponse, MessageRole
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.chat_engine.types import AgentChatResponse, BaseChatEngine, StreamingAgentChatResponse
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from bot.answering.answerer import Answerer
from bot.json_output import citation_fields
from retrieval.model import Answer, Citation, Question

MOST_REPLAYED = 6
"""Questions of a given history that are understood again: a follow-up reaches back no further."""


class VerbatimQueryEngine(BaseQueryEngine):
    """Answers each query on its own.

    Args:
        answerer: answers.
        today: gives the day on which "yesterday" means something.
        callback_manager: LlamaIndex's own.
    """

    def __init__(
        self,
        answerer: Answerer,
        *,
        today: Callable[[], date] = date.today,
        callback_manager: CallbackManager | None = None,
    ) -> None:
        super().__init__(callback_manager)
        self._answerer = answerer
        self._today = today

    def _get_prompt_modules(self) -> dict[str, Any]:
        return {}

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self._answerer.answer(Question(text=query_bundle.query_str, asked=self._today()))
        return Response(response=answer.text, source_nodes=source_nodes(answer), metadata=_metadata(answer))

    # In a thread, so that an event loop goes on serving meanwhile.
    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)


class VerbatimChatEngine(BaseChatEngine):
    """One conversation: a question may follow up on those before it.

    Args:
        answerer: answers, and remembers the conversation.
        today: gives the day on which "yesterday" means something.
    """

    def __init__(self, answerer: Answerer, *, today: Callable[[], date] = date.today) -> None:
        self._answerer = answerer
        self._today = today
        self._history: list[ChatMessage] = []
        self._chat = uuid4().hex

    def reset(self) -> None:
        """Begin a new conversation."""
        self._history = []
        self._chat = uuid4().hex

    @property
    def chat_history(self) -> list[ChatMessage]:
        """The conversation so far."""
        return list(self._history)

    def chat(self, message: str, chat_history: list[ChatMessage] | None = None) -> AgentChatResponse:
        """Answer a message.

        Args:
            message: the question.
            chat_history: the conversation that it belongs to; None: this one. Of another one, its last questions are
                understood again; what its answers say is not taken for anything.
        """
        answer = self._answered(message, chat_history)
        return AgentChatResponse(
            response=answer.text, source_nodes=source_nodes(answer), metadata=_metadata(answer), is_dummy_stream=True
        )

    def stream_chat(self, message: str, chat_history: list[ChatMessage] | None = None) -> StreamingAgentChatResponse:
        """As :meth:`chat`, line by line; an answer is checked as a whole, so no line comes before all are ready."""
        answer = self._answered(message, chat_history)
        return StreamingAgentChatResponse(
            chat_stream=_lines(answer.text), source_nodes=source_nodes(answer), is_writing_to_memory=False
        )

    # In a thread, so that an event loop goes on serving meanwhile.
    async def achat(self, message: str, chat_history: list[ChatMessage] | None = None) -> AgentChatResponse:
        """As :meth:`chat`."""
        return await asyncio.to_thread(self.chat, message, chat_history)

    async def astream_chat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        """As :meth:`stream_chat`."""
        answer = await asyncio.to_thread(self._answered, message, chat_history)
        return StreamingAgentChatResponse(
            achat_stream=_lines_async(answer.text), source_nodes=source_nodes(answer), is_writing_to_memory=False
        )

    def _answered(self, message: str, history: list[ChatMessage] | None) -> Answer:
        if history is not None and history != self._history:
            self.reset()
            self._history = list(history)
            asked = [each.content or "" for each in history if each.role == MessageRole.USER]
            for text in asked[-MOST_REPLAYED:]:
                self._answerer.answer(Question(text=text, chat=self._chat, asked=self._today()))
        answer = self._answerer.answer(Question(text=message, chat=self._chat, asked=self._today()))
        self._history += [
            ChatMessage(role=MessageRole.USER, content=message),
            ChatMessage(role=MessageRole.ASSISTANT, content=answer.text),
        ]
        return answer


def source_nodes(answer: Answer) -> list[NodeWithScore]:
    """The cited spans of an answer as nodes, in the order of their numbers.

    A node's text is the quote, verbatim, at ``start_char_idx`` to ``end_char_idx`` (code points) of the article whose
    id is ``ref_doc_id``. Its metadata are a citation's fields as scripts get them, without what is None.
    """
    return [NodeWithScore(node=_node(each)) for each in answer.citations]


def _node(citation: Citation) -> TextNode:
    fields = citation_fields(citation)
    told = {**fields["article"], **fields, "article": citation.article.id}
    known = {key: value for key, value in told.items() if value is not None and key not in ("id", "quote", "marks")}
    return TextNode(
        id_=f"{citation.article.id}:{citation.start}-{citation.end}",
        text=citation.quote,
        start_char_idx=citation.start,
        end_char_idx=citation.end,
        metadata=known,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=citation.article.id)},
    )


def _metadata(answer: Answer) -> dict[str, Any]:
    return {"status": answer.status.value, "engine": answer.engine, "suggestions": list(answer.suggestions)}


def _lines(text: str) -> Generator[ChatResponse]:
    so_far = ""
    for line in text.splitlines(keepends=True):
        so_far += line
        yield ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, content=so_far), delta=line)


async def _lines_async(text: str) -> AsyncGenerator[ChatResponse]:
    for each in _lines(text):
        yield each
