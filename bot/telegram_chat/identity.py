"""Whose token it is that the settings hold."""

from __future__ import annotations

import asyncio

from telegram import Bot
from telegram.error import TelegramError

from bot.settings import Settings
from bot.telegram_chat.service import place_of
from bot.telegram_chat.transport.errors import translated
from bot.telegram_chat.transport.token_scrubber import scrubbed


def name_of_bot(settings: Settings) -> str:
    """The bot's username; raises what :func:`bot.telegram_chat.run` raises at its start."""
    token, server = place_of(settings)
    with scrubbed(token) as scrubber:
        try:
            return asyncio.run(_asked(token, server))
        except TelegramError as error:
            scrubber.error(error)
            raise translated(error, settings) from error


async def _asked(token: str, server: str) -> str:
    async with Bot(token, base_url=f"{server}/bot", base_file_url=f"{server}/file/bot") as bot:
        return bot.username
