"""Ctrl-C is heard at once and obeyed at the end of what must not be cut off."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator

import pytest

from retrieval.system.signals import Interruption, postponed


@pytest.fixture(autouse=True)
def pythons_own_handler() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def hold_back(work: Callable[[Interruption], object]) -> None:
    with postponed() as heard:
        work(heard)


def test_the_first_waits_for_the_end() -> None:
    """What is done inside can look for it."""
    wanted = []

    def work(heard: Interruption) -> None:
        wanted.append(heard.wanted)
        signal.raise_signal(signal.SIGINT)
        wanted.append(heard.wanted)

    with pytest.raises(KeyboardInterrupt):
        hold_back(work)
    assert wanted == [False, True]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_second_stops_at_once() -> None:
    """Who asks again doesn't want to wait."""
    reached = []

    def work(_: Interruption) -> None:
        for number in range(3):
            reached.append(number)
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        hold_back(work)
    assert reached == [0, 1]


def test_a_program_with_a_handler_of_its_own_keeps_it() -> None:
    """It decides itself when to stop."""
    calls: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: calls.append(number))
    hold_back(lambda _: signal.raise_signal(signal.SIGINT))
    assert calls == [signal.SIGINT]
