"""Phrases that name days, as regular expressions: "since 10 February", "in the summer of 2016", "Feb. 12, 2025".

Named groups are what a range of days is made of.
"""

from __future__ import annotations

import re

from retrieval.lang.en.numbers import NUMBERS, VAGUE_NUMBERS
from retrieval.lang.en.phrases.question_phrases import TOPIC_PREPOSITIONS
from retrieval.lang.en.times import DAYS_OF_UNIT, MONTH, RELATIVE_DAYS, SEASONS, WEEKDAYS
from retrieval.lang.patterns import any_of

_MONTH = rf"(?P<month>{MONTH})\b\.?"
_FROM = r"(?P<from>[0-3]?\d)(?:st|nd|rd|th)?\s*(?:-|–|to|and|until)\s*"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_COUNT = rf"(?P<count>an?|\d\d?|{any_of((*VAGUE_NUMBERS, *NUMBERS))})"
_PART_OF = r"(?:(?:early|late|mid|the beginning of|the end of)[-\s]+)?"
_SEASON = rf"{_PART_OF}(?P<season>{any_of(SEASONS)})"
_SEASON_YEAR = r"(?:\s+(?:of\s+)?(?P<season_year>(?:19|20)\d\d))"
_UNIT = rf"(?P<unit>{any_of(DAYS_OF_UNIT)})s?"
_FORMS = (
    r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)",
    r"(?P<dotted>[0-3]?\d\.[01]?\d\.(?:19|20)\d\d)",
    rf"(?:{_FROM})?{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
    rf"{_MONTH}\s+(?:{_FROM})?{_DAY}\b{_YEAR}",
    r"(?P<relative>the day before yesterday|today|yesterday|last night|this (?:morning|afternoon|evening)|tonight"
    r"|(?:this|last|the past|the) weekend|(?:this|last) (?:week|month|year))",
    rf"{_SEASON}{_SEASON_YEAR}",
    rf"(?P<which>this|last) {_SEASON}{_SEASON_YEAR}?",
    rf"{_COUNT}\s+{_UNIT}\s+(?P<ago>ago)",
    rf"(?:the )?(?:last|past)\s+(?:{_COUNT}\s+)?{_UNIT}(?P<past>)",
    rf"(?:last\s+|this\s+)?(?P<weekday>{any_of(WEEKDAYS)})",
)
_WHOLE_MONTH = rf"{_PART_OF}{_MONTH}{_YEAR}(?P<whole_month>)"
"""Only behind a word that leads to a day: "may" and "march" are words too."""

_WHOLE_YEAR = r"(?P<whole_year>(?:19|20)\d\d)"
"""Only behind a word that leads to a time: 2016 is also a number, and "the election of 2016" a topic."""

ENDS = frozenset(("before", "until", "till", "up to"))
"""Leads to the last of the days."""

_LEADS_TO_A_YEAR = (*ENDS, "since", "from", "after", "in", "during", "between")
_LEADS = rf"\b(?P<lead>{any_of((*_LEADS_TO_A_YEAR, 'on', 'of', 'over', 'within'))})\s+(?:the\s+)?"
EXPRESSIONS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        *(rf"(?:{_LEADS})?\b{form}(?<=\w)\b(?:['’]s\b)?" for form in _FORMS),
        rf"{_LEADS}{_WHOLE_MONTH}(?<=\w)\b",
        rf"{_LEADS}{_SEASON}\b",
        rf"\b(?P<lead>{any_of(_LEADS_TO_A_YEAR)})\s+{_WHOLE_YEAR}\b",
    )
]
"""Tried in this order; ``lead`` is the word before."""

UNTIL = [
    re.compile(rf"\s*(?:and|to|until|till|up to|-|–)\s+{form}(?<=\w)\b", re.IGNORECASE)
    for form in (*_FORMS, _WHOLE_MONTH, _WHOLE_YEAR, _SEASON)
]
"""The end of a range, right behind its beginning."""

