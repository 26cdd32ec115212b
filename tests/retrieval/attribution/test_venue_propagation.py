"""Venues that a turn of one speaker shares, and whom one tells something."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Statement

Found = Callable[[str], list[Statement]]


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("“The harbour is full,” Peter Hahn told the Guardian.", "the Guardian"),
        ("“The harbour is full,” Peter Hahn told reporters on Friday.", "reporters"),
        ("“The harbour is full,” Peter Hahn told Maria Lopez.", None),
        ("“The harbour is full,” Peter Hahn said. “It is late,” he told the Guardian.", "the Guardian"),
        ("“The harbour is full,” Peter Hahn said.\n\n“It is late,” Hahn told the meeting.", "the meeting"),
        ("“The harbour is full,” Peter Hahn said.\n\n“It is late,” Hahn told the Guardian.", None),
        ("Peter Hahn told the Guardian that it is late.\n\n“The harbour is full,” Hahn said.", "the Guardian"),
        ("On X, two ministers have said as much.\n\n“The harbour is full,” Peter Hahn posted.", "On X"),
    ],
)
def test_the_venue_of_a_turn(statements: Found, text: str, venue: str | None) -> None:
    """A venue holds for the neighbours in a turn, an outlet not for what was said before."""
    assert {s.venue for s in statements(text) if "harbour is full" in s.text} == {venue}
