"""How a person likes the chat."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.state.database import State
from bot.state.preferences import Liked, Preferences


def test_preferences_are_kept_whole(state: State) -> None:
    """Who has set nothing has long answers and alerts."""
    preferences = Preferences(state)
    assert preferences.of(7) == Liked(short=False, alerts=True, quiet=None)
    for liked in (Liked(short=True, alerts=False, quiet=(22, 7), offset=120), Liked(short=False, quiet=None)):
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
