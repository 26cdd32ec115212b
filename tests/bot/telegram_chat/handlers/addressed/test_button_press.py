"""Presses of buttons, as handlers get them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import CallbackQuery, Chat, Message, Update, User

from bot.telegram_chat.handlers.addressed.button_press import ButtonPress, on_press
from prompts import replies


class Bot:
    """Keeps what presses are answered."""

    def __init__(self) -> None:
        self.told: list[str | None] = []

    async def answer_callback_query(self, *_: Any, text: str | None = None, **__: Any) -> bool:
        self.told.append(text)
        return True


@pytest.mark.parametrize(
    ("person", "data", "taken", "told"),
    [(7, "set:quiet", ["quiet"], []), (8, "set:quiet", [], [replies.ADMINS_DECIDE]), (7, "other:quiet", None, [])],
    ids=["an admin", "a stranger", "another button"],
)
def test_a_press_reaches_whom_it_is_for(person: int, data: str, taken: list[str] | None, told: list[str]) -> None:
    """With what the button carries; who may not press is told, and nothing is done."""
    presses: list[ButtonPress] = []

    async def handle(press: ButtonPress, context: object) -> None:
        presses.append(press)

    bot, user = Bot(), User(person, "Ada", is_bot=False)
    query = CallbackQuery("1", user, "1", message=Message(3, datetime.now(UTC), Chat(7, "private")), data=data)
    query.set_bot(bot)  # type: ignore[arg-type]
    update = Update(1, callback_query=query)
    handler = on_press(handle, r"set:([a-z]+)\Z", only=lambda one: one == 7)
    match = handler.check_update(update)
    if taken is None:
        assert not match
        return
    asyncio.run(handler.callback(update, SimpleNamespace(match=match)))  # type: ignore[arg-type]
    assert [press.match[1] for press in presses] == taken
    assert [(press.person, press.spot.chat) for press in presses] == [(person, 7)] * len(taken)
    assert bot.told == told
