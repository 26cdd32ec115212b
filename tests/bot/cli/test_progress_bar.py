"""How far an ingest is, or a look at the index and its mending; what is told of an ingest that was stopped."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot import __main__
from bot.cli import main, progress_bar, render
from retrieval.ingestion import pipeline
from retrieval.ingestion.report import Report
from retrieval.library import Library
from retrieval.maintenance import audit
from retrieval.model import Article
from retrieval.store import vectors
from retrieval.store.steps import unseen
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser

ARTICLES = [
    Article(title=f"Fog {n}", text=f"“Fog closes pier {n},” said Jon Holm.\n\nNobody sails.", path=f"fog {n}")
    for n in range(5)
]


class Clock:
    """A second passes whenever somebody looks."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        self.now += 1.0
        return self.now


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """Of five articles, which are looked at two by two, and of ten passages, of which four are written together."""
    monkeypatch.setattr(audit, "SHOWN_EVERY", 2)
    monkeypatch.setattr(vectors, "PAGE", 4)
    monkeypatch.setattr(pipeline, "GROUP", 2)
    monkeypatch.setattr(progress_bar, "time", Clock())
    library = Library(tmp_path / "home", embedder=FakeEmbedder(), analyser=FakeAnalyser())
    library.add(ARTICLES)
    return library


def test_lines_where_there_is_no_terminal(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """The first after a second, then one whenever something else begins, and now and then in between."""
    with progress_bar.steps_shown(library):
        library.reindex()
        library.verify()
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(", about")[0] for line in lines] == [
        "Writing vectors to Chroma: 4 of 10",
        "Looking at the record",
    ]
    assert library.on_step is unseen


def test_a_look_that_is_soon_over_is_not_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody waits for it."""
    monkeypatch.setattr(progress_bar, "SOON", 1_000.0)
    with progress_bar.steps_shown(library):
        library.verify()
    assert capsys.readouterr().err == ""


def test_a_bar_on_a_terminal(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A start that first writes an index shows that, then itself."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    assert render.console(error=True).is_terminal
    with progress_bar.shown(library) as told:
        library.reindex(words=False)
        assert "Writing vectors to Chroma" in capsys.readouterr().err
        told(1, 2, Report())
    assert "Reading" in capsys.readouterr().err


Lines = Callable[[], list[str]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lines:
    """The lines on standard error, which is no terminal; each step is shown."""
    monkeypatch.setattr(progress_bar, "EVERY", 0.0)
    return lambda: capsys.readouterr().err.splitlines()


def test_steps_are_plain_lines_in_a_pipe(library: Library, lines: Lines) -> None:
    """No speed and no time before anything is done: they would be made up."""
    with progress_bar.shown(library) as shown:
        shown(0, 40, Report())
        shown(10, 40, Report(words=5_000, written=8))
    first, second = lines()
    assert first == "0 of 40"
    assert second.startswith("10 of 40, ")
    assert " words a second, about " in second


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (0, "stopped; nothing is in yet. The same command does the rest"),
        (1, "stopped; 1 article is in. The same command does the rest"),
        (24, "stopped; 24 articles are in. The same command does the rest"),
    ],
)
def test_what_is_in_is_told_of_one_that_was_stopped(library: Library, lines: Lines, written: int, told: str) -> None:
    """And what does the rest."""
    with progress_bar.shown(library) as shown:
        shown(30, 40, Report(written=written))
    assert shown.stopped() == told


def test_a_log_line_goes_where_standard_error_is_at_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A progress bar takes its place while it is drawn, and writes above itself."""
    logger = logging.Logger("test")
    logger.addHandler(main._ToStandardError())
    above = io.StringIO()
    monkeypatch.setattr(sys, "stderr", above)
    logger.warning("above the bar")
    assert above.getvalue() == "above the bar\n"


def test_ctrl_c_while_the_program_loads_is_one_line(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its modules take a moment, in which somebody may think better of it."""

    class Loading(SimpleNamespace):
        @property
        def run(self) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "bot.cli.main", Loading())
    assert __main__.main() == 130
    assert lines() == ["verbatim: stopped"]
