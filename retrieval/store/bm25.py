"""BM25 over terms, in files that are memory-mapped when they are read.

What is kept is what is counted: which term stands how often in which row. Scores are made of it at a question, since
the weight of every term and the average length of a row change with each text that comes or goes. So a ranking is
made from the one before it at the price of copying its files; only new texts are cut into terms.
"""

from __future__ import annotations

import json
import math
from array import array
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.lang.tokens import terms
from retrieval.store.npy import written

K1, B = 1.2, 0.75
"""Lucene's defaults (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009)."""

AT_ONCE = 500_000
"""Postings that are sorted at once: some 20 MB."""

_KINDS = (np.int64, np.int32, np.uint16)
"""Of a posting's column, row and count."""

_MOST_COUNTED = np.iinfo(np.uint16).max
"""Occurrences in one row. From a hundred on a score doesn't change any more."""


class Lexical:
    """One ranking over numbered texts; row ``i`` is the ``i``-th text that it was made from.

    Args:
        folder: where :meth:`Ranking.save` put it.

    Raises:
        OSError, ValueError: a file is missing or doesn't fit the others.
    """

    def __init__(self, folder: Path) -> None:
        self.terms: list[str] = json.loads((folder / "terms.json").read_bytes())
        self.starts = _mapped(folder, "starts")
        self.rows = _mapped(folder, "rows")
        self.counts = _mapped(folder, "counts")
        self.lengths = _mapped(folder, "lengths")
        if len(self.starts) != len(self.terms) + 1 or not self.starts[-1] == len(self.rows) == len(self.counts):
            msg = f"the files of the ranking in {folder} don't fit each other"
            raise ValueError(msg)
        self._columns = {term: column for column, term in enumerate(self.terms)}
        mean = float(self.lengths.mean()) if len(self.lengths) else 0.0
        self._norms = (K1 * (1 - B + B * self.lengths / (mean or 1.0))).astype(np.float32)

    def __len__(self) -> int:
        return len(self.lengths)

    def scores(self, query: str) -> NDArray[np.float32]:
        """BM25 of every row for the query's terms: float32, (rows,), 0 where no term occurs."""
        found = np.zeros(len(self), dtype=np.float32)
        for term in dict.fromkeys(terms(query)):
            held = self._held(term)
            rows, counts = self.rows[held], self.counts[held]
            found[rows] += np.float32(self._weight(len(rows))) * (counts / (counts + self._norms[rows]))
        return found

    def coverage(self, query: str) -> NDArray[np.float32]:
        """The share of the query's terms that each row holds: float32, (rows,), 0 to 1; all 0 for no terms."""
        wanted = list(dict.fromkeys(terms(query)))
        held = np.zeros(len(self), dtype=np.float32)
        for term in wanted:
            held[self.holding(term)] += 1
        return held / np.float32(max(1, len(wanted)))

    def weight(self, term: str) -> float:
        """How telling a term is: BM25's inverse document frequency, above 0; largest for a term in no row."""
        return self._weight(len(self.holding(term)))

    def knows(self, word: str) -> bool:
        """Whether any row holds a word, in whatever form."""
        return any(term in self._columns for term in terms(word))

    def holding(self, term: str) -> NDArray[np.int32]:
        """The rows that hold a term, in order."""
        rows: NDArray[np.int32] = self.rows[self._held(term)]
        return rows

    def _held(self, term: str) -> slice:
        """Where a term's rows and counts stand in the arrays."""
        column = self._columns.get(term)
        return slice(0, 0) if column is None else slice(int(self.starts[column]), int(self.starts[column + 1]))

    def _weight(self, holding: int) -> float:
        return math.log(1 + (len(self) - holding + 0.5) / (holding + 0.5))