ON_A_TOPIC = re.compile(rf"\b{any_of(TOPIC_PREPOSITIONS)}\b", re.IGNORECASE)
# In articles.
FULL_DATE = (
    r"(?:(?<![0-9])[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])"
    rf"|(?<![0-9])[0-9]{{1,2}}(?:st|nd|rd|th)?[ \t]+(?:of[ \t]+)?{MONTH}\.?,?[ \t]+[0-9]{{4}}(?![0-9])"
    rf"|\b{MONTH}\.?[ \t]+[0-9]{{1,2}}(?:st|nd|rd|th)?,?[ \t]+[0-9]{{4}}(?![0-9]))"
)
"""A day with its year: ISO 8601, or with the month's name."""

DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?-i:(?=[A-Z])){MONTH}\b\.?"  # "may" and "march" are words too
    r"(?:\s+\d{1,2}\b(?:st|nd|rd|th)?)?(?:,?\s+(?:19|20)\d\d\b)?"
    rf"|\b(?:(?:last|next|this)\s+)?(?:{any_of(WEEKDAYS)}\b|(?:week|month|year)s?\b)|\b(?:19|20)\d\d\b"
    rf"|\b(?:today|yesterday|tomorrow|tonight)\b|\b(?:last|next|this|in|the|early|late)\s+{any_of(SEASONS)}\b"
    r"|\b(?:1[0-2]|0?[1-9])(?:[.:][0-5]\d)?\s?[ap]\.?m\b\.?|\b(?:[01]?\d|2[0-3]):[0-5]\d\b"
    r"|\b[0-2]\d[0-5]\d (?:hours|GMT)\b|\bat (?:noon|midnight|dawn|dusk)\b",
    re.IGNORECASE,
)
"""A day, a month, a year or a time of day."""
"""What tells when: a day, a month, a year, a weekday, a season."""

_BEFORE_A_PLACE = "|".join(
    rf"(?<=\b{lead} {article})"
    for lead in "in into at near outside inside around off to".split()
    for article in ("", "the ", "a ", "an ")
)
PLACE = re.compile(
    rf"(?:{_BEFORE_A_PLACE})(?!(?:{MONTH}|{any_of(WEEKDAYS)})\b)(?-i:[A-ZÀ-Þ])[\w'’-]*"
    r"(?: (?:(?:of|de|al|the) )?(?-i:[A-ZÀ-Þ])[\w'’-]*)*",
    re.IGNORECASE,
)
"""What tells where: a name behind "in" or "at" that is no day's."""

NAMES_A_THING = re.compile(
    rf"\b(?:the|his|her|their|its|that|this)\s+(?:{any_of((*WEEKDAYS, *SEASONS, 'weekend'))}|{MONTH})(?:['’]s)?"
    rf"\s+(?!{any_of(TOPIC_PREPOSITIONS)}\b)[^\W\d_]{{3,}}",
    re.IGNORECASE,
)
"""A day that tells which of several things is meant: "the weekend talks", "the January promise"."""

RELATIVE_DAY = re.compile(rf"\b{any_of((*WEEKDAYS, *RELATIVE_DAYS))}\b", re.IGNORECASE)
"""The days that an article names without a date."""

STILL_TO_COME = re.compile(
    r"\b(?:will|won['’]t|would(?:n['’]t)?|shall|due|expected|scheduled|set\s+(?:to|for)|plans?|planned|going|next)\b|['’]ll\b"
    r"|\b(?:is|are|was|were)\s+to\b",
    re.IGNORECASE,
)
"""By these a day named behind them comes after the article: "is expected to visit on Tuesday", "said it would"."""

IN_A_YEAR = re.compile(rf"\b(?:in|during|of)\s+(?:(?:{MONTH})\.?\s+)?((?:19|20)\d\d)\b", re.IGNORECASE)
"""A year that something is told to be of."""
