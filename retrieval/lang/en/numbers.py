"""Number words and their values."""

from __future__ import annotations

_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
NUMBERS = {word: value for value, word in enumerate(_TO_NINETEEN)} | TENS
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
VAGUE_NUMBERS = {"few": 5, "a few": 5, "couple of": 2, "a couple of": 2}
"""What is reckoned with where a text says no more: "a few days ago"."""

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
QUANTITIES = frozenset(
    "number handful dozens scores hundreds thousands millions plurality share lot bunch % percent third thirds half"
    " quarter quarters fourths majority".split()
)
