"""Who may ask: everybody, those on a list, or those whom an admin let in."""

from __future__ import annotations

import asyncio
import logging
import math
import re
from typing import Any

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, BaseHandler, CallbackQueryHandler, ContextTypes, TypeHandler

from bot.settings import Settings
from bot.state.admissions import Admissions, Standing
from bot.telegram_chat.handlers.addressed.pointed_at import question_of
from bot.telegram_chat.handlers.rate_limits import Limits
from bot.telegram_chat.views.keyboards import Does, pressed
from bot.telegram_chat.views.markup import isolated, one_line, sendable
from prompts import replies
from retrieval.errors import SettingsError

log = logging.getLogger(__name__)

_NAME = 100
# Code points of a name that an admin is shown.
_DECISION = re.compile(r"access:(allowed|denied):(\d{1,19})")
_UNCOUNTED = ("/cancel", "/stop", "/forget_me", "/settings", "/privacy", "/help")
# Commands that put no question.
_KEYSTROKES = 10
# Inline queries that count as one question: Telegram sends one at nearly every letter that a person types.


class Access:
    """The door of one bot.

    Args:
        settings: who has it open.
        admissions: what admins decided.

    Raises:
        SettingsError: admins are to decide, and there are none.
    """

    def __init__(self, settings: Settings, admissions: Admissions) -> None:
        self._kind = settings.telegram_access
        self._admins = frozenset(settings.telegram_admins or ())
        self._listed = frozenset(settings.telegram_allowed or ())
        self._admissions = admissions
        self._limits = Limits(settings.questions_per_minute)
        self._inline = Limits(settings.questions_per_minute * _KEYSTROKES)
        self._told: dict[int, str] = {}
        if self._kind == "approval" and not self._admins:
            raise SettingsError(
                "TELEGRAM_ACCESS is approval, and there is nobody to approve",
                "Put your Telegram id into TELEGRAM_ADMINS; @userinfobot tells it",
            )

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """What comes before all other handlers, in this order."""
        return [CallbackQueryHandler(self._decided, _DECISION), TypeHandler(Update, self._at_the_door)]

    @property
    def is_open(self) -> bool:
        """Whether everybody may ask."""
        return self._kind == "open"

    def is_admin(self, person: int) -> bool:
        """Whether a person runs the bot."""
        return person in self._admins

    def admits(self, person: int, chat: int | None = None) -> bool:
        """Whether a person may ask, in this chat. Reads the state: for a thread."""
        standing = self._admissions.standing(person)
        if person in self._admins or (self._kind == "open" and standing is not Standing.DENIED):
            return True
        return person in self._listed or chat in self._listed or standing is Standing.ALLOWED

    def decide(self, person: int, standing: Standing, by: int) -> bool:
        """Let a person in, or keep them out; whether that is news. Writes the state: for a thread."""
        self._told.pop(person, None)
        return self._admissions.decide(person, standing, by)

    async def _at_the_door(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        person, chat = update.effective_sender, update.effective_chat
        if person is None:
            return
        where = chat.id if chat else None
        at_hand = self._admissions.is_at_hand(person.id)
        if not (self.admits(person.id, where) if at_hand else await asyncio.to_thread(self.admits, person.id, where)):
            message = update.message
            if message is not None and message.chat_id == person.id and isinstance(person, User):
                await self._stranger(message, person)
            raise ApplicationHandlerStop
        if not self.is_admin(person.id) and not await self._in_time(update, person.id, context.bot.bot):
            raise ApplicationHandlerStop

    async def _in_time(self, update: Update, person: int, bot: User) -> bool:
        """Whether a person may ask so soon again; who may not is told. Whatever puts no question always may."""
        query, press, message = update.inline_query, update.callback_query, update.effective_message
        if query is not None:
            if wait := self._inline.wait(person):
                await query.answer([], cache_time=math.ceil(wait), is_personal=True)
            return not wait
        if press is None and (message is None or not _asks(message, bot)):
            return True
        if press is not None and not _presses_for_more(press):
            return True
        wait = self._limits.wait(person)
        words = self._limits.words(person, wait) if wait else None
        if wait and press is not None:
            await press.answer(words)
        elif words is not None and message is not None:
            await message.reply_text(words)
        return not wait

    async def _stranger(self, message: Message, person: User) -> None:
        standing = await asyncio.to_thread(self._admissions.standing, person.id)
        if self._kind != "approval" or standing is Standing.DENIED:
            await self._tell(message, person.id, replies.INVITED_ONLY.format(id=person.id))
        elif standing is None and await self._asked(message, person):
            await self._tell(message, person.id, replies.ADMINS_ASKED)
        else:
            await self._tell(message, person.id, replies.STILL_WAITING)

    async def _asked(self, message: Message, person: User) -> bool:
        """Ask the admins, once; whether one of them could be reached."""
        name = _named(person)
        await asyncio.to_thread(self._admissions.ask, person.id, name)
        buttons = InlineKeyboardMarkup.from_row(
            [
                InlineKeyboardButton(replies.BUTTON_ALLOW, callback_data=f"access:{Standing.ALLOWED}:{person.id}"),
                InlineKeyboardButton(replies.BUTTON_DENY, callback_data=f"access:{Standing.DENIED}:{person.id}"),
            ]
        )
        reached = False
        for admin in self._admins:
            try:
                await message.get_bot().send_message(
                    admin, replies.WANTS_TO_ASK.format(name=name), reply_markup=buttons
                )
                reached = True
            except TelegramError as error:
                log.warning("Admin %s can't be asked about a stranger: %s", admin, error)
        if not reached:
            await asyncio.to_thread(self._admissions.withdraw, person.id)  # so that the next message asks again
        return reached

    async def _decided(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        press, by = update.callback_query, update.effective_user
        found = _DECISION.fullmatch(press.data or "") if press is not None else None
        if press is None or by is None or found is None:
            raise ApplicationHandlerStop
        if not self.is_admin(by.id):
            await press.answer(replies.ADMINS_DECIDE)
            raise ApplicationHandlerStop
        standing, person = Standing(found.group(1)), int(found.group(2))
        news = await asyncio.to_thread(self.decide, person, standing, by.id)
        await press.answer(f"{standing.capitalize()}.")
        await _noted(press, replies.DECIDED_BY.format(id=person, decision=standing, name=_named(by)))
        if news and standing is Standing.ALLOWED:
            try:
                await context.bot.send_message(person, replies.LET_IN)
            except TelegramError as error:
                log.info("Person %s can't be told that they are let in: %s", person, error)
        raise ApplicationHandlerStop

    async def _tell(self, message: Message, person: int, words: str) -> None:
        """Say it once, not at every message."""
        if self._told.get(person) != words:
            self._told[person] = words
            await message.reply_text(words)


async def _noted(query: CallbackQuery, what: str) -> None:
    """Write the decision under the admin's message, in the place of its buttons."""
    asked = query.message
    text = f"{asked.text}\n\n{what}" if isinstance(asked, Message) and asked.text else what
    try:
        await query.edit_message_text(text)
    except TelegramError as error:
        log.info("A decision can't be shown: %s", error)


def _asks(message: Message, bot: User) -> bool:
    """Whether a message puts a question."""
    text = message.text or message.caption
    if message.document is not None and message.chat.type == message.chat.PRIVATE:
        return True  # to be checked
    if not text or text.lower().startswith(_UNCOUNTED):
        return False
    if text.lower().startswith("/start"):
        return len(text.split()) > 1  # a shared question
    private = message.chat.type == message.chat.PRIVATE
    return private or text.startswith("/") or question_of(message, bot) is not None


def _presses_for_more(query: CallbackQuery) -> bool:
    """Whether a press puts a question."""
    press = pressed(query.data)
    return press is not None and press.does in {Does.ASK, Does.MORE}


def _named(person: User) -> str:
    """Who it is, on one line; a name is what its owner likes, and is shown without any markup."""
    username = f"@{person.username}, " if person.username else ""
    return f"{isolated(one_line(sendable(person.full_name), _NAME))} ({username}id {person.id})"
