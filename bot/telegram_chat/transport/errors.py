"""What Telegram's library raises, as what Verbatim raises: one table."""

from __future__ import annotations

from urllib.parse import urlsplit

from telegram import error as telegram_error

from bot.errors import AnotherInstance, TelegramFailure, TelegramUnreachable, TokenRejected
from bot.settings import Settings

NO_TOKEN = (
    "There is no Telegram token",
    "Ask @BotFather in Telegram for one (send it /newbot) and set TELEGRAM_BOT_TOKEN in the environment or in .env",
)

# The first class that an error is an instance of counts, so a class stands before its bases.
TABLE: tuple[tuple[type[telegram_error.TelegramError], type[TelegramFailure]], ...] = (
    (telegram_error.InvalidToken, TokenRejected),
    (telegram_error.Conflict, AnotherInstance),
    (telegram_error.BadRequest, TelegramFailure),
    (telegram_error.TimedOut, TelegramUnreachable),
    (telegram_error.NetworkError, TelegramUnreachable),
    (telegram_error.RetryAfter, TelegramUnreachable),
    (telegram_error.Forbidden, TelegramFailure),
    (telegram_error.ChatMigrated, TelegramFailure),
    (telegram_error.EndPointNotFound, TelegramUnreachable),
    (telegram_error.PassportDecryptionError, TelegramFailure),
    (telegram_error.TelegramError, TelegramUnreachable),
)


def translated(error: telegram_error.TelegramError, settings: Settings) -> TelegramFailure:
    """``error`` in one line for the person who started the bot. Its text may hold the token: scrub it before."""
    kind = next(ours for theirs, ours in TABLE if isinstance(error, theirs))
    server = server_name(settings)
    if kind is TokenRejected:
        return TokenRejected(
            f"The Bot API server {server} doesn't know the token",
            "Compare TELEGRAM_BOT_TOKEN with what @BotFather shows under /mybots, or make a new one there"
            + ("" if _is_telegrams_own(settings) else "; see that TELEGRAM_API_URL is a Bot API server's"),
        )
    if kind is AnotherInstance:
        return AnotherInstance(
            "Another program takes this bot's messages (Telegram answered 409)",
            "Stop the other one, or give each its own token from @BotFather",
        )
    reason = " ".join(str(error).split())
    if kind is TelegramUnreachable:
        return TelegramUnreachable(
            f"The Bot API server {server} doesn't answer as it should ({reason})",
            "Look at the network and at TELEGRAM_API_URL, then start again",
        )
    return TelegramFailure(f"Telegram refused to go on ({reason})")


def server_name(settings: Settings) -> str:
    """Host and port of the Bot API server, without what else its address may hold."""
    parts = urlsplit(settings.telegram_api_url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def _is_telegrams_own(settings: Settings) -> bool:
    return urlsplit(settings.telegram_api_url).hostname == "api.telegram.org"
