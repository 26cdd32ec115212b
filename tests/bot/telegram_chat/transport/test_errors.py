"""Each failure of Telegram's library has its meaning."""

from __future__ import annotations

from telegram import error as telegram_error

from bot.settings import Settings
from bot.telegram_chat.transport.errors import TABLE, translated


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
