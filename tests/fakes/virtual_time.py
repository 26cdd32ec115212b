"""An event loop whose clock doesn't wait: pauses of minutes take no time, and are as long as they were to be."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    """Lets time pass where the loop would wait for its next timer; ``passed``: seconds so far."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:  # only a thread, or a connection, can go on
            return super().select(None)
        if not (ready := super().select(0)):
            self.passed += max(0.0, timeout)
        return ready


class VirtualTime(asyncio.SelectorEventLoop):
    """An event loop in which a second passes as soon as there is nothing else to do."""

    def __init__(self) -> None:
        self._clock = _Selector()
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.passed

    async def shutdown_default_executor(self, *_: object) -> None:
        """As Python 3.11, which has no time-out here: it would pass while the threads end."""
        await super().shutdown_default_executor()


def run(main: Coroutine[Any, Any, T]) -> T:
    """As ``asyncio.run``, in virtual time."""
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        return runner.run(main)
