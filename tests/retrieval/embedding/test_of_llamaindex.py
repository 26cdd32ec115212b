"""A LlamaIndex embedding model as an embedder: whatever it is sent and whatever it sends."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pytest

from retrieval.embedding.of_llamaindex import OfLlamaIndex
from retrieval.errors import EmbedderUnreachable


class Model:
    """Gives the length of a text and a one, or what it is told to."""

    def __init__(self, gives: object = None) -> None:
        self.gives = gives
        self.asked: list[str] = []

    def get_query_embedding(self, query: str) -> Any:
        self.asked.append(query)
        return [0.0, 2.0] if self.gives is None else self.gives

    def get_text_embedding_batch(self, texts: Sequence[str]) -> Any:
        self.asked.extend(texts)
        if isinstance(self.gives, Exception):
            raise self.gives
        return [[float(len(text)), 1.0] for text in texts] if self.gives is None else self.gives


def test_vectors_have_length_one_and_come_in_order() -> None:
    """Of passages and of questions, which some models tell apart."""
    embedder = OfLlamaIndex("fake:lengths", Model)
    vectors = embedder.embed(["a", "bbb"], kind="passage")
    assert vectors.dtype == np.float32
    assert np.allclose(vectors, [[1 / np.sqrt(2)] * 2, [3 / np.sqrt(10), 1 / np.sqrt(10)]])
    assert embedder.embed(["?"], kind="query").tolist() == [[0.0, 1.0]]
    assert embedder.dimensions == 2
    assert embedder.embed([], kind="passage").shape == (0, 2)


def test_no_text_makes_a_server_refuse() -> None:
    """Empty texts, NUL and halves of characters are refused by most."""
    model = Model()
    OfLlamaIndex("fake:lengths", lambda: model).embed(["", "a\0b", "c\ud800"], kind="passage")
    assert model.asked == [" ", "a\ufffdb", "c\ufffd"]


@pytest.mark.parametrize(
    "gives",
    [ConnectionError("secret"), [[1.0, 2.0]], [[1.0], [2.0, 3.0]], [["x"], ["y"]], [], None, [[float("nan")] * 2] * 2],
)
def test_what_is_no_vector_for_each_text_is_told(gives: object) -> None:
    """In one line, without the texts; nothing of it is stored."""
    embedder = OfLlamaIndex("fake:wrong", partial(Model, 7 if gives is None else gives))
    with pytest.raises(EmbedderUnreachable, match=r"^The embedder fake:wrong can't be used \([^)]+") as raised:
        embedder.embed(["one text", "another"], kind="passage")
    assert "secret" not in str(raised.value)
    assert "one text" not in str(raised.value)


def test_a_model_that_changes_its_length_is_told() -> None:
    """The server's model may be another after an update."""
    model = Model()
    embedder = OfLlamaIndex("fake:lengths", lambda: model)
    assert embedder.dimensions == 2
    model.gives = [[1.0, 2.0, 3.0]]
    with pytest.raises(EmbedderUnreachable):
        embedder.embed(["a"], kind="passage")


def test_it_goes_into_another_process_without_its_model() -> None:
    """Much is embedded by a helper."""
    embedder = OfLlamaIndex("fake:lengths", Model)
    embedder.embed(["a"], kind="passage")
    copy = pickle.loads(pickle.dumps(embedder))
    assert copy.name == embedder.name
    assert copy.embed(["a"], kind="passage").tolist() == embedder.embed(["a"], kind="passage").tolist()
