"""Dates that are written out in full, and the places in a text where one is certainly the day of publication.

A date inside a sentence or under a photograph is some day of the story, not the day it was published. So only
these count: a line that says "Published:" or "Posted on", a line at the top that is nothing but a date, and a
dateline with a year.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta

from retrieval.lang.en.phrases.export_phrases import MEETINGS
from retrieval.lang.en.phrases.page_phrases import PUBLISHED_WORD, UPDATED_WORD
from retrieval.lang.en.phrases.time_phrases import FULL_DATE
from retrieval.lang.en.times import MONTH, MONTH_NUMBERS, WEEKDAY, WEEKDAYS
from retrieval.lang.languages import MONTHS_ELSEWHERE, WEEKDAYS_ELSEWHERE
from retrieval.lang.tokens import fold, words
from retrieval.readers.source import UNREAD_DATE

_WEEKDAY = rf"{WEEKDAY}\.?,?[ \t]+"
_TIME = r"(?:T|,?[ \t]+(?:at[ \t]+)?)[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]{1,9})?)?"
_ZONE = r"(?:[ \t]*(?:[ap]\.?m\b\.?|Z\b|[A-Z]{2,5}\b|UTC|[+-][0-9]{2}(?::?[0-9]{2})?))"

_HOUR = rf"[0-9]{{1,2}}[:.][0-9]{{2}}(?:[:.][0-9]{{2}})?{_ZONE}{{0,2}},?[ \t]+(?:on[ \t]+)?"  # before the day

_WRITTEN = re.compile(rf"(?:{_HOUR})?(?:{_WEEKDAY})?({FULL_DATE})(?:{_TIME}{_ZONE}{{0,2}})?", re.IGNORECASE)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")

# What data and feeds write, never a sentence: "26-FEB-1987 15:01:01.79", "Mon, 05 Mar 87 10:00:00 GMT" (RFC 822),
# "2025/02/10", "20250210T101500Z", "13/02/2025".
_AFTER_DAY = rf"(?:(?:[T:]|,?[ \t]+)[0-9]{{1,2}}[:.]?[0-9]{{2}}[0-9:.,]{{0,16}}{_ZONE}{{0,2}})?"
_MONTH_NAMED = re.compile(
    rf"(?:(?P<weekday>{_WEEKDAY}))?(?P<day>[0-9]{{1,2}})(?P<mark>[-/ ])(?P<month>{MONTH})(?P=mark)"
    rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}(?![0-9]))(?P<time>{_AFTER_DAY})",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"(?P<year>(?:19|20)[0-9]{{2}})(?P<mark>[/.]|)(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})(?:[0-9]{{6}}Z?|{_AFTER_DAY})",
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(
    rf"(?P<one>[0-9]{{1,2}})(?P<mark>[-/.])(?P<other>[0-9]{{1,2}})(?P=mark)(?P<year>(?:19|20)[0-9]{{2}}){_AFTER_DAY}",
    re.IGNORECASE,
)
_YEAR_BEHIND_TIME = re.compile(  # C's ctime, and how posts are dated: "Fri Mar 07 10:00:00 +0000 2025"
    rf"{_WEEKDAY}(?P<month>{MONTH})[ ]+(?P<day>[0-9]{{1,2}})[ ]+[0-9:]{{5,8}}(?:{_ZONE})?[ ]+"
    r"(?P<year>(?:19|20)[0-9]{2})",
    re.IGNORECASE,
)
# "mardi 4 mars 2025", "4. März 2025", "4 de marzo de 2025, 10:15"; "2025年3月4日 10:15".
_ELSEWHERE = re.compile(
    rf"(?:(?P<weekday>[^\W\d_]{{4,14}}(?:-[^\W\d_]+)?),?[ ]+)?(?P<day>[0-9]{{1,2}})(?:[.º°]|er)?[ ]+(?:de[ ]+)?"
    rf"(?P<month>[^\W\d_]{{3,12}})\.?,?[ ]+(?:del?[ ]+)?(?P<year>(?:19|20)[0-9]{{2}})(?: г\.?)?{_AFTER_DAY}"
)
_CHARACTERS = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})[年년] ?(?P<month>[0-9]{1,2})[月월] ?(?P<day>[0-9]{1,2})[日일]"
    r"(?: ?[(（]\w[)）])?(?: ?[0-9]{1,2}[:時点时].{0,12})?"
)
_MONTHS = 12
_PIVOT = 50  # RFC 2822, 4.3: two digits below it are of this century
_MISSING = frozenset((date(1970, 1, 1), date(1969, 12, 31), date(1900, 1, 1), date(1899, 12, 30)))
_EARLIEST = date(1600, 1, 1)

_LABELLED = re.compile(
    r"\W{0,3}(?:first[ \t]+|originally[ \t]+)?(?:published|posted|publication[ \t]+date|date)"
    rf"[ \t]*(?::|\bon\b)?[ \t]*(?P<date>{_WRITTEN.pattern})(?P<rest>.{{0,60}})",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\W*(?P<called>[A-Za-z]{1,12}(?: [A-Za-z]{1,12})?)(?:[ \t]*:|[ \t]+(?:on|at))?"
    rf"[ \t]*(?P<date>{_WRITTEN.pattern})[ \t.]*",
    re.IGNORECASE,
)
_NAMED_WEEKDAY = re.compile(rf"\b{WEEKDAY}\b", re.IGNORECASE)
_AFTER_LABELLED = re.compile(r"[ \t.*_)\]]*\Z|[ \t]*(?:[|·•(]|[,;]?[ \t]*(?:last[ \t]+)?updated\b)", re.IGNORECASE)
_ALONE = re.compile(rf"[ \t*_(]*(?P<date>{_WRITTEN.pattern})[ \t.*_)]*", re.IGNORECASE)
# "KYIV, Feb. 12, 2025 —", "Brussels, Belgium, 12 February 2025 (AP) –": a place in capitals, or an agency.
DATELINE = re.compile(
    r"(?P<caps>[A-Z][A-Z.'’-]{1,20}\b)?(?(caps)|[A-Z][\w.'’-]{1,20})(?:[ ,]{1,2}[A-Z][\w.'’-]{1,20}){0,4},?[ \t]+"
    rf"(?P<date>(?i:{FULL_DATE}))[ \t]*(?P<agency>[(/][^()/\n]{{2,40}}[)/][ \t]*)?(?(agency)|(?(caps)|(?!)))"
    r"(?:[—–]|--?(?=[ \t]))"
)

_MEETING = re.compile(
    rf"(?:{MEETINGS}) of\b.{{2,120}}?(?:\bon\b|,|[—–-])[ ]+(?P<date>{_WRITTEN.pattern})", re.IGNORECASE
)
"""What minutes open with: "Minutes of the Planning Committee held on Thursday 5 November 2026"."""

_TOP, _LABELLED_TOP, _BOTTOM = 4, 6, 3  # lines that aren't blank, from the top or the bottom


def parse_date(written: str) -> date | None:
    """The day that ``written`` names in full, its time of day left out; None when it names none.

    Understood are ISO 8601 days, days with the month's name ("Feb. 12, 2025", "12-FEB-87") and days in figures that
    have one reading: the year first, or a number above 12. "03/04/2025" is none: it is another day in another country.
    "Mon, 4 Mar 2025", which was a Tuesday, is none.

    Raises:
        ValueError: it is written like a day, and the calendar has no such day.
    """
    day = _parsed(written)
    return day if day is None or _is_on_its_weekday(day, written) else None


def _is_on_its_weekday(day: date, written: str) -> bool:
    named = _NAMED_WEEKDAY.search(written)
    return named is None or WEEKDAYS[day.weekday()].startswith(named[0].lower())


def _parsed(written: str) -> date | None:
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        return _day_in_data(written.strip())
    day = match.group(1)
    iso = _ISO.match(day)
    if iso is not None:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    figures = re.findall(r"[0-9]+", day)
    month = next(MONTH_NUMBERS[word] for word in words(day) if word in MONTH_NUMBERS)
    return date(int(figures[1]), month, int(figures[0]))


def _day_in_data(written: str) -> date | None:
    """The day in one of the forms that only data has."""
    if named := _MONTH_NAMED.fullmatch(written):
        year = int(named["year"])
        if len(named["year"]) == 2:
            if named["mark"] == " " and not (named["weekday"] or named["time"]):
                return None  # "12 May 25" may be anything
            year += 2000 if year < _PIVOT else 1900
        return date(year, MONTH_NUMBERS[named["month"].lower()], int(named["day"]))
    if first := _YEAR_FIRST.fullmatch(written):
        if not first["mark"] and len(first["month"] + first["day"]) < 4:
            return None
        return date(int(first["year"]), int(first["month"]), int(first["day"]))
    if last := _YEAR_LAST.fullmatch(written):
        one, other = int(last["one"]), int(last["other"])
        if last["mark"] == ".":  # wherever days are written so, the day is first
            return date(int(last["year"]), other, one)
        if one <= _MONTHS and other <= _MONTHS and one != other:
            return None
        return date(int(last["year"]), min(one, other), max(one, other))
    if behind := _YEAR_BEHIND_TIME.fullmatch(written):
        return date(int(behind["year"]), MONTH_NUMBERS[behind["month"].lower()], int(behind["day"]))
    if characters := _CHARACTERS.fullmatch(written):
        return date(*map(int, characters.group("year", "month", "day")))
    if elsewhere := _ELSEWHERE.fullmatch(written):
        month = MONTHS_ELSEWHERE.get(fold(elsewhere["month"]))
        day = date(int(elsewhere["year"]), month, int(elsewhere["day"])) if month else None
        weekday = day and elsewhere["weekday"] and WEEKDAYS_ELSEWHERE.get(fold(elsewhere["weekday"]))
        return day if not elsewhere["weekday"] or (day and weekday == day.weekday()) else None
    return None


def is_believable(day: date) -> bool:
    """Whether a day that a machine wrote may be one of publication: no day to come, none before there was news, and
    none of those that stand where a time stamp is missing.
    """
    return day not in _MISSING and _EARLIEST <= day <= datetime.now().astimezone().date() + timedelta(days=1)


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
        found = {match["date"] for line in lines[:_TOP] if (match := DATELINE.match(line) or _MEETING.match(line))}
    try:
        days = {parse_date(written) for written in found}
    except ValueError:
        return None
    # Two different days are one too many to be certain of either.
    return days.pop() if len(days) == 1 else None


def day_in(written: str) -> date | None:
    """The day that a field of a date tells, words around it left out ("March 5, 2025 Wednesday 10:00 PM GMT").

    Never that of an update.
    """
    day = day_of(written) or called_published(written)
    if day is not None or UPDATED_WORD.search(written):
        return day
    days = {day_of(match[0]) for match in re.finditer(FULL_DATE, written, re.IGNORECASE)}
    day = days.pop() if len(days) == 1 else None
    return day if day is not None and _is_on_its_weekday(day, written) else None


def called_published(line: str) -> date | None:
    """The day of publication in a line of nothing but days, each with what it is ("Updated: … First published: …")."""
    days, at = set[date | None](), 0
    while match := _CALLED.match(line, at):
        if PUBLISHED_WORD.fullmatch(match["called"]):
            days.add(day_of(match["date"]))
        elif not UPDATED_WORD.fullmatch(match["called"]):
            return None
        at = match.end()
    return days.pop() if len(days) == 1 and at == len(line) else None


def day_told(written: str, noted: Counter[str]) -> date | None:
    """The day that a field of a date tells; one that can't be read, or can't be true, is counted and is none."""
    day = day_in(written)
    if day is not None and is_believable(day):
        return day
    noted[UNREAD_DATE] += 1
    return None
