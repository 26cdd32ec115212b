"""How alike the meanings of English words are, by a table of vectors: "kids" and "children", "threw" and "tossed"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from retrieval.lang.en.first_names import GIVEN

_SCALE = 127.0
_LIKE_A_NAME = 0.15
"""From here on a word may be a name: "wong" 0.19, "clinton" 0.38, "meet" 0.16; "growth" -0.07."""


@lru_cache(1)
def _table() -> tuple[dict[str, int], NDArray[np.int8]]:
    """The words' rows, and their vectors, one more for the words that have none."""
    with resources.as_file(resources.files(__package__) / "en" / "word_vectors.npz") as path, np.load(path) as read:
        rows = {word: row for row, word in enumerate(bytes(read["words"]).decode("ascii").split())}
        vectors: NDArray[np.int8] = read["vectors"]
    return rows, np.vstack([vectors, np.zeros((1, vectors.shape[1]), dtype=np.int8)])


@lru_cache(1)
def _name_direction() -> NDArray[np.float32]:
    """The linear function of a vector, a constant last, that tells first names from other words best (ridge)."""
    rows, table = _table()
    known = np.hstack([table[:-1].astype(np.float32) / _SCALE, np.ones((len(rows), 1), dtype=np.float32)])
    are_names = np.array([word in GIVEN for word in rows], dtype=np.float32)
    shrunk = known.T @ known + 0.1 * np.eye(known.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.solve(shrunk, known.T @ are_names), dtype=np.float32)


@lru_cache(4096)
def is_common_word(word: str) -> bool:
    """Whether a folded word is in the table and doesn't look like anybody's name: "growth", not "luther" or "clay".

    On words before a first name in PolNeAR, Wikinews and RealTime QA (88), it takes no name for a word.
    """
    row = _table()[0].get(word)
    if row is None or word in GIVEN:
        return False
    return float(np.append(_table()[1][row] / _SCALE, 1.0) @ _name_direction()) < _LIKE_A_NAME


def is_known_word(word: str) -> bool:
    """Whether a folded word is in the table."""
    return word in _table()[0]


def vectors(words: Sequence[str]) -> NDArray[np.float32]:
    """A row for each folded word, float32, (n, 64), of length 1; all zeros for a word that the table lacks."""
    rows, table = _table()
    found = table[[rows.get(word, -1) for word in words]].astype(np.float32) / _SCALE
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6), dtype=np.float32)
