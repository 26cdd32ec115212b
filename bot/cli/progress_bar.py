"""How far an ingest or a look at the index is."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from bot.cli import render
from prompts import ingest_replies

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

    from retrieval.library import Library, Report

EVERY = 5.0
"""Seconds between two lines where the output isn't a terminal."""

SOON = 1.0
"""Seconds that a look at the index takes before it is shown."""


class Shown:
    """How far the work is, shown while it runs; of an ingest that was stopped, what stays of it."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._report: Report | None = None

    def __call__(self, done: int, total: int, report: Report) -> None:
        """See ``retrieval.library.Progress``."""
        self._report = report
        self.show(done, total)

    def show(self, done: int, total: int) -> None:
        """Show it."""

    def step(self, what: str, done: int, total: int) -> None:
        """Show how far a check or repair of the index is; see ``retrieval.library.Library.on_step``."""

    def stopped(self) -> str:
        """What is in the index of what was asked for, when somebody stopped it, and what does the rest."""
        count = self._report.written if self._report else 0
        return ingest_replies.INGEST_STOPPED.format(
            kept=ingest_replies.KEPT.of(count) if count else ingest_replies.KEPT_NOTHING
        )

    def speed(self) -> str:
        """Words a second so far, empty before the first were written."""
        words = self._report.words if self._report else 0
        seconds = max(time.monotonic() - self._started, 1e-3)
        return ingest_replies.WORDS_A_SECOND.format(n=words / seconds) if words else ""

    def left(self, done: int, total: int) -> str:
        """The time that is left, going by that so far; empty where nothing is done yet."""
        if done <= 0:
            return ""
        seconds = (time.monotonic() - self._started) / done * (total - done)
        if seconds >= 90:
            return ingest_replies.MINUTES_LEFT.format(n=seconds / 60)
        return ingest_replies.SECONDS_LEFT.format(n=seconds)


class _Lines(Shown):
    """A plain line every few seconds, where the output isn't a terminal."""

    def __init__(self) -> None:
        super().__init__()
        self._last = self._started
        self._what = ""  # what the library does
        self._due: float | None = None  # when a line about it is to come
        self._has_told = False

    def show(self, done: int, total: int) -> None:
        if done < total and time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            self._say(ingest_replies.DONE_OF.format(done=done, total=total), self.speed(), self.left(done, total))

    def step(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if self._due is None:
            self._due = now + SOON
        if what != self._what:
            self._what, self._started = what, now
            self._due = now if self._has_told else self._due
        if now >= self._due:
            self._last, self._due, self._has_told = now, now + EVERY, True
            progress = ingest_replies.DONE_OF.format(done=done, total=total)
            self._say(f"{what}: {progress}" if done else what, self.left(done, total))

    def _say(self, *parts: str) -> None:
        print(", ".join(part for part in parts if part), file=sys.stderr, flush=True)  # noqa: T201


class _Bar(Shown):
    """Drawn on a terminal."""

    def __init__(self, bar: RichProgress) -> None:
        super().__init__()
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}
        self._first: float | None = None  # when the library began what it does

    def show(self, done: int, total: int) -> None:
        what = ingest_replies.LOADING_MODEL if total and not done else ingest_replies.READING
        self._draw(what, done, total, self.speed(), self.left(done, total))

    def step(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if self._first is None:
            self._first = now
        if what not in self._tasks:
            self._started = now
        if now - self._first >= SOON:
            self._draw(what, done, total, self.left(done, total))

    def _draw(self, what: str, done: int, total: int, *told: str) -> None:
        if what not in self._tasks:
            for other in self._tasks.values():
                self._bar.remove_task(other)
            self._tasks = {what: self._bar.add_task(what, total=None, told="")}
        told_now = ", ".join(part for part in told if part)
        self._bar.update(self._tasks[what], completed=done, total=total or None, told=told_now)


@contextmanager
def shown(library: Library) -> Iterator[Shown]:
    """A progress bar on standard error, or a plain line every few seconds where that isn't a terminal.

    It also shows how far the library is where it looks at the whole index first.
    """
    with _shower() as shower, _told(library, shower):
        shower.show(0, 0)
        yield shower


@contextmanager
def steps_shown(library: Library, *, lines: bool = False) -> Iterator[None]:
    """The same for what only looks at the index or repairs it; ``lines``: plain ones, also on a terminal."""
    with nullcontext(_Lines()) if lines else _shower() as shower, _told(library, shower):
        yield


@contextmanager
def _told(library: Library, shower: Shown) -> Iterator[None]:
    before = library.on_step
    library.on_step = shower.step
    try:
        yield
    finally:
        library.on_step = before


@contextmanager
def _shower() -> Iterator[Shown]:
    to = render.console(error=True)
    if not to.is_terminal:
        yield _Lines()
        return

    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    columns = (
        SpinnerColumn(finished_text="⠿"),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[told]}"),
    )
    with RichProgress(*columns, console=to, transient=True) as bar:
        yield _Bar(bar)
