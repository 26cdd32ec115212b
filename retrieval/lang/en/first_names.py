"""First names and the gender of most who bear them; the lists are ``first_names.txt`` and ``more_first_names.txt``."""

from __future__ import annotations

from retrieval.lang.word_lists import sections

_LISTS = sections(__name__, "first_names.txt")
GENDER = dict.fromkeys(_LISTS["male"], "m") | dict.fromkeys(_LISTS["female"], "f")
"""Folded first names to "m" or "f"."""

EITHERS = frozenset(
    "alex andrea ashley casey chris dana jackie jamie jan jean jesse joan jordan kim lee leslie lindsay michele morgan"
    " rene robin sam sasha shannon simone terry".split()
)
"""Names of men here and of women there, or of both: they tell no gender by themselves."""

_MORE = sections(__name__, "more_first_names.txt")
BORNE_BY = dict.fromkeys(_MORE["men"], "m") | dict.fromkeys(_MORE["women"], "f") | GENDER
"""The same for the first names of many countries: who bears them, where they are somebody's first name."""
GIVEN = GENDER.keys() | _MORE["men"] | _MORE["women"] | _MORE["both"]
"""Folded first names of many countries; the rare ones among them are surnames too."""


def is_first_name(word: str) -> bool:
    """Whether a folded word is a common first name, or joined of two: "taylor-jade"."""
    parts = word.split("-")
    return parts[0] in GENDER if len(parts) == 1 else all(part in GIVEN for part in parts)
