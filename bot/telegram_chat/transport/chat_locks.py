"""Turns: one thing at a time within a chat, many chats at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

Key = TypeVar("Key")


class Turns(Generic[Key]):
    """Locks by chat or lane, first come first served, forgotten when nobody waits. For one event loop."""

    def __init__(self) -> None:
        self._locks: dict[Key, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, chat: Key) -> AsyncIterator[None]:
        """Hold the turn of ``chat``."""
        lock, wanted = self._locks.get(chat, (asyncio.Lock(), 0))
        self._locks[chat] = lock, wanted + 1
        try:
            async with lock:
                yield
        finally:
            lock, wanted = self._locks.pop(chat)
            if wanted > 1:
                self._locks[chat] = lock, wanted - 1

    def __len__(self) -> int:
        """How many chats have somebody who waits or works."""
        return len(self._locks)
