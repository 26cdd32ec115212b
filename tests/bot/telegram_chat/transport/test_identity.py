"""The token and the server that the settings name, and whose token it is."""

from __future__ import annotations

import traceback

import pytest
from pydantic import SecretStr

from bot.errors import TokenRejected
from bot.settings import Settings
from bot.telegram_chat.transport.identity import name_of_bot, place_of
from retrieval.errors import SettingsError
from tests.fakes.telegram_server import BOT, TOKEN, TelegramServer


def settings(token: str | None = TOKEN, url: str = "https://api.telegram.org") -> Settings:
    secret = None if token is None else SecretStr(token)
    return Settings(telegram_bot_token=secret, telegram_api_url=url)


def test_a_place_is_a_token_and_a_server() -> None:
    """As they are written, without what a hand leaves around them."""
    assert place_of(settings(f" {TOKEN}\n", " http://localhost:8081/ ")) == (TOKEN, "http://localhost:8081")


@pytest.mark.parametrize("token", [None, "", "  "])
def test_without_a_token_it_says_how_to_get_one(token: str | None) -> None:
    """The line names BotFather and the setting."""
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN") as raised:
        place_of(settings(token))
    assert "@BotFather" in str(raised.value)


@pytest.mark.parametrize("token", ["123:abc def", "123:abc/../x", "123:abc\nX"])
def test_what_cannot_be_a_token_is_not_sent(token: str) -> None:
    """A slip of the pen is found before it becomes part of an address, and isn't repeated."""
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN") as raised:
        place_of(settings(token))
    assert token not in str(raised.value)


@pytest.mark.parametrize("url", ["localhost:8081", "ftp://x.y", "http://", "http://x:port", "http://[x"])
def test_what_cannot_be_an_address_is_said(url: str) -> None:
    """The line shows what an address looks like."""
    with pytest.raises(SettingsError, match="TELEGRAM_API_URL"):
        place_of(settings(url=url))


def test_the_server_tells_whose_token_it_is(server: TelegramServer) -> None:
    """Its username; a token that it doesn't know is said, and stays out of the error."""
    assert name_of_bot(settings(url=server.url)) == BOT["username"]
    wrong = "424242:AAAnotherToken0000000000000000000"
    with pytest.raises(TokenRejected) as raised:
        name_of_bot(settings(wrong, server.url))
    assert wrong not in "".join(traceback.format_exception(raised.value))
