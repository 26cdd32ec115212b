"""Every request on its way out: waiting when Telegram says so, made again when that is safe.

A chat that Telegram tells to wait waits alone. python-telegram-bot's own rate limiter stops all chats for it, lets 30
requests a second out, and repeats requests between our notes of what goes out, which then can't be relied on.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter
from telegram.warnings import PTBDeprecationWarning

from bot.telegram_chat.transport.delivery import Message, current
from bot.telegram_chat.transport.http import NotSent, surely_not_sent

log = logging.getLogger(__name__)

MOST_PAUSES = 20
"""Answers 429 to one request after which it is given up."""

MOST_FAULTS = 6
"""Answers 5xx to one request after which it is given up: with the pauses between them, about a minute."""

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 30.0
"""Between tries after a fault; each pause is twice the one before."""

_IN_PASSING = ("sendChatAction", "sendMessageDraft")
# Make no message, as everything else does that is called "send…", and nobody misses them.

_TO_GUEST = "answerGuestQuery"
# An answer that names no chat.

_REPEATABLE = ("edit", "delete")
# How requests begin that have the same effect when they are made twice.

_DONE_ALREADY = ("message is not modified", "query is too old", "query id is invalid")
# What Telegram says to a request that would change nothing, or that comes too late to matter to anybody.
_GONE = {
    "reply_parameters": ("message to be replied not found", "replied message not found"),
    "message_thread_id": ("message thread not found", "topic_deleted", "topic_closed"),
}
# Fields that a request can do without, and what Telegram says when what they name is there no more: an answer goes out
# as no reply, and into the general topic.

To = int | str
"""A chat's id; or the request's own name where it is for no chat."""

Result = bool | dict[str, Any] | list[dict[str, Any]]
Callback = Callable[..., Coroutine[Any, Any, Result]]
Call = Callable[[], Awaitable[Result]]


class Outgoing(BaseRateLimiter[None]):
    """The requests of one bot.

    ``aside`` is entered while a request waits long, so that what waits holds nobody up. ``moved`` is told the old and
    the new id of a group that has become a supergroup.
    """

    def __init__(self) -> None:
        self.aside: Callable[[], AbstractAsyncContextManager[None]] = _nothing
        self.moved: Callable[[int, int], Awaitable[None]] = _not_noted
        self._paused: dict[To, float] = {}

    async def initialize(self) -> None:
        """Nothing is to be prepared."""

    async def shutdown(self) -> None:
        """Nothing is held."""

    async def process_request(
        self,
        callback: Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Result:
        """Make the request when its chat may, as often as it takes; raises what can't be helped."""
        chat, call = data.get("chat_id"), partial(callback, *args, **kwargs)
        if not isinstance(chat, int):
            return await self._made(call, endpoint, data, endpoint, None)
        if endpoint in _IN_PASSING:
            return await self._in_passing(call, chat)
        message = _message(chat, endpoint, data)
        if message is not None and (result := message.result_before()) is not None:
            return result  # type: ignore[no-any-return]
        try:
            return await self._made(call, endpoint, data, chat, message)
        except ChatMigrated as moved:
            await self.moved(chat, moved.new_chat_id)
            data["chat_id"] = moved.new_chat_id
            return await self._made(call, endpoint, data, moved.new_chat_id, message)

    async def _in_passing(self, call: Call, chat: int) -> Result:
        """Once or not at all: it is worth no waiting."""
        if self._pause(chat):
            return True
        try:
            return await call()
        except RetryAfter as error:
            self._wait_until(chat, error)
            return True

    async def _made(self, call: Call, endpoint: str, data: dict[str, Any], to: To, message: Message | None) -> Result:
        """Make a request until it is done; a request for no chat is made again only after a 429."""
        pauses = faults = 0
        for tries in itertools.count():
            await self._rest(self._pause(to))
            if message is not None:
                await message.sending()
            try:
                result = await call()
            except TelegramError as error:
                if message is not None and not _may_have_happened(error):
                    message.not_sent()
                if isinstance(error, RetryAfter) and pauses < MOST_PAUSES:
                    pauses += 1
                    self._wait_until(to, error)
                elif isinstance(error, BadRequest) and _says(error, _DONE_ALREADY):
                    return True
                elif isinstance(error, BadRequest) and _dropped(data, error):
                    continue
                elif (
                    (isinstance(to, int) or to == _TO_GUEST)
                    and _may_be_made_again(error, endpoint)
                    and faults < MOST_FAULTS
                ):
                    faults += not isinstance(error, NotSent)  # a server that is away is waited for
                    if not tries:
                        log.warning("%s to chat %s is tried again: %s", endpoint, to, error)
                    await self._rest(min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** min(tries, 10)))
                else:
                    raise
            else:
                if message is not None:
                    message.sent(result)
                return result
        raise AssertionError("counting has no end")

    def _pause(self, to: To) -> float:
        """Seconds until there may be a request again."""
        left = self._paused.get(to, 0.0) - asyncio.get_running_loop().time()
        if left <= 0:
            self._paused.pop(to, None)
        return max(0.0, left)

    def _wait_until(self, to: To, error: RetryAfter) -> None:
        with warnings.catch_warnings():  # at each look, that the type will be timedelta
            warnings.simplefilter("ignore", PTBDeprecationWarning)
            after = error.retry_after
        seconds = after.total_seconds() if isinstance(after, timedelta) else float(after)
        log.info("%s: the next request in %s seconds, as Telegram asks", to, seconds)
        self._paused[to] = max(self._paused.get(to, 0.0), asyncio.get_running_loop().time() + seconds)

    async def _rest(self, seconds: float) -> None:
        if seconds > 0:
            async with self.aside():
                await asyncio.sleep(seconds)


def _message(chat: int, endpoint: str, data: dict[str, Any]) -> Message | None:
    delivery = current()
    if delivery is None or not endpoint.startswith(("send", "copyMessage", "forward")):
        return None
    return delivery.next(chat, endpoint, data)


def _may_be_made_again(error: TelegramError, endpoint: str) -> bool:
    if not isinstance(error, NetworkError):
        return False
    return surely_not_sent(error) or (_may_have_happened(error) and endpoint.startswith(_REPEATABLE))


def _may_have_happened(error: TelegramError) -> bool:
    # BadRequest is a NetworkError to the library, and an answer all the same.
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest) and not surely_not_sent(error)


def _says(error: TelegramError, words: tuple[str, ...]) -> bool:
    """Telegram has no codes for these: the words are what tells."""
    said = str(error).lower()
    return any(each in said for each in words)


def _dropped(data: dict[str, Any], error: TelegramError) -> bool:
    """Take what is there no more out of a request's fields; whether it was in there."""
    named = next((field for field, words in _GONE.items() if _says(error, words)), None)
    return named is not None and data.pop(named, None) is not None


async def _not_noted(old: int, new: int) -> None:
    """Nobody wants to know."""


@asynccontextmanager
async def _nothing() -> AsyncIterator[None]:
    yield
