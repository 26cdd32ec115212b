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

_KINDS = 6
"""Suffixes that are told one by one."""

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


def left_out(report: Report) -> str:
    """What an ingest left out of folders and archives because of its kind, on one line; empty when that is nothing."""
    from retrieval.ingest import files

    told = {
        files.NO_SUFFIX: ("{} file without a suffix", "{} files without a suffix"),
        files.README: ("{} readme", "{} readmes"),
        files.FEEDS: (
            "{} list of feeds, which is read when it is named",
            "{} lists of feeds, read when they are named",
        ),
        files.LINK_TO_NOTHING: ("{} link that leads nowhere", "{} links that lead nowhere"),
        files.NO_FILE: ("{} pipe or device", "{} pipes or devices"),
        files.PAGES_FOLDER: (
            "{} folder `…_files`, which a saved page has beside it",
            "{} folders `…_files`, which saved pages have beside them",
        ),
        files.PROGRAMS_FOLDER: ("{} folder of a program", "{} folders of programs"),
    }
    kinds = [(kind, count) for kind, count in report.skipped.most_common() if kind not in told]
    parts = []
    if kinds:
        most = [f"{count} {kind}" for kind, count in kinds[:_KINDS]]
        if rest := sum(count for _, count in kinds[_KINDS:]):
            most.append(f"{rest} of other kinds")
        is_one = sum(count for _, count in kinds) == 1
        end = "file (not a format that Verbatim reads)" if is_one else "files (not formats that Verbatim reads)"
        parts.append(f"{', '.join(most)} {end}")
    parts += [forms[count > 1].format(count) for kind, forms in told.items() if (count := report.skipped[kind])]
    return f"skipped: {'; '.join(parts)}" if parts else ""
