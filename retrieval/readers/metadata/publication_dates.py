"""Dates that are written out in full, and the places in a text where one is certainly the day of publication.

A date inside a sentence or under a photograph is some day of the story, not the day it was published. So only
these count: a line that says "Published:" or "Posted on", a line at the top that is nothing but a date, and a
dateline with a year.
"""

from __future__ import annotations

import re
from datetime import date

from retrieval.lang.en.phrases.time_phrases import FULL_DATE
from retrieval.lang.en.times import MONTH_NUMBERS, WEEKDAY
from retrieval.lang.tokens import words

_WEEKDAY = rf"{WEEKDAY}\.?,?[ \t]+"
_TIME = r"(?:T|,?[ \t]+(?:at[ \t]+)?)[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]{1,9})?)?"
_ZONE = r"(?:[ \t]*(?:[ap]\.?m\b\.?|Z\b|[A-Z]{2,5}\b|UTC|[+-][0-9]{2}:?[0-9]{2}))"

_WRITTEN = re.compile(rf"(?:{_WEEKDAY})?({FULL_DATE})(?:{_TIME}{_ZONE}{{0,2}})?", re.IGNORECASE)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")

_LABELLED = re.compile(
    r"\W{0,3}(?:first[ \t]+|originally[ \t]+)?(?:published|posted|publication[ \t]+date|date)"
    rf"[ \t]*(?::|\bon\b)?[ \t]*(?P<date>{_WRITTEN.pattern})(?P<rest>.{{0,60}})",
    re.IGNORECASE,
)
_AFTER_LABELLED = re.compile(r"[ \t.*_)\]]*\Z|[ \t]*(?:[|·•(]|[,;]?[ \t]*(?:last[ \t]+)?updated\b)", re.IGNORECASE)
_ALONE = re.compile(rf"[ \t*_(]*(?P<date>{_WRITTEN.pattern})[ \t.*_)]*", re.IGNORECASE)
# "KYIV, Feb. 12, 2025 —", "Brussels, Belgium, 12 February 2025 (AP) –": a place in capitals, or an agency.
DATELINE = re.compile(
    r"(?P<caps>[A-Z][A-Z.'’-]{1,20}\b)?(?(caps)|[A-Z][\w.'’-]{1,20})(?:[ ,]{1,2}[A-Z][\w.'’-]{1,20}){0,4},?[ \t]+"
    rf"(?P<date>(?i:{FULL_DATE}))[ \t]*(?P<agency>[(/][^()/\n]{{2,40}}[)/][ \t]*)?(?(agency)|(?(caps)|(?!)))"
    r"(?:[—–]|--?(?=[ \t]))"
)

_TOP, _LABELLED_TOP, _BOTTOM = 4, 6, 3  # lines that aren't blank, from the top or the bottom


def parse_date(written: str) -> date | None:
    """The day that ``written`` names in full, its time of day left out; None when it names none.

    Understood are ISO 8601 days and days with the month's name ("Feb. 12, 2025", "12 February 2025"). A day
    in figures alone ("03/04/2025") is none: it is another day in another country.

    Raises:
        ValueError: it is written like a day, and the calendar has no such day.
    """
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        return None
    day = match.group(1)
    iso = _ISO.match(day)
    if iso is not None:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    figures = re.findall(r"[0-9]+", day)
    month = next(MONTH_NUMBERS[word] for word in words(day) if word in MONTH_NUMBERS)
    return date(int(figures[1]), month, int(figures[0]))


def day_of(written: str) -> date | None:
    """The day that ``parse_date`` tells; None also where the calendar has no such day."""
    try:
        return parse_date(written)
    except ValueError:
        return None


def published_in(lines: list[str]) -> date | None:
    """The day of publication that an article's own text certainly tells, else None.

    Args:
        lines: the text's lines that aren't blank, without white space around them.
    """
    found = {
        match["date"]
        for line in (*lines[:_LABELLED_TOP], *lines[-_BOTTOM:])
        if (match := _LABELLED.fullmatch(line)) and _AFTER_LABELLED.match(match["rest"])
    }
    if not found:
        found = {match["date"] for line in lines[:_TOP] if (match := _ALONE.fullmatch(line))}
    if not found:
        found = {match["date"] for line in lines[:_TOP] if (match := DATELINE.match(line))}
    try:
        days = {parse_date(written) for written in found}
    except ValueError:
        return None
    # Two different days are one too many to be certain of either.
    return days.pop() if len(days) == 1 else None
