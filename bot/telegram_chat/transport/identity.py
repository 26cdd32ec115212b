"""The token and the server that the settings name, and whose token it is."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot
from telegram.error import TelegramError

from bot.proxies import proxy_of, server_address
from bot.settings import Settings
from bot.telegram_chat.transport.errors import NO_TOKEN, translated
from bot.telegram_chat.transport.token_scrubber import scrubbed
from retrieval.errors import SettingsError

T = TypeVar("T")

_TOKEN = re.compile(r"[A-Za-z0-9:_-]+")


def name_of_bot(settings: Settings) -> str:
    """The bot's username; raises what :func:`bot.telegram_chat.service.run` raises at its start."""

    async def name(bot: Bot) -> str:
        return bot.username

    return ask(settings, name)


def ask(settings: Settings, question: Callable[[Bot], Awaitable[T]]) -> T:
    """What the Bot API server answers to ``question``; raises as ``name_of_bot``."""
    token, server = place_of(settings)
    with scrubbed(token) as scrubber:
        try:
            return asyncio.run(_asked(token, server, question))
        except TelegramError as error:
            scrubber.error(error)
            raise translated(error, settings) from error


async def _asked(token: str, server: str, question: Callable[[Bot], Awaitable[T]]) -> T:
    async with Bot(token, base_url=f"{server}/bot", base_file_url=f"{server}/file/bot") as bot:
        return await question(bot)


def place_of(settings: Settings) -> tuple[str, str]:
    """The token and the Bot API server's address; ``SettingsError`` where either can't be one."""
    token, like = _token(settings), "https://api.telegram.org or http://localhost:8081"
    address = server_address(settings.telegram_api_url, "TELEGRAM_API_URL", "Bot API server", like)
    proxy_of(address, falls_back=False)  # raises where it speaks SOCKS
    return token, address


def _token(settings: Settings) -> str:
    secret = settings.telegram_bot_token
    token = secret.get_secret_value().strip() if secret is not None else ""
    if not token:
        raise SettingsError(*NO_TOKEN)
    if not _TOKEN.fullmatch(token):
        raise SettingsError(
            "TELEGRAM_BOT_TOKEN can't be a token: it holds other characters than letters, digits, : _ -",
            "Copy it again from @BotFather; it looks like 123456789:AAE…",
        )
    return token
