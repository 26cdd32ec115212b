"""Files that people send."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Document
from telegram.ext import ExtBot

from bot.telegram_chat.transport.fetching import MOST_FILE_BYTES, fetched
from tests.fakes.telegram_records import Fault
from tests.fakes.telegram_server import TelegramServer


def got(server: TelegramServer, **more: object) -> bytes | None:
    """What the bot has of a file that somebody sends."""

    async def fetching() -> bytes | None:
        base = f"{server.url}/bot"
        async with ExtBot(server.token, base_url=base, base_file_url=f"{server.url}/file/bot") as bot:
            document = Document.de_json({**server.upload(b"words"), **more}, bot)
            return await fetched(document)

    return asyncio.run(fetching())


def test_a_file_is_fetched(server: TelegramServer) -> None:
    assert got(server) == b"words"


@pytest.mark.parametrize("told", [True, False])
def test_a_large_file_is_not(server: TelegramServer, told: bool) -> None:
    """Without a request where its size is told; else Telegram refuses it."""
    if not told:
        server.fail(Fault("getFile", 400, "Bad Request: file is too big"))
    assert got(server, file_size=MOST_FILE_BYTES + 1 if told else None) is None
    assert len(server.calls("getFile")) == (0 if told else 1)
