"""A process that is killed, a disk that is full, two that write: nothing is half done afterwards."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from chromadb import Collection

from bot.answering.answerer import Answerer
from retrieval.errors import IndexFull
from retrieval.model import Question
from retrieval.search.retriever import Retriever
from retrieval.store import words
from retrieval.store.catalog.catalog_writer import Cataloguer
from retrieval.system.disk_space import LEAST
from tests import forking
from tests.integrity import contents, copied, faults
from tests.retrieval.conftest import Open, write

INGEST = """
import sys
from pathlib import Path
from retrieval.ingestion import pipeline
from retrieval.library import Library
from retrieval.model import Question
from retrieval.search.retriever import Retriever
from retrieval.system.disk_space import LEAST
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser
pipeline.GROUP = 4
library = Library(Path(sys.argv[1]), embedder=FakeEmbedder(), analyser=FakeAnalyser())
library.refresh()
print("ready", flush=True)
report = library.ingest([Path(sys.argv[2])])
print(len(report.new), len(report.changed), len(report.unchanged))
"""
INTERRUPTED = """
import sys, time
from pathlib import Path
from retrieval.library import Library
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser

class Slow(FakeAnalyser):
    def analyse_all(self, articles):
        for done, each in enumerate(super().analyse_all(articles), start=1):
            print(done, flush=True)
            time.sleep(0.1)
            yield each

library = Library(Path(sys.argv[1]), embedder=FakeEmbedder(), analyser=Slow())
try:
    library.ingest([Path(sys.argv[2])])
except KeyboardInterrupt:
    sys.exit(130)
