"""The statements of a catalog, and who makes them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retrieval.model import Article, Kind, Statement
from retrieval.store.catalog.articles import Articles, CatalogFile, Parts
from retrieval.store.entry import statement_of

KIND_ORDER = {Kind.DIRECT: 0, Kind.PARTIAL: 1, Kind.INDIRECT: 2, Kind.PASSAGE: 3}
"""A speaker's own words before what is reported of them."""


_SPEAKERS = "SELECT speaker FROM names ORDER BY article, place"


class Grouped:
    """Statement rows by a value of each, (rows,), without a look at those of other values."""

    def __init__(self, values: NDArray[np.int32]) -> None:
        self._order = np.argsort(values, kind="stable")
        self._sorted = values[self._order]

    def rows(self, wanted: Iterable[int]) -> NDArray[np.int64]:
        """The rows with one of these values, ascending: int64, (n,)."""
        each = np.unique(np.fromiter(wanted, dtype=np.int32))  # of another type, all would be copied to compare them
        begins, ends = (np.searchsorted(self._sorted, each, side=side) for side in ("left", "right"))
        found = [self._order[begin:end] for begin, end in zip(begins, ends, strict=True)]
        return np.sort(np.concatenate([*found, np.zeros(0, dtype=np.int64)]))


class Statements(Parts[Statement]):
    """The statements, by row, and what is to be known of all of them at once."""

    def __init__(self, file: CatalogFile, articles: Articles) -> None:
        super().__init__(articles, articles.first_statement)
        self._file = file

    def _part(self, article: Article, number: int, place: int) -> Statement:
        return statement_of(article, self._articles.said(number)[place])

    def touching(self, article_id: str, start: int, end: int) -> list[int]:
        """The rows of an article's statements of which a span of it holds something; none of them is made for that."""
        rows, number = self.rows_of(article_id), self._articles.row(article_id)
        told = [] if number is None else self._articles.said(number)
        return [row for row, each in zip(rows, told, strict=True) if each["start"] < end and start < each["end"]]

    def speaker_of(self, row: int) -> int | None:
        """The row of the speaker of a statement; None where it isn't certain."""
        speaker = int(self.speaker_rows[row])
        return speaker if speaker >= 0 else None

    @cached_property
    def is_of_version_26(self) -> bool:
        """Whether the catalog was written up to that version: such a one answers until it is written again."""
        return not self._file.all("SELECT 1 FROM sqlite_master WHERE name = 'parts'")

    @cached_property
    def speakers(self) -> list[int]:
        """The number of each speaker in the file, the most quoted first."""
        if self.is_of_version_26:
            return [*range(1 + self._file.all("SELECT max(speaker) FROM names")[0][0])]
        ranked = "SELECT id FROM speakers WHERE statements > 0 ORDER BY statements DESC, owner"
        return [number for (number,) in self._file.all(ranked)]

    @cached_property
    def speaker_rows(self) -> NDArray[np.int32]:
        """The row of each statement's speaker, by statement row; -1 where it isn't certain."""
        rows = {number: row for row, number in enumerate(self.speakers)}
        speakers = [rows.get(number, -1) for (number,) in self._file.all(_SPEAKERS)]
        names, first = self._articles.column("by_name"), np.asarray(self._articles.first_name)[self.article_of]
        return np.array([*speakers, -1], dtype=np.int32)[np.where(names < 0, -1, first + names)]

    @cached_property
    def of_speakers(self) -> Grouped:
        """The statements by their speaker's row."""
        return Grouped(self.speaker_rows)

    @cached_property
    def of_somebody(self) -> NDArray[np.int64]:
        """The rows of the statements whose speaker is certain, ascending."""
        return np.flatnonzero(self.speaker_rows >= 0)

    @cached_property
    def in_passages(self) -> Grouped:
        """The statements by the row of the passage in which they start."""
        return Grouped(self.passage_rows)

    @cached_property
    def passage_rows(self) -> NDArray[np.int32]:
        """The passage row in which each statement starts, by statement row."""
        first = np.asarray(self._articles.first_passage, dtype=np.int32)
        return self._articles.column("in_passage") + first[self.article_of]

    @cached_property
    def kinds(self) -> NDArray[np.int32]:
        """The place of each statement's kind in ``KIND_ORDER``, by statement row."""
        return self._articles.column("kind")
