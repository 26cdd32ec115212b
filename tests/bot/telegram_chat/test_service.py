"""Starting, not starting, and stopping."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import traceback
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import AnotherInstance, TelegramFailure, TelegramUnreachable, TokenRejected
from bot.settings import Settings
from bot.telegram_chat.service import run
from bot.telegram_chat.transport import sending
from bot.telegram_chat.updates import polling
from retrieval.errors import SettingsError
from tests import forking
from tests.bot.telegram_chat.chat_process import ScriptedAnswers
from tests.bot.telegram_chat.conftest import PRODUCTION, ROOT, chat_process, during
from tests.fakes.telegram_records import Fault
from tests.fakes.telegram_server import TOKEN, TelegramServer


@pytest.fixture(autouse=True)
def _state_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VERBATIM_HOME", str(tmp_path))


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "FIRST_PAUSE_SECONDS", 0.05)


def fails(kind: type[Exception], url: str, token: str | None = TOKEN) -> str:
    """The one line with which ``run`` ends; neither it nor its traceback holds the token."""
    secret = None if token is None else SecretStr(token)
    settings = Settings(telegram_bot_token=secret, telegram_api_url=url)
    with pytest.raises(kind) as caught:
        run(settings, ScriptedAnswers())
    line = str(caught.value)
    assert "\n" not in line
    if token and token.strip():
        everything = "".join(traceback.format_exception(caught.value))
        assert token not in everything
    return line


def test_without_a_token_no_request_is_made(server: TelegramServer) -> None:
    """The line names the setting."""
    assert "TELEGRAM_BOT_TOKEN" in fails(SettingsError, server.url, None)
    assert server.calls() == []


@pytest.mark.parametrize("token", ["424242:AAAnotherToken0000000000000000000", "not-a-token"])
def test_a_wrong_token_is_said(server: TelegramServer, token: str) -> None:
    """Telegram's 401, and its 404 for what doesn't even look like a token."""
    line = fails(TokenRejected, server.url, token)
    assert "token" in line
    assert "@BotFather" in line


def test_an_unreachable_server_is_said() -> None:
    """The line names the server and the setting."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: every connection is refused
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        line = fails(TelegramUnreachable, f"http://{address}")
    assert address in line
    assert "TELEGRAM_API_URL" in line


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault("getMe"), TelegramUnreachable),
        (Fault("getMe", 502, "<html>Bad Gateway</html>", raw=True), TelegramUnreachable),
        (Fault("getMe", 200, "<html>Welcome</html>", raw=True), TelegramUnreachable),
        (Fault("getMe", 404, "<html>Not found</html>", raw=True), TokenRejected),
        (Fault("getMe", 403, "Forbidden: the bot was deactivated"), TelegramFailure),
        (Fault("deleteWebhook", 400, "Bad Request: no"), TelegramFailure),
        (Fault("getUpdates", 401, "Unauthorized", times=99), TokenRejected),
        (Fault("getUpdates", 409, "Conflict: terminated by other getUpdates request", times=99), AnotherInstance),
    ],
    ids=lambda value: f"{value.method} {value.status}" if isinstance(value, Fault) else "",
)
def test_what_goes_wrong_at_the_start_is_one_line(
    server: TelegramServer, fault: Fault, kind: type[TelegramFailure]
) -> None:
    """Each kind of failure is a class of its own."""
    server.fail(fault)
    assert fails(kind, server.url)


def test_a_bot_without_a_menu_still_answers(server: TelegramServer) -> None:
    """That Telegram doesn't take the list of commands stops nothing."""
    server.fail(Fault("setMyCommands", 400, "Bad Request: no"))
    server.say("hello")
    during(server, lambda: server.wait_for_messages(1))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_after_the_answers_under_way(
    server: TelegramServer, how: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was accepted is answered and what was taken is acknowledged before ``run`` returns."""
    monkeypatch.setattr(sending, "TYPING_AFTER_SECONDS", 0.05)
    server.say("slow 0.4", chat=1)
    server.say("slow 0.4", chat=2)
    server.say("behind the first", chat=1)
    during(server, lambda: server.wait(lambda: len(server.calls("sendChatAction")) == 2), how)
    assert [len(server.messages(chat)) for chat in (1, 2)] == [2, 1]
    assert server.unacknowledged == 0


def test_questions_from_before_the_start_are_answered_once(server: TelegramServer) -> None:
    """What was asked while nobody was there is answered by the first run, and not again by the second."""
    server.say("while you were out")
    for _ in range(2):
        during(server, lambda: server.wait_for_messages(1))
    assert len(server.messages()) == 1


def test_the_second_instance_gives_up_and_the_first_goes_on(server: TelegramServer) -> None:
    """Both poll with one token: the one that came last ends with a line, the other still answers."""
    with chat_process(server) as first:
        server.say("settle")
        server.wait_for_messages(1)
        assert "Another program" in fails(AnotherInstance, server.url)
        server.say("still there?")
        server.wait_for_messages(2)
        assert first.stop() == 0


def test_a_token_that_is_revoked_ends_it(server: TelegramServer) -> None:
    """It says so, instead of staying up without getting anything."""

    def revoke() -> None:
        server.wait(lambda: bool(server.calls("getUpdates")))
        server.token = "424242:AATheNewToken0000000000000000000000"
        server.say("wakes the poll")

    beside = threading.Thread(target=revoke)
    beside.start()
    assert "token" in fails(TokenRejected, server.url)
    beside.join(10)


def test_importing_the_chat_loads_nothing_of_telegram() -> None:
    """The command line stays quick for those who don't chat."""
    code = "import sys, bot.telegram_chat; sys.exit('telegram' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_an_empty_collection_can_be_filled_from_the_chat(server: TelegramServer, tmp_path: Path) -> None:
    """The bot starts, says that there is nothing, tells an admin what to do, and answers once there is something."""
    post = {"id": -1001, "type": "channel", "title": "Sund Now", "username": "sund_now"}
    origin = {"type": "channel", "date": 1_739_000_000, "chat": post, "message_id": 4}
    with chat_process(server, tmp_path, program=PRODUCTION, start=forking.from_scratch, TELEGRAM_ADMINS="11") as bot:
        for person in (11, 12):
            server.say("/start", chat=person, person=person)
            server.say("/follow Mara Holm", chat=person, person=person)
        told, followed = server.wait_for_messages(2, 11)
        assert "channel's post" in told.text
        assert "You follow Mara Holm" in followed.text
        assert server.wait_for_messages(2, 12)[0].text == "There are no articles to answer from yet."
        text = "The bridge stays closed. “We have no money for it,” said Mara Holm, the mayor of Sund."
        server.say(text, chat=11, person=11, forward_origin=origin)
        assert server.wait_for_messages(3, 11)[2].text == "Added: The bridge stays closed · 1 statement"
        server.say("What did Holm say?", chat=12, person=12)
        server.wait(lambda: any("“We have no money for it,”" in each.text for each in server.messages(12)))
        assert bot.stop() == 0, bot.output
