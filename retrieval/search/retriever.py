"""A question's words to ranked evidence: passages, and the statements of a speaker.

Passages are ranked by BM25 and by the embedder's cosine together: news questions are full of names that vectors
blur, and of paraphrase that words miss. Statements are ranked exactly: a speaker has few enough.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding.base import Embedder
from retrieval.errors import EmbedderUnreachable, IndexFailure
from retrieval.lang.tokens import words
from retrieval.model import Passage, Statement
from retrieval.search.selector import MOST_OF_IT, Ranked, Selector, without
from retrieval.search.topic import BESIDE, Fit, Topic, stands_beside
from retrieval.store.snapshot import Snapshot

if TYPE_CHECKING:
    from retrieval.store.vectors import PassageVectors

log = logging.getLogger(__name__)

CANDIDATES = 50
"""Passages taken from each ranking before they are put together."""

WIDER = 6
"""How many times as many are looked for in Chroma, by shortened vectors, and ranked by whole ones."""

PASSAGE_FIELDS = {"own": 1.0, "around": 1.0}
"""Weights of a passage's fields in its BM25: its own words with the title, and the words around it."""

BESIDE_IT = 0.3
"""Weight of the nearer neighbour's cosine beside the passage's own.

This and the weight of the words around were chosen on RealTime QA (131 questions) and the first turns of `world` (205)
and hold on PolNeAR, which was left out (565 questions, passages that overlap a gold statement): Hits@1 0.612 to 0.639,
all that is wanted in the first six 0.888 to 0.913. There: RealTime QA's MRR 0.848 to 0.863, world's 0.711 to 0.735.
``python -m tests.fitting.fit_passage_ranking`` measures both again.
"""

OWN_WORDS, LED_IN = {"own": 1.0}, {"lead_in": 1.0}
"""The fields by which statements are ranked and reported."""

FEW = 300
"""Statements that are all looked at; of more, only those that an index brings."""

MANY = 20_000
"""Statements among which an index searches; where there are more, it is quicker to search all and to choose then."""

MOST_CANDIDATES = 1_000
"""Of the statements that an index brings, those with the highest BM25 that are ranked."""

LEXICAL, DENSE = 0.5, 0.8
"""Weights of BM25 (as a share of the best row's) and of the cosine in a score.

Tuned without neighbours, with the recency below, on RealTime QA's 131 questions over 385 of its articles: article
Hits@1 0.76 without recency, 0.84 to 0.91 with weights of 0.1 to 0.4 and 5 to 14 days; a middle is taken.
"""

SURROUNDINGS = 0.3
"""Weight of the whole passage's BM25 beside the statement's own."""

SAME_MEANING = 0.45
"""Least cosine at which a statement that shares too few words is still on a topic that isn't a name."""

REPORTED = 0.2
"""What a step from direct to partial to reported costs in rank: a reader wants the speaker's own words first.

Tuned on PolNeAR: Hits@1 0.773 at 0, 0.800 at 0.2, 0.798 from 0.4 on.
"""

NAMED = 0.5
"""What a statement gains whose sentence names its speaker: it is surer than one credited to "he", and quotable alone.

Tuned on the same questions: Hits@1 0.820 at 0, 0.839 at 0.3, 0.844 at 0.5.
"""

MOST_RANKED = 30
"""Statements read out for one question: those shown, and some pages for "more"."""

LOOKED_AT = 3
"""How many times as many are read at most, where statements turn out to stand beside others' words only."""

STORY = 0.3
"""What a passage of the story at hand gains: one of another story that clearly fits a question better stays above."""

REMEMBERED = 64
"""Questions whose vectors and nearest passages are remembered: one is searched for in several ways."""

RERANKED = 24
"""Passages that a reranker puts in order: three times those that a free question reads."""

RECENCY, RECENCY_DAYS = 0.25, 10.0
"""How much an article of the day asked gains, and the days after which a third of that is left."""


