"""How far an ingest is, as it is shown, and what is told of one that was stopped."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from bot import __main__, cli, progress
from retrieval.report import Report

Lines = Callable[[], list[str]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lines:
    """The lines on standard error, which is no terminal; each step is shown."""
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    return lambda: capsys.readouterr().err.splitlines()


def test_steps_are_plain_lines_in_a_pipe(lines: Lines) -> None:
    """No speed and no time before anything is done: they would be made up."""
    with progress.shown() as shown:
        shown(0, 40, Report())
        shown(10, 40, Report(words=5_000, written=8))
    first, second = lines()
    assert first == "0 of 40"
    assert second.startswith("10 of 40, ")
    assert second.endswith(" words a second, about 0 s left")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (0, "stopped; nothing is in yet. The same command does the rest"),
        (1, "stopped; 1 article is in. The same command does the rest"),
        (24, "stopped; 24 articles are in. The same command does the rest"),
    ],
)
def test_what_is_in_is_told_of_one_that_was_stopped(lines: Lines, written: int, told: str) -> None:
    """And what does the rest."""
    with progress.shown() as shown:
        shown(30, 40, Report(written=written))
    assert shown.stopped() == told


def test_a_log_line_goes_where_standard_error_is_at_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A progress bar takes its place while it is drawn, and writes above itself."""
    logger = logging.Logger("test")
    logger.addHandler(cli._ToStandardError())
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

    monkeypatch.setitem(sys.modules, "bot.cli", Loading())
    assert __main__.main() == 130
    assert lines() == ["verbatim: stopped"]
