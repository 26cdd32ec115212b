"""Threads that compute wait in the order in which they came."""

from __future__ import annotations

import threading

from bot.answering.fair_semaphore import Places
from tests.waiting import until


def test_who_waits_gets_the_place_in_order() -> None:
    """One at a time, and each in its turn."""
    places, order, inside = Places(1), [], []

    def work(number: int) -> None:
        with places:
            inside.append(number)
            assert len(inside) == 1
            order.append(number)
            inside.remove(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    with places:
        for thread in threads:
            thread.start()
            until(lambda thread=thread: places.waiting == threads.index(thread) + 1)
    for thread in threads:
        thread.join(5)
    assert order == list(range(8))


def test_an_error_leaves_the_place_free() -> None:
    """Whoever fails inside is outside again."""
    places = Places(1)
    try:
        with places:
            raise ValueError
    except ValueError:
        pass
    with places:
        assert places.waiting == 0
