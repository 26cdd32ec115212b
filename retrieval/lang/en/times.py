"""Days, months, seasons and other words that say when."""

from __future__ import annotations

from retrieval.lang.patterns import any_of

MONTHS = tuple("january february march april may june july august september october november december".split())
MONTH_ABBREVIATIONS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
MONTH_NUMBERS = {
    form: number
    for number, month in enumerate(MONTHS, start=1)
    for form in (month, *(short for short in MONTH_ABBREVIATIONS if month.startswith(short)))
}
"""Each month and its abbreviations, without full stops, to 1 to 12."""

UNMISTAKABLE_MONTHS = frozenset(MONTHS) - {"may"}
"""Months that a capital at the head of a sentence doesn't make of another word."""

BEFORE_A_MONTH = frozenset("in since until last next this by from during early late mid through".split())
"""Words by which a month behind them isn't a first name: "in May", "last June"."""

WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
"""In the order of :meth:`datetime.date.weekday`."""

WEEKDAY_ABBREVIATIONS = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())

MONTH = any_of(MONTH_NUMBERS)
WEEKDAY = any_of((*WEEKDAYS, *WEEKDAY_ABBREVIATIONS))

RELATIVE_DAYS = frozenset("today yesterday tomorrow".split())

OTHER_TIMES = frozenset("ago earlier later then yesterday today tonight".split())
"""Words by which a sentence tells of another time than the one before it."""

PARTS_OF_DAY = frozenset("morning afternoon evening night".split())
DAYS_OF_UNIT = {"day": 1, "week": 7, "month": 30, "year": 365}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which each begins, in the north."""

TIMES = frozenset((*MONTHS, *WEEKDAYS, *RELATIVE_DAYS, *PARTS_OF_DAY, "week", "month", "year"))
"""Nouns and adverbs that say when; "day" is left out, since it is as often what is spoken of."""
