"""Days that a question names: "since 10 February", "yesterday", "on Wednesday", "in the summer of 2016"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from retrieval.lang.days import days_after, days_before
from retrieval.lang.en.numbers import NUMBERS, VAGUE_NUMBERS
from retrieval.lang.en.phrases.time_phrases import ENDS, EXPRESSIONS, ON_A_TOPIC, RELATIVE_DAY, STILL_TO_COME, UNTIL
from retrieval.lang.en.times import DAYS_OF_UNIT, MONTH_NUMBERS, SEASONS, WEEKDAYS
from retrieval.lang.tokens import fold

_SPOKEN = re.compile(r".*[,.!?…][”\"]", re.DOTALL)
"""All up to the end of what somebody says: "“It will stay,” she said on Monday" tells of the Monday before."""

SOON = timedelta(days=60)
"""By how much a date without a year may lie ahead of an article: "December 3" of last year would be told as that."""

_POSSESSIVE = re.compile(r"['’]s?\s*$")
"""Behind it days are somebody's: "Holm's last days" are no days of articles."""


@dataclass(frozen=True)
class Days:
    """A range of days, both ends included; None is open."""

    first: date | None = None
    last: date | None = None

    def hold(self, day: date | None) -> bool:
        """Whether a day lies in the range; an unknown day does not."""
        if day is None:
            return False
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def find(
    text: str, asked: date, is_name: Callable[[str], bool] = lambda _: False, latest: date | None = None
) -> tuple[Days | None, str]:
    """The days that a question names, seen from the day on which it is asked, and the question without them.

    A date without a year is the last one before the day asked, or that day; asked of articles that are all older than
    a year, the last one in their time. What isn't a real date stays in the text.

    Args:
        text: the question.
        asked: that day.
        is_name: whether words are a name and no more, also without capitals.
        latest: the day of the newest article.
    """
    for expression in EXPRESSIONS:
        for found in expression.finditer(text):
            lead = "on" if found.groupdict().get("from") else (found["lead"] or "on").lower()
            if lead == "from" and (found.groupdict().get("relative") or found.groupdict().get("season")):
                lead = "on"  # "quotes from last week" are that week's
            part_of_a_topic = "in" if found.groupdict().keys() & {"whole_month", "whole_year"} else ""
            if found.groupdict().get("season"):
                part_of_a_topic = "in on of during"
            if lead in part_of_a_topic.split() and _is_of_a_topic(text[: found.start()], is_name):
                continue  # "about the vote in November": the vote is then, not what was said
            seen_from = asked
            if latest is not None and asked - latest > timedelta(days=365) and lead not in ENDS and _is_date(found):
                seen_from = latest
            span = _span(found, seen_from)
            if span is None or (found.groupdict().get("unit") and _POSSESSIVE.search(text[: found.start()])):
                continue
            meant, end = _led(lead, span), found.end()
            for until in (form.match(text, end) for form in UNTIL):
                last = _span(until, seen_from) if until else None
                if until and last and lead in {"since", "from", "after", "between"}:
                    meant, end = Days(_of_the_same_year(found, until, meant.first), last[1]), until.end()
                    break
            return meant, " ".join(f"{text[: found.start()]} {text[end:]}".split())
    return None, text


def told(text: str, published: date) -> Days | None:
    """The days that a sentence of an article names, the first date in it before any weekday; seen from its day."""
    found = [
        (RELATIVE_DAY.fullmatch(each.group().split()[-1]) is not None, each.start(), -len(each.group()), span)
        for expression in EXPRESSIONS
        for each in expression.finditer(text)
        if (span := _told_span(each, text, published)) is not None
    ]
    if not found:
        return None
    is_relative, start, _, span = min(found)
    day = resolved(text, published, start) if is_relative else None
    return Days(*span) if day is None else Days(day, day)


def _told_span(found: re.Match[str], text: str, published: date) -> tuple[date, date] | None:
    """The days that an article means; of a date without a year the next where it is still to come, or that is soon."""
    groups = found.groupdict()
    span = _span(found, published)
    if span is None or not groups.get("month") or groups.get("year"):
        return span
    following = _span(found, days_after(published, 364))
    if following is None or following[0] <= published:
        return span
    is_soon = bool(groups.get("day")) and following[0] - published <= SOON
    return following if is_soon or _is_to_come(text, found.start()) else span


def _is_to_come(text: str, start: int) -> bool:
    """Whether a day named at a place comes after the article, by what stands before it."""
    spoken = _SPOKEN.match(text, 0, start)
    return STILL_TO_COME.search(text, spoken.end() if spoken else 0, start) is not None


def _is_date(found: re.Match[str]) -> bool:
    """Whether a month is named, and not only how long ago something was."""
    return bool(found.groupdict().get("month"))


def _is_of_a_topic(before: str, is_name: Callable[[str], bool]) -> bool:
    """Whether a time behind these words belongs to their topic; not where that is a name alone: "about Holm in May"."""
    *_, topic = ["", *(before[found.end() :].strip() for found in ON_A_TOPIC.finditer(before))]
    if not topic:
        return ON_A_TOPIC.search(before) is not None
    is_written_as_one = not before.isupper() and all(word[:1].isupper() for word in topic.split())
    return not (is_written_as_one or is_name(topic))


