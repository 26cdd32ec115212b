"""What a chart shows: rows of counts, a row a stretch of time or a speaker, split by outlet or topic."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from bot.answering.drafting.line_builder import day
from bot.answering.query.answer_types import NAME
from prompts import chart_replies, replies
from retrieval.lang.en.people import NAME_TITLES
from retrieval.lang.tokens import terms, words
from retrieval.model import Article, Statement

Said = tuple[Statement, Article, str | None]
"""A statement, its article, and its registered speaker (None: not certain)."""

By = Literal["outlet", "topic"]

MOST_SERIES = 5
"""Outlets or topics that are told apart: as many colours as everybody can; the others are one more."""

MOST_SPEAKERS = 15
"""Rows of the chart of who is quoted how often: as many as can be read on a phone."""

_ABOUT = re.compile(r"\s(?:about|on|regarding)\s+", re.IGNORECASE)
_MOST_ROWS = 16
# Of days, weeks or months; of more the next longer stretch is taken.
_TOPICS = 40
# Names looked at for topics, the most frequent first.


@dataclass(frozen=True)
class Chart:
    """Counts to be drawn.

    ``labels``: one a row, from the top. ``series``: what the counts are split by, the largest first; ``others`` is the
    last one where it is needed. ``counts[row][series]``: how many statements. ``rows``: what a row is. ``note``: what
    isn't shown; may be empty.
    """

    title: str
    subtitle: str
    labels: tuple[str, ...]
    series: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    note: str = ""
    rows: str = chart_replies.CHART_ROW

    @property
    def total(self) -> int:
        """How many statements are drawn."""
        return sum(map(sum, self.counts))

    @property
    def longest(self) -> int:
        """How many statements the longest row has."""
        return max(map(sum, self.counts), default=0)


@dataclass(frozen=True)
class Stretches:
    """Equal stretches of time: ``start`` is the first day of the one that holds a day, ``label`` its name."""

    name: str
    start: Callable[[date], date]
    after: Callable[[date], date]
    label: Callable[[date], str]

    def between(self, first: date, last: date) -> Iterator[date]:
        """The first day of each, from the one with ``first`` to the one with ``last``."""
        at = self.start(first)
        while at <= last:
            yield at
            if at.year >= date.max.year - 100:
                return
            at = self.after(at)


def _months_later(at: date, months: int) -> date:
    year, month = divmod(at.month - 1 + months, 12)
    return date(at.year + year, month + 1, 1)


def _years(count: int) -> Stretches:
    def label(at: date) -> str:
        return f"{at.year:04}" if count == 1 else f"{at.year:04}–{at.year + count - 1:04}"

    def start(at: date) -> date:
        return date(max(1, at.year - at.year % count), 1, 1)

    name = chart_replies.BY_YEAR if count == 1 else chart_replies.BY_YEARS.format(n=count)
    return Stretches(name, start, lambda at: date(at.year - at.year % count + count, 1, 1), label)


STRETCHES = (
    Stretches(chart_replies.BY_DAY, lambda at: at, lambda at: at + timedelta(1), day),
    Stretches(chart_replies.BY_WEEK, lambda at: at - timedelta(at.weekday()), lambda at: at + timedelta(7), day),
    Stretches(
        chart_replies.BY_MONTH,
        lambda at: at.replace(day=1),
        lambda at: _months_later(at, 1),
        lambda at: f"{at:%b %Y}",
    ),
    Stretches(
        chart_replies.BY_QUARTER,
        lambda at: date(at.year, 3 * ((at.month - 1) // 3) + 1, 1),
        lambda at: _months_later(at, 3),
        lambda at: f"{at.year} Q{(at.month + 2) // 3}",
    ),
    *map(_years, (1, 2, 5, 10, 50, 100)),
)
"""From the shortest on: the first that needs no more rows than a phone shows is taken."""


def said_so(found: Iterable[Said]) -> list[Said]:
    """Those of the statements that their articles don't report as never said: denied, made up, hypothetical."""
    return [each for each in found if each[0].hedge is None or each[0].hedge.was_said]


def day_of(said: Said) -> date | None:
    """The day of a statement, or of its article where that doesn't tell."""
    statement, article, _ = said
    return statement.said_on or article.published


def about_whom(asked: str) -> tuple[str | None, str | None]:
    """The name and the topic of "Holm about the ice", "Holm", "about the ice"; each None where it isn't there."""
    who, *topic = _ABOUT.split(f" {asked.strip(' ?.')}", maxsplit=1)
    return who.strip() or None, (topic[0].strip() or None) if topic else None


def charted(
    statements: Iterable[Said], who: str | None, topic: str | None, by: By = "outlet"
) -> tuple[str | None, list[Said], Chart]:
    """The chart of a person's statements over time or, where nobody is named, of who is quoted how often.

    Returns:
        The registered name, where all statements have the same; the statements that count; their chart.
    """
    found = said_so(statements)
    names = {speaker for _, _, speaker in found if speaker}
    if who is None:
        title = chart_replies.CHART_TITLE_ALL_ON.format(topic=topic) if topic else chart_replies.CHART_TITLE_ALL
        return None, found, quoted_most(found, title)
    who = names.pop() if len(names) == 1 else who
    return who, found, over_time(found, chart_replies.CHART_TITLE_ON.format(who=who, topic=topic) if topic else who, by)


