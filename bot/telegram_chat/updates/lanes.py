"""Lanes: one thing at a time within a chat, in order; many chats at once, each in its turn."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

AT_ONCE = 32
"""Things handled at once. A chat has one of these places at most, so a flood from one leaves the others theirs."""

T = TypeVar("T")


class Lanes(Generic[T]):
    """Handles what is put into them. For one event loop.

    Args:
        handle: does the work for one thing. What it raises is logged, and the lane goes on.
        at_once: places for lanes that work at the same time; those that wait for one get it in order.
    """

    def __init__(self, handle: Callable[[T], Awaitable[None]], at_once: int = AT_ONCE) -> None:
        self._handle = handle
        self._waiting: dict[str, deque[T]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(at_once)

    def put(self, lane: str, thing: T) -> None:
        """Handle ``thing`` behind what is in its lane already."""
        if lane in self._waiting:
            self._waiting[lane].append(thing)
            return
        self._waiting[lane] = deque([thing])
        task = asyncio.create_task(self._work(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, seconds: float) -> int:
        """Wait until everything is handled, at most ``seconds``, then give the rest up; how many things that were."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        left = len(self)
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._waiting.clear()
        return left

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[None]:
        """Leave one's place to other lanes while this lasts: for waiting long. Only inside of ``handle``."""
        self._places.release()
        try:
            yield
        finally:
            await self._places.acquire()

    def __len__(self) -> int:
        """How many things wait or are being handled."""
        return sum(map(len, self._waiting.values()))

    async def _work(self, lane: str) -> None:
        waiting = self._waiting[lane]
        while waiting:
            async with self._places:
                try:
                    await self._handle(waiting[0])
                except Exception:
                    log.exception("Something in lane %s was not handled", lane)
            waiting.popleft()
        del self._waiting[lane]
