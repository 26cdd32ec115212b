"""What stands in a chat while an answer waits for a model, with a button to stop: a draft, or a line."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.telegram_chat.chat_context import Spot
from bot.telegram_chat.transport.delivery import growing
from bot.telegram_chat.transport.newer_methods import NewerMethods
from bot.telegram_chat.transport.sending import send
from bot.telegram_chat.views.keyboards import below_writing
from bot.telegram_chat.views.messages import render_plain
from prompts import replies

log = logging.getLogger(__name__)

_RENEWED_SECONDS = 20.0
# Telegram shows a draft for thirty.


class WritingLine:
    """One answer's draft, or where there are none (in groups, on older servers) a line. For one event loop.

    Args:
        bot: shows it.
        newer: shows drafts.
        spot: where.
        reply_to: the question's message, whose number is the draft's, too.
    """

    def __init__(self, bot: Bot, newer: NewerMethods, spot: Spot, reply_to: int | None) -> None:
        self._bot, self._newer, self._spot, self._reply_to = bot, newer, spot, reply_to
        self._loop = asyncio.get_running_loop()
        self._showing: asyncio.Task[list[int]] | None = None
        self._over = asyncio.Event()
        self._is_draft = False

    @property
    def is_draft(self) -> bool:
        """Whether a draft stands there, or is on its way: "typing", which is one to Telegram, would take its place."""
        return self._is_draft

    def show(self) -> None:
        """Show it, once; may be called from any thread, and doesn't wait."""
        self._loop.call_soon_threadsafe(self._begin)

    async def end(self) -> list[int]:
        """Show it no more. The message that the answer is to be put into; none where there is none."""
        self._over.set()
        if self._showing is None:
            return []
        try:
            # What is under way is finished: of a request that is cut off, nobody knows the message that it makes.
            return await self._showing
        except TelegramError as error:
            log.info("No line is shown while an answer is written in chat %s: %s", self._spot.chat, error)
            return []

    def _begin(self) -> None:
        if self._showing is None and not self._over.is_set():
            self._showing = asyncio.create_task(self._show())

    async def _show(self) -> list[int]:
        draft = self._reply_to if self._spot.private else None
        self._is_draft = bool(draft)
        while draft and await self._newer.draft(self._bot, self._spot, draft, replies.WRITING):
            try:
                async with asyncio.timeout(_RENEWED_SECONDS):
                    await self._over.wait()
            except TimeoutError:
                continue
            return []
        self._is_draft = False
        if self._over.is_set():
            return []
        line = render_plain(replies.WRITING)
        with growing():
            return await send(self._bot, self._spot, line, reply_to=self._reply_to, buttons=below_writing())