class Reranker(Protocol):
    """Orders texts by how well they answer a question."""

    def order(self, question: str, texts: Sequence[str]) -> Sequence[int]:
        """The position of each text, best first."""
        ...


class Retriever(Selector):
    """Ranks what a snapshot holds, beside selecting from it.

    Args:
        snapshot: what to rank.
        vectors: where the passages' vectors are searched; None: every vector in the snapshot is looked at.
        embedder: the one that made them.
        hidden: ids of articles to rank as if they weren't there: how refusals are measured.
        reranker: orders the best passages where that is asked for; None: they stay as they are ranked.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        vectors: PassageVectors | None,
        embedder: Embedder,
        *,
        hidden: frozenset[str] = frozenset(),
        reranker: Reranker | None = None,
    ) -> None:
        super().__init__(snapshot, hidden)
        self._reranker = reranker
        self._vectors = vectors
        self._embedder = embedder
        self._remembered = lru_cache(REMEMBERED)(self._embedded)
        self._found = lru_cache(REMEMBERED)(self._by_vectors)

    def passages(
        self,
        query: str,
        k: int = 10,
        *,
        asked: date | None = None,
        further: int = 0,
        within: Collection[str] = (),
        also: Collection[int] = (),
        reranked: bool = False,
    ) -> list[Ranked[Passage]]:
        """The ``k`` passages that answer best, best first; newer ones gain a little when ``asked`` is given.

        In a collection that ended before the day asked, its last day stands for that day. After those ``k`` come the
        best passages of up to ``further`` articles that aren't among them. Those of the articles ``within`` (ids) gain
        what lets a conversation stay with its story. Behind them come those of the rows ``also`` that aren't among
        them. ``reranked``: by the reranker, where there is one.
        """
        last = self.snapshot.catalog.coverage.last
        asked = min(asked, last) if asked and last else asked
        passages = self.snapshot.passages
        if not len(passages):
            return []
        vector = self.vector(query)
        story = {row for article in within for row in self.snapshot.catalog.passages.rows_of(article)}
        top = passages.best(query, CANDIDATES, PASSAGE_FIELDS, left_out=self._hidden_passages)
        found = {*top.rows.tolist(), *self._nearest(query), *story, *also}
        rows = sorted(found - self._hidden_passages)
        scores = passages.scores(query, rows, PASSAGE_FIELDS)
        cosines = dict(zip(rows, self.snapshot.cosines(vector, rows).tolist(), strict=True))
        lexical = LEXICAL / (float(scores.max(initial=0.0)) or 1.0) * scores
        dense = DENSE * self._with_neighbours(rows, vector)
        articles = self.snapshot.catalog.passages.article_of
        published = self.snapshot.catalog.articles.published
        scored = []
        for row, score in zip(rows, (lexical + dense).tolist(), strict=True):
            score += STORY * (row in story)
            score += RECENCY * freshness(published[articles[row]], asked)
            scored.append((-score, row))
        scored.sort()
        if reranked and self._reranker is not None:
            scored[:RERANKED] = self._in_its_order(self._reranker, query, scored[:RERANKED])
        seen = {articles[row] for _, row in scored[:k]}
        chosen = scored[:k]
        for negative, row in scored[k:]:
            if len(chosen) < k + further and articles[row] not in seen:
                seen.add(articles[row])
                chosen.append((negative, row))
        had = {row for _, row in chosen}
        chosen += [each for each in scored if each[1] in also and each[1] not in had]
        own = passages.scores(query, [row for _, row in chosen], OWN_WORDS).tolist()
        ranked = []
        for (negative, row), of_words in zip(chosen, own, strict=True):
            passage, article = self.snapshot.catalog.passages.at(row)
            ranked.append(Ranked(passage, article, -negative, of_words, cosines[row], row))
        return ranked

    def _in_its_order(self, reranker: Reranker, query: str, scored: list[tuple[float, int]]) -> list[tuple[float, int]]:
        """These rows in a reranker's order. The scores stay in theirs, since later steps weigh them with others."""
        found = [self.snapshot.catalog.passages.at(row) for _, row in scored]
        order = reranker.order(query, [f"{article.title}\n{passage.text}" for passage, article in found])
        return [(scored[n][0], scored[place][1]) for n, place in enumerate(order)]

    def rows_by_words(self, text: str, k: int, only: Collection[str] = ()) -> list[int]:
        """The rows of the ``k`` passages with the highest BM25; of the articles ``only`` (ids), where there are any."""
        passages = self.snapshot.passages
        if not only:
            best: list[int] = passages.best(text, k, PASSAGE_FIELDS, left_out=self._hidden_passages).rows.tolist()
            return best
        rows = [row for article in only for row in self.snapshot.catalog.passages.rows_of(article)]
        rows = sorted(set(rows) - self._hidden_passages)
        scores = passages.scores(text, rows, PASSAGE_FIELDS)
        return [rows[n] for n in np.argsort(-scores, kind="stable")[:k].tolist() if scores[n] > 0]

    def rows_around(self, article: str, offset: int) -> list[int]:
        """The rows of the passage of an article (its id) that holds an offset, of the one before and the one behind."""
        rows = self.snapshot.catalog.passages.rows_of(article)
        home = next((row for row in rows if offset < self.snapshot.catalog.passages.at(row)[0].end), None)
        return [] if home is None else [row for row in (home - 1, home, home + 1) if row in rows]

    def homes(self, statements: Sequence[int]) -> list[int]:
        """The rows of the passages in which statements stand."""
        found: list[int] = self.snapshot.catalog.statements.passage_rows[
            np.asarray(statements, dtype=np.int64)
        ].tolist()
        return found

    def by_words(self, text: str, k: int) -> list[Ranked[Passage]]:
        """The ``k`` passages with the highest BM25, best first, reprints left out; a text of stop words has none."""
        found = self.snapshot.passages.best(text, k, OWN_WORDS, left_out=self._hidden_passages)
        at = self.snapshot.catalog.passages.at
        return [
            Ranked(*at(row), score, score, None, row)
            for row, score in zip(found.rows.tolist(), found.scores.tolist(), strict=True)
        ]

    def statements(
        self,
        rows: Sequence[int],
        about: Topic | None = None,
        *,
        most_of_it: float = MOST_OF_IT,
        repeats: bool = False,
        most: int | None = MOST_RANKED,
    ) -> list[Ranked[Statement]]:
        """These statements (catalog rows): the best fit to a topic first, else newest article first, quotes first.

        ``most_of_it``: the share of the topic's terms that a place must hold to fit. ``repeats``: also what a reprint
        repeats of an article in the same words, which is left out otherwise. ``most``: how many are read; None: all.
        """
        catalog = self.snapshot.catalog
        chosen = without(np.asarray(rows, dtype=np.int64), self._hidden_statements if repeats else self._repeated)
        if about is None:
            days, kinds = catalog.statements.days[chosen], catalog.statements.kinds[chosen]
            order = np.lexsort((chosen, kinds, -days))[:most]
            return [self.statement(row) for row in chosen[order].tolist()]
        statements, passages = self.snapshot.statements, self.snapshot.passages
        among = chosen if len(chosen) <= MANY else None
        own, led_in = (statements.covering(about.key, most_of_it, field, rows=among) for field in ("own", "lead_in"))
        homes = np.unique(catalog.statements.passage_rows[chosen]) if among is not None else None
        around = passages.covering(about.key, most_of_it, rows=homes)
        if len(chosen) > FEW:
            near = [] if about.named else self._nearest(about.text)
            nearby = catalog.statements.in_passages.rows([*around.tolist(), *near])
            chosen = chosen[np.isin(chosen, np.concatenate([own, led_in, nearby]))]
            if most is not None and len(chosen) > MOST_CANDIDATES:
                best = statements.best(about.text, 3 * MOST_CANDIDATES, LED_IN).rows
                chosen = np.sort(best[np.isin(best, chosen)][:MOST_CANDIDATES])
        if not len(chosen):
            return []
        each_home, home = np.unique(catalog.statements.passage_rows[chosen], return_inverse=True)
        cosine = np.clip(self.snapshot.cosines(self.vector(about.text), each_home), 0.0, 1.0)[home]
        lexical = statements.scores(about.text, chosen, LED_IN)
        lexical = lexical + SURROUNDINGS * passages.scores(about.text, each_home, OWN_WORDS)[home]
        fits = np.full(len(chosen), Fit.NONE)
        if not about.named:
            fits[cosine >= SAME_MEANING] = Fit.MEANING
        fits[np.isin(each_home, around)[home]] = Fit.PASSAGE
        fits[np.isin(chosen, led_in)] = Fit.LEAD_IN
        fits[np.isin(chosen, own)] = Fit.OWN_WORDS
        kinds = catalog.statements.kinds[chosen]
        scores: NDArray[np.float32] = LEXICAL * lexical / max(float(lexical.max()), 1e-6) + DENSE * cosine
        scores = scores - REPORTED * kinds
        ranked = []
        left = len(chosen) if most is None else most
        for n in np.lexsort((-scores, fits))[: None if most is None else most * LOOKED_AT]:
            if not left:
                break
            row = int(chosen[n])
            statement, article = catalog.statements.at(row)
            score, fit = float(scores[n]) + NAMED * _names_its_speaker(statement), Fit(int(fits[n]))
            if fit in BESIDE and not stands_beside(about.key, row, statement, article, catalog, most_of_it):
                fit = Fit.NONE if about.named or cosine[n] < SAME_MEANING else Fit.MEANING
                left += min(1, most or 0)  # its place is for a passage that fits
            speaker = self.speaker_of(row)
            of_words = Ranked(statement, article, score, float(lexical[n]), float(cosine[n]), row, fit, speaker)
            ranked.append((fit, -score, of_words))
            left -= 1
        return [each for *_, each in sorted(ranked, key=lambda each: each[:2])]

    def quoting(
        self, quoted: str, share: float, speakers: Iterable[int] | None = None, *, uncertain: bool = False
    ) -> list[Ranked[Statement]]:
        """The statements whose own words hold this share of a quotation's terms, best first.

        Args:
            quoted: the quotation.
            share: 0 to 1.
            speakers: of whom (rows); None: of anybody.
            uncertain: also those whose speaker isn't certain.
        """
        rows = self.holding(quoted, share, uncertain=uncertain)  # to rank all of everybody's takes ten times as long
        if speakers is not None:
            rows = sorted(set(rows).intersection(self.rows_of(speakers)))
        ranked = self.statements(rows, Topic(quoted, quoted, named=True), most_of_it=share)
        return [each for each in ranked if each.fit is Fit.OWN_WORDS]

    def newest_of_each_article(self, rows: Sequence[int], until: date | None, most: int) -> list[Ranked[Statement]]:
        """The first statement of each article before the second of any, the newest article first.

        Args:
            rows: the statements.
            until: articles that were published later come last.
            most: how many are read.
        """
        catalog, chosen = self.snapshot.catalog, np.asarray(rows, dtype=np.int64)
        if not len(chosen):
            return []
        kinds, published = catalog.statements.kinds[chosen], catalog.statements.days[chosen]
        article = catalog.passages.article_of[catalog.statements.passage_rows[chosen]]
        order = np.lexsort((chosen, kinds, article))
        starts = np.r_[0, np.flatnonzero(np.diff(article[order])) + 1]
        place = np.empty(len(chosen), dtype=np.int64)
        place[order] = np.arange(len(chosen)) - np.repeat(starts, np.diff(np.r_[starts, len(chosen)]))
        later = published > (until or date.max).toordinal()
        first = chosen[np.lexsort((chosen, -published, kinds, place, later))][:most].tolist()
        return [self.statement(row) for row in first if row not in self._repeated]

    def best_passages(self, rows: Sequence[int], query: str, about: Topic | None) -> Iterator[Ranked[Passage]]:
        """These passages by their words, best first; only those on a topic where any is."""
        if about is not None:
            rows = self.snapshot.passages.covering(about.key, MOST_OF_IT, rows=rows).tolist() or rows
        scores = self.snapshot.passages.scores(query, rows, OWN_WORDS).tolist()
        for score, row in sorted(zip(scores, rows, strict=True), key=lambda each: (-each[0], each[1])):
            yield Ranked(*self.snapshot.catalog.passages.at(row), score, score, None, row)

    def weight(self, term: str) -> float:
        """How telling a term is among the passages: its inverse document frequency, above 0."""
        return self.snapshot.passages.weight(term)

    def _with_neighbours(self, rows: Sequence[int], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The mean of each passage's cosine and, weighted, that of its nearer neighbour in the article."""
        of = self.snapshot.catalog.passages.article_of
        here = np.asarray(rows, dtype=np.int64)
        cosines: NDArray[np.float32] = np.maximum(self.snapshot.cosines(vector, here), 0.0)
        nearer = np.zeros(len(here), dtype=np.float32)
        for step in (-1, 1):
            beside = np.clip(here + step, 0, len(of) - 1)
            is_neighbour = (of[beside] == of[here]) & (beside != here)
            nearer = np.maximum(nearer, np.where(is_neighbour, self.snapshot.cosines(vector, beside), 0.0))
        return ((cosines + BESIDE_IT * nearer) / (1 + BESIDE_IT)).astype(np.float32)

    def _nearest(self, text: str) -> Sequence[int]:
        """The rows of the passages nearest in meaning to a text; none where the embedder gave no vector."""
        if not self.vector(text).any():
            return ()
        try:
            return self._found(text)
        except IndexFailure as error:
            log.warning("%s; searched without it", error.message)
            return self._nearest_of(np.arange(len(self.snapshot.passages)), text)

    def _by_vectors(self, text: str) -> Sequence[int]:
        if self._vectors is None:
            return self._nearest_of(np.arange(len(self.snapshot.passages)), text)
        found = self._vectors.nearest(self.vector(text), WIDER * CANDIDATES)
        known = map(self.snapshot.catalog.passages.row, (key for key, _ in found))
        return self._nearest_of(np.array([row for row in known if row is not None], dtype=np.int64), text)

    def _nearest_of(self, rows: NDArray[np.int64], text: str) -> Sequence[int]:
        cosines = self.snapshot.cosines(self.vector(text), rows)
        return tuple(rows[np.argsort(-cosines, kind="stable")][:CANDIDATES].tolist())

    @property
    def embedder_name(self) -> str:
        """Whose vectors :meth:`vector` gives."""
        return self._embedder.name

    def vector(self, query: str) -> NDArray[np.float32]:
        """The vector of a question, float32, (dimensions,), L2-normalised; that of the last few is remembered.

        All zeros where the embedder doesn't answer, or not with vectors of the snapshot's length: the question is then
        searched by its words alone.
        """
        try:
            return self._remembered(query)
        except EmbedderUnreachable as error:
            log.warning("%s; searched by words alone", error.message)
            return np.zeros(self.snapshot.dimensions, dtype=np.float32)

    def _embedded(self, query: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._embedder.embed([query], kind="query")[0]
        expected = self.snapshot.dimensions
        if len(vector) != expected:
            raise EmbedderUnreachable(self.embedder_name, f"its vectors have {len(vector)} numbers, not {expected}")
        return vector


def _names_its_speaker(statement: Statement) -> bool:
    """Whether the article calls the speaker by name right there, and not "he"."""
    return not set(words(statement.mention or "")).isdisjoint(words(statement.speaker or ""))


def freshness(published: date | None, asked: date | None) -> float:
    """1 on the day asked, falling with age; 0 for what is undated or was published later."""
    if published is None or asked is None or published > asked:
        return 0.0
    return float(np.exp(-(asked - published).days / RECENCY_DAYS))
