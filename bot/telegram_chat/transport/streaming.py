"""An answer that grows: shown sentence by sentence as a model writes it, with a button to stop.

In a private chat as a draft (Bot API, sendMessageDraft), which is nobody's message and goes by itself, beside a line
that holds the button; elsewhere as a message that is edited, seldom enough for Telegram.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.telegram_chat.chat_context import Spot
from bot.telegram_chat.transport.delivery import growing
from bot.telegram_chat.transport.sending import edit, send, take_back
from bot.telegram_chat.views.keyboards import below_growing
from bot.telegram_chat.views.messages import Part, render
from prompts import replies
from retrieval.model import Answer

log = logging.getLogger(__name__)

DRAFT_SECONDS = 0.7
"""Between two states of a draft."""

EDIT_SECONDS = 3.0
"""Between two edits: a group takes 20 messages a minute, edits counted."""


class Stream:
    """One answer while it grows. For one event loop.

    Args:
        bot: shows it.
        spot: where.
        reply_to: the question's message.
    """

    def __init__(self, bot: Bot, spot: Spot, reply_to: int | None) -> None:
        self._bot, self._spot, self._reply_to = bot, spot, reply_to
        self._loop = asyncio.get_running_loop()
        self._latest: Answer | None = None
        self._changed, self._ended = asyncio.Event(), asyncio.Event()
        self._message: int | None = None
        self._draft = random.randint(1, 2**31 - 1)  # noqa: S311 - tells drafts apart, and hides nothing
        self._showing: asyncio.Task[None] | None = None

    def show(self, answer: Answer) -> None:
        """Show the answer so far; may be called from any thread, and doesn't wait."""
        self._loop.call_soon_threadsafe(self._take, answer)

    async def end(self) -> list[int]:
        """Show no more. The messages that the whole answer is to be put into; none where it is sent anew."""
        self._ended.set()
        self._changed.set()
        if self._showing is None:
            return []
        # What is under way is finished: of a request that is cut off, nobody knows the message that it makes.
        await asyncio.gather(self._showing, return_exceptions=True)
        if self._message is None or not self._spot.private:
            return [] if self._message is None else [self._message]
        await take_back(self._bot, self._spot.chat, [self._message])
        return []

    def _take(self, answer: Answer) -> None:
        self._latest = answer
        self._changed.set()
        if self._showing is None and not self._ended.is_set():
            self._showing = asyncio.create_task(self._show())

    async def _show(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            if self._ended.is_set() or self._latest is None:
                return
            try:
                await self._shown(render(self._latest, short=True)[0])
            except TelegramError as error:
                log.info("An answer isn't shown while it grows in chat %s: %s", self._spot.chat, error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), DRAFT_SECONDS if self._spot.private else EDIT_SECONDS)

    async def _shown(self, part: Part) -> None:
        if not self._spot.private:
            if self._message is None:
                await self._say(part)
            else:
                await edit(self._bot, self._spot.chat, self._message, part, below_growing())
            return
        if self._message is None:
            await self._say(Part.plain(replies.WRITING))
        await self._bot.send_message_draft(
            self._spot.chat, self._draft, part.html, message_thread_id=self._spot.topic, parse_mode=ParseMode.HTML
        )

    async def _say(self, part: Part) -> None:
        with growing():
            sent = await send(self._bot, self._spot, [part], reply_to=self._reply_to, buttons=below_growing())
        self._message = sent[0] if sent else None