def _of_the_same_year(found: re.Match[str], until: re.Match[str], first: date | None) -> date | None:
    """The first day of "between January and March 2016", whose year stands at the end."""
    year = until.groupdict().get("year")
    if first is None or year is None or found.groupdict().get("year") or not found.groupdict().get("month"):
        return first
    return first.replace(year=int(year), day=min(first.day, 28))


def resolved(text: str, published: date | None, start: int = 0) -> date | None:
    """The day that the first weekday or "yesterday" from ``start`` on means, seen from an article's day."""
    found = RELATIVE_DAY.search(text, start)
    if found is None or published is None:
        return None
    word = fold(found.group())
    if word not in WEEKDAYS:
        return days_after(published, 1) if word == "tomorrow" else days_before(published, word == "yesterday")
    ahead = (WEEKDAYS.index(word) - published.weekday()) % 7
    if _is_to_come(text, found.start()):
        return days_after(published, ahead or 7)
    return days_before(published, -ahead % 7)


def _led(lead: str, span: tuple[date, date]) -> Days:
    first, last = span
    if lead in {"since", "from"}:
        return Days(first, None)
    if lead == "after":
        return Days(days_after(last, 1), None)
    if lead == "before":
        return Days(None, days_before(first, 1))
    if lead in ENDS:
        return Days(None, last)
    return Days(first, last)


def _span(found: re.Match[str], asked: date) -> tuple[date, date] | None:
    groups = found.groupdict()
    try:
        if groups.get("iso"):
            day = date.fromisoformat(groups["iso"])
            return day, day
        if groups.get("dotted"):
            number, month, year = map(int, groups["dotted"].split("."))
            return date(year, month, number), date(year, month, number)
        if groups.get("whole_year"):
            return date(int(groups["whole_year"]), 1, 1), date(int(groups["whole_year"]), 12, 31)
        if groups.get("season"):
            return _season(groups, asked)
        if groups.get("unit"):
            return _counted(groups, asked)
        if groups.get("relative"):
            return _relative(fold(groups["relative"]), asked)
        if groups.get("weekday"):
            back = (asked.weekday() - WEEKDAYS.index(fold(groups["weekday"]))) % 7
            day = asked - timedelta(days=back)
            return day, day
        month = MONTH_NUMBERS[fold(groups["month"])]
        year = int(groups["year"]) if groups.get("year") else asked.year
        whole = "whole_month" in groups
        first = date(year, month, 1 if whole else int(groups.get("from") or groups["day"]))
        if not groups.get("year") and first > asked:
            year -= 1
            first = first.replace(year=year)
        last = _end_of_month(first) if whole else date(year, month, int(groups["day"]))
    except (ValueError, OverflowError):
        return None
    return (first, last) if first <= last else None


def _end_of_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _counted(groups: dict[str, str | None], asked: date) -> tuple[date, date]:
    """ "Three days ago", "the past two weeks"."""
    count, unit = fold(groups["count"] or "1"), fold(groups["unit"] or "day")
    number = int(count) if count.isdigit() else (NUMBERS | VAGUE_NUMBERS).get(count, 1)
    then = asked - timedelta(days=number * DAYS_OF_UNIT[unit])
    if groups.get("ago") and unit == "day":
        return then, then
    return (then - timedelta(days=3), then + timedelta(days=3)) if groups.get("ago") else (then, asked)


def _season(groups: dict[str, str | None], asked: date) -> tuple[date, date]:
    """Three whole months: those of the year named, else the last that had begun; "last summer" was over by then.

    A winter has the year in which most of it lies.
    """
    month, year = SEASONS[fold(groups["season"] or "")], groups.get("season_year")

    def of(year: int) -> tuple[date, date]:
        first = date(year - (month == 12), month, 1)
        return first, _end_of_month((first.replace(day=28) + timedelta(days=58)).replace(day=1))

    if year is not None:
        return of(int(year))
    began = max(span for span in (of(asked.year + n) for n in (-2, -1, 0, 1)) if span[0] <= asked)
    if (groups.get("which") or "").lower() == "last" and began[1] >= asked:
        return of(began[1].year - 1)
    return began


def _relative(words: str, asked: date) -> tuple[date, date]:
    if words == "the day before yesterday":
        day = asked - timedelta(days=2)
        return day, day
    which, _, unit = words.rpartition(" ")
    if unit in {"morning", "afternoon", "evening", "tonight", "today"}:
        return asked, asked
    if unit in {"night", "yesterday"}:
        return asked - timedelta(days=1), asked - timedelta(days=1)
    if unit == "weekend":
        saturday = asked - timedelta(days=(asked.weekday() - 5) % 7)
        return saturday, min(saturday + timedelta(days=1), asked)
    if unit == "week":
        monday = asked - timedelta(days=asked.weekday())
        return (monday, asked) if which == "this" else (monday - timedelta(days=7), monday - timedelta(days=1))
    if unit == "month":
        first = asked.replace(day=1)
        return (first, asked) if which == "this" else ((first - timedelta(days=1)).replace(day=1), first - timedelta(1))
    year = asked.year if which == "this" else asked.year - 1
    return date(year, 1, 1), min(date(year, 12, 31), asked)
