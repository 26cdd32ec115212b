"""Peoples, languages and places."""

from __future__ import annotations

from retrieval.lang.word_lists import sections, table

_LISTS = sections(__name__, "places.txt")

NATIONALITIES = _LISTS["nationalities"]
LANGUAGES = frozenset("english french german spanish russian ukrainian polish italian arabic chinese japanese".split())

_CALLED = [(key, *others) for key, others in table(__name__, "countries.txt").items()]
COUNTRIES = {
    name.replace("_", " "): tuple(other.replace("_", " ") for other in all_of) for all_of in _CALLED for name in all_of
}
"""Each name of a country, folded, to all of its names: "us" to "united states", "american" …"""
