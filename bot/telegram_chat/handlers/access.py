"""Who may ask: everybody, those on a list, or those whom an admin let in."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from typing import Any

from telegram import CallbackQuery, Message, Update, User
from telegram.ext import ApplicationHandlerStop, BaseHandler, ContextTypes, TypeHandler

from bot.settings import Settings
from bot.state.admissions import Admissions, Standing
from bot.telegram_chat.chrome import local, speak
from bot.telegram_chat.handlers.access_requests import AccessRequests
from bot.telegram_chat.handlers.addressed.pointed_at import question_of
from bot.telegram_chat.handlers.rate_limits import Limits
from bot.telegram_chat.transport.sending import answer_press
from bot.telegram_chat.views.keyboards import Does, pressed
from prompts import replies
from retrieval.errors import SettingsError

_UNCOUNTED = ("/cancel", "/stop", "/forget_me", "/settings", "/privacy", "/help")
# Commands that put no question.
_KEYSTROKES = 10
# Inline queries that count as one question: Telegram sends one at nearly every letter that a person types.


class Access:
    """The door of one bot.

    Args:
        settings: who has it open.
        admissions: what admins decided.
        former: the id that a supergroup had as a group, which may be the one that the settings name.

    Raises:
        SettingsError: admins are to decide, and there are none.
    """

    def __init__(
        self, settings: Settings, admissions: Admissions, former: Callable[[int], int | None] = lambda _: None
    ) -> None:
        self._kind = settings.telegram_access
        self._admins = frozenset(settings.telegram_admins or ())
        self._listed = frozenset(settings.telegram_allowed or ())
        self._admissions = admissions
        self._former = former
        self._limits = Limits(settings.questions_per_minute)
        self._inline = Limits(settings.questions_per_minute * _KEYSTROKES)
        self._told: dict[int, str] = {}
        self._requests = AccessRequests(self._admins, admissions, lambda person: self._told.pop(person, None))
        if self._kind == "approval" and not self._admins:
            raise SettingsError(
                "TELEGRAM_ACCESS is approval, and there is nobody to approve",
                "Put your Telegram id into TELEGRAM_ADMINS; @userinfobot tells it",
            )

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """What comes before all other handlers, in this order."""
        return [*self._requests.handlers(), TypeHandler(Update, self._at_the_door)]

    @property
    def kind(self) -> str:
        """Who may ask, as ``TELEGRAM_ACCESS`` says it."""
        return self._kind

    @property
    def admins(self) -> frozenset[int]:
        """Who runs the bot."""
        return self._admins

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
        listed = {person, chat, self._former(person), self._former(chat) if chat else None} & self._listed
        return bool(listed) or standing is Standing.ALLOWED

    async def decide(self, context: ContextTypes.DEFAULT_TYPE, person: int, standing: Standing, by: int) -> None:
        """Let a person in, or keep them out; where that answers their request, they hear of it."""
        waited = await asyncio.to_thread(self._admissions.standing, person) is Standing.ASKED
        self._told.pop(person, None)
        await asyncio.to_thread(self._admissions.decide, person, standing, by)
        if waited:
            await self._requests.close(context, person)

    async def _at_the_door(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        person, chat = update.effective_sender, update.effective_chat
        speak(update.effective_user.language_code if update.effective_user is not None else None)
        if person is None:
            return
        if isinstance(person, User) and person.is_bot:
            raise ApplicationHandlerStop  # two bots that answer each other never end
        # The chat of two people that the bot is a guest in has the id of either of them.
        theirs = chat is not None and chat.type == chat.PRIVATE and update.guest_message is not None
        where = None if chat is None or theirs else chat.id
        at_hand = self._admissions.is_at_hand(person.id)
        if not (self.admits(person.id, where) if at_hand else await asyncio.to_thread(self.admits, person.id, where)):
            message = update.message
            if message is not None and message.chat_id == person.id and isinstance(person, User):
                await self._stranger(update, message, person)
            raise ApplicationHandlerStop
        if not self.is_admin(person.id) and not await self._in_time(update, person.id, context.bot.bot):
            raise ApplicationHandlerStop

    async def _in_time(self, update: Update, person: int, bot: User) -> bool:
        """Whether a person may ask so soon again; who may not is told. What isn't a question always may."""
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
            await answer_press(press, words)
        elif words is not None and message is not None and message.guest_query_id is None:
            await message.reply_text(words)
        return not wait

    async def _stranger(self, update: Update, message: Message, person: User) -> None:
        standing = await asyncio.to_thread(self._admissions.standing, person.id)
        if self._kind != "approval" or standing is Standing.DENIED:
            await self._tell(message, person.id, local(replies.INVITED_ONLY).format(id=person.id))
            return
        bot = message.get_bot()
        words = message.text or message.caption or ""
        asked = standing is None and await self._requests.ask(bot, person, words)
        if _asks(message, bot.bot):
            await self._requests.hold(update, person.id)
        await self._tell(message, person.id, local(replies.ADMINS_ASKED) if asked else local(replies.STILL_WAITING))

    async def _tell(self, message: Message, person: int, words: str) -> None:
        """Say it once, not at every message."""
        if self._told.get(person) != words:
            self._told[person] = words
            await message.reply_text(words)


def _asks(message: Message, bot: User) -> bool:
    """Whether a message puts a question."""
    text = message.text or message.caption
    if message.document is not None and message.chat.type == message.chat.PRIVATE:
        return True  # to be checked
    if message.voice is not None and message.chat.type == message.chat.PRIVATE:
        return True  # to be heard
    if message.guest_query_id is not None:
        return question_of(message, bot) is not None  # a guest knows no commands
    first = next(iter((text or "").lower().split(maxsplit=1)), "")
    if not text or first.partition("@")[0] in _UNCOUNTED:
        return False
    if text.lower().startswith("/start"):
        return len(text.split()) > 1  # a shared question
    private = message.chat.type == message.chat.PRIVATE
    return private or text.startswith("/") or question_of(message, bot) is not None


def _presses_for_more(query: CallbackQuery) -> bool:
    """Whether a press puts a question."""
    press = pressed(query.data)
    return press is not None and press.does in {Does.ASK, Does.MORE}
