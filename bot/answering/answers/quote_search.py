"""Statements for a few words, without a question: what a person picks one from, and what a follower hears of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np

from bot.answering.drafting import line_builder
from bot.answering.drafting.evidence import Key, Line, Owned
from bot.answering.query.intent import topic, understand
from bot.answering.query.request import Known, Want
from retrieval.entities.lookup import Names
from retrieval.lang.tokens import terms, words
from retrieval.model import Statement
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Ranked
from retrieval.search.topic import Fit, Topic

SHORTEST_BEGINNING = 2
"""Letters of a name that is still being typed."""

MOST_BEGUN = 8
"""Speakers whose names may begin so: the most quoted ones."""


def found(
    text: str, retriever: Retriever, asked: date, *, among: Collection[str] | None = None, begun: bool = False
) -> list[Ranked[Statement]]:
    """Statements of the speakers that ``text`` names, on the topic of its other words; the best first.

    Args:
        text: "McFaul gifts", "Arctic shipping"; empty: the newest statements.
        retriever: what to find them in.
        asked: the day on which "today" means something.
        among: ids of the only articles to look at; None: all of them.
        begun: the last word may be the beginning of a name.
    """
    catalog, names = retriever.snapshot.catalog, retriever.snapshot.names
    speakers, about = _meant(text, retriever, asked)
    if begun and not speakers and (rows := _beginning(text, retriever)):
        rest = " ".join(text.split()[:-1])
        speakers, about = rows, topic(rest, names) if terms(rest) else None
    if among is None:
        owned = catalog.speaker_of_statement
        rows = np.flatnonzero(np.isin(owned, speakers) if speakers else owned >= 0).tolist()
    else:
        wanted = set(speakers)
        rows = [
            row
            for article in among
            for row in catalog.statement_rows(article_id=article)
            if (owner := catalog.speaker_of(row)) is not None and (not wanted or owner in wanted)
        ]
    ranked = retriever.statements(rows, about)
    # Beside the topic isn't on it: nobody wants to send, or be woken by, words that only sound alike.
    return [each for each in ranked if each.fit is None or each.fit <= Fit.PASSAGE]


def lines(ranked: Sequence[Ranked[Statement]], retriever: Retriever) -> tuple[list[Line], set[Owned]]:
    """A line for each statement under its speaker's name, and those names by evidence, for the gate."""
    catalog = retriever.snapshot.catalog
    made: list[Line] = []
    owned: set[Owned] = set()
    for each in ranked:
        row = catalog.speaker_of(each.row)
        if row is not None:
            speaker = catalog.speakers[row]
            owned.add((key_of(each), speaker.name))
            made += line_builder.said([each], speaker, catalog)
    return made, owned


def key_of(ranked: Ranked[Statement]) -> Key:
    """What names a statement from one snapshot to the next."""
    return ranked.article.id, ranked.item.start, ranked.item.end


def at(keys: Sequence[Key], retriever: Retriever) -> list[Ranked[Statement]]:
    """The statements that these keys name, in their order; those that are gone are left out."""
    catalog = retriever.snapshot.catalog
    there: dict[Key, Ranked[Statement]] = {}
    for article_id in dict.fromkeys(article for article, _, _ in keys):
        for row in catalog.statement_rows(article_id=article_id):
            statement, article = catalog.statement(row)
            there[article.id, statement.start, statement.end] = Ranked(statement, article, 0.0, 0.0, None, row)
    return [there[key] for key in keys if key in there]


def namesakes(text: str, names: Names) -> tuple[int, ...]:
    """The speakers between whom ``text`` leaves open who is meant; empty when it doesn't."""
    return next((named.rows for named in names.find(text) if len(named.rows) > 1), ())


def _meant(text: str, retriever: Retriever, asked: date) -> tuple[list[int], Topic | None]:
    """The speakers that a text names, and the topic in its other words."""
    snapshot = retriever.snapshot
    catalog = snapshot.catalog
    known = Known(snapshot.names, catalog.speakers, catalog.outlets, catalog.coverage.last)
    request = understand(text, known, asked)
    if request.want is Want.HELP and not words(text):
        return [], None
    named = [row for each in request.speakers for row in each.rows]
    if named:
        return named, request.about
    about = request.about or (topic(text, snapshot.names) if terms(text) else None)
    return [], about


def _beginning(text: str, retriever: Retriever) -> list[int]:
    """The speakers with a name that begins as the last word of a text does."""
    last = words(text)[-1:]
    if not last or len(last[0]) < SHORTEST_BEGINNING or retriever.snapshot.names.is_word(last[0]):
        return []
    rows = (
        row
        for row, speaker in enumerate(retriever.snapshot.catalog.speakers)
        if any(word.startswith(last[0]) for word in words(speaker.name))
    )
    return [row for row, _ in zip(rows, range(MOST_BEGUN), strict=False)]
