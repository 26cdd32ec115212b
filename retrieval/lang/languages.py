"""Whether a text is in English: all that is told of a language, by its letters and its small words."""

from __future__ import annotations

import re
import unicodedata

from retrieval.lang.en.function_words import ONLY_ENGLISH
from retrieval.lang.en.times import MONTH_NUMBERS, WEEKDAYS
from retrieval.lang.tokens import fold
from retrieval.lang.word_lists import sections, table

_LISTS = sections(__name__, "other_languages.txt")
_KINDS = ("small", "titles", "of", "auxiliaries", "speaks", "asks")
_OTHERS = frozenset().union(*(listed for language, listed in _LISTS.items() if language not in _KINDS))
TITLES, OF, AUXILIARIES = (_LISTS[kind] for kind in _KINDS[1:4])
"""Titles before a name; words that lead from a role to another's name; verbs before a participle."""
SMALL_WORDS = frozenset(map(fold, _OTHERS | _LISTS["small"]))
"""Folded words of other languages that carry little meaning: articles, prepositions, forms of "to be"."""
_DAYS = {english: tuple(map(fold, others)) for english, others in table(__name__, "days_elsewhere.txt").items()}
MONTHS_ELSEWHERE = {month: MONTH_NUMBERS[key] for key in _DAYS if key in MONTH_NUMBERS for month in _DAYS[key]}
"""Folded months of other languages, to 1 to 12."""
WEEKDAYS_ELSEWHERE = {day: WEEKDAYS.index(key) for key in _DAYS if key in WEEKDAYS for day in _DAYS[key]}
"""Folded weekdays of other languages, to what :meth:`datetime.date.weekday` tells."""
ENOUGH = 3_000
"""Code points of an article that tell its language."""

_WORD = re.compile(r"[^\W\d_]+")


def is_foreign(text: str) -> bool:
    """Whether a text is surely not in English: its letters aren't Latin, or it has more small words of others.

    A mark that opens a question tells Spanish.
    """
    if "¿" in text or "¡" in text:
        return True
    spoken = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    letters = "".join(spoken)
    others = (each for each in letters if not each.isascii())
    if 2 * sum(not unicodedata.name(each, "").startswith("LATIN") for each in others) > len(letters):
        return True
    return sum(word in _OTHERS for word in spoken) > sum(word in ONLY_ENGLISH for word in spoken)
