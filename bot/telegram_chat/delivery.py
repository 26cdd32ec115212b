"""The messages that go out while one thing is answered: each is noted before and after, so that none goes out twice.

What remains: when the process is killed between the moment that a message is on its way and the moment that
Telegram's answer to it is noted, nobody knows whether it arrived. It is taken to have arrived, and not sent again;
the log names the chat. That window is the time that one request takes.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

from telegram import TelegramObject
from telegram.error import NetworkError

from bot.state.outbox import Before, Outbox

log = logging.getLogger(__name__)

_KEPT = ("message_id", "date", "chat")
# What of a message is needed to know it again.

_current: ContextVar[Delivery | None] = ContextVar("delivery", default=None)


class AlreadyOnItsWay(NetworkError):
    """A message was on its way when the process ended; it isn't sent again."""


class Delivery:
    """The messages of one answer, numbered as they go out.

    Args:
        outbox: where they are noted.
        name: what is answered.
        before: what an earlier run noted for it.
    """

    def __init__(self, outbox: Outbox, name: str, before: Mapping[int, Before]) -> None:
        self._outbox = outbox
        self._name = name
        self._before = before
        self._next = 0
        self._changed = False

    def next(self, chat: int, endpoint: str, data: Mapping[str, Any]) -> Message:
        """The next message."""
        number, self._next = self._next, self._next + 1
        digest = hashlib.sha256(f"{endpoint} {json.dumps(data, sort_keys=True, default=_plain)}".encode()).hexdigest()
        before = self._before.get(number)
        # An answer that has become another since is sent whole: halves of two would cite each other's passages.
        if before is not None and (self._changed or before.digest != digest):
            before, self._changed = None, True
        return Message(self._outbox, self._name, number, chat, digest, before)


class Message:
    """One message of a delivery; made by :meth:`Delivery.next`."""

    def __init__(
        self, outbox: Outbox, delivery: str, number: int, chat: int, digest: str, before: Before | None
    ) -> None:
        self._outbox, self._delivery, self._number = outbox, delivery, number
        self._chat, self._digest, self._before = chat, digest, before

    def result_before(self) -> Any | None:
        """What Telegram answered when an earlier run sent it; None: it is still to be sent.

        Raises:
            AlreadyOnItsWay: it was sent, and what became of it isn't known.
        """
        if self._before is None:
            return None
        if self._before.result is None:
            log.warning("A message to chat %s was on its way when the program ended; it isn't repeated", self._chat)
            raise AlreadyOnItsWay("on its way when the program ended")
        return json.loads(self._before.result)

    async def sending(self) -> None:
        """It is about to go out."""
        await asyncio.wrap_future(self._outbox.sending(self._delivery, self._number, self._chat, self._digest))

    def sent(self, result: object) -> None:
        """It went out; ``result`` is Telegram's answer."""
        known = {key: result[key] for key in _KEPT if key in result} if isinstance(result, dict) else result
        self._outbox.sent(self._delivery, self._number, json.dumps(known))

    def not_sent(self) -> None:
        """It certainly didn't go out."""
        self._outbox.not_sent(self._delivery, self._number)


def current() -> Delivery | None:
    """The delivery that what runs now belongs to."""
    return _current.get()


@asynccontextmanager
async def delivering(outbox: Outbox, name: str, *, resumed: bool = True) -> AsyncIterator[None]:
    """Whatever is sent in here belongs to one answer, also in tasks that are begun in here.

    Args:
        outbox: where it is noted.
        name: what is answered: the same after a restart.
        resumed: whether an earlier run may have begun it.
    """
    before = await asyncio.to_thread(outbox.before, name) if resumed else {}
    token = _current.set(Delivery(outbox, name, before))
    try:
        yield
    finally:
        _current.reset(token)


def _plain(value: object) -> object:
    return value.to_dict() if isinstance(value, TelegramObject) else str(value)
