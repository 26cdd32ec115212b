"""Two bots with one state behind one address: one answers, the other stores what it is given and takes over."""

from __future__ import annotations

import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread

import pytest

from tests.bot.telegram_chat.bursts import Burst
from tests.bot.telegram_chat.conftest import chat_process
from tests.bot.telegram_chat.updates.test_webhook import free_port
from tests.fakes.telegram_server import TelegramServer
from tests.waiting import until

ANSWERS = "Answering as"


@pytest.fixture
def ports() -> tuple[int, int]:
    return free_port(), free_port()


@pytest.fixture
def address(ports: tuple[int, int]) -> Iterator[str]:
    """Whose deliveries go to one port and the other by turns, and to the other where one takes none."""
    turn = count()

    class Balancer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            first = next(turn) % 2
            for port in (ports[first], ports[1 - first]):
                asked = urllib.request.Request(f"http://127.0.0.1:{port}{self.path}", body, dict(self.headers))
                try:
                    with urllib.request.urlopen(asked, timeout=5) as taken:
                        return self.send(taken.status)
                except urllib.error.HTTPError as error:
                    return self.send(error.code)
                except OSError:
                    continue
            return self.send(502)

        def send(self, status: int) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Not on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Balancer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/telegram"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> dict[str, str]:
    """Where the state is: a file in the home that both share, or a database."""
    return {} if request.param == "sqlite" else {"DATABASE_URL": request.getfixturevalue("postgresql_database")}


def test_one_answers_and_the_other_takes_over(
    server: TelegramServer, tmp_path: Path, address: str, ports: tuple[int, int], database: dict[str, str]
) -> None:
    """Each question is answered once and in the order of its chat, whoever was given it; also across a kill."""
    first, second = (
        {"TELEGRAM_WEBHOOK_URL": address, "TELEGRAM_WEBHOOK_LISTEN": f"127.0.0.1:{port}", **database} for port in ports
    )
    with (
        chat_process(server, tmp_path, until="setWebhook", **first) as one,
        chat_process(server, tmp_path, until="setWebhook", **second) as other,
    ):
        until(lambda: ANSWERS in one.output)
        until(lambda: "stands by" in other.output)
        for chat in (101, 102, 103):
            for number in range(4):
                server.say(f"hello {number}", chat=chat)
        for chat in (101, 102, 103):
            said = [each.text for each in server.wait_for_messages(4, chat)]
            assert [f"hello {number}" in words for number, words in enumerate(said)] == [True] * 4
        burst = Burst(server, first=1)
        server.wait(lambda: sum(bool(server.messages(chat)) for chat in burst.chats) > 5)
        one.stop(signal.SIGKILL)
        assert not burst.told().wrong
        assert ANSWERS in other.output
        assert [len(server.messages(chat)) for chat in (101, 102, 103)] == [4, 4, 4]
        assert other.stop() == 0, other.output


def test_who_stands_by_can_be_stopped(server: TelegramServer, tmp_path: Path) -> None:
    """At once, and the other one answers on."""
    with chat_process(server, tmp_path) as one, chat_process(server, tmp_path, until="getMe") as other:
        until(lambda: "stands by" in other.output)
        assert other.stop() == 0
        server.say("hello", chat=5)
        assert "hello" in server.wait_for_messages(1, 5)[0].text
        assert one.stop() == 0
