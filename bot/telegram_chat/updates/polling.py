"""Fetch updates by long polling, and tell Telegram which were taken, once they are stored.

The library's own loop doesn't tell of a token that is revoked while the bot runs, goes on for ever beside a second
program with the same token, and can't get past an update that it can't read.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, TelegramError

from bot.errors import StateFailure
from bot.state.inbox import Update
from bot.telegram_chat.transport.http import requested
from bot.telegram_chat.updates.dispatcher import ALLOWED_UPDATES, is_update

log = logging.getLogger(__name__)

POLL_SECONDS = 20
"""How long Telegram holds a request that has nothing to give."""

_SLACK_SECONDS = 10
# How much later than that its answer may come.

CONFLICTS_AT_START = 2
CONFLICTS_LATER = 6
"""Answers 409 in a row that end it. Each new poll ends the other program's, so both get them: the one that came last
gives up first, and a program that ran well survives a second one that is started by mistake and stopped again."""

FIRST_PAUSE_SECONDS = 1.0
"""Between a poll that failed and the next. This, its growth and its end are those of python-telegram-bot's own loop."""

_LONGEST_PAUSE_SECONDS, _GROWTH = 30.0, 1.5


class Polling:
    """Hands updates on, in order.

    Args:
        bot: an initialised one.
        take: stores updates; Telegram is told that they were taken after it returns.
    """

    def __init__(self, bot: Bot, take: Callable[[Sequence[Update]], Awaitable[None]]) -> None:
        self._bot = bot
        self._takes = take
        self._offset: int | None = None
        self._conflicts = 0
        self._settled = False
        self._pause = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until ``stop`` is set. A server that can't be reached is waited for.

        Raises:
            InvalidToken: the token is no longer known.
            Conflict: another program keeps polling.
        """
        taking = asyncio.create_task(self._take())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({taking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            taking.cancel()
            await asyncio.gather(taking, stopping, return_exceptions=True)
        if not taking.cancelled():
            taking.result()  # raises what ended it
        await self._acknowledge()

    async def _take(self) -> None:
        while True:
            try:
                updates = await self._fetch(POLL_SECONDS)
            except EndPointNotFound as error:  # what 401 and 404 are called in a request of this kind
                raise InvalidToken("The token is no longer known") from error
            except Conflict:
                self._conflicts += 1
                if self._conflicts >= (CONFLICTS_LATER if self._settled else CONFLICTS_AT_START):
                    raise
                await self._wait("another program takes this bot's messages")
            except TelegramError as error:
                await self._wait(str(error))
            else:
                self._conflicts, self._settled = 0, True
                await self._store(updates)

    async def _store(self, updates: list[Update]) -> None:
        try:
            await self._takes(updates)
        except StateFailure as error:
            await self._wait(str(error))  # Telegram keeps them and offers them again
            return
        if self._pause:
            log.info("Messages come in again")
            self._pause = 0.0
        if updates:
            self._offset = max(each["update_id"] for each in updates) + 1

    async def _fetch(self, seconds: int, limit: int = 100) -> list[Update]:
        """The next updates as Telegram sends them.

        The library's own method parses them all at once: an unreadable update would be fetched for ever, and keep
        those behind it waiting.
        """
        fields: dict[str, Any] = {"timeout": seconds, "limit": limit, "allowed_updates": list(ALLOWED_UPDATES)}
        if self._offset is not None:
            fields["offset"] = self._offset
        updates = await requested(self._bot, "get_Updates", fields, read_timeout=seconds + _SLACK_SECONDS)
        if not isinstance(updates, list) or not all(map(is_update, updates)):
            raise TelegramError("what came isn't a list of updates")
        return updates

    async def _wait(self, reason: str) -> None:
        if not self._pause:
            log.warning("No messages come in (%s); trying again until they do", reason)
        longer = min(_LONGEST_PAUSE_SECONDS, self._pause * _GROWTH)
        self._pause = longer or FIRST_PAUSE_SECONDS
        await asyncio.sleep(self._pause)

    async def _acknowledge(self) -> None:
        """Tell Telegram what was taken, which else only the next poll would."""
        if self._offset is None:
            return
        with contextlib.suppress(TelegramError):
            await self._fetch(0, limit=1)
