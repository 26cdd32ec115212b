"""Where a person is, as a time zone."""

from __future__ import annotations

import pytest

from bot.telegram_chat.city_zones import MOST, Zone, zones_of


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("Kyiv", "Europe/Kyiv"),
        ("київ", "Europe/Kyiv"),
        ("Киев", "Europe/Kyiv"),
        ("münchen", "Europe/Berlin"),
        ("Munich", "Europe/Berlin"),
        ("Sao Paulo", "America/Sao_Paulo"),
        ("São  Paulo", "America/Sao_Paulo"),
        ("NEW YORK", "America/New_York"),
        ("Washington", "America/New_York"),
        ("mumbai", "Asia/Kolkata"),
        ("europe/kyiv", "Europe/Kyiv"),
        ("America/New_York", "America/New_York"),
        ("reykjavik", "Atlantic/Reykjavik"),
    ],
)
def test_a_city_tells_the_zone(place: str, zone: str) -> None:
    """In its own language, in English, without accents; a zone's own name does, too."""
    assert zones_of(place)[0] == Zone(zone)


@pytest.mark.parametrize(
    ("place", "offset"), [("UTC", 0), ("utc+2", 120), ("+5:30", 330), ("GMT-3", -180), ("UTC −9", -540)]
)
def test_hours_from_utc_do_as_well(place: str, offset: int) -> None:
    assert zones_of(place) == [Zone(None, offset)]


@pytest.mark.parametrize(
    "place", ["", "   ", "Atlantis", "UTC+99", "+15", "../../etc/passwd", "x" * 5_000, "\u0301", "|"]
)
def test_what_is_no_place_is_none(place: str) -> None:
    assert zones_of(place) == []


def test_a_name_of_several_cities_leaves_the_choice() -> None:
    """The largest city first."""
    assert [each.name for each in zones_of("Birmingham")] == ["Europe/London", "America/Chicago"]
    assert 1 < len(zones_of("San José")) <= MOST
