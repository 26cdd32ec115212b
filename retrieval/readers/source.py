"""What a reader is told of the bytes that it reads, and what it counts beside the articles that it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from retrieval.errors import ArticleError
from retrieval.model import Article

Found = Article | ArticleError
"""An article, or why there is none: the rest goes on."""

UNREAD_DATE = "date that can't be read"
UNREAD_LINE = "line of front matter that can't be read"
NO_TEXT = "entry without text"
UNPUBLISHED = "entry that isn't published"
CUT_OFF = "text cut off by its source"
REPAIRED = "text that was encoded twice, repaired"
UNANALYSED = "text whose statements can't be found"
NOTED = (UNREAD_DATE, UNREAD_LINE, NO_TEXT, UNPUBLISHED, CUT_OFF, REPAIRED, UNANALYSED)
"""What is counted instead of being told one by one: an archive may have it in each of 20,000 articles."""

_NAMED = 3
"""Names that are kept of each kind."""


class Tally(Counter[str]):
    """What was left out, counted by kind; ``names`` holds the first three of each.

    ``columns``: of each table, by its name, which column each field of an article was read from.
    """

    def __init__(self, counts: Mapping[str, int] | None = None) -> None:
        super().__init__(counts or {})
        self.names: dict[str, list[str]] = {}
        self.columns: dict[str, dict[str, str]] = {}
        self._named: Counter[str] = Counter(counts or {})

    def note(self, kind: str, name: str) -> None:
        """Count one of a kind."""
        self[kind] += 1
        self.name(name)

    def take_back(self, kind: str, count: int) -> None:
        """Count as many less of a kind: they are told otherwise."""
        self[kind] -= count
        if not self[kind]:
            del self[kind]

    def name(self, name: str) -> None:
        """Name what was counted since something was named last."""
        for kind in self.keys() - {kind for kind, count in self._named.items() if count == self[kind]}:
            self._named[kind] = self[kind]
            self._add(kind, name)

    def absorb(self, other: Tally) -> None:
        """Add what another tally counted."""
        self.columns |= other.columns
        for kind, count in other.items():
            self[kind] += count
            self._named[kind] = self[kind]
            for name in other.names.get(kind, ()):
                self._add(kind, name)

    def _add(self, kind: str, name: str) -> None:
        names = self.names.setdefault(kind, [])
        if len(names) < _NAMED and name not in names:
            names.append(name)


@dataclass(frozen=True)
class Source:
    """Where bytes come from.

    ``shown``: how messages name them. ``max_bytes``: the most that is read for one article. ``url`` and ``charset``:
    what a page's server told. ``noted``: counts what is left out, by kind. ``member``: reads a file inside this one,
    given it opened, its name and how messages name it.
    """

    shown: str
    max_bytes: int
    url: str | None = None
    charset: str | None = None
    noted: Tally = field(default_factory=Tally)
    member: Callable[[BinaryIO, str, str], Iterator[Found]] = lambda *_: iter(())
