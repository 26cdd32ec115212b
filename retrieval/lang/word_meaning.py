"""How alike the meanings of English words are, by a table of vectors: "kids" and "children", "threw" and "tossed"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

_SCALE = 127.0


@lru_cache(1)
def _table() -> tuple[dict[str, int], NDArray[np.int8]]:
    """The words' rows, and their vectors, one more for the words that have none."""
    with resources.as_file(resources.files(__package__) / "en" / "word_vectors.npz") as path, np.load(path) as read:
        rows = {word: row for row, word in enumerate(bytes(read["words"]).decode("ascii").split())}
        vectors: NDArray[np.int8] = read["vectors"]
    return rows, np.vstack([vectors, np.zeros((1, vectors.shape[1]), dtype=np.int8)])


def vectors(words: Sequence[str]) -> NDArray[np.float32]:
    """A row for each folded word, float32, (n, 64), of length 1; all zeros for a word that the table lacks."""
    rows, table = _table()
    found = table[[rows.get(word, -1) for word in words]].astype(np.float32) / _SCALE
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6), dtype=np.float32)
