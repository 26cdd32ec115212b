"""How often a person may ask."""

from __future__ import annotations

from bot.telegram_chat.handlers.rate_limits import Limits


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_so_many_a_minute_and_no_more() -> None:
    """Each person for themselves, in any sixty seconds; who waits asks again when they were told to."""
    clock = Clock()
    limits = Limits(2, clock)
    assert [limits.wait(7), limits.wait(8)] == [0, 0]
    clock.now += 20
    assert limits.wait(7) == 0
    assert limits.wait(7) == 40
    assert limits.wait(8) == 0
    clock.now += 39.5
    assert limits.wait(7) == 0.5
    clock.now += 0.5
    assert limits.wait(7) == 0
    assert limits.wait(7) == 20


def test_who_waits_is_told_once() -> None:
    """A flood isn't answered by a flood; after another question they are told again."""
    clock = Clock()
    limits = Limits(1, clock)
    limits.wait(7)
    clock.now += 18.2
    words = limits.words(7, limits.wait(7))
    assert words is not None
    assert "one question a minute" in words
    assert "in 42 seconds" in words
    assert limits.words(7, limits.wait(7)) is None
    clock.now += 41
    assert limits.words(8, 0.8) == words.replace("in 42 seconds", "in a second")
    clock.now += 1
    assert limits.wait(7) == 0
    assert limits.words(7, limits.wait(7)) is not None


def test_no_limit_counts_nothing() -> None:
    """Zero: as many as they like."""
    limits = Limits(0)
    assert {limits.wait(7) for _ in range(1000)} == {0}


def test_who_asked_long_ago_takes_no_room() -> None:
    """A bot runs for months."""
    clock = Clock()
    limits = Limits(1, clock)
    for person in range(100):
        limits.wait(person)
    clock.now += 60
    limits.wait(7)
    assert len(limits) == 1
