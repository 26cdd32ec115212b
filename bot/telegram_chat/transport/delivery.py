"""The messages that go out while one thing is answered: each is noted before and after, so that none goes out twice.

When the process is killed between the moment that a message is on its way and the moment that Telegram's answer to it
is noted, nobody knows whether it arrived; nor does anybody when the connection breaks meanwhile. It isn't sent again.
Where it belongs to an answer, a line goes out in its place that shows it at a press (``offers``); anything else is
taken to have arrived, and the log names the chat.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from telegram import InputFile, TelegramObject
from telegram.error import NetworkError

from bot.state.outbox import Before, Outbox

log = logging.getLogger(__name__)

_KEPT = ("message_id", "date", "chat")
# What of a message is needed to know it again.

_current: ContextVar[Delivery | None] = ContextVar("delivery", default=None)
_noted_as: ContextVar[_Note | None] = ContextVar("noted_as", default=None)


@dataclass(frozen=True)
class _Note:
    """What the next messages are noted as, in the place of a digest; ``number``: under which number."""

    what: str
    number: int | None = None


_GROWS = "grows"
# An answer that isn't whole yet.
_OFFERS = "offers"
# A line that offers what may have arrived.


@dataclass(frozen=True)
class Earlier:
    """A message that shows an answer, or a part of it, when it is begun again.

    ``message``: its id; None: whether it arrived isn't known. ``offers``: it is a line that offers the part.
    ``number``: under which it was noted.
    """

    message: int | None
    offers: bool = False
    number: int = 0


class AlreadyOnItsWay(NetworkError):
    """A message was on its way when the process ended; it isn't sent again."""


class Delivery:
    """The messages of one answer, numbered as they go out.

    Args:
        outbox: where they are noted.
        name: what is answered.
        before: what an earlier run noted for it.

    ``resumed``: an earlier run may have begun it.
    """

    def __init__(self, outbox: Outbox, name: str, before: Mapping[int, Before], *, resumed: bool) -> None:
        self.resumed = resumed
        self._outbox = outbox
        self._name = name
        self._before = before
        self._next = 0
        self._changed = False

    def next(self, chat: int, endpoint: str, data: Mapping[str, Any]) -> Message:
        """The next message."""
        noted = _noted_as.get()
        if noted is not None and noted.number is not None:
            return Message(self._outbox, self._name, noted.number, chat, noted.what, None)
        number, self._next = self._next, self._next + 1
        if noted is not None:
            digest = noted.what
        else:
            sent = f"{endpoint} {json.dumps(data, sort_keys=True, default=_plain)}"
            digest = hashlib.sha256(sent.encode()).hexdigest()
        before = self._before.get(number)
        # An answer that has become another since is sent whole: halves of two would cite each other's passages.
        if before is not None and (self._changed or before.digest != digest):
            before, self._changed = None, True
        return Message(self._outbox, self._name, number, chat, digest, before)

    @property
    def last(self) -> int:
        """The number of the latest message."""
        return self._next - 1

    def taken_over(self) -> list[Earlier]:
        """The messages of an earlier run, in order, for who puts the answer into them; the next ones are new."""
        before, self._before = self._before, {}
        self._next = max([self._next, *(number + 1 for number in before)])
        found = []
        for number, each in sorted(before.items()):
            if each.result is not None:
                message = json.loads(each.result)["message_id"]
                found.append(Earlier(message, each.digest == _OFFERS, number))
            elif each.digest != _GROWS:  # nobody misses what wasn't whole
                log.warning("A message of answer %s was on its way when the program ended", self._name)
                found.append(Earlier(None, number=number))
        return found


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


def growing() -> AbstractContextManager[None]:
    """What is sent in here is an answer that isn't whole yet."""
    return _noting(_Note(_GROWS))


def offering(earlier: Earlier) -> AbstractContextManager[None]:
    """What is sent in here offers a message that may have arrived, and is noted in its place."""
    return _noting(_Note(_OFFERS, earlier.number))


@contextmanager
def _noting(note: _Note) -> Iterator[None]:
    token = _noted_as.set(note)
    try:
        yield
    finally:
        _noted_as.reset(token)


@asynccontextmanager
async def delivering(outbox: Outbox, name: str, *, resumed: bool = True) -> AsyncIterator[None]:
    """What is sent in here belongs to one answer, also in tasks that are begun in here.

    Args:
        outbox: where it is noted.
        name: what is answered: the same after a restart.
        resumed: whether an earlier run may have begun it.
    """
    before = await asyncio.to_thread(outbox.before, name) if resumed else {}
    token = _current.set(Delivery(outbox, name, before, resumed=resumed))
    try:
        yield
    finally:
        _current.reset(token)


def _plain(value: object) -> object:
    if isinstance(value, InputFile):  # its bytes may hold the moment at which they were made
        return value.filename
    return value.to_dict() if isinstance(value, TelegramObject) else str(value)
