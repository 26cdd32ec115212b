"""The passages of a catalog."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from retrieval.model import Article, Passage
from retrieval.store.catalog.articles import Articles, CatalogFile
from retrieval.store.entry import span_id


class Passages:
    """The passages, by row: those of the first article, then those of the second, each in their order."""

    def __init__(self, file: CatalogFile, articles: Articles) -> None:
        self._file = file
        self._articles = articles
        self._first = articles.first_passage
        self._recent = lru_cache(maxsize=1024)(self._read)
        self._paragraph = lru_cache(maxsize=4096)(self._read_paragraph)

    def __len__(self) -> int:
        return self._first[-1]

    def row(self, passage_id: str) -> int | None:
        """The row of a passage by its id in the index; None when it isn't one of these articles'."""
        article_id, _, place = passage_id.partition(":")
        rows = self.rows_of(article_id)
        return rows[int(place)] if place.isdecimal() and int(place) < len(rows) else None

    def id_of(self, row: int) -> str:
        """The id in the index of the passage of a row."""
        article = int(self.article_of[row])
        return span_id(self._articles.ids[article], row - self._first[article])

    def rows_of(self, article_id: str) -> range:
        """The passage rows of an article."""
        return self._articles.span(article_id, self._first)

    @cached_property
    def article_of(self) -> NDArray[np.int32]:
        """The row of each passage's article, by passage row."""
        return np.repeat(np.arange(len(self._articles), dtype=np.int32), np.diff(self._first))

    @cached_property
    def published(self) -> list[date | None]:
        """The day of publication of each passage's article, by passage row."""
        return [self._articles.published[row] for row in self.article_of]

    def at(self, row: int) -> tuple[Passage, Article]:
        """The passage of a row, and its article."""
        return self._recent(int(row))

    def _read(self, row: int) -> tuple[Passage, Article]:
        query = "SELECT start, end, paragraph FROM passages WHERE article = ? AND place = ?"
        number = int(self.article_of[row])
        (found,) = self._file.all(query, self._articles.keys[number], row - self._first[number])
        article = self._articles.at(number)
        return Passage.of(article, *found), article

    def of(self, article_id: str) -> list[Passage]:
        """The passages of an article, in order."""
        query = "SELECT start, end, paragraph FROM passages WHERE article = ? ORDER BY place"
        article = self._articles.get(article_id)
        found = self._file.all(query, self._articles.key(article_id))
        return [Passage.of(article, *each) for each in found if article]

    def paragraph_at(self, article_id: str, offset: int) -> int | None:
        """The number of the paragraph in which an offset lies."""
        return self._paragraph(article_id, offset)

    def _read_paragraph(self, article_id: str, offset: int) -> int | None:
        query = "SELECT paragraph FROM passages WHERE article = ? AND start <= ? ORDER BY start DESC LIMIT 1"
        found = self._file.all(query, self._articles.key(article_id), offset)
        return found[0][0] if found else None
