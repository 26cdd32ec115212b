"""The Telegram bot under load, as a process of its own, through the production command."""

from __future__ import annotations

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.measuring import CHECKOUT
from tests.bench.tables import heading, row
from tests.bot.telegram_chat.bursts import PEOPLE, Burst
from tests.fakes.telegram_server import TelegramServer, telegram_server

CHATS, QUESTIONS = 200, 2_000
WARM = 40
"""Questions that aren't counted: models and indexes are loaded by the first ones."""

KILLS = int(os.environ.get("BENCH_KILLS") or 10)

BOT = (sys.executable, "-m", "bot", "telegram", "--sample")

SAMPLE = (
    "what did McFaul say",
    "what did Zelenskyy say about minerals",
    "and on NATO?",
    "who said anything about Ukraine",
    "what did Hegseth say about NATO membership",
    "who is Landsbergis",
    "how many dead in kyiv",
    "what did Trump say about Putin",
    "more",
    "what did the pope say about football",
)


class Crowd(TelegramServer):
    """People who ask, read the answer, and ask the next question, each in a chat of their own.

    Args:
        chats: how many people.
        questions: how many questions all of them put together.
    """

    def __init__(self, chats: int, questions: int) -> None:
        super().__init__()
        self.left = questions
        self.asked: dict[int, list[float]] = defaultdict(list)
        self.waits: list[float] = []
        self.done = threading.Event()
        self._chats = range(1000, 1000 + chats)
        self._open = 0

    def begin(self) -> None:
        """Everybody puts their first question."""
        for chat in self._chats:
            self._ask(chat)

    def _ask(self, chat: int) -> None:
        with self._changed:
            if not self.left:
                return
            self.left -= 1
            self._open += 1
        number = len(self.asked[chat])
        self.asked[chat].append(time.perf_counter())
        self.say(SAMPLE[(chat + number) % len(SAMPLE)], chat=chat, person=chat)

    async def _sendMessage(self, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        sent = await super()._sendMessage(fields)
        chat = fields["chat_id"]
        if "reply_parameters" in fields and chat in self.asked:
            self.waits.append(time.perf_counter() - self.asked[chat][-1])
            self._open -= 1
            self._ask(chat)
            if not self._open and not self.left:
                self.done.set()
        return sent


def telegram() -> None:
    """200 people who put 2,000 questions, against the same server with a bot that only echoes."""
    heading(f"The Telegram bot: {CHATS} chats, {QUESTIONS:,} questions, each person asking on when answered")
    with tempfile.TemporaryDirectory() as home:
        floor, _, _ = _load([sys.executable, "-m", "tests.bench.echo"], home)
        rate, waits, peak = _load(BOT, home)
    row("answers a second", f"{rate:.0f}, target at least 40; a bot that only echoes: {floor:.0f}")
    row("wait, seconds", f"{statistics.median(waits):.2f} median, {_p95(waits):.2f} p95, {max(waits):.2f} longest")
    row("target", "nobody over 6")
    row("memory", f"{peak:.0f} MB")


def _load(command: Sequence[str], home: str) -> tuple[float, list[float], float]:
    """Answers a second, the wait of each, and the most memory in MB."""
    with _running(command, home, Crowd(CHATS, WARM)) as (crowd, _):
        crowd.begin()
        if not crowd.done.wait(120):
            raise TimeoutError("the bot doesn't answer")
    with _running(command, home, Crowd(CHATS, QUESTIONS)) as (crowd, process):
        crowd.say("what did McFaul say", chat=999, person=999)
        crowd.wait_for_messages(1, 999, 60)
        started = time.perf_counter()
        crowd.begin()
        if not crowd.done.wait(300):
            raise TimeoutError(f"{crowd.left} questions are left")
        rate = QUESTIONS / (time.perf_counter() - started)
        return rate, crowd.waits, _peak_mb(process.pid)


def restarts() -> None:
    """The bot killed again and again while 40 people wait for their answers, and started again."""
    chance = random.Random(40)
    answered = offered = 0
    wrong: list[int] = []
    with tempfile.TemporaryDirectory() as home, telegram_server() as server:
        for kill in range(KILLS):
            with _process(BOT, home, server) as process:
                burst = Burst(server, first=1000 * (kill + 1), question="what did McFaul say")
                some = chance.randrange(1, PEOPLE)
                server.wait(lambda: sum(map(bool, map(server.messages, burst.chats))) >= some, 60)  # noqa: B023
                process.kill()
            with _process(BOT, home, server):
                told = burst.told(60)
            answered, offered, wrong = answered + told.answered, offered + told.offered, wrong + told.wrong
    heading(f"{KILLS} kills of the Telegram bot, each while {PEOPLE} people wait for an answer")
    row("answered, once", f"{answered} of {KILLS * PEOPLE}")
    row("offered by a button", f"{offered}")
    row("lost, or told twice", f"{len(wrong)}")


@contextmanager
def _running(command: Sequence[str], home: str, crowd: Crowd) -> Iterator[tuple[Crowd, subprocess.Popen[bytes]]]:
    with telegram_server(crowd), _process(command, home, crowd) as process:
        yield crowd, process


@contextmanager
def _process(command: Sequence[str], home: str, server: TelegramServer) -> Iterator[subprocess.Popen[bytes]]:
    """A bot that takes messages; asked to end at the end."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(CHECKOUT),
        "VERBATIM_HOME": home,
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
    }
    before = len(server.calls("getUpdates"))
    with (Path(home) / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=log, stderr=log)
        try:
            server.wait(lambda: len(server.calls("getUpdates")) > before, 120)
            yield process
        finally:
            process.terminate()
            process.wait(30)


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) * 1024 / 1e6


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


PARTS = {"telegram": telegram}
