"""`verbatim ingest --watch` as a person runs it: a program that goes on until Ctrl-C."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import watch_command
from retrieval.errors import IndexLocked, LinkUnreachable
from retrieval.ingestion.report import Report
from retrieval.library import Library
from retrieval.sample import sample_folder
from retrieval.watch import News
from tests import forking
from tests.bot.conftest import PROGRAM, Verbatim
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser

ARTICLE = "date 2025-02-10\n\nThe ferry froze. “The ice is thick,” said harbour master Mara Lindqvist.\n"


def test_a_watch_tells_what_it_puts_in_and_ends_when_it_is_told_to(
    verbatim: Verbatim, sample_home: Path, program_environment: dict[str, str], tmp_path: Path
) -> None:
    """A line each: what came, what is gone; Ctrl-C is no failure, and everything is kept."""
    home = shutil.copytree(sample_home / "sample", tmp_path / "home")
    folder = tmp_path / "articles"
    folder.mkdir()
    shutil.copy(next(sample_folder().glob("*munich.md")), folder)
    with forking.from_scratch(
        *(PROGRAM, "ingest", "--watch", str(folder)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**program_environment, "VERBATIM_HOME": str(home)},
        cwd=tmp_path,
    ) as process:
        assert process.stdout is not None

        def until(words: str) -> str:
            assert process.stdout is not None
            for line in process.stdout:
                if words in line:
                    return line
            raise AssertionError(f"it ended without {words!r}")

        try:
            until("watching; Ctrl-C ends it")
            (folder / "ferry.txt").write_text(ARTICLE)
            until("1 new")
            (folder / "ferry.txt").unlink()
            assert "its article is kept" in until("ferry.txt is gone")
            process.send_signal(signal.SIGINT)
            until("stopped; what was complete is kept")
            assert process.wait(timeout=60) == 0
        finally:
            process.kill()
    assert "The ice is thick" in verbatim("ask", "what did Mara Lindqvist say", home=home).out


def test_nothing_to_watch(verbatim: Verbatim, tmp_path: Path) -> None:
    """Without a name, or with one that leads nowhere, it doesn't wait for ever."""
    assert verbatim("ingest", "--watch", home=tmp_path / "home").code == 2
    run = verbatim("ingest", "--watch", str(tmp_path / "nowhere"), home=tmp_path / "home")
    assert run.code == 2
    assert "there is nothing to watch. Check the path." in run.err


def test_a_script_that_watches_reads_one_object_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where something happened, and nothing else; who is waited for is told once."""
    failure = LinkUnreachable("https://n.example/feed", "it is down", "Wait.", retryable=True)
    locked = IndexLocked("Another process writes", "Wait.")
    told = [
        News(),
        News(Report(new=["pier.txt"], failed=[failure])),
        News(waiting=locked),
        News(waiting=locked),
        News(Report(unchanged=["https://n.example/feed"])),
        News(gone=["pier.txt"]),
    ]

    def watched(library: Library, names: object, stop: object) -> Iterator[News]:
        yield from told
        raise KeyboardInterrupt

    monkeypatch.setattr(watch_command, "watch", watched)
    library = Library(tmp_path, embedder=FakeEmbedder(), analyser=FakeAnalyser())
    assert watch_command.run(library, ["articles"], json=True) == 0
    out = capsys.readouterr()
    first, second, third = map(json.loads, out.out.splitlines())
    assert (first["new"], first["failed"][0]["path"], first["waiting"]) == (["pier.txt"], failure.path, None)
    assert (second["waiting"], third["gone"], out.err) == ("Another process writes. Wait.", ["pier.txt"], "")
