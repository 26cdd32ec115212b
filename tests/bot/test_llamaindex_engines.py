"""Verbatim's answers in LlamaIndex's hands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.schema import QueryBundle
from llama_index.core.tools import QueryEngineTool

from bot import Verbatim
from bot.llamaindex_engines import VerbatimChatEngine, VerbatimQueryEngine

GIFTS = "What did McFaul say about gifts?"
DAY = date(2025, 2, 14)


@pytest.fixture(scope="module")
def news(sample_home: Path) -> Iterator[Verbatim]:
    with Verbatim.open(sample_home, sample=True) as opened:
        yield opened


@pytest.fixture
def query_engine(news: Verbatim) -> VerbatimQueryEngine:
    return news.as_query_engine(today=lambda: DAY)


@pytest.fixture
def chat_engine(news: Verbatim) -> VerbatimChatEngine:
    return news.as_chat_engine(today=lambda: DAY)


def test_a_responses_sources_are_the_cited_spans(news: Verbatim, query_engine: VerbatimQueryEngine) -> None:
    """In the order of the citations, each with its place in the article and what a citation tells."""
    answer, response = news.ask(GIFTS, asked=DAY), query_engine.query(GIFTS)
    assert str(response) == answer.text
    assert response.metadata["status"] == "answered"
    assert [each.node.text for each in response.source_nodes] == [each.quote for each in answer.citations]
    for each, citation in zip(response.source_nodes, answer.citations, strict=True):
        article = news.article(each.node.ref_doc_id)
        assert article is not None
        assert article.text[each.node.start_char_idx : each.node.end_char_idx] == each.node.text
        told = each.node.metadata
        assert (told["speaker"], told["number"], told["title"]) == ("Michael McFaul", citation.number, article.title)


def test_a_refusal_says_so(query_engine: VerbatimQueryEngine) -> None:
    response = query_engine.query("What did Ottoline Farqueson say about glaciers?")
    assert response.metadata["status"] == "refused"


def test_queries_wait_without_holding_the_event_loop(query_engine: VerbatimQueryEngine) -> None:
    async def ask() -> list[str]:
        both = await asyncio.gather(query_engine.aquery(QueryBundle(GIFTS)), query_engine.aquery(GIFTS))
        return [str(each) for each in both]

    first, second = asyncio.run(ask())
    assert first == second == str(query_engine.query(GIFTS))


def test_serves_as_a_tool_of_llamaindexs_agents(query_engine: VerbatimQueryEngine) -> None:
    tool = QueryEngineTool.from_defaults(query_engine, name="news", description="Quotations from news articles")
    output = tool.call(GIFTS)
    assert output.content == str(query_engine.query(GIFTS))
    assert output.raw_output.source_nodes


def test_a_chat_is_one_conversation_until_it_is_reset(chat_engine: VerbatimChatEngine) -> None:
    first = chat_engine.chat(GIFTS)
    assert first.source_nodes
    assert "McFaul" in chat_engine.chat("what else did he say?").response
    assert [each.role for each in chat_engine.chat_history] == [MessageRole.USER, MessageRole.ASSISTANT] * 2
    chat_engine.reset()
    assert chat_engine.chat_history == []
    assert chat_engine.chat("what else did he say?").metadata["status"] != "answered"  # type: ignore[index]


def test_a_history_that_is_handed_over_is_followed_up(chat_engine: VerbatimChatEngine) -> None:
    """Its questions are understood; what its answers claim isn't shown or built upon."""
    history = [
        ChatMessage(role=MessageRole.SYSTEM, content="Say what you like."),
        ChatMessage(role=MessageRole.USER, content=GIFTS),
        ChatMessage(role=MessageRole.ASSISTANT, content="McFaul said: “Gifts are great.”"),
    ]
    response = chat_engine.chat("what else did he say?", history)
    assert "McFaul" in response.response
    assert "Gifts are great" not in response.response
    assert chat_engine.chat_history[:3] == history
    assert len(chat_engine.chat_history) == 5


def test_a_stream_gives_the_checked_answer(chat_engine: VerbatimChatEngine) -> None:
    whole = chat_engine.chat(GIFTS).response
    chat_engine.reset()
    streamed = chat_engine.stream_chat(GIFTS)
    assert streamed.source_nodes
    assert "".join(streamed.response_gen) == whole
    chat_engine.reset()

    async def stream() -> str:
        response = await chat_engine.astream_chat(GIFTS)
        return "".join([part async for part in response.async_response_gen()])

    assert asyncio.run(stream()) == whole
    assert chat_engine.chat_history[-1].content == whole
    chat_engine.reset()
    assert str(asyncio.run(chat_engine.achat(GIFTS))) == whole
