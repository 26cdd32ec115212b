"""The passages of a catalog."""

from __future__ import annotations

import numpy as np

from retrieval.model import Article, Passage
from retrieval.store.catalog.articles import Articles, Parts
from retrieval.store.entry import span_id


class Passages(Parts[Passage]):
    """The passages, by row and by their ids in the index."""

    def __init__(self, articles: Articles) -> None:
        super().__init__(articles, articles.first_passage)

    def _part(self, article: Article, number: int, place: int) -> Passage:
        return Passage.of(article, *self._articles.spans(number)[place].tolist())

    def row(self, passage_id: str) -> int | None:
        """The row of a passage by its id in the index; None when it isn't one of these articles'."""
        article_id, _, place = passage_id.partition(":")
        rows = self.rows_of(article_id)
        return rows[int(place)] if place.isdecimal() and int(place) < len(rows) else None

    def id_of(self, row: int) -> str:
        """The id in the index of the passage of a row."""
        article = int(self.article_of[row])
        return span_id(self._articles.ids[article], row - self._first[article])

    def of(self, article_id: str) -> list[Passage]:
        """The passages of an article, in order."""
        return [self.at(row)[0] for row in self.rows_of(article_id)]

    def paragraph_at(self, article_id: str, offset: int) -> int | None:
        """The number of the paragraph in which an offset lies."""
        number = self._articles.row(article_id)
        spans = None if number is None else self._articles.spans(number)
        before = 0 if spans is None else int(np.searchsorted(spans[:, 0], offset, side="right"))
        return int(spans[before - 1, 2]) if spans is not None and before else None
