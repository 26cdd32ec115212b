"""Presses of buttons, told apart by what the buttons carry; buttons of the admins' desk work for admins alone."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Update
from telegram.ext import CallbackQueryHandler, ContextTypes

from bot.telegram_chat.chat_context import Spot, spot_in
from bot.telegram_chat.transport.sending import answer_press, edit
from bot.telegram_chat.views.messages import Part
from prompts import replies


@dataclass(frozen=True)
class ButtonPress:
    """A press of a button below ``message``; ``match``: what it carries, which a stranger may have made up."""

    query: CallbackQuery
    message: MaybeInaccessibleMessage
    match: re.Match[str]

    @property
    def person(self) -> int:
        """Who presses."""
        return self.query.from_user.id

    @property
    def spot(self) -> Spot:
        """Where, and who."""
        return spot_in(self.message.chat, self.message, self.query.from_user)

    async def show(self, bot: Bot, text: str | Part, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Put something in the place of the message."""
        part = Part.plain(text) if isinstance(text, str) else text
        await edit(bot, self.message.chat.id, self.message.message_id, part, buttons)


def on_press(
    handle: Callable[[ButtonPress, ContextTypes.DEFAULT_TYPE], Awaitable[None]],
    pattern: str,
    *,
    only: Callable[[int], bool] = lambda _: True,
) -> CallbackQueryHandler[Any, Any]:
    """The handler of the buttons whose data a pattern matches from their beginning.

    ``only``: for whom they work; the others are told that admins decide.
    """

    async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is None or query.message is None or context.match is None:
            return
        if only(query.from_user.id):
            await handle(ButtonPress(query, query.message, context.match), context)
        else:
            await answer_press(query, replies.ADMINS_DECIDE)

    return CallbackQueryHandler(pressed, pattern)
