"""What was told or said of something in the order of days: a timeline, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.answering.answers.overviews.subject import WITHIN, articles_on, called, is_person, lead
from bot.answering.drafting.candidates import Candidates
from bot.answering.drafting.draft import Draft, answered
from bot.answering.drafting.evidence import Line, overlap
from bot.answering.drafting.line_builder import LineBuilder, day
from bot.answering.drafting.sentence_judge import Judged
from bot.answering.query import dates
from bot.answering.query.dates import Days
from bot.answering.query.request import Change, OpenQuestion, Request, Timeline
from retrieval.lang.en.phrases.time_phrases import DAY, RELATIVE_DAY
from retrieval.lang.tokens import terms

ARTICLES, WHOLE = 8, 3
"""Articles that are read, and how many of those whole."""

EVENTS = 6
"""Sentences shown at once."""

A_YEAR = timedelta(366)

DATED, ON_A_WEEKDAY = 2.1, 1.3
"""What a date, and a weekday or the like, adds to the logit that a sentence is one that answers."""

LATE = 1.1
"""What standing at the end of its article takes off that: news tells the most first.

Both fitted on 43 questions for days, by strangers and of `world`. With a source left out six sentences hold .80 of
what is expected; without the place .75, without dates .59.
"""


When = tuple[date, int, int]
"""A day, an article's place among those on a subject, and a place in its text."""


@dataclass(frozen=True)
class Event:
    """A sentence, the logit that it answers, the days that it names, and its article's place among those on it."""

    told: Judged
    score: float
    days: Days | None
    place: int

    @property
    def when(self) -> When:
        """The day that it names, unless that is still to come, else its article's; and its place."""
        published = self.told.article.published or date.min
        meant = (self.days.first or self.days.last) if self.days else None
        return min(meant, published) if meant else published, self.place, self.told.start


def timeline(request: Timeline, builder: LineBuilder, asked: date) -> Draft | None:
    """The sentences that date what was asked, the oldest first; None where no article is on it."""
    return _in_order(_events(request, builder, asked), builder)


def changed(request: Change, builder: LineBuilder, asked: date) -> Draft | None:
    """What was told or said then and now: the likeliest of the first and of the last day; None: no article is on it."""
    events = _events(request, builder, asked)
    days = sorted({each.told.article.published for each in events if each.told.article.published})
    ends = [next(each for each in events if each.told.article.published == day) for day in (*days[:1], *days[1:][-1:])]
    return _in_order([*ends, *(each for each in events if each not in ends)], builder)


def _is_dated(text: str) -> float:
    found = DAY.search(text)
    if found is None:
        return 0.0
    return ON_A_WEEKDAY if RELATIVE_DAY.fullmatch(found.group()) or found.group().islower() else DATED


def _events(request: Request, builder: LineBuilder, asked: date) -> list[Event]:
    """The sentences on a subject, those that date it and stand early the likeliest, best first."""
    subject = called(request, builder)
    articles = [article.id for article in articles_on(subject, request, builder)[:ARTICLES]]
    if not articles:
        return []
    whole = articles[:WHOLE]
    searched = OpenQuestion(text=request.text, about=request.about, within=tuple(whole))
    best = [
        each for each in Candidates(searched, builder, asked, whole=whole).found().best if each.article.id in articles
    ]
    if isinstance(request, Change) and request.speakers:
        best = _without_others(best, request, builder)
    found = [_event(each, subject, articles.index(each.article.id)) for each in best]
    found.sort(key=lambda each: -each.score)
    return [each for each in found if each.score >= found[0].score - WITHIN]


def _event(each: Judged, subject: str, place: int) -> Event:
    """A sentence of the article at this place, with the days that it names."""
    dated = _is_dated(each.text)
    days = _days(each, subject) if dated else None
    tells = dated * (days is not None or each.article.published is None)
    return Event(each, each.score + tells - LATE * each.start / len(each.article.text), days, place)


def _without_others(best: Sequence[Judged], request: Request, builder: LineBuilder) -> list[Judged]:
    """The sentences in which nobody speaks, or one of those does whose change is asked for, if they are people."""
    rows = [row for named in request.speakers for row in named.rows]
    names = {builder.retriever.speakers[row].name for row in rows}

    def heard(each: Judged) -> set[str]:
        return {one.by for one in builder.said_at(each.article, each.start, each.end) if one.by is not None}

    if not all(is_person(row, builder) for row in rows):
        return list(best)
    return [each for each in best if not (here := heard(each)) or here & names]


def _in_order(events: list[Event], builder: LineBuilder) -> Draft | None:
    if not events:
        return None
    lines = _once([_line(each, builder) for each in sorted(events[:EVENTS], key=lambda each: each.when)])
    rest = [_line(each, builder) for each in sorted(events[EVENTS : 2 * EVENTS], key=lambda each: each.when)]
    return replace(answered(_once([*lines, *rest]), len(lines)), in_order=True)


def _once(lines: list[Line]) -> list[Line]:
    """The lines without those whose words one before them shows, in the same article or another."""
    shown: list[Line] = []
    for line in lines:
        keys = [each.key for before in shown for each in before.evidence]
        if not any(overlap(each.key, key) for each in line.evidence for key in keys):
            shown.append(line)
    return shown


def _line(event: Event, builder: LineBuilder) -> Line:
    """A sentence under the day that it names, else, or where that was still to come, its article's."""
    article, start, end = event.told.article, event.told.start, event.told.end
    first = event.days.first if event.days is not None else None
    has_come = first is not None and first <= (article.published or date.max)
    named = f"{_called(event.days)}: " if event.days is not None and has_come else ""
    line = builder.line_of(article, start, end)
    return replace(line, parts=(named or lead(article), *line.parts))


def _called(meant: Days) -> str:
    """Days in the fewest words: "2019", "Mar 2019", "3 Mar 2019"."""
    first, last = meant.first or date.min, meant.last or meant.first or date.min
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year)
    return day(first) if first == last or first.day != 1 else f"{first:%b %Y}"


def _days(told: Judged, subject: str) -> Days | None:
    if told.article.published is None:
        return None
    found = dates.told(told.text, told.article.published)
    # "Who was there from 2003 to 2006" doesn't date what is asked for, unless the sentence tells of it.
    is_long_ago = found is not None and found.last is not None and told.article.published - found.last > A_YEAR
    return None if is_long_ago and not set(terms(subject)) & set(terms(told.text)) else found
