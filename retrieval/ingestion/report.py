"""What an ingest tells about itself: how far it is while it runs, and what it did."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from retrieval.errors import ArticleError
from retrieval.readers import Found
from retrieval.readers.formats import seem_to_hold
from retrieval.readers.source import Tally

Item = TypeVar("Item")


@dataclass(frozen=True)
class Copy:
    """A file whose text is that of another's article: to the letter, or edited."""

    path: str
    of: str
    exact: bool


@dataclass
class Report:
    """What an ingest did. Paths are as the person gave them.

    ``reprints``: what would be new if another outlet didn't have it too. ``skipped``: what was left out of folders and
    archives because of its kind, counted. ``copies``: of what is unchanged or a reprint, whose copy it is. ``written``:
    articles that are in the record for good. ``began``: by the monotonic clock.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    reprints: list[str] = field(default_factory=list)
    failed: list[ArticleError] = field(default_factory=list)
    skipped: Tally = field(default_factory=Tally)
    copies: list[Copy] = field(default_factory=list)
    written: int = 0
    words: int = 0
    began: float = field(default_factory=time.monotonic, compare=False)

    def absorb(self, other: Report) -> None:
        """Add what another ingest did."""
        for name in ("new", "changed", "unchanged", "reprints", "failed", "copies"):
            getattr(self, name).extend(getattr(other, name))
        self.skipped.absorb(other.skipped)
        self.written += other.written
        self.words += other.words


Progress = Callable[[int, int, Report], None]
"""Called after each article with the articles done, those that there seem to be in all, and the report so far."""


class Pace:
    """Counts what is taken in, and tells it; ``unfinished`` of that aren't worked on yet."""

    def __init__(self, progress: Progress | None, report: Report, unfinished: Callable[[], int]) -> None:
        self._progress = progress
        self._report = report
        self._unfinished = unfinished
        self._taken = self._left = 0

    def of_files(self, files: Sequence[Path], read: Callable[[Path], Iterable[Found]]) -> Iterator[Found]:
        """What is found in these files, one after the other, each counted when the next is asked for."""
        held = [seem_to_hold(file) for file in files] if self._progress else [1] * len(files)
        return self.of(held, map(read, files))

    def of(self, numbers: Sequence[int], parts: Iterable[Iterable[Item]]) -> Iterator[Item]:
        """What these parts hold, each counted when the next is asked for; ``numbers``: how many each seems to hold."""
        self._left = sum(numbers)
        for number, part in zip(numbers, parts, strict=True):
            rest = self._left - number
            for here, found in enumerate(part, start=1):
                yield found
                self._taken += 1
                self._left = rest + max(number - here, 0)
                self.tell()
            self._left = rest

    def tell(self) -> None:
        """Tell how far it is."""
        if self._progress:
            self._progress(self._taken - self._unfinished(), self._taken + self._left, self._report)
