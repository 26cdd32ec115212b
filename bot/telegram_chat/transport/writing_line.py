"""The line that stands in a chat while an answer waits for a model, with a button to stop."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.telegram_chat.chat_context import Spot
from bot.telegram_chat.transport.delivery import growing
from bot.telegram_chat.transport.sending import send
from bot.telegram_chat.views.keyboards import below_writing
from bot.telegram_chat.views.messages import render_plain
from prompts import replies

log = logging.getLogger(__name__)


class WritingLine:
    """One answer's line, which the answer takes the place of. For one event loop.

    Args:
        bot: shows it.
        spot: where.
        reply_to: the question's message.
    """

    def __init__(self, bot: Bot, spot: Spot, reply_to: int | None) -> None:
        self._bot, self._spot, self._reply_to = bot, spot, reply_to
        self._loop = asyncio.get_running_loop()
        self._showing: asyncio.Task[list[int]] | None = None
        self._ended = False

    def show(self) -> None:
        """Show it, once; may be called from any thread, and doesn't wait."""
        self._loop.call_soon_threadsafe(self._begin)

    async def end(self) -> list[int]:
        """Show it no more. The message that the answer is to be put into; none where there is none."""
        self._ended = True
        if self._showing is None:
            return []
        try:
            # What is under way is finished: of a request that is cut off, nobody knows the message that it makes.
            return await self._showing
        except TelegramError as error:
            log.info("No line is shown while an answer is written in chat %s: %s", self._spot.chat, error)
            return []

    def _begin(self) -> None:
        if self._showing is None and not self._ended:
            self._showing = asyncio.create_task(self._show())

    async def _show(self) -> list[int]:
        line = render_plain(replies.WRITING)
        with growing():
            return await send(self._bot, self._spot, line, reply_to=self._reply_to, buttons=below_writing())
