"""Lanes: one thing at a time within a chat, in order; many chats at once, each in its turn."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from bot.telegram_chat.transport.chat_locks import Turns

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
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns: Turns[str] = Turns()
        self._places = asyncio.Semaphore(at_once)

    def put(self, lane: str, thing: T) -> None:
        """Handle ``thing`` behind what is in its lane already."""
        task = asyncio.create_task(self._work(lane, thing))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, seconds: float) -> int:
        """Wait until everything is handled, at most ``seconds``, then give the rest up; how many things that were."""
        left: set[asyncio.Task[None]] = set()
        if self._tasks:
            _, left = await asyncio.wait(self._tasks, timeout=seconds)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        return len(left)

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
        return len(self._tasks)

    async def _work(self, lane: str, thing: T) -> None:
        async with self._turns.of(lane), self._places:
            try:
                await self._handle(thing)
            except Exception:
                log.exception("Something in lane %s was not handled", lane)