def over_time(found: Sequence[Said], title: str, by: By = "outlet") -> Chart:
    """How many statements fall into each stretch of time, the earliest first; stretches without any are there, too.

    Args:
        found: the statements; those of no known day are told in the note.
        title: whose they are, and on what.
        by: what each row is split by.
    """
    dated = sorted(((when, each) for each in found if (when := day_of(each)) is not None), key=lambda pair: pair[0])
    undated = len(found) - len(dated)
    note = chart_replies.WITHOUT_A_DAY.of(undated) if undated else ""
    if not dated:
        return Chart(title, "", (), (), (), note)
    first, last = dated[0][0], dated[-1][0]
    stretches = next((each for each in STRETCHES if _fits(each, first, last)), STRETCHES[-1])
    rows = list(stretches.between(first, last))
    kinds = _topics(found) if by == "topic" else [_outlet(article) for _, article, _ in found]
    of = {id(each): kind for each, kind in zip(found, kinds, strict=True)}
    cells: Counter[tuple[Any, str]] = Counter((stretches.start(when), of[id(each)]) for when, each in dated)
    series, counts = _split(rows, cells)
    split, many = (
        chart_replies.BY_TOPIC if by == "topic" else chart_replies.BY_OUTLET,
        replies.STATEMENTS.of(len(dated)),
    )
    subtitle = chart_replies.CHART_OF.format(statements=many, stretch=stretches.name, split=split)
    return Chart(title, subtitle, tuple(map(stretches.label, rows)), series, counts, note)


def quoted_most(found: Sequence[Said], title: str) -> Chart:
    """Who is quoted how often, the most quoted first, split by outlet."""
    by_speaker = Counter(speaker for _, _, speaker in found if speaker is not None)
    rows = [name for name, _ in by_speaker.most_common(MOST_SPEAKERS)]
    cells: Counter[tuple[Any, str]] = Counter((speaker, _outlet(article)) for _, article, speaker in found)
    series, counts = _split(rows, cells)
    said = sum(by_speaker.values())
    subtitle = chart_replies.CHART_OF_SPEAKERS.format(statements=replies.STATEMENTS.of(said), speakers=len(by_speaker))
    left_out = len(by_speaker) - len(rows)
    note = replies.AND_MORE.format(n=left_out) if left_out else ""
    return Chart(title, subtitle, tuple(rows), series, counts, note, chart_replies.CHART_SPEAKER)


def _fits(stretches: Stretches, first: date, last: date) -> bool:
    rows = stretches.between(first, last)
    return sum(1 for _, _ in zip(range(_MOST_ROWS + 1), rows, strict=False)) <= _MOST_ROWS


def _split(rows: Sequence[Any], cells: Counter[tuple[Any, str]]) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    sizes: Counter[str] = Counter()
    shown = set(rows)
    for (row, kind), count in cells.items():
        if row in shown:
            sizes[kind] += count
    # By name where they are of one size, so that the same statements make the same picture.
    ranked = sorted((kind for kind in sizes if kind != chart_replies.OTHERS), key=lambda kind: (-sizes[kind], kind))
    told = ranked[:MOST_SERIES]
    series = (*told, chart_replies.OTHERS) if len(told) < len(sizes) else tuple(told)
    counts = []
    for row in rows:
        own = [cells[(row, kind)] for kind in told]
        rest = sum(cells[(row, kind)] for kind in sizes if kind not in told)
        counts.append((*own, rest) if len(series) > len(told) else tuple(own))
    return series, tuple(counts)


def _outlet(article: Article) -> str:
    return " ".join((article.publisher or chart_replies.NO_OUTLET).split())


def _topics(found: Sequence[Said]) -> list[str]:
    """The topic of each statement: of the names that most of them hold, the most frequent that stands in it."""
    held = [_names(said, speaker) for said, _, speaker in found]
    frequent = Counter(name for names in held for name in names)
    ranked = [name for name, count in frequent.most_common(_TOPICS) if count > 1]
    return [next((name for name in ranked if name in names), chart_replies.OTHERS) for names in held]


def _names(said: Statement, speaker: str | None) -> set[str]:
    own = {*words(speaker or ""), *NAME_TITLES}
    found = {re.sub(r"['’]s?\Z", "", match.group()) for match in NAME.finditer(said.text) if "\n" not in match.group()}
    return {name for name in found if terms(name) and not own & set(words(name))}


def shortened(text: str, most: int) -> str:
    """The text on one line of at most so many columns, without what can't be seen."""
    text = " ".join("".join(c if c.isprintable() else "\ufffd" for c in text).split())
    if columns(text) <= most:
        return text
    while text and columns(text) > max(1, most - 1):
        text = text[:-1]
    return f"{text.rstrip()}…"


def columns(text: str) -> int:
    """Columns of a terminal that a text takes (Unicode, East Asian width; combining marks take none)."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
