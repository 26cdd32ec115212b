"""How a person likes the chat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.state.database import State
from bot.state.preferences import Liked, Preferences


def test_preferences_are_kept_whole(state: State) -> None:
    """Who has set nothing has long answers and alerts."""
    preferences = Preferences(state)
    assert preferences.of(7) == Liked(short=False, alerts=True, quiet=None)
    whole = Liked(short=True, alerts=False, quiet=(22, 7), offset=120, zone="Europe/Kyiv", digest=8)
    for liked in (whole, Liked(short=False, quiet=None)):
        preferences.put(7, liked)
        assert preferences.of(7) == liked


@pytest.mark.parametrize(
    ("quiet", "offset", "hour", "expected"),
    [
        (None, 0, 3, False),
        ((22, 7), 0, 3, True),
        ((22, 7), 0, 22, True),
        ((22, 7), 0, 7, False),
        ((22, 7), 0, 21, False),
        ((22, 7), 120, 21, True),
        ((22, 7), -300, 3, True),
        ((13, 15), 0, 14, True),
        ((13, 15), 0, 15, False),
    ],
)
def test_quiet_hours_are_those_of_the_persons_clock(
    quiet: tuple[int, int] | None, offset: int, hour: int, expected: bool
) -> None:
    """Also over midnight."""
    moment = datetime(2025, 2, 14, hour, 30, tzinfo=UTC)
    assert Liked(quiet=quiet, offset=offset).is_quiet(moment) is expected


@pytest.mark.parametrize(
    ("zone", "day", "quiet"),
    [("America/New_York", 14, True), ("America/New_York", 14 + 150, False), ("No/Such", 14, False)],
)
def test_a_zone_knows_summer_time(zone: str, day: int, quiet: bool) -> None:
    """07:30 in New York in winter is 08:30 there in summer; a zone that isn't known counts as none."""
    moment = datetime(2025, 2, 14, 12, 30, tzinfo=UTC) + timedelta(days=day - 14)
    assert Liked(quiet=(7, 8), zone=zone).is_quiet(moment) is quiet


@pytest.mark.parametrize(
    ("digest", "found", "now", "due"),
    [
        (None, "14 06:00", "14 06:00", True),
        (8, "14 06:00", "14 06:59", False),
        (8, "14 06:00", "14 07:00", True),
        (8, "14 07:00", "14 07:30", False),
        (8, "14 07:30", "15 06:59", False),
        (8, "14 07:30", "15 07:00", True),
        (8, "14 07:30", "19 23:00", True),
        (0, "14 22:30", "14 23:00", True),
    ],
)
def test_a_digest_comes_at_the_first_such_hour(digest: int | None, found: str, now: str, due: bool) -> None:
    """By the person's own clock, here an hour ahead; what a bot that was down left out comes at its start."""
    at, moment = (datetime.strptime(f"2025-02-{each}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC) for each in (found, now))
    assert Liked(digest=digest, zone="Europe/Paris").is_due(at, moment) is due


def test_a_digest_keeps_its_hour_where_clocks_are_changed() -> None:
    """On 30 March 2025 Paris goes from UTC+1 to UTC+2."""
    liked = Liked(digest=8, zone="Europe/Paris")
    found = datetime(2025, 3, 29, 12, 0, tzinfo=UTC)
    assert not liked.is_due(found, datetime(2025, 3, 30, 5, 59, tzinfo=UTC))
    assert liked.is_due(found, datetime(2025, 3, 30, 6, 0, tzinfo=UTC))