def best(scores: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
    """The ``k`` highest positive scores as (row, score), best first, ties by row."""
    k = min(k, len(scores))
    if k <= 0:
        return []
    least = np.partition(scores, len(scores) - k)[len(scores) - k]
    rows = np.flatnonzero((scores >= least) & (scores > 0))  # more than k where rows are level with the last one
    order = np.lexsort((rows, -scores[rows]))[:k]
    return [(int(row), float(scores[row])) for row in rows[order]]


class Ranking:
    """A ranking in the making: rows in their order, each a new text or a row of the ranking before.

    Args:
        before: the ranking that rows are kept of.
    """

    def __init__(self, before: Lexical | None = None) -> None:
        self._before = before
        self._columns = {term: column for column, term in enumerate(before.terms)} if before is not None else {}
        self._kept: list[tuple[range, int]] = []  # rows there, and the first of them here
        # For each term of each new text: its column, its row and how often it stands there; then each text's length.
        self._found = array("q"), array("i"), array("H")
        self._lengths: list[NDArray[np.int32]] = []
        self._rows = 0

    def keep(self, rows: range) -> None:
        """The next rows are these of the ranking before."""
        assert self._before is not None  # noqa: S101 - whoever keeps rows has given the ranking that they are in
        self._kept.append((rows, self._rows))
        self._lengths.append(self._before.lengths[rows.start : rows.stop])
        self._rows += len(rows)

    def add(self, text: str) -> None:
        """The next row is a new text."""
        counted = Counter(terms(text))
        columns, rows, counts = self._found
        for term, count in counted.items():
            columns.append(self._columns.setdefault(term, len(self._columns)))
            rows.append(self._rows)
            counts.append(min(count, _MOST_COUNTED))
        self._lengths.append(np.array([counted.total()], dtype=np.int32))
        self._rows += 1

    def save(self, folder: Path) -> None:
        """Write the ranking to a new folder, block by block: no more memory for many rows than for few."""
        folder.mkdir()
        new = self._new()
        holding = np.bincount(new.columns, minlength=len(self._columns))
        for block in self._kept_blocks():
            kept = self._kept_postings(block)
            holding += np.bincount(kept.columns, minlength=len(self._columns))
        listed = [term for term, column in self._columns.items() if holding[column]]
        (folder / "terms.json").write_text(json.dumps(listed))
        np.save(folder / "starts.npy", np.concatenate([[0], np.cumsum(holding[holding > 0])]).astype(np.int64))
        np.save(folder / "lengths.npy", np.concatenate([np.zeros(0, dtype=np.int32), *self._lengths]))
        total = (int(holding.sum()),)
        with (
            written(folder / "rows.npy", np.int32, total) as write_rows,
            written(folder / "counts.npy", np.uint16, total) as write_counts,
        ):
            for block in [*self._kept_blocks(), range(self._kept_columns, len(self._columns))]:
                both = self._kept_postings(block), new.of(block)
                columns, rows, counts = (np.concatenate(parts) for parts in zip(*both, strict=True))
                # Both halves are in order already, which the stable sort makes use of.
                order = np.argsort(columns.astype(np.int64) * max(1, self._rows) + rows, kind="stable")
                write_rows(rows[order])
                write_counts(counts[order])

    def _new(self) -> _Postings:
        """What the new texts hold, by column and then by row."""
        columns, rows, counts = (np.asarray(part) for part in self._found)
        order = np.argsort(columns, kind="stable")
        return _Postings(columns[order], rows[order], counts[order])

    @property
    def _kept_columns(self) -> int:
        return len(self._before.terms) if self._before is not None else 0

    def _kept_blocks(self) -> Iterator[range]:
        """The columns of the ranking before, in parts of about so many postings as are worked on at once."""
        first = 0
        while self._before is not None and first < self._kept_columns:
            most = int(self._before.starts[first]) + AT_ONCE
            end = max(first + 1, int(np.searchsorted(self._before.starts, most, side="right")) - 1)
            yield range(first, end)
            first = end

    def _kept_postings(self, block: range) -> _Postings:
        """What the kept rows hold of these columns, the rows numbered as here."""
        before = self._before
        if before is None or block.start >= self._kept_columns:
            return _Postings(*(np.zeros(0, dtype=kind) for kind in _KINDS))
        held = slice(int(before.starts[block.start]), int(before.starts[block.stop]))
        columns = np.repeat(np.arange(block.start, block.stop), np.diff(before.starts[block.start : block.stop + 1]))
        rows = self._here[before.rows[held]]
        stays = rows >= 0
        return _Postings(columns[stays], rows[stays], before.counts[held][stays])

    @cached_property
    def _here(self) -> NDArray[np.int32]:
        """For each row of the ranking before its number here, -1 where it went."""
        here = np.full(0 if self._before is None else len(self._before), -1, dtype=np.int32)
        for rows_there, first in self._kept:
            here[rows_there.start : rows_there.stop] = np.arange(first, first + len(rows_there))
        return here


class _Postings(NamedTuple):
    """Which column's term stands how often in which row; in the order of the columns."""

    columns: NDArray[Any]
    rows: NDArray[Any]
    counts: NDArray[Any]

    def of(self, block: range) -> _Postings:
        """Those of some columns."""
        held = slice(*np.searchsorted(self.columns, [block.start, block.stop]).tolist())
        return _Postings(*(part[held] for part in self))


def _mapped(folder: Path, name: str) -> NDArray[Any]:
    # As a plain array over the same mapped memory: slices of a memmap made a question's scores take twice as long.
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))
