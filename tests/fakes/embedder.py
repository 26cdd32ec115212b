"""An embedder without a model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding.base import TextKind


class FakeEmbedder:
    """Counts words into hashed places, so that texts are alike as far as they share words.

    The same on every machine and in every process, and it records what it was asked.

    Args:
        dimensions: how long a vector is.
        name: what an index records; two fakes of different names stand for two models.
    """

    def __init__(self, dimensions: int = 384, name: str = "fake-words") -> None:
        self.dimensions = dimensions
        self.name = name
        self.calls: list[tuple[TextKind, tuple[str, ...]]] = []

    def embed(self, texts: Sequence[str], *, kind: TextKind) -> NDArray[np.float32]:
        self.calls.append((kind, tuple(texts)))
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.casefold()) or [""]:
                digest = hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
                vectors[row, int.from_bytes(digest[:8], "big") % self.dimensions] += 1.0
        lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / lengths
