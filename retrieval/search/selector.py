"""What a question may use of a snapshot: its articles, passages and statements by what they are, unranked."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.dedup.groups import same_words
from retrieval.entities.lookup import Named, Names
from retrieval.lang.en.people import PERSON_NOUNS, TITLES
from retrieval.lang.paragraph_kinds import prose
from retrieval.lang.tokens import run_within, terms, words
from retrieval.model import Article, Introduction, Passage, Speaker, Statement
from retrieval.readers.metadata.titles import after_preamble
from retrieval.search.topic import Fit, Topic
from retrieval.store.catalog import Coverage
from retrieval.store.snapshot import Snapshot

__all__ = ["MOST_OF_IT", "Coverage", "Named", "Names", "Ranked", "Selector", "Snapshot"]

Item = TypeVar("Item", Passage, Statement)

MOST_OF_IT = 0.67
"""Share of a topic's terms that must stand in a statement's words, lead-in or passage.

Tuned on PolNeAR's 565 + 126 questions: at 0.5, 86% of the wrong-speaker questions are refused, from 0.67 on 99%.
"""

MOST_ON_A_TOPIC = 400
"""Articles on a topic that are read."""

SHORTEST_LEAD = 40
"""Code points of a sentence that tells what an article is about; shorter ones are crossheads and exclamations."""

OPENING = 3_000
"""Code points behind an article's credits in which that sentence is looked for."""

MOST_LOOKED_AT = 12
"""Passages in which is looked how a word is written."""

WORDS_REMEMBERED = 4_096
"""Words of questions of which it is remembered how articles write them."""

_BEHIND_A_WORD = re.compile(r"[^\W_][,;]? $")

MOST_NAMING = 200
"""Passages that hold a name which are read."""


@dataclass(frozen=True)
class Ranked(Generic[Item]):
    """A passage or statement with its article and score. Scores compare within one ranking only.

    ``cosine`` is the embedder's, None where it wasn't asked; ``lexical`` is BM25. ``fit`` says how a statement
    belongs to the topic asked about; ``speaker`` is the registered one, None where that isn't certain.
    """

    item: Item
    article: Article
    score: float
    lexical: float
    cosine: float | None
    row: int
    fit: Fit | None = None
    speaker: Speaker | None = None

    @property
    def by(self) -> str | None:
        """The name of the registered speaker."""
        return self.speaker.name if self.speaker is not None else None


