"""The model that orders what was found for a free question."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from bot.llm import rerankers
from bot.llm.circuit_breaker import Breaker
from bot.llm.rerankers import Reranker
from bot.settings import Settings
from retrieval.errors import SettingsError
from tests.bot.llm.conftest import JsonServer

TEXTS = ["about the ferry", "about taxes", "about the ice"]


class Does(BaseNodePostprocessor):
    """Gives back what a function makes of the nodes."""

    does: Callable[[list[NodeWithScore]], Any]

    def _postprocess_nodes(self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None) -> Any:
        return self.does(nodes)


def ordered(does: Callable[[list[NodeWithScore]], Any], texts: Sequence[str] = TEXTS) -> list[int]:
    return rerankers.of(Does(does=does), 5).order("Is there ice?", texts)


def test_the_models_order_is_taken() -> None:
    """What it leaves out comes last, in the order of the search."""
    assert ordered(lambda nodes: nodes[::-1]) == [2, 1, 0]
    assert ordered(lambda nodes: nodes[2:]) == [2, 0, 1]
    assert ordered(lambda nodes: []) == [0, 1, 2]


def _rewritten(nodes: list[NodeWithScore]) -> list[NodeWithScore]:
    return [NodeWithScore(node=TextNode(id_=each.node.node_id, text="made up")) for each in nodes[::-1]]


def _strange(nodes: list[NodeWithScore]) -> list[NodeWithScore]:
    foreign = [NodeWithScore(node=TextNode(id_=name, text="x")) for name in ("99", "-1", "x", "٣")]
    return [*foreign, nodes[1], nodes[1], *foreign]


def test_nothing_but_the_order_is_taken() -> None:
    """Other texts, nodes of its own and repeats change no passage."""
    assert ordered(_rewritten) == [2, 1, 0]
    assert ordered(_strange) == [1, 0, 2]


def _raises(_: list[NodeWithScore]) -> Any:
    raise RuntimeError("with a sk-secret in it")


@pytest.mark.parametrize("does", [_raises, lambda _: None, lambda _: "prose", lambda _: [1, 2]])
def test_a_model_that_fails_leaves_the_order(does: Any, caplog: pytest.LogCaptureFixture) -> None:
    """In one line of the log, without what it said."""
    assert ordered(does) == [0, 1, 2]
    assert "didn't order the passages" in caplog.text
    assert "sk-secret" not in caplog.text
    assert len(caplog.records) == 1


def test_a_model_that_never_answers_is_not_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    """And is left alone after some failures."""
    for_ever = threading.Event()
    asked: list[int] = []

    def hangs() -> Any:
        asked.append(1)
        return Does(does=lambda _: for_ever.wait())

    reranker = Reranker("slow:model", hangs, seconds=0.05, breaker=Breaker(failures=2))
    for _ in range(4):
        assert reranker.order("Is there ice?", TEXTS) == [0, 1, 2]
    for_ever.set()
    assert caplog.text.count("no answer within 0.05 s") == 2


def test_one_text_is_in_order_already() -> None:
    assert ordered(_raises, TEXTS[:1]) == [0]
    assert ordered(_raises, []) == []


@pytest.fixture
def url(json_server: JsonServer) -> str:
    """The address of a server by the protocol of Text Embeddings Inference: texts with "ice" first."""

    def answer(sent: dict[str, Any]) -> object:
        scores = [{"index": n, "score": float("ice" in text)} for n, text in enumerate(sent["texts"])]
        return sorted(scores, key=lambda each: -each["score"])

    return json_server(answer)


def test_a_server_orders(url: str) -> None:
    """Through LlamaIndex's own package for it."""
    chosen = rerankers.chosen(Settings(reranker="tei:any name", reranker_api_url=url))
    assert chosen is not None
    assert chosen.name == "tei:any name"
    assert chosen.order("Is there ice?", TEXTS) == [2, 0, 1]
    assert chosen.fault() == ""


def test_the_default_has_none() -> None:
    assert rerankers.chosen(Settings()) is None
    assert rerankers.chosen(Settings(reranker=" ")) is None


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"reranker": "tei"}, "provider:model"),
        ({"reranker": "nobody:x"}, "cohere, huggingface, jinaai, tei"),
        ({"reranker": "tei:x"}, "RERANKER_API_URL"),
        ({"reranker": "tei:x", "reranker_api_url": "localhost"}, "RERANKER_API_URL"),
        ({"reranker": "cohere:x"}, ".[rerank-cohere]"),
        ({"reranker": "huggingface:x"}, ".[rerank-huggingface]"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_asked(chosen: dict[str, str], says: str) -> None:
    """With what to do."""
    with pytest.raises(SettingsError) as raised:
        rerankers.chosen(Settings(**chosen))
    assert says in str(raised.value)
