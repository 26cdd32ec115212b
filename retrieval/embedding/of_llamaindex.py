"""Any embedding model that LlamaIndex knows, as one of our embedders."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from retrieval.embedding.base import TextKind, Vectors
from retrieval.errors import EmbedderUnreachable

_SURROGATE = re.compile("[\ud800-\udfff]")


class LlamaIndexEmbedding(Protocol):
    """The part of LlamaIndex's ``BaseEmbedding`` that is used."""

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question."""
        ...

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages, in their order."""
        ...


class OfLlamaIndex:
    """An embedder that asks a LlamaIndex embedding model, which is made at the first ``embed``.

    Args:
        name: what the record notes beside the vectors, such as ``openai:text-embedding-3-small``.
        build: makes the model: a module's function with its arguments, so that it can be sent to another process.
    """

    def __init__(self, name: str, build: Callable[[], Any]) -> None:
        self.name = name
        self._build = build

    def __reduce__(self) -> tuple[type[OfLlamaIndex], tuple[str, Callable[[], Any]]]:
        """A copy makes its own model."""
        return OfLlamaIndex, (self.name, self._build)

    @cached_property
    def _model(self) -> LlamaIndexEmbedding:
        model: LlamaIndexEmbedding = self._build()
        return model

    @cached_property
    def dimensions(self) -> int:
        """How long a vector is: the model is asked."""
        return len(self.embed(["news"], kind="passage")[0])

    def embed(self, texts: Sequence[str], *, kind: TextKind) -> Vectors:
        """The vectors of ``texts``, in their order.

        Args:
            texts: none, one or many. What no model takes is replaced: an empty text by a blank, half a character by
                U+FFFD.
            kind: whether they are questions or passages.

        Returns:
            float32, ``(len(texts), dimensions)``, each row L2-normalised.

        Raises:
            EmbedderUnreachable: the model doesn't answer, or not with a vector of its length for each text.
        """
        if not len(texts):
            return np.empty((0, self.dimensions), dtype=np.float32)
        asked = [_SURROGATE.sub("\ufffd", text).replace("\0", "\ufffd") or " " for text in texts]
        try:
            if kind == "query":
                found = [self._model.get_query_embedding(text) for text in asked]
            else:
                found = self._model.get_text_embedding_batch(asked)
            vectors = np.asarray(found, dtype=np.float32)
        except Exception as error:  # the vendors' packages may raise anything
            raise EmbedderUnreachable(self.name, type(error).__name__) from error
        expected = self.__dict__.get("dimensions", vectors.shape[-1] if vectors.ndim else 0)
        if vectors.shape != (len(texts), expected) or not expected or not np.isfinite(vectors).all():
            raise EmbedderUnreachable(self.name, f"it sent {vectors.shape}, not {(len(texts), expected)}")
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        normalised: Vectors = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
        return normalised
