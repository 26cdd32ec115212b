"""Days that a question names: "since 10 February", "yesterday", "last week", "on Wednesday"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("january february march april may june july august september october november december").split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_FORMS = (
    r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)",
    rf"{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
    rf"{_MONTH}\s+{_DAY}\b{_YEAR}",
    r"(?P<relative>the day before yesterday|today|yesterday|(?:this|last) (?:week|month|year))",
    rf"(?:last\s+|this\s+)?(?P<weekday>{'|'.join(_WEEKDAYS)})",
)
_LEAD = r"(?:\b(?P<lead>since|from|after|before|until|till|up to|on|in|of)\s+)?"
_EXPRESSIONS = [re.compile(rf"{_LEAD}\b{form}\b", re.IGNORECASE) for form in _FORMS]


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


def find(text: str, asked: date) -> tuple[Days | None, str]:
    """The days that a question names, seen from the day on which it is asked, and the question without them.

    A date without a year is the last one before the day asked, or that day. What is no real date stays in the text.
    """
    for expression in _EXPRESSIONS:
        for found in expression.finditer(text):
            span = _span(found, asked)
            if span is not None:
                rest = f"{text[: found.start()]} {text[found.end() :]}"
                return _led((found["lead"] or "on").lower(), span), " ".join(rest.split())
    return None, text


def resolved(text: str, published: date | None) -> date | None:
    """The day that a weekday or "yesterday" in an article means, seen from its day of publication."""
    found = re.search(rf"\b(?:{'|'.join(_WEEKDAYS)}|today|yesterday)\b", text, re.IGNORECASE)
    if found is None or published is None:
        return None
    word = found.group().lower()
    if word in _WEEKDAYS:
        return published - timedelta(days=(published.weekday() - _WEEKDAYS.index(word)) % 7)
    return published - timedelta(days=word == "yesterday")


def _led(lead: str, span: tuple[date, date]) -> Days:
    first, last = span
    if lead in {"since", "from"}:
        return Days(first, None)
    if lead == "after":
        return Days(last + timedelta(days=1), None)
    if lead == "before":
        return Days(None, first - timedelta(days=1))
    if lead in {"until", "till", "up to"}:
        return Days(None, last)
    return Days(first, last)


def _span(found: re.Match[str], asked: date) -> tuple[date, date] | None:
    groups = found.groupdict()
    try:
        if groups.get("iso"):
            day = date.fromisoformat(groups["iso"])
            return day, day
        if groups.get("relative"):
            return _relative(groups["relative"].lower(), asked)
        if groups.get("weekday"):
            back = (asked.weekday() - _WEEKDAYS.index(groups["weekday"].lower())) % 7
            day = asked - timedelta(days=back)
            return day, day
        month = next(n for n, name in enumerate(_MONTHS, start=1) if name.startswith(groups["month"].lower()[:3]))
        year = int(groups["year"]) if groups.get("year") else asked.year
        day = date(year, month, int(groups["day"]))
        if not groups.get("year") and day > asked:
            day = day.replace(year=year - 1)
    except (ValueError, OverflowError):
        return None
    return day, day


def _relative(words: str, asked: date) -> tuple[date, date]:
    if words == "the day before yesterday":
        day = asked - timedelta(days=2)
        return day, day
    which, _, unit = words.partition(" ")
    if not unit:
        day = asked if which == "today" else asked - timedelta(days=1)
        return day, day
    if unit == "week":
        monday = asked - timedelta(days=asked.weekday())
        return (monday, asked) if which == "this" else (monday - timedelta(days=7), monday - timedelta(days=1))
    if unit == "month":
        first = asked.replace(day=1)
        return (first, asked) if which == "this" else ((first - timedelta(days=1)).replace(day=1), first - timedelta(1))
    year = asked.year if which == "this" else asked.year - 1
    return date(year, 1, 1), min(date(year, 12, 31), asked)
