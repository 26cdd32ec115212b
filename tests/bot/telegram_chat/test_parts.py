"""The small parts: the table of failures, the scrubbing of the token, the turns of a chat."""

from __future__ import annotations

import asyncio
import logging

import pytest
from telegram import error as telegram_error

from bot.settings import Settings
from bot.telegram_chat.transport.chat_locks import Turns
from bot.telegram_chat.transport.errors import TABLE, translated
from bot.telegram_chat.transport.token_scrubber import scrubbed
from tests.fakes.virtual_time import run

TOKEN = "123456789:AAE0000000000000000000000000000secret"


def test_every_error_of_the_library_has_its_row() -> None:
    """A class that the library adds must be given a meaning; none is hidden behind a base that stands before it."""
    theirs = {
        each
        for each in vars(telegram_error).values()
        if isinstance(each, type) and issubclass(each, telegram_error.TelegramError)
    }
    rows = [row for row, _ in TABLE]
    assert set(rows) == theirs
    for place, row in enumerate(rows):
        assert not any(issubclass(row, before) for before in rows[:place])


def test_an_address_with_a_password_is_not_shown() -> None:
    """Of the server's address only host and port are for a message."""
    settings = Settings(telegram_api_url="http://ada:secret@api.example:8081/x")
    line = str(translated(telegram_error.NetworkError("gone"), settings))
    assert "api.example:8081" in line
    assert "secret" not in line


def test_no_record_holds_the_token(caplog: pytest.LogCaptureFixture) -> None:
    """Not in the message, its arguments, an error's text, its cause, or the address that httpx logs."""
    with scrubbed(TOKEN), caplog.at_level(logging.DEBUG):
        log = logging.getLogger("anything")
        log.info("to /bot%s/getMe", TOKEN)
        log.info("secret half %s", TOKEN.partition(":")[2])
        log.info("a broken record %d", TOKEN)
        logging.getLogger("httpx").info("HTTP Request: POST https://x/bot%s/getMe", TOKEN)
        try:
            try:
                raise telegram_error.InvalidToken(f"The token `{TOKEN}` was rejected")
            except telegram_error.InvalidToken as inner:
                raise ExceptionGroup("all", [ValueError(TOKEN, 3)]) from inner
        except ExceptionGroup:
            log.exception("failed")
    assert TOKEN.partition(":")[2] not in caplog.text
    assert "https://x/bot<token>/getMe" in caplog.text
    assert "The token `<token>` was rejected" in caplog.text


def test_scrubbing_ends(caplog: pytest.LogCaptureFixture) -> None:
    """Logging is as it was before."""
    make = logging.getLogRecordFactory()
    with scrubbed(TOKEN):
        assert logging.getLogRecordFactory() is not make
    assert logging.getLogRecordFactory() is make


def test_turns_are_taken_in_order_and_forgotten() -> None:
    """Within a chat first come, first served, also when one is cancelled; chats don't wait for each other."""

    async def take(turns: Turns, done: list[str], chat: int, name: str, seconds: float = 0.0) -> None:
        async with turns.of(chat):
            await asyncio.sleep(seconds)
            done.append(name)

    async def exchange() -> tuple[list[str], int]:
        turns, done = Turns(), []
        tasks = [
            asyncio.create_task(take(turns, done, chat, name, seconds))
            for chat, name, seconds in [(1, "a", 5.0), (1, "gone", 0.0), (1, "b", 0.0), (2, "other", 0.0)]
        ]
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return done, len(turns)

    assert run(exchange()) == (["other", "a", "b"], 0)
