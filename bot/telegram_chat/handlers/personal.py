"""What a person sets for themselves: their settings, and that everything about them is forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes
from telegram.ext.filters import BaseFilter

from bot.state.database import State
from bot.state.preferences import Liked, Preferences
from bot.telegram_chat.chat_context import message_of, spot_in, spot_of
from bot.telegram_chat.handlers.questions import Asking
from bot.telegram_chat.transport.sending import edit, send
from bot.telegram_chat.views.messages import Part
from prompts import replies

QUIET = (None, (22, 7), (23, 8), (20, 9))
"""Quiet hours to choose from, one after the other."""

_FORGET = "forget"

_HALF_HOURS = 30
_LEAST_OFFSET, _MOST_OFFSET = -12 * 60, 14 * 60
# Minutes that clocks are ahead of UTC, the whole world over.


class Personal:
    """The settings of the persons who chat.

    Args:
        asking: holds the chats' turns.
        state: what outlives the process.
    """

    def __init__(self, asking: Asking, state: State) -> None:
        self._asking = asking
        self._state = state
        self._preferences = Preferences(state)

    def handlers(self, new: BaseFilter) -> list[BaseHandler[Any, Any, Any]]:
        """The commands and the buttons below them; ``new`` lets new messages through."""
        return [
            CommandHandler("settings", self._settings, filters=new),
            CommandHandler("forget_me", self._forget_me, filters=new),
            CommandHandler("privacy", self._privacy, filters=new),
            CallbackQueryHandler(self._set, r"set:[a-z_]{1,12}"),
            CallbackQueryHandler(self._forget, rf"{_FORGET}\Z"),
        ]

    async def _settings(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        spot = spot_of(message)
        if not await self._asking.is_private(context.bot, spot):
            return
        async with self._asking.turn(context.bot, spot):
            liked = await asyncio.to_thread(self._preferences.of, spot.person)
            await send(context.bot, spot, [_shown(liked)], reply_to=message.message_id, buttons=_buttons(liked))

    async def _set(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Change a setting of whoever presses, and show theirs."""
        query = update.callback_query
        if query is None or query.message is None or query.data is None:
            return
        change = _CHANGES.get(query.data.removeprefix("set:"))
        if change is None:
            await query.answer()
            return
        person, message = query.from_user.id, query.message
        liked = change(await asyncio.to_thread(self._preferences.of, person))
        await asyncio.to_thread(self._preferences.put, person, liked)
        self._asking.liked.drop(person)
        await query.answer(replies.SAVED)
        await edit(context.bot, message.chat.id, message.message_id, _shown(liked), _buttons(liked))

    async def _forget_me(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask once more: what is deleted can't be had again."""
        spot = spot_of(message_of(update))
        if await self._asking.is_private(context.bot, spot):
            button = InlineKeyboardButton(replies.BUTTON_FORGET, callback_data=_FORGET)
            await self._asking.say(context.bot, spot, replies.FORGET_ALL, InlineKeyboardMarkup([[button]]))

    async def _forget(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Delete everything of whoever presses, and nobody else's."""
        query = update.callback_query
        if query is None or query.message is None:
            return
        await query.answer()
        async with self._asking.turn(context.bot, spot_in(query.message.chat, query.message, query.from_user)):
            await asyncio.to_thread(self._state.forget, query.from_user.id)
            await edit(context.bot, query.message.chat.id, query.message.message_id, Part.plain(replies.FORGOTTEN))

    async def _privacy(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._asking.say(context.bot, spot_of(message_of(update)), replies.PRIVACY)


def _shown(liked: Liked) -> Part:
    hours = liked.quiet and replies.QUIET_HOURS.format(first=liked.quiet[0], last=liked.quiet[1])
    settings = replies.SETTINGS.format(
        length=replies.ANSWERS_SHORT if liked.short else replies.ANSWERS_LONG,
        alerts=replies.ALERTS_ON if liked.alerts else replies.ALERTS_OFF,
        quiet=hours or replies.QUIET_NEVER,
        clock=_clock(liked.offset),
    )
    return Part.plain(replies.SETTINGS_TITLE).within("b") + Part.plain(f"\n{settings}")


def _clock(offset: int) -> str:
    hours, minutes = divmod(abs(offset), 60)
    sign = "−" if offset < 0 else "+"
    return "UTC" if not offset else f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def _buttons(liked: Liked) -> InlineKeyboardMarkup:
    def button(label: str, change: str) -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=f"set:{change}")

    rows = [
        [button(replies.BUTTON_LONG if liked.short else replies.BUTTON_SHORT, "length")],
        [
            button(replies.BUTTON_ALERTS_OFF if liked.alerts else replies.BUTTON_ALERTS_ON, "alerts"),
            button(replies.BUTTON_QUIET, "quiet"),
        ],
        [button(replies.BUTTON_EARLIER, "earlier"), button(replies.BUTTON_LATER, "later")],
    ]
    return InlineKeyboardMarkup(rows)


def _other_hours(liked: Liked) -> Liked:
    at = QUIET.index(liked.quiet) if liked.quiet in QUIET else -1
    return replace(liked, quiet=QUIET[(at + 1) % len(QUIET)])


def _moved(liked: Liked, minutes: int) -> Liked:
    return replace(liked, offset=min(_MOST_OFFSET, max(_LEAST_OFFSET, liked.offset + minutes)))


_CHANGES: dict[str, Callable[[Liked], Liked]] = {
    "length": lambda liked: replace(liked, short=not liked.short),
    "alerts": lambda liked: replace(liked, alerts=not liked.alerts),
    "quiet": _other_hours,
    "earlier": lambda liked: _moved(liked, -_HALF_HOURS),
    "later": lambda liked: _moved(liked, _HALF_HOURS),
}
