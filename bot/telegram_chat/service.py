"""From the settings to a bot that answers, and to its clean end."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from telegram import BotCommand
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, Application, ContextTypes

from bot.settings import Settings
from bot.state.store import State
from bot.state.turns import StoredTurns
from bot.telegram_chat import Answers
from bot.telegram_chat.chat import COMMANDS, Chat
from bot.telegram_chat.failures import NO_TOKEN, translated
from bot.telegram_chat.polling import Polling
from bot.telegram_chat.scrubbing import scrubbed
from retrieval.errors import SettingsError

log = logging.getLogger(__name__)

STATE_FILE = "telegram.sqlite"
"""The file in the home that keeps what the chats need, unless there is a database."""

_ANSWERS_AT_ONCE = 32
# Threads; they wait for models and disks more than they compute.
_UPDATES_AT_ONCE = 4096
# Updates that wait for their chat's turn count too, and a flood from one chat must leave room for the others.
_RETRIES = 5
# Tries after an answer 429, each after the pause that Telegram asks for.

_TOKEN = re.compile(r"[A-Za-z0-9:_-]+")

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def serve(settings: Settings, answers: Answers) -> None:
    """See :func:`bot.telegram_chat.run`."""
    token = _token(settings)
    server = _server(settings)
    answers.open()
    with scrubbed(token) as scrubber:
        try:
            asyncio.run(_answer_until_stopped(settings, token, server, answers))
        except TelegramError as error:
            scrubber.error(error)
            raise translated(error, settings) from error


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


def _server(settings: Settings) -> str:
    address = settings.telegram_api_url.strip().rstrip("/")
    with suppress(ValueError):
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1) > 0:
            return address
    raise SettingsError(
        "TELEGRAM_API_URL can't be the address of a Bot API server",
        "It looks like https://api.telegram.org or http://localhost:8081",
    )


async def _answer_until_stopped(settings: Settings, token: str, server: str, answers: Answers) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_ANSWERS_AT_ONCE, "answer"))
    application = _application(token, server)
    bot = application.bot
    state: State | None = None
    with _until_stopped() as stop:
        try:
            await application.initialize()
            state = await asyncio.to_thread(_state, settings, bot.id)
            answers.keep_turns_in(StoredTurns(state))
            application.add_handlers(Chat(answers, state).handlers())
            await bot.delete_webhook()  # Telegram refuses to be polled while there is one
            await _show_commands(application)
            await application.start()
            log.info("Answering as @%s", bot.username)
            try:
                await Polling(bot, application.update_queue).run(stop)
            finally:
                await application.stop()  # which waits for the answers under way
        finally:
            await application.shutdown()
            await bot.shutdown()  # which the line above leaves out when the start failed
            if state is not None:
                state.close()


def _state(settings: Settings, bot_id: int) -> State:
    address = settings.database_url.get_secret_value() if settings.database_url is not None else None
    return State.open(address, settings.home / STATE_FILE, bot_id)


def _application(token: str, server: str) -> AnyApplication:
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{server}/bot")
        .base_file_url(f"{server}/file/bot")
        .rate_limiter(AIORateLimiter(max_retries=_RETRIES))
        .concurrent_updates(_UPDATES_AT_ONCE)
        .updater(None)
        .job_queue(None)
        .build()
    )
    application.add_error_handler(_log_error)
    return application


async def _show_commands(application: AnyApplication) -> None:
    try:
        await application.bot.set_my_commands([BotCommand(name, what) for name, what in COMMANDS])
    except TelegramError as error:
        log.warning("Telegram doesn't show the commands: %s", error)  # a bot without a menu still answers


async def _log_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    log.error("An update was not handled", exc_info=context.error)


@contextmanager
def _until_stopped() -> Iterator[asyncio.Event]:
    """An event that SIGINT and SIGTERM set. The second signal has its usual effect: it ends the process."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def let_go() -> None:
        for each in signals:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.remove_signal_handler(each)

    def stopped() -> None:
        log.info("Stopping; the answers under way are finished first")
        stop.set()
        let_go()

    for each in signals:
        # Outside the main thread, and on Windows, there are none to be had.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(each, stopped)
    try:
        yield stop
    finally:
        let_go()
