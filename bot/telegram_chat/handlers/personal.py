"""What a person sets for themselves: their settings, and that everything about them is forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes
from telegram.ext.filters import BaseFilter

from bot.state.database import State
from bot.state.preferences import Liked, Preferences
from bot.telegram_chat.chat_context import message_of, spot_of
from bot.telegram_chat.chrome import local
from bot.telegram_chat.city_zones import Zone, zones_of
from bot.telegram_chat.handlers.addressed.addressing import question_after_command
from bot.telegram_chat.handlers.addressed.button_press import ButtonPress, on_press
from bot.telegram_chat.handlers.questions import Asking
from bot.telegram_chat.transport.sending import answer_press, send
from bot.telegram_chat.views.markup import sendable
from bot.telegram_chat.views.messages import Part
from prompts import replies

QUIET = (None, (22, 7), (23, 8), (20, 9))
"""Quiet hours to choose from, one after the other."""

_FORGET = "forget"
_IN_A_ROW = 6
# Hours to choose from.


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
            CommandHandler("timezone", self._timezone, filters=new),
            on_press(self._set, r"set:([a-z_0-9]{1,12})\Z"),
            on_press(self._zone, r"zone:([A-Za-z0-9_+/-]{1,58})\Z"),
            on_press(self._forget, rf"{_FORGET}\Z"),
        ]

    async def _settings(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        spot = spot_of(message)
        if not await self._asking.is_private(context.bot, spot):
            return
        async with self._asking.turn(context.bot, spot):
            liked = await asyncio.to_thread(self._preferences.of, spot.person)
            await send(context.bot, spot, [_shown(liked)], reply_to=message.message_id, buttons=_buttons(liked))

    async def _set(self, press: ButtonPress, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Change a setting of the person who presses, and show theirs."""
        liked = await asyncio.to_thread(self._preferences.of, press.person)
        does = press.match[1]
        if does == "zone":
            await answer_press(press.query)
            await self._asking.ask_back(context.bot, press.spot, local(replies.WHICH_CITY))
            return
        buttons = _hours() if does == "digest" else None
        if (change := _CHANGES.get(does)) is not None:
            liked = change(liked)
            await self._keep(press.person, liked)
        await answer_press(press.query, local(replies.SAVED) if change is not None else None)
        await press.show(context.bot, _shown(liked), buttons or _buttons(liked))

    async def _keep(self, person: int, liked: Liked) -> None:
        await asyncio.to_thread(self._preferences.put, person, liked)
        self._asking.liked.drop(person)

    async def _timezone(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await self.place(context.bot, message_of(update), question_after_command(message_of(update)))

    async def place(self, bot: Bot, message: Message, place: str) -> None:
        """Set a person's clock by where they are; without a place, or with an unknown one, ask for it."""
        spot = spot_of(message)
        if not await self._asking.is_private(bot, spot):
            return
        zones = await asyncio.to_thread(zones_of, sendable(place))
        if len(zones) == 1:
            await self._asking.say(bot, spot, await self._moved(spot.person, zones[0]))
        elif zones:
            rows = [[InlineKeyboardButton(str(each.name), callback_data=f"zone:{each.name}")] for each in zones]
            await self._asking.say(bot, spot, local(replies.WHICH_ZONE), InlineKeyboardMarkup(rows))
        else:
            await self._asking.ask_back(bot, spot, local(replies.NO_SUCH_CITY) if place else local(replies.WHICH_CITY))

    async def _zone(self, press: ButtonPress, context: ContextTypes.DEFAULT_TYPE) -> None:
        await answer_press(press.query)
        zones = await asyncio.to_thread(zones_of, press.match[1])
        if len(zones) == 1:
            await press.show(context.bot, await self._moved(press.person, zones[0]))

    async def _moved(self, person: int, zone: Zone) -> str:
        """Set a person's clock, and what it says now."""
        liked = await asyncio.to_thread(self._preferences.of, person)
        liked = replace(liked, zone=zone.name, offset=zone.offset)
        await self._keep(person, liked)
        return local(replies.CLOCK_SET).format(clock=_clock(liked), time=f"{datetime.now(liked.clock):%H:%M}")

    async def _forget_me(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask once more: what is deleted can't be had again."""
        spot = spot_of(message_of(update))
        if await self._asking.is_private(context.bot, spot):
            button = InlineKeyboardButton(local(replies.BUTTON_FORGET), callback_data=_FORGET)
            await self._asking.say(context.bot, spot, local(replies.FORGET_ALL), InlineKeyboardMarkup([[button]]))

    async def _forget(self, press: ButtonPress, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Delete everything of the person who presses, and of nobody else."""
        await answer_press(press.query)
        async with self._asking.turn(context.bot, press.spot):
            await asyncio.to_thread(self._state.forget, press.person)
            await press.show(context.bot, local(replies.FORGOTTEN))

    async def _privacy(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._asking.say(context.bot, spot_of(message_of(update)), local(replies.PRIVACY))


def _shown(liked: Liked) -> Part:
    hours = liked.quiet and replies.QUIET_HOURS.format(first=liked.quiet[0], last=liked.quiet[1])
    settings = local(replies.SETTINGS).format(
        length=local(replies.ANSWERS_SHORT) if liked.short else local(replies.ANSWERS_LONG),
        alerts=_alerts(liked),
        quiet=hours or local(replies.QUIET_NEVER),
        clock=_clock(liked),
    )
    return Part.plain(local(replies.SETTINGS_TITLE)).within("b") + Part.plain(f"\n{settings}")


def _alerts(liked: Liked) -> str:
    if not liked.alerts:
        return local(replies.ALERTS_OFF)
    return local(replies.ALERTS_ON) if liked.digest is None else local(replies.ALERTS_DAILY).format(hour=liked.digest)


def _clock(liked: Liked) -> str:
    hours, minutes = divmod(abs(liked.offset), 60)
    sign = "−" if liked.offset < 0 else "+"
    fixed = "UTC" if not liked.offset else f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
    return liked.zone or fixed


def _button(label: str, change: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"set:{change}")


def _buttons(liked: Liked) -> InlineKeyboardMarkup:
    rows = [
        [_button(local(replies.BUTTON_LONG) if liked.short else local(replies.BUTTON_SHORT), "length")],
        [
            _button(local(replies.BUTTON_ALERTS_OFF) if liked.alerts else local(replies.BUTTON_ALERTS_ON), "alerts"),
            _button(local(replies.BUTTON_QUIET), "quiet"),
        ],
        [_button(local(replies.BUTTON_DIGEST), "digest"), _button(local(replies.BUTTON_ZONE), "zone")],
    ]
    return InlineKeyboardMarkup(rows)


def _hours() -> InlineKeyboardMarkup:
    """The hours of a day at which a digest may come, and that none comes."""
    hours = [_button(f"{hour:02}:00", f"digest_{hour}") for hour in range(24)]
    rows = [hours[at : at + _IN_A_ROW] for at in range(0, 24, _IN_A_ROW)]
    return InlineKeyboardMarkup([*rows, [_button(local(replies.BUTTON_NO_DIGEST), "digest_off")]])


def _other_hours(liked: Liked) -> Liked:
    at = QUIET.index(liked.quiet) if liked.quiet in QUIET else -1
    return replace(liked, quiet=QUIET[(at + 1) % len(QUIET)])


def _at(hour: int | None) -> Callable[[Liked], Liked]:
    return lambda liked: replace(liked, digest=hour, alerts=True)


_CHANGES: dict[str, Callable[[Liked], Liked]] = {
    "length": lambda liked: replace(liked, short=not liked.short),
    "alerts": lambda liked: replace(liked, alerts=not liked.alerts),
    "quiet": _other_hours,
    "digest_off": _at(None),
    **{f"digest_{hour}": _at(hour) for hour in range(24)},
}
