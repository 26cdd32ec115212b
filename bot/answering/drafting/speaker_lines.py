"""A retriever's statements as lines under their speakers' names: what every answer about who said what is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import numpy as np

from bot.answering.drafting import line_builder, same_quote
from bot.answering.drafting.evidence import Line, Owned
from bot.answering.query.request import Request
from retrieval.lang.sentences import spans
from retrieval.lang.tokens import words
from retrieval.model import Article, Kind, Statement
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Ranked
from retrieval.search.topic import Fit

MOST = 6
"""Statements shown at once: a phone's screen, and as many as a person reads."""

PAGES = 3
"""Screens of statements that are kept of one answer: the first, and those for "more"."""

SOON = 7
"""Days after which no article tells any more that something was said on a day."""

_HE = re.compile(r"[\"“'‘]?(?:he|she|they)\b", re.IGNORECASE)

MOST_OF_A_SENTENCE = 0.6
"""Share of a sentence that a statement must be to stand for it."""


class Sayings:
    """Composes from a retriever's statements, and keeps to whom each is attributed, for the gate.

    Args:
        retriever: what to compose from.
    """

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever
        self.catalog = retriever.snapshot.catalog
        self.owned: set[Owned] = set()
        self._of_article: dict[str, list[tuple[int, Statement]]] = {}

    def on_topic(self, rows: Sequence[int], request: Request) -> list[Ranked[Statement]]:
        """The statements (catalog rows) that are surest on a request's topic.

        Asked for one outlet's, a statement counts that it has from another.
        """
        return surest(self.retriever.statements(rows, request.about, repeats=request.outlet is not None))

    def of_days(self, rows: Sequence[int], request: Request) -> Sequence[int]:
        """Those of the statements (catalog rows) whose article may tell of a request's days: of then, or soon after."""
        if request.days is None or not len(rows):
            return rows
        published = self.catalog.day_of_statement[np.asarray(rows)]
        first = request.days.first.toordinal() if request.days.first else 0
        last = request.days.last.toordinal() + SOON if request.days.last else date.max.toordinal()
        kept: list[int] = np.asarray(rows)[(published == 0) | ((first <= published) & (published <= last))].tolist()
        return kept

    def each_under_their_own(self, ranked: Sequence[Ranked[Statement]], request: Request) -> list[Line]:
        """A line for each statement, each under the name of whoever said it; as many as anybody asks "more" for."""
        lines: list[Line] = []
        for each in ranked:
            if len(lines) >= MOST * PAGES:
                break
            row = self.catalog.speaker_of(each.row)
            if row is not None:
                speaker = self.catalog.speakers[row]
                lines += line_builder.said(self.kept([each], request, speaker.name), speaker, self.catalog)
        return lines

    def kept(
        self, ranked: Sequence[Ranked[Statement]], request: Request, speaker: str | None
    ) -> list[Ranked[Statement]]:
        """Those that fit a request's days, outlet, audience and detail, noted for the gate as this speaker's."""
        kept = [
            each
            for each in ranked
            if (request.days is None or request.days.hold(each.item.said_on or each.article.published))
            and (request.outlet is None or request.outlet in each.article.outlets)
        ]
        if request.to is not None:
            kept = [each for each in kept if request.to in words(each.item.venue or "")]
        if request.detail == "where":
            kept = [each for each in kept if each.item.venue]
        elif request.detail == "when":
            kept = [each for each in kept if each.item.said_on or each.article.published]
        return self._attributed(kept, speaker)

    def _attributed(self, ranked: list[Ranked[Statement]], speaker: str | None) -> list[Ranked[Statement]]:
        """The same statements, noted for the gate as this speaker's, also where a reprint has them."""
        if speaker is not None:
            for each in same_quote.repeats(ranked, self.catalog):
                self.owned.add(((each.article.id, each.item.start, each.item.end), speaker))
        return ranked

    def of_sentence(self, article: Article, start: int, end: int, *, reported: bool = False) -> Line | None:
        """The line of the statement that most of a sentence is; None where none is or its speaker isn't certain.

        ``reported``: a reported statement counts too, for a question that asks who; elsewhere its sentence says more,
        unless it says "he", which alone may be taken for anybody.
        """
        reported = reported or _HE.match(article.text, start) is not None
        for row, statement in self._said_in(article):
            shared = min(end, statement.end) - max(start, statement.start)
            owner = self.catalog.speaker_of(row)
            if (
                owner is not None
                and (reported or statement.kind is not Kind.INDIRECT)
                and shared >= MOST_OF_A_SENTENCE * (end - start)
            ):
                speaker = self.catalog.speakers[owner]
                ranked = self._attributed([Ranked(statement, article, 0.0, 0.0, None, row)], speaker.name)
                return line_builder.said(ranked, speaker, self.catalog)[0]
        return None

    def uncut(self, article: Article, start: int, end: int) -> tuple[int, int]:
        """A sentence with those in which a quote of it goes on, so that no quote is shown half."""
        quotes = [each for _, each in self._said_in(article) if each.kind is Kind.DIRECT]
        cut = [each for each in quotes if each.start < end and start < each.end]
        low, high = min((start, *(each.start for each in cut))), max((end, *(each.end for each in cut)))
        if (low, high) == (start, end):
            return start, end
        homes = [each for each in self.catalog.passages_of(article.id) if each.start <= low and high <= each.end]
        parts = [part for home in homes for part in spans(article.text, home.start, home.end)]
        touched = [part for part in parts if part[0] < high and low < part[1]]
        return (touched[0][0], touched[-1][1]) if touched else (start, end)

    def _said_in(self, article: Article) -> list[tuple[int, Statement]]:
        if article.id not in self._of_article:
            rows = self.catalog.statement_rows(article_id=article.id)
            self._of_article[article.id] = [(row, self.catalog.statement(row)[0]) for row in rows]
        return self._of_article[article.id]


def surest(ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    """The statements with the surest fit that any has; those that only lie nearby when none is surer."""
    best = min((each.fit for each in ranked if each.fit is not None), default=None)
    return [each for each in ranked if each.fit is None or (each.fit == best and best is not Fit.NONE)]
