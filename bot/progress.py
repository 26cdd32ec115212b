"""How far an ingest is, and what it did."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot import terminal

if TYPE_CHECKING:
    from retrieval.report import Progress, Report

NOTHING = "no articles found; of a folder, text, HTML, JSON, mail, PDF and zip files are taken"

_EVERY = 5.0
"""Seconds between two lines where the output is no terminal."""


@contextmanager
def shown() -> Iterator[Progress]:
    """A progress bar on standard error, or a plain line every few seconds where that is no terminal."""
    to = terminal.console(error=True)
    started = last = time.monotonic()
    if not to.is_terminal:

        def plain(done: int, total: int, report: Report) -> None:
            nonlocal last
            if time.monotonic() - last >= _EVERY:
                last = time.monotonic()
                print(f"{done} of {total}, {_speed(report, started)}, {_left(done, total, started)}", file=sys.stderr)  # noqa: T201

        yield plain
        return

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=to, transient=True) as bar:
        task = bar.add_task("", total=None, speed="")

        def drawn(done: int, total: int, report: Report) -> None:
            bar.update(task, completed=done, total=total, speed=_speed(report, started))

        yield drawn


def _speed(report: Report, started: float) -> str:
    return f"{report.words / max(time.monotonic() - started, 1e-3):,.0f} words a second"


def _left(done: int, total: int, started: float) -> str:
    seconds = (time.monotonic() - started) / max(done, 1) * (total - done)
    return f"about {seconds / 60:.0f} min left" if seconds >= 90 else f"about {seconds:.0f} s left"


def summary(report: Report) -> str:
    """What an ingest did, on one line."""
    counts = {
        "new": len(report.new),
        "changed": len(report.changed),
        "unchanged": len(report.unchanged),
        "in another outlet too": len(report.reprints),
        "failed": len(report.failed),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or NOTHING
