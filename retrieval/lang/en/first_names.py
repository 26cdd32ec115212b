"""First names and the gender of most who bear them; the list stands in ``first_names.txt``."""

from __future__ import annotations

from retrieval.lang.word_lists import sections

_LISTS = sections(__name__, "first_names.txt")
GENDER = dict.fromkeys(_LISTS["male"], "m") | dict.fromkeys(_LISTS["female"], "f")
"""Folded first names to "m" or "f"."""
