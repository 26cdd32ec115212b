"""Messages that Telegram delivers, instead of being asked for them."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.errors import TelegramFailure
from bot.settings import Settings
from bot.telegram_chat.service import run
from tests.bot.telegram_chat.chat_process import ScriptedAnswers
from tests.bot.telegram_chat.conftest import ChatProcess, chat_process, during
from tests.fakes.telegram_server import TelegramServer
from tests.waiting import until


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def url() -> str:
    return f"http://127.0.0.1:{free_port()}/telegram"


@pytest.fixture(scope="module")
def bot(shared_server: TelegramServer, url: str) -> Iterator[ChatProcess]:
    """One that is delivered to, under way; at its end Telegram still has the address."""
    with chat_process(shared_server, until="setWebhook", TELEGRAM_WEBHOOK_URL=url) as running:
        yield running
        assert running.stop() == 0, running.output
    assert shared_server.calls("deleteWebhook") == shared_server.calls("getUpdates") == []


def health(url: str) -> tuple[int, dict[str, Any]]:
    status, body = request(url.replace("/telegram", "/health"))
    return status, json.loads(body)


def request(url: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    asked = urllib.request.Request(url, body, headers)
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_a_delivered_question_is_answered(shared_server: TelegramServer, bot: ChatProcess) -> None:
    """Once, and in the order of its chat."""
    shared_server.say("slow 0.3", chat=5)
    shared_server.say("behind it", chat=5)
    first, second = shared_server.wait_for_messages(2, 5)
    assert "slow" in first.text
    assert "behind" in second.text
    shared_server.offer_again(2)
    shared_server.wait(lambda: shared_server.unacknowledged == 0)
    shared_server.say("third", chat=5)
    assert "third" in shared_server.wait_for_messages(3, 5)[2].text


def test_who_has_not_the_secret_is_refused(shared_server: TelegramServer, bot: ChatProcess, url: str) -> None:
    """Whatever they send; nothing of it is answered."""
    message = {"message_id": 1, "date": 1, "text": "hi", "chat": {"id": 6, "type": "private"}}
    update = json.dumps({"update_id": 5, "message": message}).encode()
    for secret in (None, "", "wrong", "é"):
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret.encode().decode("latin-1")}
        assert request(url, update, **headers)[0] == 403
    assert shared_server.messages(6) == []


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b'{"update_id": "x"}', b"[" * 100_000, b"\xff"])
def test_what_is_no_update_is_refused(shared_server: TelegramServer, bot: ChatProcess, url: str, body: bytes) -> None:
    """Also from who has the secret; the bot goes on."""
    secret = {"X-Telegram-Bot-Api-Secret-Token": shared_server.secret}
    assert request(url, body, **secret)[0] == 400
    assert request(url, b"x" * 2_000_000, **secret)[0] == 413


def test_it_says_whether_it_works(bot: ChatProcess, url: str) -> None:
    """To whoever asks, and nothing else."""
    arrives = {"waiting": 0, "error": None, "failed": None}
    until(lambda: health(url) == (200, {"status": "ok", "waiting": 0, "telegram": arrives}))
    assert request(url.replace("/telegram", "/"))[0] == 404
    assert request(url)[0] == 405


def test_deliveries_that_do_not_arrive_are_told(shared_server: TelegramServer, bot: ChatProcess, url: str) -> None:
    """In the log, once, and in what it says of itself; also that another program has taken the webhook away.

    It stays 200: a proxy that leaves out servers which fail would keep Telegram away from it.
    """
    shared_server.deliver_to(url, "SSL error {certificate verify failed}")
    shared_server.say("hello there", chat=7)
    fails = "1 messages wait at Telegram, which can't deliver them: "
    until(lambda: fails in bot.output)
    status, told = health(url)
    assert (status, told["status"]) == (200, "ok")
    assert told["telegram"]["waiting"] == 1
    assert "SSL error" in told["telegram"]["error"]
    shared_server.deliver_to("https://elsewhere.example/telegram", "not ours")
    until(lambda: "another program has taken this bot's webhook away" in bot.output)
    shared_server.deliver_to(url)
    assert "hello there" in shared_server.wait_for_messages(1, 7)[0].text
    until(lambda: "Messages come in again" in bot.output)
    assert (bot.output.count(fails), bot.output.count("taken this bot's webhook away")) == (1, 1)


def test_a_bot_that_polls_again_takes_the_address_back(
    server: TelegramServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Telegram couldn't deliver is fetched, and answered."""
    assert (
        request(f"{server.url}/bot{server.token}/setWebhook", f"url=http://127.0.0.1:{free_port()}/".encode())[0] == 200
    )
    server.say("while you were out")
    monkeypatch.setenv("VERBATIM_HOME", str(tmp_path))
    during(server, lambda: server.wait_for_messages(1))
    assert len(server.messages()) == 1


def test_a_port_that_is_taken_is_said(server: TelegramServer, tmp_path: Path) -> None:
    """And Telegram isn't told to deliver there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = Settings(
            verbatim_home=tmp_path,
            telegram_bot_token=SecretStr(server.token),
            telegram_api_url=server.url,
            telegram_webhook_url="https://bot.example.org/telegram",
            telegram_webhook_listen=f"127.0.0.1:{taken.getsockname()[1]}",
        )
        with pytest.raises(TelegramFailure, match="TELEGRAM_WEBHOOK_LISTEN"):
            run(settings, ScriptedAnswers())
    assert server.calls("setWebhook") == []
