"""What an agency's desk writes around a story for editors: slugs, notes, the heads of further takes, its clock."""

from __future__ import annotations

import re
from datetime import date

from retrieval.lang.en.phrases.export_phrases import ADDED_TAKES, WIRE_NOTE, WIRE_SLUG

_PICKS_UP = re.compile(r"\s*^[ \t]*[A-Z][A-Z .'’-]+(?:,[ ][\w. ]{2,20})?:[ ][^\n]{2,80}$", re.MULTILINE)
"""Below the head of an add, where the story goes on: "CASTINE, Maine: from Rockland."."""

_CLOCK = re.compile(
    r"^[ \t]*[A-Z]{2,4}(?:-[A-Z]{2,3})?-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})-(?P<year>[0-9]{2})[ ]+[0-9]{4}"
    r"(?:[A-Z]{2,4})?[ \t]*$",
    re.MULTILINE,
)
_PIVOT = 50  # two digits below it are of this century


def without_wire_marks(text: str) -> tuple[str, date | None]:
    """A wire's story without what is written for editors, and the day of its clock; another text as it is."""
    slug = WIRE_SLUG.match(text.lstrip())
    if slug is None:
        return text, None
    clocks = list(_CLOCK.finditer(text))
    kept, at = "", 0
    for slug in WIRE_SLUG.finditer(text):
        kept += text[at : slug.start()]
        pick_up = _PICKS_UP.match(text, slug.end()) if (slug["take"] or "").lower() in ADDED_TAKES else None
        at = pick_up.end() if pick_up else slug.end()
    kept = _CLOCK.sub("", WIRE_NOTE.sub("", kept + text[at:]))
    return kept.strip(), _day(clocks[-1]) if clocks else None


def _day(clock: re.Match[str]) -> date | None:
    month, day, year = (int(clock[name]) for name in ("month", "day", "year"))
    try:
        return date(year + (2000 if year < _PIVOT else 1900), month, day)
    except ValueError:
        return None
