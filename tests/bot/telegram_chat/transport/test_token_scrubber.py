"""The token is in no log."""

from __future__ import annotations

import logging

import pytest
from telegram import error as telegram_error

from bot.telegram_chat.transport.token_scrubber import scrubbed

TOKEN = "123456789:AAE0000000000000000000000000000secret"


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
