"""Our embedders through LlamaIndex's interface."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
from llama_index.core.schema import TextNode

from retrieval.embedding.minilm import MiniLM
from retrieval.search.llamaindex_embedding import MiniLMEmbedding
from tests.fakes.embedder import FakeEmbedder

TEXTS = ["The mayor closed the bridge.", "Rain is expected.", "The court upheld the law."]


def test_default_is_minilm() -> None:
    """Made without arguments, it gives MiniLM's vectors under MiniLM's name."""
    model = MiniLMEmbedding()
    assert model.model_name == MiniLM.name
    wanted = MiniLM().embed(TEXTS, kind="passage")
    assert np.array(model.get_text_embedding_batch(TEXTS)) == pytest.approx(wanted, abs=1e-6)
    assert np.array(model.get_query_embedding(TEXTS[0])) == pytest.approx(wanted[0], abs=1e-6)
    assert model.similarity(model.get_query_embedding(TEXTS[0]), model.get_text_embedding(TEXTS[0])) > 0.999


def test_questions_and_texts_are_told_apart() -> None:
    """A question is embedded as a query, a text as a passage, and a batch in one call."""
    fake = FakeEmbedder()
    model = MiniLMEmbedding(fake)
    model.get_query_embedding("who spoke")
    model.get_text_embedding(TEXTS[0])
    model.get_text_embedding_batch(TEXTS)
    assert fake.calls == [("query", ("who spoke",)), ("passage", (TEXTS[0],)), ("passage", tuple(TEXTS))]


def test_batches_are_of_the_size_asked_for() -> None:
    """LlamaIndex hands over as many texts at once as it was told to."""
    fake = FakeEmbedder()
    MiniLMEmbedding(fake, embed_batch_size=2).get_text_embedding_batch(TEXTS)
    assert [len(texts) for _, texts in fake.calls] == [2, 1]


def test_async_gives_the_same_vectors() -> None:
    """The asynchronous methods give what the others give."""
    model = MiniLMEmbedding(FakeEmbedder())

    async def ask() -> tuple[list[float], list[float], list[list[float]]]:
        return (
            await model.aget_query_embedding(TEXTS[0]),
            await model.aget_text_embedding(TEXTS[1]),
            await model.aget_text_embedding_batch(TEXTS),
        )

    assert asyncio.run(ask()) == (
        model.get_query_embedding(TEXTS[0]),
        model.get_text_embedding(TEXTS[1]),
        model.get_text_embedding_batch(TEXTS),
    )


def test_works_as_a_step_of_a_pipeline() -> None:
    """Called on nodes, as an ingestion pipeline does, it leaves each with its vector."""
    nodes = [TextNode(text=text) for text in TEXTS]
    model = MiniLMEmbedding(FakeEmbedder())
    done = model(nodes)
    assert [node.embedding for node in done] == model.get_text_embedding_batch(TEXTS)


def test_what_is_written_down_of_it_has_no_embedder_in_it() -> None:
    """Its serialised form names the class and the model."""
    written = MiniLMEmbedding(FakeEmbedder(name="fake")).to_dict()
    assert written["class_name"] == "MiniLMEmbedding"
    assert written["model_name"] == "fake"
