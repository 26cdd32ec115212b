"""A model that keeps failing is left alone for a while."""

from __future__ import annotations

import pytest

from bot.errors import ModelResting
from bot.llm.circuit_breaker import Breaker


class Clock:
    """Seconds that a test lets pass."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_it_rests_after_failures_in_a_row() -> None:
    """Not before, and the line says for how long."""
    clock = Clock()
    breaker = Breaker(failures=3, rest=60, clock=clock)
    for _ in range(3):
        breaker.check()
        breaker.failed()
    with pytest.raises(ModelResting, match="failed 3 times in a row and rests for 60 s"):
        breaker.check()
    clock.now += 59.9
    with pytest.raises(ModelResting, match="for 1 s"):
        breaker.check()


def test_a_success_forgets_the_failures_before_it() -> None:
    """Only those in a row count."""
    breaker = Breaker(failures=2, clock=Clock())
    for _ in range(3):
        breaker.failed()
        breaker.worked()
        breaker.check()


def test_one_tries_it_for_all_after_the_rest() -> None:
    """The others wait for what comes of it; another failure is another rest."""
    clock = Clock()
    breaker = Breaker(failures=1, rest=60, clock=clock)
    breaker.failed()
    clock.now += 60
    breaker.check()
    with pytest.raises(ModelResting):
        breaker.check()
    breaker.failed()
    clock.now += 60
    breaker.check()
    breaker.worked()
    breaker.check()
    breaker.check()
