"""Where Telegram delivers, by the settings."""

from __future__ import annotations

import pytest

from bot.settings import Settings
from bot.telegram_chat.updates.webhook_address import place
from retrieval.errors import SettingsError


@pytest.mark.parametrize(
    ("url", "listen", "at"),
    [
        ("https://bot.example.org/telegram", None, ("127.0.0.1", 8443, "/telegram")),
        ("https://bot.example.org:88", None, ("127.0.0.1", 88, "/")),
        ("https://bot.example.org/a/b", "0.0.0.0:8080", ("0.0.0.0", 8080, "/a/b")),
        ("https://bot.example.org/a", "[::1]:8080", ("::1", 8080, "/a")),
    ],
)
def test_where_it_listens(url: str, listen: str | None, at: tuple[str, int, str]) -> None:
    """At the url's port on loopback, for who has a proxy before it, unless it is said."""
    found = place(Settings(telegram_webhook_url=url, telegram_webhook_listen=listen))
    assert found is not None
    assert (found.host, found.port, found.path) == at


@pytest.mark.parametrize(
    ("url", "listen", "named"),
    [
        ("bot.example.org", None, "TELEGRAM_WEBHOOK_URL"),
        ("ftp://bot.example.org/x", None, "TELEGRAM_WEBHOOK_URL"),
        ("https://bot.example.org:port/x", None, "TELEGRAM_WEBHOOK_URL"),
        ("https://bot.example.org/health", None, "TELEGRAM_WEBHOOK_URL"),
        ("https://bot.example.org/x?y=z", None, "TELEGRAM_WEBHOOK_URL"),
        ("https://bot.example.org/x", "8080", "TELEGRAM_WEBHOOK_LISTEN"),
        ("https://bot.example.org/x", "host:port", "TELEGRAM_WEBHOOK_LISTEN"),
        ("https://bot.example.org/x", "host:80/path", "TELEGRAM_WEBHOOK_LISTEN"),
    ],
)
def test_what_cannot_be_a_place_is_said(url: str, listen: str | None, named: str) -> None:
    """The line names the setting, and shows what one looks like."""
    with pytest.raises(SettingsError, match=named):
        place(Settings(telegram_webhook_url=url, telegram_webhook_listen=listen))
