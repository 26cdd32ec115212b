"""Number words and their values, and the words around what is counted."""

from __future__ import annotations

import re

from retrieval.lang.patterns import any_of
from retrieval.lang.word_lists import sections

_LISTS = sections(__name__, "numbers.txt")

_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
NUMBERS = {word: value for value, word in enumerate(_TO_NINETEEN)} | TENS
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
SHORT_SCALES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "tn": 10**12, "trn": 10**12}
"""Written at the number: "£4.2bn"."""
VAGUE_NUMBERS = {"few": 5, "a few": 5, "couple of": 2, "a couple of": 2}
"""What is reckoned with where a text says no more: "a few days ago"."""

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_SEVERAL = any_of((*NUMBERS.keys() - {"zero", "one"}, "half", "a third", "percent"))
NUMBER = re.compile(
    rf"[$€£]?\d[\d,.]*(?<![,.])(?:[-\s]?{any_of((*SCALES, 'percent', 'per cent'))}\b|%)?"
    rf"|\b(?:(?:{_SEVERAL}|(?:{any_of(SCALES)}|dozen|quarter)s?)\b[-\s]?)+"
    r"|\bone\b(?: (?:fifth|quarter|third|half)\b)?",
    re.IGNORECASE,
)
"""A number or a share in a text, in figures or in words; a bare "one" too."""

CROWDS = _LISTS["crowds"]
QUANTITIES = CROWDS | _LISTS["quantities"]
PARTS = _LISTS["parts"]
COUNTED_ALIKE = (
    frozenset("die died dead death deaths kill killed killing toll fatalities lives perished".split()),
    frozenset("wound wounded injure injured injuries hurt casualties hospital hospitalised hospitalized".split()),
)
"""What stands for one another beside a number."""

COUNTS_ANYBODY = frozenset("people persons were was have has had did do are is".split())
COUNTS_PEOPLE = COUNTS_ANYBODY | _LISTS["counts people"]
JOINS_A_COUNT = _LISTS["joins a count"]
BEFORE_A_TOLL = _LISTS["before a toll"]
IRREGULAR_PLURALS = frozenset("people men women children police".split())