class Selector:
    """Selects from a snapshot. Rows are the snapshot's numbers for passages, statements and speakers.

    Args:
        snapshot: what to select from.
        hidden: ids of articles to leave out as if they weren't there: how refusals are measured.
    """

    def __init__(self, snapshot: Snapshot, hidden: frozenset[str] = frozenset()) -> None:
        self.snapshot = snapshot
        self.hidden = hidden
        self._catalog = catalog = snapshot.catalog
        self._written = lru_cache(WORDS_REMEMBERED)(self._as_written)
        self._hidden_passages = {row for key in hidden for row in catalog.passages.rows_of(key)}
        self._hidden_statements = {row for key in hidden for row in catalog.statements.rows_of(key)}
        self._repeated = self._hidden_statements
        if not hidden:  # else a reprint may be all that is left of an article
            self._hidden_passages |= catalog.copies.passages
            self._repeated = self._hidden_statements | catalog.copies.said_before.keys()

    @property
    def names(self) -> Names:
        """The names by which a question may call a speaker."""
        return self.snapshot.names

    @property
    def speakers(self) -> Sequence[Speaker]:
        """Every speaker, by row, the most quoted first."""
        return self._catalog.speakers

    @property
    def outlets(self) -> Sequence[str]:
        """Every outlet that has an article, in alphabetical order."""
        return self._catalog.articles.outlets

    @property
    def coverage(self) -> Coverage:
        """How much there is to answer from."""
        return self._catalog.coverage

    @cached_property
    def article_ids(self) -> frozenset[str]:
        """The ids of all articles."""
        return frozenset(self._catalog.articles.ids)

    def share_since(self, first: date, last: date) -> float:
        """The share of the passages with a day that were published between two days, both included; 0 to 1."""
        days = self._catalog.passages.days
        dated = days[days > 0]
        within = (dated >= first.toordinal()) & (dated <= last.toordinal())
        return float(within.mean()) if len(dated) else 0.0

    def article(self, article_id: str) -> Article | None:
        """The article with this id."""
        return self._catalog.articles.get(article_id)

    def articles(self, about: Topic | None = None) -> Iterator[Article]:
        """The articles that hold all of a topic's words, or all, newest first, without reprints."""
        if about is None:
            found = self._catalog.without_copies()
        else:
            holding = [self._catalog.passages.article_of[rows].tolist() for rows in self._holding(about.key)]
            rows = set[int]().union(*holding[:1]).intersection(*holding[1:]) - self._catalog.copies.lead.keys()
            read = [self._catalog.articles.at(row) for row in sorted(rows)[:MOST_ON_A_TOPIC]]
            found = iter(sorted(read, key=lambda each: each.published or date.min, reverse=True))
        return (article for article in found if article.id not in self.hidden)

    def _holding(self, text: str) -> list[NDArray[np.int64]]:
        """For each of a text's terms the rows of the passages that hold it."""
        return [self.snapshot.passages.holding(term) for term in terms(text)]

    @staticmethod
    def opening(article: Article) -> tuple[int, int]:
        """Where the first sentence of an article stands behind its credits and crossheads."""
        begin = after_preamble(article.text)
        found = prose(article, begin, min(len(article.text), begin + OPENING))
        told = [(start, end) for start, end in found if end - start > SHORTEST_LEAD]
        return (told or prose(article, 0, len(article.text)) or [(0, len(article.text))])[0]

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of an article, in order."""
        return self._catalog.passages.of(article_id)

    def paragraph_at(self, article_id: str, offset: int) -> int | None:
        """The number of the paragraph in which an offset lies."""
        return self._catalog.passages.paragraph_at(article_id, offset)

    def reprints(self, article_id: str, text: str) -> list[tuple[Article, int, int]]:
        """The articles that are reprints of one another and have a sentence of this one too, each with where."""
        found = ((other, same_words(other, text)) for other in self._catalog.copies_of(article_id))
        return [(other, *at) for other, at in found if at is not None]

    def statement(self, row: int) -> Ranked[Statement]:
        """The statement of a row."""
        statement, article = self._catalog.statements.at(row)
        return Ranked(statement, article, 0.0, 0.0, None, row, speaker=self.speaker_of(row))

    def speaker_of(self, row: int) -> Speaker | None:
        """The registered speaker of a statement; None where that isn't certain."""
        speaker = self._catalog.statements.speaker_of(row)
        return None if speaker is None else self.speakers[speaker]

    def introduced(self, row: int) -> tuple[str, ...]:
        """The different words by which articles introduce the speaker of a statement."""
        speaker = self._catalog.statements.speaker_of(row)
        return () if speaker is None else self.names.introduced(speaker)

    def statements_in(self, article_id: str) -> list[Ranked[Statement]]:
        """The statements of an article, in order."""
        return [self.statement(row) for row in self._catalog.statements.rows_of(article_id)]

    def statements_at(self, article_id: str, start: int, end: int) -> list[Ranked[Statement]]:
        """Those of which a span of the article holds something."""
        return [self.statement(row) for row in self._catalog.statements.touching(article_id, start, end)]

    def said_by(self, rows: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Each of these statements with the row of its registered speaker, for those that have one."""
        by = self._catalog.statements.speaker_rows[np.asarray(rows, dtype=np.int64)].tolist()
        return ((row, speaker) for row, speaker in zip(rows, by, strict=True) if speaker >= 0)

    def repeats_of(self, row: int) -> list[Ranked[Statement]]:
        """What reprints repeat of a statement in the same words; the speaker is the same."""
        return [self.statement(each) for each in self._catalog.copies.said_again.get(row, ())]

    def rows_of(
        self,
        speakers: Iterable[int] | None = None,
        *,
        besides: Iterable[int] = (),
        articles: Collection[str] | None = None,
        repeats: bool = True,
        uncertain: bool = False,
    ) -> Sequence[int]:
        """The rows of statements, ascending.

        Args:
            speakers: of whom (rows); None: of anybody.
            besides: of whom not.
            articles: ids of the only articles to look at.
            repeats: also what a reprint repeats in the same words, and what is hidden.
            uncertain: also those whose speaker isn't certain.
        """
        said = self._catalog.statements
        if articles is not None:
            among = np.asarray([row for key in articles for row in said.rows_of(key)], dtype=np.int64)
            by = said.speaker_rows[among]
            among = among[np.isin(by, list(speakers)) if speakers is not None else (by >= 0) | uncertain]
        elif speakers is not None:
            among = said.of_speakers.rows(speakers)
        else:
            among = np.arange(len(said)) if uncertain else said.of_somebody
        if not_by := list(besides):
            among = among[~np.isin(said.speaker_rows[among], not_by)]
        return as_rows(among if repeats else without(among, self._repeated))

    def holding(self, text: str, share: float, *, uncertain: bool = False) -> list[int]:
        """The rows of the statements whose own words hold this share of a text's terms, 0 to 1.

        ``uncertain``: also those whose speaker isn't certain.
        """
        held = self.snapshot.statements.covering(text, share)
        found: list[int] = held[(self._catalog.statements.speaker_rows[held] >= 0) | uncertain].tolist()
        return found

    def is_spoken_of(self, topic: str) -> bool:
        """Whether somebody's own words hold all of a topic."""
        return bool(terms(topic)) and bool(self.holding(topic, 1.0))

    def published(self, rows: Sequence[int], first: date | None, last: date | None, *, later: int) -> Sequence[int]:
        """Those of the statements whose article was published between two days, or up to ``later`` days after.

        An article without a day may be of any.
        """
        days = self._catalog.statements.days[np.asarray(rows, dtype=np.int64)]
        begin = first.toordinal() if first else 0
        end = last.toordinal() + later if last else date.max.toordinal()
        return as_rows(np.asarray(rows, dtype=np.int64)[(days == 0) | ((begin <= days) & (days <= end))])

    def passages_naming(self, name: str, about: Topic | None = None) -> list[int]:
        """The rows of passages that hold the words of a name in a row, on a topic; those of reprints are left out.

        A title or a trade in front is needed nowhere: of "Judge Feld" an article may say "Judge Aaron Feld".
        """
        holding = self.snapshot.passages.covering(name, 1.0)
        if about is not None:
            holding = np.intersect1d(holding, self.snapshot.passages.covering(about.key, MOST_OF_IT))
        rows: list[int] = without(holding[:MOST_NAMING], self._hidden_passages).tolist()
        called = words(name)
        if len(called) > 1:
            rows = [row for row in rows if run_within(called, words(self._catalog.passages.at(row)[0].text))]
            if not rows and called[0] in TITLES | PERSON_NOUNS:
                return self.passages_naming(" ".join(called[1:]), about)
        return rows

    def passages_holding(self, text: str) -> list[int]:
        """The rows of passages that hold all terms of a text; those of reprints are left out."""
        found: list[int] = without(
            self.snapshot.passages.covering(text, 1.0)[:MOST_NAMING], self._hidden_passages
        ).tolist()
        return found

    def is_mostly_small(self, word: str) -> bool:
        """Whether articles mostly write a word in small letters: "love", and not "obama". A few passages tell."""
        small, large, _ = self._written(word)
        return small > large

    def is_a_name(self, word: str) -> bool:
        """Whether articles write a word with a capital within sentences, too, and never in small letters."""
        small, _, within = self._written(word)
        return within > 0 and not small

    def _as_written(self, word: str) -> tuple[int, int, int]:
        """How often articles write a word in small letters, with a capital, and so behind another word."""
        rows = self.passages_holding(word)
        rows = rows[:: max(1, len(rows) // MOST_LOOKED_AT)][:MOST_LOOKED_AT]
        texts = [self._catalog.passages.at(row)[0].text for row in rows]
        found = [each for text in texts for each in re.finditer(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)]
        large = [each for each in found if not each.group().islower()]
        within = sum(_BEHIND_A_WORD.search(each.string, 0, each.start()) is not None for each in large)
        return len(found) - len(large), len(large), within

    def home_of(self, each: Ranked[Statement]) -> str:
        """The text of the passage in which a statement begins."""
        homes = self._catalog.passages.of(each.article.id)
        return next((home.text for home in homes if home.start <= each.item.start < home.end), "")

    def introductions_in(self, article_id: str) -> list[Introduction]:
        """How an article introduces the people whom it names, also those who say nothing there."""
        return self._catalog.articles.introductions(article_id)

    def articles_of(self, passages: Sequence[int]) -> int:
        """How many articles these passages are of."""
        return len(set(self._catalog.passages.article_of[np.asarray(passages, dtype=np.int64)].tolist()))

    def statements_within(self, passages: Sequence[int]) -> list[Ranked[Statement]]:
        """The statements that begin in these passages."""
        return [self.statement(row) for row in self._catalog.statements.in_passages.rows(passages).tolist()]


def as_rows(found: NDArray[np.int64]) -> Sequence[int]:
    """Rows as Python numbers, with no object for each: there may be as many as statements."""
    return array("q", found.astype(np.int64).tobytes())


def without(rows: NDArray[np.int64], left_out: Iterable[int]) -> NDArray[np.int64]:
    """Rows without some."""
    hidden = np.fromiter(left_out, dtype=np.int64)
    return rows[~np.isin(rows, hidden)] if len(hidden) else rows
