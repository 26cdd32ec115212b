"""Time zones by what a person calls where they are: a city, a zone's own name, hours from UTC."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

MOST = 4
"""Zones to choose from: the largest cities of a name come first."""

_LONGEST = 60
# Code points of a city's name.
_FROM_UTC = re.compile(r"(?:utc|gmt)?\s*([+\-−–])\s*(\d{1,2})(?::?([0-5]\d))?|utc|gmt")
_LEAST, _LARGEST = -12 * 60, 14 * 60
# Minutes that clocks are ahead of UTC, the whole world over.


@dataclass(frozen=True)
class Zone:
    """A time zone: its name (``Europe/Kyiv``), or None and the minutes that clocks are ahead of UTC."""

    name: str | None
    offset: int = 0


def zones_of(place: str) -> list[Zone]:
    """The zones that a place's name may mean, the likeliest first; none where it isn't known.

    Args:
        place: a city in any case, with or without accents (``São Paulo``, ``київ``), a zone (``Europe/Kyiv``), or hours
            from UTC (``UTC+5:30``).
    """
    wanted = _folded(place)
    if not wanted or len(wanted) > _LONGEST:
        return []
    if found := _FROM_UTC.fullmatch(wanted):
        sign, hours, minutes = found.groups()
        offset = int(hours or 0) * 60 + int(minutes or 0)
        offset = offset if sign in (None, "+") else -offset
        return [Zone(None, offset)] if _LEAST <= offset <= _LARGEST else []
    by_zone, by_city = _known()
    if wanted in by_zone:
        return [Zone(by_zone[wanted])]
    return [Zone(name) for name in by_city.get(wanted, ())[:MOST]]


@cache
def _known() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The zones by their own names, and by those of cities."""
    zones = available_timezones()
    by_city: dict[str, tuple[str, ...]] = {}
    for line in (files(__package__) / "cities.tsv").read_text(encoding="utf-8").splitlines():
        zone, _, names = line.partition("\t")
        if zone not in zones:
            continue
        for name in map(_folded, names.split("|")):
            if zone not in by_city.get(name, ()):
                by_city[name] = (*by_city.get(name, ()), zone)
    for zone in zones:  # "Saint Helena" isn't a city of that size
        if "/" in zone:
            by_city.setdefault(_folded(zone.rpartition("/")[2]), (zone,))
    return {_folded(zone): zone for zone in zones if "/" in zone}, by_city


def _folded(name: str) -> str:
    """A name without case, accents and what stands between its words."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each))
    return " ".join(plain.replace("_", " ").replace("’", "'").split())
