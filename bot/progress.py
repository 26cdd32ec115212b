"""How far an ingest is, and what it did."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot import terminal

if TYPE_CHECKING:
    from retrieval.report import Report

NOTHING = "no articles found; of a folder, text, HTML, JSON, mail, PDF and zip files are taken"

_KINDS = 6
"""Suffixes that are told one by one."""

_EVERY = 5.0
"""Seconds between two lines where the output is no terminal."""


class Shown:
    """How far an ingest is, shown while it runs; at its end, what stays of one that was stopped."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._report: Report | None = None

    def __call__(self, done: int, total: int, report: Report) -> None:
        """See ``retrieval.report.Progress``."""
        self._report = report
        self.show(done, total)

    def show(self, done: int, total: int) -> None:
        """Show it."""

    def stopped(self) -> str:
        """What is in the index of what was asked for, when somebody stopped it, and what does the rest."""
        count = self._report.written if self._report else 0
        kept = f"{count} article{' is' if count == 1 else 's are'} in" if count else "nothing is in yet"
        return f"stopped; {kept}. The same command does the rest"

    def speed(self) -> str:
        """Words a second so far, empty before the first were written."""
        words = self._report.words if self._report else 0
        return f"{words / max(time.monotonic() - self._started, 1e-3):,.0f} words a second" if words else ""

    def left(self, done: int, total: int) -> str:
        """The time that is left, going by that so far; empty where nothing is done yet."""
        if done <= 0:
            return ""
        seconds = (time.monotonic() - self._started) / done * (total - done)
        return f"about {seconds / 60:.0f} min left" if seconds >= 90 else f"about {seconds:.0f} s left"


class _Lines(Shown):
    """A plain line every few seconds, where the output is no terminal."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.monotonic()

    def show(self, done: int, total: int) -> None:
        if done < total and time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            parts = (f"{done} of {total}", self.speed(), self.left(done, total))
            print(", ".join(part for part in parts if part), file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def shown() -> Iterator[Shown]:
    """A progress bar on standard error, or a plain line every few seconds where that is no terminal."""
    to = terminal.console(error=True)
    if not to.is_terminal:
        yield _Lines()
        return

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (
        SpinnerColumn(finished_text="⠿"),
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}"),
    )
    with Progress(*columns, console=to, transient=True) as bar:
        task = bar.add_task("", total=None, told="")

        class Bar(Shown):
            def show(self, done: int, total: int) -> None:
                told = ", ".join(part for part in (self.speed(), self.left(done, total)) if part)
                bar.update(task, completed=done, total=total, told=told)

        yield Bar()


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
