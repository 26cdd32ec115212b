"""BM25 over terms, saved to a folder and memory-mapped when it is read."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.words import terms

K1, B = 1.2, 0.75
"""Lucene's defaults (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009)."""

_HAS_TERMS = "params.index.json"


class Lexical:
    """One ranking over numbered texts; row ``i`` is the ``i``-th text that it was built from.

    Args:
        folder: where :func:`build` saved it.
    """

    def __init__(self, folder: Path) -> None:
        self._rows = int((folder / "rows").read_text())
        self._bm25: Any = None
        if (folder / _HAS_TERMS).exists():
            self._bm25 = _bm25s().BM25.load(str(folder), mmap=True, load_vocab=True)
            # The same mapped memory as plain arrays: slices of a memmap made a question's scores take twice as long.
            mapped = self._bm25.scores
            self._bm25.scores = {
                name: np.asarray(part) if isinstance(part, np.memmap) else part for name, part in mapped.items()
            }

    def __len__(self) -> int:
        return self._rows

    def scores(self, query: str) -> NDArray[np.float32]:
        """BM25 of every row for the query's terms: float32, (rows,), 0 where no term occurs."""
        known = [term for term in dict.fromkeys(terms(query)) if self._bm25 and term in self._bm25.vocab_dict]
        if not known:
            return np.zeros(self._rows, dtype=np.float32)
        found: NDArray[np.float32] = self._bm25.get_scores(known)
        return found

    def coverage(self, query: str) -> NDArray[np.float32]:
        """The share of the query's terms that each row holds: float32, (rows,), 0 to 1; all 0 for no terms."""
        wanted = list(dict.fromkeys(terms(query)))
        held = np.zeros(self._rows, dtype=np.float32)
        for term in wanted:
            held[self.holding(term)] += 1
        return held / np.float32(max(1, len(wanted)))

    def weight(self, term: str) -> float:
        """How telling a term is: BM25's inverse document frequency, above 0; largest for a term in no row."""
        holding = len(self.holding(term))
        return math.log(1 + (self._rows - holding + 0.5) / (holding + 0.5))

    def knows(self, word: str) -> bool:
        """Whether any row holds a word, in whatever form."""
        return any(len(self.holding(term)) for term in terms(word))

    def holding(self, term: str) -> NDArray[np.int32]:
        """The rows that hold a term, in order: its column in the matrix of scores (compressed sparse columns)."""
        column = self._bm25.vocab_dict.get(term) if self._bm25 else None
        if column is None:
            return np.zeros(0, dtype=np.int32)
        first, last = self._bm25.scores["indptr"][column : column + 2]
        rows: NDArray[np.int32] = self._bm25.scores["indices"][first:last]
        return rows

    def best(self, query: str, k: int) -> list[tuple[int, float]]:
        """The ``k`` best rows with their scores, best first, ties by row; rows without a term are left out."""
        return best(self.scores(query), k)


def _bm25s() -> Any:
    """The library, imported when a ranking needs it, and quiet: it sets its own log to DEBUG at import."""
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s


def best(scores: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
    """The ``k`` highest positive scores as (row, score), best first, ties by row."""
    k = min(k, len(scores))
    if k <= 0:
        return []
    least = np.partition(scores, len(scores) - k)[len(scores) - k]
    rows = np.flatnonzero((scores >= least) & (scores > 0))  # more than k where rows are level with the last one
    order = np.lexsort((rows, -scores[rows]))[:k]
    return [(int(row), float(scores[row])) for row in rows[order]]


def build(folder: Path, texts: Iterable[str]) -> None:
    """Save the ranking of these texts to an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [terms(text) for text in texts]
    if any(rows):  # bm25s can't index an empty vocabulary
        ranking = _bm25s().BM25(method="lucene", k1=K1, b=B)
        ranking.index(rows, show_progress=False)
        ranking.save(str(folder))
    (folder / "rows").write_text(str(len(rows)))
