"""What was told or said of something in the order of days: a timeline, and what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.answering.answers.overviews.subject import (
    Told,
    articles_on,
    called,
    is_on,
    lead,
    line_of,
    own_terms,
    sentences,
)
from bot.answering.drafting.draft import Draft, answered
from bot.answering.drafting.evidence import Line, overlap
from bot.answering.drafting.line_builder import MOST, LineBuilder, day, surest
from bot.answering.query import dates
from bot.answering.query.dates import Days
from bot.answering.query.request import Change, Request, Timeline
from bot.answering.query.topics import topic
from retrieval.lang.en.function_words import TURNS
from retrieval.lang.en.phrases.time_phrases import DAY, RELATIVE_DAY
from retrieval.lang.tokens import terms, words
from retrieval.model import Article

ARTICLES = 8
"""Articles that are read."""

EVENTS, OF_ONE = 8, 4
"""Sentences of a timeline shown at once, and how many of one article come before any further of it."""

TURNING = 5
"""Sentences that tell of a change."""

A_YEAR = timedelta(366)

DATED, ON_A_WEEKDAY = 1.0, 0.6
"""What a date, and a weekday or the like, adds to how much of a subject a sentence holds, 0 to 1."""


When = tuple[date, int, int]
"""A day, an article's place among those on a subject, and a place in its text."""


@dataclass(frozen=True)
class Event:
    """A sentence, how well it fits, the days that it names, and the place of its article among those on the subject."""

    told: Told
    score: float
    days: Days | None
    place: int

    @property
    def when(self) -> When:
        """The day that it names, unless that is still to come, else its article's; and its place."""
        published = self.told.article.published or date.min
        meant = (self.days.first or self.days.last) if self.days else None
        return min(meant, published) if meant else published, self.place, self.told.start


def timeline(request: Timeline, builder: LineBuilder) -> Draft | None:
    """The sentences that date what was asked, the oldest first; None where no article is on it."""
    events = _events(request, builder, _is_dated)
    dated = [each for each in events if each.days is not None and _is_dated(each.told.text)]
    return _in_order(dated or events, EVENTS, builder)


def changed(request: Change, builder: LineBuilder) -> Draft | None:
    """What somebody said then and now, else the sentences that tell of a turn; None where no article is on it."""
    events = _events(request, builder, lambda text: (not TURNS.isdisjoint(words(text))) + _is_dated(text) / 2)
    earliest = min(events[: 2 * EVENTS], key=lambda each: each.when, default=None)
    if earliest is not None and earliest.days and earliest not in events[:TURNING]:
        events = [*events[: TURNING - 1], earliest, *(each for each in events[TURNING - 1 :] if each is not earliest)]
    lines = _then_and_now(request, builder)
    if not lines:
        return _in_order(events, TURNING, builder)
    shown = {evidence.key for _, line in lines for evidence in line.evidence}
    turns = [(each.when, _line(each, builder)) for each in events[:TURNING]]
    beside = [pair for pair in turns if not any(overlap(one.key, key) for one in pair[1].evidence for key in shown)]
    told = sorted([*lines, *beside[: MOST - len(lines)]], key=lambda pair: pair[0])
    return replace(answered([line for _, line in told], MOST), in_order=True)


def _is_dated(text: str) -> float:
    found = DAY.search(text)
    if found is None:
        return 0.0
    return ON_A_WEEKDAY if RELATIVE_DAY.fullmatch(found.group()) or found.group().islower() else DATED


def _events(request: Request, builder: LineBuilder, tells: Callable[[str], float]) -> list[Event]:
    """The sentences on a subject, as many of one article as of another, the best first."""
    subject = called(request, builder)
    articles = articles_on(subject, request, builder)[:ARTICLES]
    chosen: list[tuple[bool, Event]] = []
    for place, article in enumerate(articles):
        own = own_terms(article, subject)
        is_there = is_on(article, subject, builder)
        found = []
        for told in sentences(article, subject, builder):
            named = len(own & set(terms(told.text))) / len(own) if own else 0.0
            if is_there or named:
                found.append(Event(told, told.held + named + tells(told.text), _days(told, subject), place))
        found.sort(key=lambda each: -each.score)
        chosen += [(number >= OF_ONE, each) for number, each in enumerate(found[: 2 * EVENTS])]
    return [each for _, each in sorted(chosen, key=lambda pair: (pair[0], -pair[1].score))]


def _in_order(events: list[Event], most: int, builder: LineBuilder) -> Draft | None:
    if not events:
        return None
    lines = _once([_line(each, builder) for each in sorted(events[:most], key=lambda each: each.when)])
    rest = [_line(each, builder) for each in sorted(events[most : 2 * most], key=lambda each: each.when)]
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
    """A sentence under the day that it names, else its article's."""
    if event.days is None or event.days.first is None:
        return line_of(event.told, builder, lead(event.told.article))
    return line_of(event.told, builder, f"{_called(event.days)}: ")


def _called(meant: Days) -> str:
    """Days in the fewest words: "2019", "Mar 2019", "3 Mar 2019"."""
    first, last = meant.first or date.min, meant.last or meant.first or date.min
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year)
    return day(first) if first == last or first.day != 1 else f"{first:%b %Y}"


def _days(told: Told, subject: str) -> Days | None:
    if told.article.published is None:
        return None
    found = dates.told(told.text, told.article.published)
    # "Who was there from 2003 to 2006" doesn't date what is asked for, unless the sentence tells of it.
    is_long_ago = found is not None and found.last is not None and told.article.published - found.last > A_YEAR
    return None if is_long_ago and not set(terms(subject)) & set(terms(told.text)) else found


def _then_and_now(request: Change, builder: LineBuilder) -> list[tuple[When, Line]]:
    """What the one asked of said on it first and last, where that was on different days."""
    if not request.speakers or len(request.speakers[0].rows) != 1 or request.about is None:
        return []
    name = builder.retriever.speakers[request.speakers[0].rows[0]].name
    left = " ".join(word for word in request.about.text.split() if not set(terms(word)) & set(terms(name)))
    about = topic(left, builder.retriever.names) if terms(left) else None
    rows = builder.of_days(builder.retriever.rows_of(request.speakers[0].rows), request)
    said = builder.kept(surest(builder.retriever.statements(rows, about)), request)
    by_day: dict[Article, list[Line]] = {}
    for each in sorted(said, key=lambda each: (each.article.published or date.min, each.item.start)):
        by_day.setdefault(each.article, []).extend(builder.said([each]))
    days = {article.published for article in by_day if article.published}
    if len(days) < 2:
        return []
    ends = {article: by_day[article][: MOST // 3] for article in (next(iter(by_day)), next(reversed(by_day)))}
    return [
        (
            (article.published or date.min, 0, line.evidence[0].span.start),
            replace(line, parts=(lead(article), *line.parts)),
        )
        for article, lines in ends.items()
        for line in lines
    ]
