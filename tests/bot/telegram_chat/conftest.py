"""The chat as its own process, against the fake Bot API server."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.telegram_chat.service import run
from tests import forking
from tests.bot.telegram_chat.chat_process import ScriptedAnswers
from tests.bot.telegram_chat.rooms import Room, Talk
from tests.fakes.telegram_server import TelegramServer, telegram_server
from tests.forking import Process
from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[3]
KEPT = ("PATH", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SYSTEMROOT", "TMPDIR")
# A proxy in the environment would stand between the bot and the server on loopback.
SCRIPTED = ("tests.bot.telegram_chat.chat_process",)
PRODUCTION = ("bot.__main__", "telegram")
MAIN = "import sys; from {} import main; sys.exit(main())"


class ChatProcess:
    """A running bot.

    Args:
        process: its process.
        log: the file that it writes to.
    """

    def __init__(self, process: Process, log: Path) -> None:
        self.process = process
        self._log = log

    @property
    def output(self) -> str:
        """Everything that it has written."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal; the exit code, once the process has ended."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(PATIENCE)


@contextmanager
def chat_process(
    server: TelegramServer,
    home: Path | None = None,
    *,
    until: str = "getUpdates",
    program: Sequence[str] = SCRIPTED,
    start: Callable[..., Process] = forking.start,
    **settings: str,
) -> Iterator[ChatProcess]:
    """The bot as a process, taking messages; stopped at the end if it still runs.

    Args:
        server: what it talks to.
        home: where it keeps its state; None: a folder of its own.
        until: the method whose request says that it is up.
        program: the module whose ``main`` is run, with its arguments.
        start: makes a process of it.
        settings: more of its environment.
    """
    keep = {name: os.environ[name] for name in KEPT if name in os.environ}
    env = keep | {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url} | settings
    with tempfile.TemporaryDirectory() as folder:
        env["VERBATIM_HOME"] = str(home or folder)
        log = Path(folder) / "log"
        with log.open("wb") as sink:
            main, *arguments = program
            process = start(MAIN.format(main), *arguments, env=env, stdout=sink, stderr=sink, cwd=ROOT)
        chat = ChatProcess(process, log)
        before = len(server.calls(until))
        try:
            server.wait(lambda: len(server.calls(until)) > before or process.poll() is not None)
            assert process.poll() is None, chat.output
            yield chat
        finally:
            if process.poll() is None:
                process.kill()
                process.wait(10)


def during(server: TelegramServer, scenario: Callable[[], object], how: signal.Signals = signal.SIGTERM) -> None:
    """Run the bot here, and beside it ``scenario``, from the first poll on; then send this process the signal."""
    failures: list[BaseException] = []
    before = len(server.calls("getUpdates"))

    def beside() -> None:
        try:
            server.wait(lambda: len(server.calls("getUpdates")) > before)
            scenario()
        except BaseException as error:  # it would be lost with its thread
            failures.append(error)
        finally:
            os.kill(os.getpid(), how)

    settings = Settings(telegram_bot_token=SecretStr(server.token), telegram_api_url=server.url)
    thread = threading.Thread(target=beside)
    kept = signal.signal(how, signal.SIG_IGN)
    thread.start()
    try:
        run(settings, ScriptedAnswers())
    finally:
        signal.signal(how, signal.SIG_IGN)  # a bot that didn't start leaves the signal to whoever runs the tests
        thread.join(20)
        signal.signal(how, kept)
    if failures:
        raise failures[0]


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    """A fake Bot API server; at the end, no request may have broken the protocol."""
    with telegram_server() as running:
        yield running


@pytest.fixture(scope="module")
def shared_server() -> Iterator[TelegramServer]:
    """As ``server``, one for a whole module."""
    with telegram_server() as running:
        yield running


@pytest.fixture(scope="session")
def scripted_server() -> Iterator[TelegramServer]:
    """As ``server``, what the bot over scripted answers talks to."""
    with telegram_server() as running:
        yield running


@pytest.fixture(scope="session")
def scripted_chat(scripted_server: TelegramServer) -> Iterator[ChatProcess]:
    """The bot over scripted answers, one process for all; ends cleanly, and never let its token out."""
    with chat_process(scripted_server) as chat:
        yield chat
        assert chat.stop() == 0, chat.output
        assert scripted_server.token not in chat.output
        assert scripted_server.token.partition(":")[2] not in chat.output


@pytest.fixture
def talk(scripted_server: TelegramServer, scripted_chat: ChatProcess) -> Talk:
    """A private chat with the bot over scripted answers."""
    return Talk(scripted_server)


@pytest.fixture
def group_talk(scripted_server: TelegramServer, scripted_chat: ChatProcess) -> Talk:
    """A group that it is in."""
    return Talk(scripted_server, "supergroup")


@pytest.fixture(scope="session")
def production_server() -> Iterator[TelegramServer]:
    """As ``server``, what the production command talks to."""
    with telegram_server() as running:
        yield running


@pytest.fixture(scope="session")
def production(
    production_server: TelegramServer, sample_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ChatProcess]:
    """The production command over the sample, started once, since it takes seconds; nothing goes wrong in it."""
    home = shutil.copytree(sample_home, tmp_path_factory.mktemp("bot") / "home")
    with chat_process(production_server, home, program=(*PRODUCTION, "--sample"), TELEGRAM_ADMINS="9001") as chat:
        yield chat
        assert chat.stop() == 0, chat.output
        assert "Traceback" not in chat.output


@pytest.fixture
def room(production_server: TelegramServer, production: ChatProcess) -> Room:
    """A private chat with the production command."""
    return Room(production_server)


@pytest.fixture
def group(production_server: TelegramServer, production: ChatProcess) -> Room:
    """A group that it is in."""
    return Room(production_server, "supergroup")
