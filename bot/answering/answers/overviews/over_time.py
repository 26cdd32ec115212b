"""What was told or said of something in the order of days: a timeline, and what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.answering.answers.overviews.subject import Told, articles_on, called, lead, line_of, own_terms, sentences
from bot.answering.drafting.draft import Draft, answered
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.query import dates
from bot.answering.query.request import Change, Request, Timeline
from retrieval.lang.en.function_words import TURNS
from retrieval.lang.en.phrases.time_phrases import DAY
from retrieval.lang.tokens import terms, words

ARTICLES = 8
"""Articles that are read."""

EVENTS, OF_ONE = 8, 4
"""Sentences of a timeline, and of one article in it where there are others."""

TURNING = 5
"""Sentences that tell of a change."""


def timeline(request: Timeline, builder: LineBuilder) -> Draft | None:
    """The sentences that date what was asked, the oldest first; None where no article is on it."""
    return _in_order(request, builder, lambda text: DAY.search(text) is not None, EVENTS)


def changed(request: Change, builder: LineBuilder) -> Draft | None:
    """The sentences that tell of a turn in what was asked, the oldest first; None where no article is on it."""
    return _in_order(request, builder, lambda text: not TURNS.isdisjoint(words(text)), TURNING)


def _in_order(request: Request, builder: LineBuilder, tells: Callable[[str], bool], most: int) -> Draft | None:
    subject = called(request, builder)
    articles = articles_on(subject, request, builder)[:ARTICLES]
    chosen: list[tuple[float, Told]] = []
    for article in articles:
        own = own_terms(article, subject)
        scored = [(_score(each, own, tells), each) for each in sentences(article, subject, builder)]
        chosen += sorted(scored, key=lambda pair: -pair[0])[: max(OF_ONE, most // len(articles))]
    best = [each for _, each in sorted(chosen, key=lambda pair: -pair[0])[:most]]
    if not best:
        return None
    lines = [line_of(each, builder, lead(each.article)) for each in sorted(best, key=_when)]
    return replace(answered(list({line.evidence[0].key: line for line in lines}.values()), most), in_order=True)


def _score(told: Told, own: set[str], tells: Callable[[str], bool]) -> float:
    named = len(own & set(terms(told.text))) / len(own) if own else 0.0
    return told.held + named + tells(told.text)


def _when(told: Told) -> tuple[date, str, int]:
    """The day of a sentence: the one that it names, unless that is still to come, else its article's."""
    published = told.article.published or date.min
    meant = _named(told)
    return min(meant, published) if meant else published, told.article.id, told.start


def _named(told: Told) -> date | None:
    if told.article.published is None:
        return None
    found, _ = dates.find(told.text, told.article.published)
    return (found.first or found.last) if found else None
