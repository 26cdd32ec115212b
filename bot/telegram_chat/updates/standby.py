"""Several bots with one state: one answers, the others store what is delivered to them until one takes over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot

from bot.errors import AnotherAnswers, StateUnreachable
from bot.state.database import Duty
from bot.telegram_chat.updates.dispatcher import Entrance, Reception
from bot.telegram_chat.updates.webhook_address import Place

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.25
"""Between two looks at what other processes have stored, and at whether the one that answers still does."""


@asynccontextmanager
async def delivered(bot: Bot, at: Place | None, entrance: Entrance, stop: asyncio.Event) -> AsyncIterator[None]:
    """Have Telegram deliver to ``entrance`` meanwhile; without an address nothing is done.

    Raises:
        TelegramFailure, TelegramError: as ``Webhook.run``; ``stop`` is set then, as it is at the end.
    """
    if at is None:
        yield
        return
    from bot.telegram_chat.updates.webhook import Webhook  # a web server, which polling doesn't need

    webhook = asyncio.create_task(Webhook(bot, at, entrance.take, lambda: entrance.waiting).run(stop))
    webhook.add_done_callback(lambda _: stop.set())
    try:
        yield
    finally:
        stop.set()
        await webhook


async def on_duty(duty: Duty, stop: asyncio.Event) -> bool:
    """Wait until no other process answers with this state; False: ``stop`` was set before that."""
    is_told = False
    while not stop.is_set():
        if await asyncio.to_thread(duty.held):
            return True
        if not is_told:
            log.info("Another process answers with this state; this one stands by")
            is_told = True
        await _pause(stop)
    return False


async def watched(duty: Duty, reception: Reception, stop: asyncio.Event) -> None:
    """Have what other processes store handled, until ``stop`` is set.

    Raises:
        AnotherAnswers: the database was away, and another process answers since.
    """
    while not stop.is_set():
        with suppress(StateUnreachable):  # nothing goes out meanwhile either: it is noted there first
            if not await asyncio.to_thread(duty.held):
                raise AnotherAnswers
            await reception.look()
        await _pause(stop)


async def _pause(stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
