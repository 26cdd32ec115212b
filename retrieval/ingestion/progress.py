"""How far an ingest is: the articles done, of those that its files seem to hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from retrieval.ingestion.report import Progress, Report
from retrieval.readers import Found
from retrieval.readers.formats import seem_to_hold


class Pace:
    """Counts what is taken in, and tells it.

    Args:
        progress: is told; None: nobody.
        report: what it is told with.
        unfinished: how many of those that were taken in aren't worked on yet.
    """

    def __init__(self, progress: Progress | None, report: Report, unfinished: Callable[[], int]) -> None:
        self._progress = progress
        self._report = report
        self._unfinished = unfinished
        self._taken = self._left = 0

    def files(self, files: Sequence[Path], read: Callable[[Path], Iterable[Found]]) -> Iterator[Found]:
        """What is found in these files, one after the other, each counted when the next is asked for."""
        held = [seem_to_hold(file) for file in files] if self._progress else [1] * len(files)
        self._left = sum(held)
        for file, number in zip(files, held, strict=True):
            rest = self._left - number
            for here, found in enumerate(read(file), start=1):
                yield found
                self._taken += 1
                self._left = rest + max(number - here, 0)
                self.tell()
            self._left = rest

    def of(self, total: int) -> Iterator[int]:
        """The numbers of so many articles, each counted when the next is asked for."""
        for number in range(total):
            self._left = total - number
            yield number
            self._taken, self._left = number + 1, total - number - 1
            self.tell()

    def tell(self) -> None:
        """Tell how far it is."""
        if self._progress:
            self._progress(self._taken - self._unfinished(), self._taken + self._left, self._report)
