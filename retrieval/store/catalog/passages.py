"""The passages of a catalog."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from retrieval.model import Article, Passage
from retrieval.store.catalog.articles import Articles
from retrieval.store.entry import span_id


class Passages:
    """The passages, by row: those of the first article, then those of the second, each in their order."""

    def __init__(self, articles: Articles) -> None:
        self._articles = articles
        self._first = articles.first_passage
        self._recent = lru_cache(maxsize=1024)(self._read)

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
        number = int(self.article_of[row])
        article, span = self._articles.at(number), self._articles.spans(number)[row - self._first[number]]
        return Passage.of(article, *span.tolist()), article

    def of(self, article_id: str) -> list[Passage]:
        """The passages of an article, in order."""
        return [self.at(row)[0] for row in self.rows_of(article_id)]

    def paragraph_at(self, article_id: str, offset: int) -> int | None:
        """The number of the paragraph in which an offset lies."""
        number = self._articles.row(article_id)
        spans = None if number is None else self._articles.spans(number)
        before = 0 if spans is None else int(np.searchsorted(spans[:, 0], offset, side="right"))
        return int(spans[before - 1, 2]) if spans is not None and before else None
