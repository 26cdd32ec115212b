"""The line in the place of a message of an answer that may not have arrived; its button shows the message."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from telegram import Bot, InlineKeyboardMarkup

from bot.telegram_chat.chat_context import Spot
from bot.telegram_chat.chrome import local
from bot.telegram_chat.transport.delivery import Earlier, current, offering
from bot.telegram_chat.transport.sending import Lost, send
from bot.telegram_chat.views.keyboards import below_offer
from bot.telegram_chat.views.messages import Part, render_plain
from prompts import replies

PAUSES = (1.0, 3.0)
"""Seconds before a line that may be lost is sent again."""


def offers(bot: Bot, spot: Spot, reply_to: int | None = None) -> Lost:
    """What ``send`` does about a message that may be lost: it is offered, as a reply to ``reply_to``."""

    async def lost(behind: int) -> list[int]:
        delivery = current()
        number = 0 if delivery is None else delivery.last
        return await offer(bot, spot, Earlier(None, number=number), behind, reply_to)

    return lost


async def offer(bot: Bot, spot: Spot, earlier: Earlier, behind: int, reply_to: int | None = None) -> list[int]:
    """Offer a message of an answer.

    Args:
        bot: sends the line.
        spot: where.
        earlier: the message.
        behind: how many of the answer's messages come after it.
        reply_to: the question's message.

    Returns:
        The line's id; none where it isn't known to have arrived.
    """
    text = render_plain(local(replies.MAYBE_MISSED))
    with offering(earlier):
        return await insist(bot, spot, text, reply_to=reply_to, buttons=below_offer(behind))


async def insist(
    bot: Bot,
    spot: Spot,
    line: Sequence[Part],
    *,
    reply_to: int | None = None,
    buttons: InlineKeyboardMarkup | None = None,
) -> list[int]:
    """Send a line as ``send`` does, and again where it may be lost: two are easier to bear than none."""
    pauses = iter(PAUSES)

    async def again(_: int) -> list[int]:
        if (pause := next(pauses, None)) is None:
            return []
        await asyncio.sleep(pause)
        return await sent()

    async def sent() -> list[int]:
        return await send(bot, spot, line, reply_to=reply_to, buttons=buttons, lost=again)

    return await sent()
