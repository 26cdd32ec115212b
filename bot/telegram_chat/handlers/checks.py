"""Documents that people send to have them checked, and ``/check``."""

from __future__ import annotations

import asyncio
import logging
from pathlib import PurePath

from telegram import Bot, Document, Message, Update, User
from telegram.ext import ContextTypes

from bot.state.conversations import question_id
from bot.telegram_chat.chat_context import Spot, message_of, spot_of
from bot.telegram_chat.chrome import local
from bot.telegram_chat.handlers.addressed.pointed_at import Meant, meant_by_check, to_check
from bot.telegram_chat.handlers.questions import Asked, Asking, Draft
from bot.telegram_chat.transport.fetching import fetched
from bot.telegram_chat.transport.sending import typing
from bot.telegram_chat.views.markup import one_line, sendable
from prompts import replies
from retrieval.errors import ArticleError
from retrieval.gather import draft_text

log = logging.getLogger(__name__)

KINDS = frozenset({"", ".txt", ".text", ".md", ".markdown", ".docx", ".odt", ".rtf", ".html", ".htm", ".xhtml", ".pdf"})
"""Suffixes of documents that hold a draft."""

MOST_OF_A_DRAFT = 300_000
"""Code points of a document that is checked in a chat, some hundred pages: its words are parsed in this process."""

_NAME = 80
# Code points of a document's name.


class CheckRequests:
    """What people want to have checked.

    Args:
        asking: checks, and shows what comes of it.
    """

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """``/check`` with words behind it, or under somebody's words or document."""
        message, bot = message_of(update), context.bot
        me: User = bot.bot
        meant = meant_by_check(message, me)
        if meant is None:
            if not message.edit_date:
                await self._asking.ask_back(bot, spot_of(message), local(replies.CHECK_WHAT), message.message_id)
        elif meant.document is not None:
            await self.document(bot, message, meant.document)
        else:
            await self.words(bot, message, meant)

    async def given(self, bot: Bot, message: Message, text: str) -> None:
        """Check the words that somebody gives where ``/check`` had none."""
        await self.words(bot, message, to_check(text))

    async def words(self, bot: Bot, message: Message, meant: Meant) -> None:
        """Check the words that a message has or points at."""
        draft = None if meant.draft is None else Draft(meant.draft)
        asked = Asked(meant.question, spot_of(message), _id(message), message.message_id, draft=draft)
        await self._put(bot, message, asked)

    async def _put(self, bot: Bot, message: Message, asked: Asked) -> None:
        await (self._asking.answer_anew if message.edit_date else self._asking.answer)(bot, asked)

    async def document(self, bot: Bot, message: Message, document: Document) -> None:
        """Fetch a document and check its text; what can't be read is told."""
        spot, name = spot_of(message), sendable(document.file_name or "")
        kind = PurePath(name).suffix.lower()
        if kind not in KINDS:
            await self._asking.say(bot, spot, local(replies.NO_DRAFT_KIND).format(kind=one_line(kind, _NAME)))
            return
        text = await self._text(bot, spot, document, name)
        if text is not None and len(text) > MOST_OF_A_DRAFT:
            await self._asking.say(bot, spot, local(replies.DRAFT_TOO_LONG).format(n=MOST_OF_A_DRAFT))
        elif text is not None:
            about = replies.CHECK_OF.format(name=one_line(name, _NAME) or "text")
            draft = Draft(text, asks=False)
            await self._put(bot, message, Asked(about, spot, _id(message), message.message_id, draft=draft))

    async def _text(self, bot: Bot, spot: Spot, document: Document, name: str) -> str | None:
        async with typing(bot, spot):
            data = await fetched(document)
            if data is None:
                await self._asking.say(bot, spot, local(replies.DRAFT_TOO_LARGE))
                return None
            try:
                return await asyncio.to_thread(draft_text, data, PurePath(name).name or "text")
            except ArticleError as error:
                log.info("A document in chat %s can't be read: %s", spot.chat, type(error).__name__)
                told = str(error)
        await self._asking.say(bot, spot, one_line(sendable(told), 4 * _NAME))
        return None


def _id(message: Message) -> str:
    return question_id(message.chat_id, message.message_id)