"""

KILLS = 2


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder with twenty articles."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(20):
        write(folder / f"{number:02d}.txt", _text(number))
    return folder


def _text(number: int, version: int = 0) -> str:
    said = (
        f"“Pier {number} is shut, day {version},” said Jon Holm. “The ice on pier {number} grows,” said Mara Lindqvist."
    )
    return f"Report {number} of the harbour. {said}\n\nNobody was hurt on day {version} at pier {number}."


def test_a_kill_at_any_moment(opened: Open, many: Path, tmp_path: Path, program_environment: dict[str, str]) -> None:
    """What is there is whole after each kill; the same ingest does the rest; the end is that of a clean build."""
    chance = random.Random(11)
    home = tmp_path / "home"
    command = [INGEST, str(home), str(many)]
    for kill in range(KILLS):
        with forking.start(*command, stdout=subprocess.PIPE, env=program_environment) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0.0, 0.7))
            process.send_signal(signal.SIGKILL)
        assert faults(copied(opened, home, tmp_path / f"after {kill}")) == []
        for number in chance.sample(range(20), 2):
            write(many / f"{number:02d}.txt", _text(number, kill + 1))
    forking.run(*command, env=program_environment).check_returncode()
    ended = copied(opened, home, tmp_path / "ended")
    assert faults(ended) == []
    clean = opened(tmp_path / "clean")
    clean.ingest([many])
    assert contents(ended) == contents(clean)


@pytest.mark.parametrize("signals", [1, 2])
def test_ctrl_c_stops_at_an_articles_end(
    opened: Open, many: Path, tmp_path: Path, program_environment: dict[str, str], signals: int
) -> None:
    """What was complete of the group is kept, unless a second Ctrl-C says that there is no time for it."""
    home = tmp_path / "home"
    command = [INTERRUPTED, str(home), str(many)]
    with forking.start(*command, stdout=subprocess.PIPE, env=program_environment) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(7)][-1] == b"7\n"
        for _ in range(signals):
            process.send_signal(signal.SIGINT)
            time.sleep(0.02)
        analysed = 7 + len(process.stdout.readlines())
    assert process.wait() == 130
    after = copied(opened, home, tmp_path / "after")
    assert faults(after) == []
    assert after.record.count() == (analysed if signals == 1 else 0)
    assert analysed < 20
    shown = after.snapshot()
    assert (len(shown.catalog.articles.ids) if shown else 0) == after.record.count()
    assert len(opened(home).ingest([many]).new) == 20 - after.record.count()


def test_a_kill_while_chroma_is_written(opened: Open, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles are there; questions look at every vector, and the next writer makes Chroma's again."""
    opened().ingest([articles / "ferry.txt"])

    def killed(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(Collection, "upsert", killed)
        with pytest.raises(SystemExit):
            opened().ingest([articles])
    library = opened(shutil.copytree(opened().home, opened().home.with_name("killed")))
    next((library.home / "vectors").glob("chroma.sqlite3")).write_bytes(b"half")
    assert library.searchable() is None
    shown = library.snapshot()
    assert shown is not None
    assert Retriever(shown, None, library.embedder).passages("budget", 1)[0].article.title == "The council has a budget"
    assert len(library.ingest([articles]).unchanged) == 3
    assert faults(library) == []


def test_a_disk_that_is_full(opened: Open, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says so, what was there still answers, and with room the same ingest does the rest."""
    opened().ingest([articles / "ferry.txt"])

    def no_room(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(words.Writer, "close", no_room)
        with pytest.raises(IndexFull, match=r"no room left .* run the same command again") as raised:
            opened().ingest([articles])
        assert raised.value.retryable
    shown = opened().snapshot()
    assert shown is not None
    assert len(shown.catalog.articles.ids) == 1
    assert len(opened().ingest([articles]).unchanged) == 3
    assert faults(opened()) == []


class Usage(NamedTuple):
    """What a disk tells of itself."""

    free: int


@pytest.mark.parametrize("free", [0, LEAST - 1])
def test_a_disk_that_is_nearly_full(opened: Open, articles: Path, monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    """Nothing is written near its end, where Chroma may wait for ever; what is there answers."""
    opened().ingest([articles / "ferry.txt"])
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: Usage(free))
        with pytest.raises(IndexFull, match="no room left for the record in"):
            opened().ingest([articles])
        shown = opened().snapshot()
        assert shown is not None
        assert len(shown.catalog.articles) == 1
    assert opened().record.count() == 1
    assert len(opened().ingest([articles]).new) == 2
    assert faults(opened()) == []


def test_a_disk_that_another_program_fills(opened: Open, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite says it in its own way."""

    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(Cataloguer, "settle", full)
        with pytest.raises(IndexFull, match="no room left for what questions read"):
            opened().ingest([articles])
    assert len(opened().ingest([articles]).unchanged) == 3
    assert faults(opened()) == []


def test_two_ingests_at_once(
    opened: Open, many: Path, articles: Path, tmp_path: Path, program_environment: dict[str, str]
) -> None:
    """The second waits for the first, and both are whole."""
    home = tmp_path / "home"
    with (
        forking.start(INGEST, str(home), str(many), env=program_environment) as first,
        forking.start(INGEST, str(home), str(articles), env=program_environment) as second,
    ):
        assert [first.wait(120), second.wait(120)] == [0, 0]
    after = copied(opened, home, tmp_path / "after")
    assert faults(after) == []
    assert after.record.count() == 23


def test_an_open_chat_follows_another_process(
    opened: Open, many: Path, articles: Path, program_environment: dict[str, str]
) -> None:
    """Within five seconds of the other's end it answers from what that put in, and no question fails meanwhile."""
    opened().ingest([articles])
    library = opened()
    answerer = Answerer(library)
    answerer.open()
    question = Question(text="What did Jon Holm say about pier 7?", asked=date(2025, 3, 1))
    with forking.start(INGEST, str(opened().home), str(many), env=program_environment) as writer:
        while writer.poll() is None:
            answerer.answer(question)
            with suppress(subprocess.TimeoutExpired):
                writer.wait(0.02)
    ended = time.monotonic()
    assert writer.wait() == 0
    while not any("Pier 7 is shut" in citation.quote for citation in answerer.answer(question).citations):
        assert time.monotonic() < ended + 5
    found = library.searchable().nearest(library.embedder.embed([_text(7).split("\n\n")[1]], kind="query")[0], 3)
    assert found[0][1] > 0.99


@pytest.mark.parametrize(("name", "size"), [("header.bin", 20), ("index_metadata.pickle", 10), ("length.bin", 0)])
def test_a_graph_that_a_kill_left_unreadable(opened: Open, articles: Path, name: str, size: int) -> None:
    """Questions are answered all the same, and the next start makes it again: Chroma isn't let near it."""
    opened().ingest([articles])
    home = shutil.copytree(opened().home, opened().home.with_name("killed"))
    file = next((home / "vectors").glob("*/header.bin")).with_name(name)
    if file.exists():
        os.truncate(file, size)
    else:  # a small index has none yet
        file.write_bytes(b"\x80\x04\x95")
    (home / "vectors.writing").touch()
    library = opened(home)
    assert library.searchable() is None
    library.refresh()
    assert not (home / "vectors.writing").exists()
    assert faults(library) == []
