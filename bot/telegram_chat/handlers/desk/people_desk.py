"""Who may ask, as admins see and change it from their chat."""

from __future__ import annotations

import asyncio
import re
from functools import partial
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, filters

from bot.state.admissions import Admissions, Known, Standing
from bot.state.database import State
from bot.telegram_chat.chat_context import message_of, spot_of
from bot.telegram_chat.handlers.access import Access
from bot.telegram_chat.handlers.addressed.addressing import question_after_command
from bot.telegram_chat.handlers.addressed.button_press import ButtonPress, on_press
from bot.telegram_chat.handlers.questions import Asking
from bot.telegram_chat.transport.sending import answer_press
from bot.telegram_chat.views.keyboards import keyboard, paging
from bot.telegram_chat.views.markup import one_line
from prompts import desk_replies, replies

PAGE = 20
"""Persons of one page."""

_PRESS = r"people:(?:(allowed|denied):([0-9]{1,18}):)?([0-9]{1,5})\Z"
_NAME, _LABEL = 120, 40
# Code points of a person's name in a line, and on a button.


class PeopleDesk:
    """What admins do about people.

    Args:
        access: knows the admins, and decides.
        asking: holds the chats' turns.
        state: what outlives the process.
    """

    def __init__(self, access: Access, asking: Asking, state: State) -> None:
        self._access = access
        self._asking = asking
        self._admissions = Admissions(state)

    def handlers(self, mine: filters.BaseFilter) -> list[BaseHandler[Any, Any, Any]]:
        """The handlers; ``mine`` lets new messages of admins through."""
        return [
            CommandHandler("allow", partial(self._decide, Standing.ALLOWED), filters=mine),
            CommandHandler("deny", partial(self._decide, Standing.DENIED), filters=mine),
            CommandHandler("people", self._list, filters=mine & filters.ChatType.PRIVATE),
            on_press(self._press, _PRESS, only=self._access.is_admin),
        ]

    async def _decide(self, standing: Standing, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        spot, words = spot_of(message), question_after_command(message)
        if not re.fullmatch(r"[0-9]{1,18}", words):
            await self._asking.say(context.bot, spot, desk_replies.ALLOW_WHOM)
            return
        person = int(words)
        if self._access.is_admin(person):
            await self._asking.say(context.bot, spot, desk_replies.ALWAYS_ADMIN)
            return
        await self._access.decide(context, person, standing, spot.person)
        decided = desk_replies.ALLOWED if standing is Standing.ALLOWED else desk_replies.DENIED
        await self._asking.say(context.bot, spot, decided.format(id=person))

    async def _list(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        text, buttons = await asyncio.to_thread(self._page, 0)
        await self._asking.say(context.bot, spot_of(message_of(update)), text, buttons)

    async def _press(self, press: ButtonPress, context: ContextTypes.DEFAULT_TYPE) -> None:
        wanted, person, start = press.match.groups()
        if wanted and not self._access.is_admin(int(person)):
            await answer_press(press.query, replies.STANDINGS[wanted])
            await self._access.decide(context, int(person), Standing(wanted), press.person)
        else:
            await answer_press(press.query)
        text, buttons = await asyncio.to_thread(self._page, int(start))
        await press.show(context.bot, text, buttons)

    def _page(self, start: int) -> tuple[str, InlineKeyboardMarkup | None]:
        people = [each for each in self._admissions.everybody() if not self._access.is_admin(each.person)]
        start = start if start < len(people) else 0
        shown = people[start : start + PAGE]
        lines = [desk_replies.PEOPLE_ACCESS[self._access.kind]]
        lines += [desk_replies.PEOPLE_ADMINS.format(n=len(self._access.admins))]
        lines += [f"{replies.STANDINGS[each.standing]}: {_name(each)}" for each in shown]
        rows = [[_button(each, does, start) for does in _CHOICES[each.standing]] for each in shown]
        rows.append(paging("people:", start, PAGE, more=len(people) > start + PAGE))
        return "\n".join(lines), keyboard(rows)


_CHOICES = {
    Standing.ASKED: (Standing.ALLOWED, Standing.DENIED),
    Standing.ALLOWED: (Standing.DENIED,),
    Standing.DENIED: (Standing.ALLOWED,),
}
"""What an admin may decide about a person who stands so."""


def _name(known: Known) -> str:
    return one_line(known.name, _NAME) or f"id {known.person}"


def _button(known: Known, does: Standing, start: int) -> InlineKeyboardButton:
    label = desk_replies.BUTTON_LET_IN if does is Standing.ALLOWED else desk_replies.BUTTON_KEEP_OUT
    name = one_line(known.name, _LABEL) or f"id {known.person}"
    return InlineKeyboardButton(label.format(name=name), callback_data=f"people:{does}:{known.person}:{start}")
