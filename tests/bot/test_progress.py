"""How far a look at the index and its mending are, where they take a while."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import progress, terminal
from retrieval import intake, verification
from retrieval.library import Library
from retrieval.model import Article
from retrieval.report import unseen
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
    """Of ten passages, which are looked at two by two and written two articles by two."""
    monkeypatch.setattr(verification, "_TOGETHER", 2)
    monkeypatch.setattr(intake, "GROUP", 2)
    monkeypatch.setattr(progress, "time", Clock())
    library = Library(tmp_path / "home", embedder=FakeEmbedder(), analyser=FakeAnalyser())
    library.add(ARTICLES)
    return library


def unreadable(library: Library) -> None:
    library.close()
    next((library.home / "chroma").glob("*/length.bin")).write_bytes(b"")


def test_lines_where_there_is_no_terminal(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """The first after a second, then one whenever something else begins, and now and then in between."""
    unreadable(library)
    with progress.steps_shown(library):
        library.repair()
        library.verify()
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(", about")[0] for line in lines] == [
        "Mending the index: 1 of 5",
        "Mending the index: 5 of 5",
        "Deriving what questions read",
        "Looking at the index",
        "Looking at the index: 10 of 10",
    ]
    assert library.on_step is unseen


def test_a_look_that_is_soon_over_is_not_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody waits for it."""
    monkeypatch.setattr(progress, "_SOON", 1_000.0)
    with progress.steps_shown(library):
        library.verify()
    assert capsys.readouterr().err == ""


def test_a_bar_on_a_terminal(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An ingest that has to look at the whole index first shows that, then itself."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    assert terminal.console(error=True).is_terminal
    library.index._note(["0123456789abcdef"])
    with progress.shown(library) as told:
        library.ingest([], told)
        assert "Looking at the index" in capsys.readouterr().err
        told(1, 2, progress.Report())
    assert "Reading" in capsys.readouterr().err


def test_an_ingest_after_a_kill_tells_that_it_looks(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """Before its own lines."""
    library.index._note(["0123456789abcdef"])
    with progress.shown(library) as told:
        library.ingest([], told)
    assert "Looking at the index: 2 of 10, about " in capsys.readouterr().err
