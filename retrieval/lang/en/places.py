"""Peoples, languages and places."""

from __future__ import annotations

from retrieval.lang.word_lists import sections

_LISTS = sections(__name__, "places.txt")

NATIONALITIES = _LISTS["nationalities"]
LANGUAGES = frozenset("english french german spanish russian ukrainian polish italian arabic chinese japanese".split())
