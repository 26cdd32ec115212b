"""A question's words to ranked evidence: passages, and the statements of a speaker.

Passages are ranked by BM25 and by the embedder's cosine together: news questions are full of names that vectors
blur, and of paraphrase that words miss. Statements are ranked exactly: a speaker has few enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding.base import Embedder
from retrieval.index import Index
from retrieval.lexical import best
from retrieval.model import Article, Kind, Passage, Statement
from retrieval.snapshot import Snapshot

Item = TypeVar("Item", Passage, Statement)

CANDIDATES = 50
"""Passages taken from each ranking before they are put together."""

LEXICAL, DENSE = 0.5, 0.5
"""Weights of BM25 (as a share of the best row's) and of the cosine in a passage's score."""

SURROUNDINGS = 0.3
"""Weight of the whole passage's BM25 beside the statement's own."""

RECENCY, RECENCY_DAYS = 0.1, 14.0
"""How much an article of the day asked gains, and the days after which a third of that is left."""

_KIND_ORDER = {Kind.DIRECT: 0, Kind.PARTIAL: 1, Kind.INDIRECT: 2, Kind.PASSAGE: 3}
"""A speaker's own words before what is reported of them."""


@dataclass(frozen=True)
class Ranked(Generic[Item]):
    """A passage or statement with its article and score. Scores compare within one ranking only.

    ``cosine`` is the embedder's, None where it wasn't asked; ``lexical`` is BM25.
    """

    item: Item
    article: Article
    score: float
    lexical: float
    cosine: float | None
    row: int


class Retriever:
    """Ranks what a snapshot holds.

    Args:
        snapshot: what to rank.
        index: where the passages' vectors are.
        embedder: the one that made them.
        hidden: ids of articles to rank as if they weren't there: how refusals are measured.
    """

    def __init__(
        self, snapshot: Snapshot, index: Index, embedder: Embedder, *, hidden: frozenset[str] = frozenset()
    ) -> None:
        self.snapshot = snapshot
        self.hidden = hidden
        self._index = index
        self._embedder = embedder
        self._hidden_rows = {row for article_id in hidden for row in snapshot.catalog.passage_rows_of(article_id)}

    def passages(self, query: str, k: int = 10, *, asked: date | None = None) -> list[Ranked[Passage]]:
        """The ``k`` passages that answer best, best first; newer ones gain a little when ``asked`` is given."""
        if not len(self.snapshot.passages):
            return []
        lexical = self.snapshot.passages.scores(query)
        nearest = self._index.nearest_passages(self._vector(query), CANDIDATES)
        rows = self.snapshot.catalog.passage_rows
        cosines = {rows[key]: cosine for key, cosine in nearest if key in rows}
        if self._hidden_rows:
            lexical = lexical.copy()
            lexical[list(self._hidden_rows)] = 0
        top = best(lexical, CANDIDATES)
        highest = top[0][1] if top else 1.0
        floor = min(cosines.values(), default=0.0)
        scored = []
        for row in ({row for row, _ in top} | cosines.keys()) - self._hidden_rows:
            score = LEXICAL * float(lexical[row]) / highest + DENSE * max(0.0, cosines.get(row, floor))
            score += RECENCY * _freshness(self.snapshot.catalog.published[row], asked)
            scored.append((-score, row))
        ranked = []
        for negative, row in sorted(scored)[:k]:
            passage, article = self.snapshot.catalog.passage(row)
            ranked.append(Ranked(passage, article, -negative, float(lexical[row]), cosines.get(row), row))
        return ranked

    def statements(
        self, rows: Sequence[int], about: str | None = None, k: int | None = None
    ) -> list[Ranked[Statement]]:
        """These statements (catalog rows): by how well they fit a topic, else newest article first, quotes first."""
        catalog = self.snapshot.catalog
        if not rows:
            return []
        if about is None:
            plain = [Ranked(*catalog.statement(row), 0.0, 0.0, None, row) for row in rows]
            plain.sort(key=lambda each: (-_ordinal(each.article.published), _KIND_ORDER[each.item.kind], each.row))
            return plain[:k]
        chosen = np.asarray(rows)
        own = self.snapshot.statements.scores(about)[chosen]
        around = self.snapshot.passages.scores(about)[np.asarray(catalog.passage_of_statement)[chosen]]
        cosine = np.clip(self.snapshot.statement_vectors[chosen] @ self._vector(about), 0.0, 1.0)
        lexical = own + SURROUNDINGS * around
        scores: NDArray[np.float32] = LEXICAL * lexical / max(float(lexical.max()), 1e-6) + DENSE * cosine
        order = np.argsort(-scores, kind="stable")[:k]
        return [
            Ranked(*catalog.statement(rows[n]), float(scores[n]), float(lexical[n]), float(cosine[n]), rows[n])
            for n in order
        ]

    def _vector(self, query: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._embedder.embed([query], kind="query")[0]
        return vector


def _freshness(published: date | None, asked: date | None) -> float:
    """1 on the day asked, falling with age; 0 for what is undated or was published later."""
    if published is None or asked is None or published > asked:
        return 0.0
    return float(np.exp(-(asked - published).days / RECENCY_DAYS))


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0
