"""From ``RERANKER=provider:model`` to a LlamaIndex postprocessor that orders the passages of a free question."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from bot.errors import ModelFailure
from bot.llm.circuit_breaker import Breaker
from bot.llm.plugins import Choice, Plugin
from bot.llm.plugins import chosen as chosen_of
from bot.settings import Settings

log = logging.getLogger(__name__)

MOST = 64
"""Passages that a model may give back: more than it is ever sent, so that it leaves none out."""


class Postprocessor(Protocol):
    """The part of LlamaIndex's ``BaseNodePostprocessor`` that is used."""

    def postprocess_nodes(self, nodes: list[Any], *, query_str: str) -> list[Any]:
        """The nodes that fit the query, best first."""
        ...


class Reranker:
    """Orders texts by how well they answer a question, and leaves them as they are where its model doesn't.

    Only the order is taken from the model: the texts, and what is cited, stay ours. Safe to use from several threads.

    Args:
        name: what logs call it.
        build: makes the postprocessor, at the first question: its packages are slow to import.
        seconds: longest that a question waits for it.
        breaker: when to leave it alone.
    """

    def __init__(
        self, name: str, build: Callable[[], Postprocessor], *, seconds: float, breaker: Breaker | None = None
    ) -> None:
        self.name = name
        self._build = build
        self._seconds = seconds
        self._breaker = breaker or Breaker()
        self._model: Postprocessor | None = None
        self._turn = threading.Lock()

    def order(self, question: str, texts: Sequence[str]) -> list[int]:
        """The positions of the texts, best first; those that the model leaves out come last, in their order."""
        found: list[int] = []
        if len(texts) > 1:
            try:
                self._breaker.check()
                found = self._asked(question, texts)
                self._breaker.worked()
            except ModelFailure as error:
                log.info("%s is not asked (%s)", self.name, error.message)
            except Exception as error:  # the vendors' packages may raise anything
                self._breaker.failed()
                log.warning(
                    "%s didn't order the passages (%s): they stay as the search ranks them", self.name, self._why(error)
                )
        return list(dict.fromkeys([*found, *range(len(texts))]))

    def fault(self) -> str:
        """What goes wrong when it is asked, in a few words without a secret; empty where it answers."""
        try:
            self._asked("ice", ["taxes", "ice"])
        except Exception as error:  # as above
            return self._why(error)
        return ""

    def _why(self, error: Exception) -> str:
        is_slow = isinstance(error, queue.Empty)
        return f"no answer within {self._seconds:g} s" if is_slow else type(error).__name__

    def _asked(self, question: str, texts: Sequence[str]) -> list[int]:
        answers: queue.SimpleQueue[list[int] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._answered(question, texts))
            except Exception as error:
                answers.put(error)

        # A daemon: a model that never answers keeps neither the question nor the program's end waiting.
        threading.Thread(target=ask, name="reranker", daemon=True).start()
        answer = answers.get(timeout=self._seconds)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _answered(self, question: str, texts: Sequence[str]) -> list[int]:
        from llama_index.core.schema import NodeWithScore, TextNode

        with self._turn:
            model = self._model = self._model or self._build()
        nodes = [NodeWithScore(node=TextNode(id_=str(n), text=text), score=0.0) for n, text in enumerate(texts)]
        ids = [str(each.node.node_id) for each in model.postprocess_nodes(nodes, query_str=question)]
        return [int(each) for each in ids if each.isdecimal() and int(each) < len(texts)]


def chosen(settings: Settings) -> Reranker | None:
    """The reranker that the settings choose, None when they choose none; no package is imported yet.

    Raises:
        SettingsError: the provider isn't known, its package isn't installed, or a key or an address is missing.
    """
    choice = chosen_of("reranker", settings, _PROVIDERS)
    return None if choice is None else Reranker(choice.name, choice.build, seconds=settings.reranker_seconds)


def _cohere(choice: Choice[Plugin]) -> Any:
    from llama_index.postprocessor.cohere_rerank import CohereRerank

    return CohereRerank(model=choice.model, api_key=choice.secret, base_url=choice.url, top_n=MOST, max_retries=1)


def _jinaai(choice: Choice[Plugin]) -> Any:
    from llama_index.postprocessor.jinaai_rerank import JinaRerank

    at = {"base_url": choice.url} if choice.url else {}
    return JinaRerank(model=choice.model, api_key=choice.secret, top_n=MOST, **at)


def _tei(choice: Choice[Plugin]) -> Any:
    from llama_index.postprocessor.tei_rerank import TextEmbeddingInference

    token = f"Bearer {choice.secret}" if choice.key else None
    return TextEmbeddingInference(model_name=choice.model, base_url=str(choice.url), top_n=MOST, auth_token=token)


def _huggingface(choice: Choice[Plugin]) -> Any:
    from llama_index.postprocessor.sbert_rerank import SentenceTransformerRerank

    return SentenceTransformerRerank(model=choice.model, top_n=MOST)


_PACKAGES = "llama_index.postprocessor"
_PROVIDERS: dict[str, Plugin] = {
    "cohere": Plugin(f"{_PACKAGES}.cohere_rerank", "rerank-cohere", _cohere, needs_key=True),
    "jinaai": Plugin(f"{_PACKAGES}.jinaai_rerank", "rerank-jinaai", _jinaai),
    "tei": Plugin(f"{_PACKAGES}.tei_rerank", "rerank-tei", _tei, needs_url=True),
    "huggingface": Plugin(
        f"{_PACKAGES}.sbert_rerank", "rerank-huggingface", _huggingface, needs_package="sentence_transformers"
    ),
}


def of(postprocessor: Postprocessor, seconds: float) -> Reranker:
    """A reranker that asks a postprocessor of a program's own."""
    return Reranker(type(postprocessor).__name__, lambda: postprocessor, seconds=seconds)
