"""What the index holds, in a form that a question can read in microseconds.

Chroma is the record of what is indexed; a catalog is a read-only copy of its texts and offsets in one SQLite
file (``cataloguing.py`` writes it), never changed once it is read, and can be thrown away and made again.

Articles, passages and statements are numbered in rows from 0, in the order in which the articles came in, as the
lexical rankings and the statement vectors number them. In the file an article has a key that never changes, and
its passages and statements have places in it; rows are counted when the file is opened. So an article that goes
moves no other in the file.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.dedup.groups import Copies, find
from retrieval.dedup.near_duplicates import Fingerprint
from retrieval.model import Article, Kind, Passage, Speaker, Statement
from retrieval.store.records import span_id

KIND_ORDER = {Kind.DIRECT: 0, Kind.PARTIAL: 1, Kind.INDIRECT: 2, Kind.PASSAGE: 3}
"""A speaker's own words before what is reported of them."""


@dataclass(frozen=True)
class Coverage:
    """How much there is to answer from; an article and its reprints are one."""

    articles: int
    passages: int
    statements: int
    first: date | None
    last: date | None


class _ClosesItself(sqlite3.Connection):
    """Goes with its catalog."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # it never opened
            self.close()


class Catalog:
    """A catalog file, open for reading from any thread, also after its folder was deleted.

    Args:
        path: the file.

    ``ids`` holds the articles' ids, by row; ``passage_count`` and ``statement_count`` are numbers of rows.

    Raises:
        sqlite3.Error: it is missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._database = sqlite3.connect(uri, uri=True, factory=_ClosesItself, check_same_thread=False)
        self._turn = threading.Lock()
        self._articles = lru_cache(maxsize=256)(self._read_article)
        found = self._all("SELECT key, id, published, passages, statements, names FROM articles ORDER BY key")
        self._keys, self.ids, self._published, *counts = ([row[n] for row in found] for n in range(6))
        self._rows = {article_id: row for row, article_id in enumerate(self.ids)}
        self._first_passage, self._first_statement, self._first_name = (np.cumsum([0, *each]) for each in counts)
        self.passage_count, self.statement_count = int(self._first_passage[-1]), int(self._first_statement[-1])

    def _all(self, query: str, *values: object) -> list[Any]:
        with self._turn:  # one connection, so that the file may be deleted while it is read
            return self._database.execute(query, values).fetchall()

    def fault(self) -> str | None:
        """What SQLite finds wrong in the file; None when it is whole."""
        ((told,),) = self._all("PRAGMA quick_check(1)")
        return None if told == "ok" else str(told).splitlines()[0]

    @cached_property
    def coverage(self) -> Coverage:
        """Counts, and the first and last day of publication."""
        days = sorted(day for day in self._days if day)
        first, last = (days[0], days[-1]) if days else (None, None)
        articles = len(self.ids) - len(self.copies.lead)
        return Coverage(articles, self.passage_count, self.statement_count, first, last)

    @cached_property
    def _days(self) -> list[date | None]:
        return [day and date.fromisoformat(day) for day in self._published]

    @cached_property
    def article_ids(self) -> frozenset[str]:
        """The ids of all articles."""
        return frozenset(self.ids)

    @cached_property
    def outlets(self) -> list[str]:
        """Every outlet that an article names as its own, or that has its text too, in alphabetical order."""
        named = self._all("SELECT DISTINCT publisher FROM articles WHERE publisher IS NOT NULL")
        several = self._all("SELECT id FROM articles WHERE instr(record, '\"also\":[{')")
        also = (name for (key,) in several for name in self._read_article(self._rows[key]).outlets)
        return sorted({*(publisher for (publisher,) in named), *also})

    @cached_property
    def published(self) -> list[date | None]:
        """The day of publication of each passage's article, by passage row."""
        return [self._days[row] for row in self.article_of_passage]

    def passage_row(self, passage_id: str) -> int | None:
        """The row of a passage by its id in the index; None when it isn't one of these articles'."""
        article_id, _, place = passage_id.partition(":")
        row = self._rows.get(article_id)
        if row is None or not place.isdecimal():
            return None
        first, end = self._first_passage[row : row + 2]
        return int(first) + int(place) if int(place) < end - first else None

    def passage_id(self, row: int) -> str:
        """The id in the index of the passage of a row."""
        article = int(self.article_of_passage[row])
        return span_id(self.ids[article], int(row - self._first_passage[article]))

    @cached_property
    def unlinked(self) -> list[int]:
        """The rows of the passages that no search of the index brings."""
        found = self._all("SELECT id, unlinked FROM articles WHERE unlinked IS NOT NULL")
        return [self.passage_rows_of(key)[int(place)] for key, places in found for place in places.split()]

    @cached_property
    def passage_of_statement(self) -> NDArray[np.int32]:
        """The passage row in which each statement starts, by statement row."""
        return self._column("passage") + self._first_passage[self._article_of_statement].astype(np.int32)

    @cached_property
    def day_of_statement(self) -> NDArray[np.int32]:
        """The day of publication of each statement's article as a proleptic ordinal, by statement row; 0 for none."""
        days = np.array([day.toordinal() if day else 0 for day in self._days], dtype=np.int32)
        return days[self._article_of_statement]

    @cached_property
    def article_of_passage(self) -> NDArray[np.int32]:
        """The row of each passage's article, by passage row."""
        return np.repeat(np.arange(len(self.ids), dtype=np.int32), np.diff(self._first_passage))

    @cached_property
    def _article_of_statement(self) -> NDArray[np.int32]:
        return np.repeat(np.arange(len(self.ids), dtype=np.int32), np.diff(self._first_statement))

    @cached_property
    def kind_of_statement(self) -> NDArray[np.int32]:
        """The place of each statement's kind in ``KIND_ORDER``, by statement row."""
        return self._column("kind")

    def _column(self, name: str) -> NDArray[np.int32]:
        rows = self._all(f"SELECT {name} FROM statements ORDER BY article, place")  # noqa: S608 - a name of ours
        return np.fromiter((value for (value,) in rows), dtype=np.int32, count=len(rows))

    @cached_property
    def copies(self) -> Copies:
        """Which articles are copies of one another, and what they repeat."""
        linked = self._all("SELECT id, copies FROM articles WHERE copies IS NOT NULL")
        # One that was forgotten since is in no row.
        return find(self, {self._rows[key]: [self._rows[i] for i in ids.split() if i in self] for key, ids in linked})

    def copies_of(self, article_id: str) -> list[Article]:
        """The other articles of an article's group, in order of their days."""
        row = self._rows.get(article_id)
        if row is None:
            return []
        first = self.copies.lead.get(row, row)
        return [self._articles(each) for each in (first, *self.copies.of.get(first, ())) if each != row]

    def articles(self, *, copies: bool = True) -> Iterator[Article]:
        """Every article, newest first, those without a date last; ``copies``: reprints of others too."""
        left_out = frozenset[int]() if copies else self.copies.lead.keys()
        for row in sorted(range(len(self.ids)), key=lambda row: self._published[row] or "", reverse=True):
            if row not in left_out:
                yield self._read_article(row)

    def article(self, article_id: str) -> Article | None:
        """The article with this id."""
        row = self._rows.get(article_id)
        return None if row is None else self._articles(row)

    def article_at(self, row: int) -> Article:
        """The article of a row."""
        return self._articles(row)

    def _read_article(self, row: int) -> Article:
        ((record,),) = self._all("SELECT record FROM articles WHERE key = ?", self._keys[row])
        return Article.model_validate_json(record)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._rows

    def paths_of(self, article_id: str) -> tuple[str, ...]:
        """The names under which an article is known: files, where it was read from some."""
        row = self._rows.get(article_id)
        if row is None:
            return ()
        found = self._all("SELECT path FROM paths WHERE article = ? ORDER BY place", self._keys[row])
        return tuple(path for (path,) in found)

    def articles_in(self, path: str) -> set[str]:
        """The ids of the articles that are known under a name."""
        found = self._all("SELECT id FROM paths JOIN articles ON article = key WHERE path = ?", path)
        return {article_id for (article_id,) in found}

    def is_known(self, path: str) -> bool:
        """Whether an article is known under a name, or as one of several in the file of that name."""
        found = self._all("SELECT 1 FROM paths WHERE path = ? OR (path > ? AND path < ?) LIMIT 1", path, *_within(path))
        return bool(found)

    def articles_at(self, address: str) -> set[str]:
        """The ids of the articles that stand at an address."""
        found = self._all("SELECT id FROM addresses JOIN articles ON article = key WHERE address = ?", address)
        return {article_id for (article_id,) in found}

    def fingerprints(self) -> Iterator[tuple[str, Fingerprint]]:
        """The fingerprint of every article that has one, with its id."""
        for article_id, of in self._all("SELECT id, fingerprint FROM articles WHERE fingerprint IS NOT NULL"):
            yield article_id, np.frombuffer(of, dtype="<u4")

    def marks(self) -> dict[str, str]:
        """What tells one state of an article's record in the index from another, by id."""
        return dict(self._all("SELECT id, mark FROM articles"))

    def passage(self, row: int) -> tuple[Passage, Article]:
        """The passage of a row, and its article."""
        article_row = int(self.article_of_passage[row])
        (found,) = self._all(
            "SELECT start, end, paragraph FROM passages WHERE article = ? AND place = ?",
            self._keys[article_row],
            int(row - self._first_passage[article_row]),
        )
        return self._passage(article_row, *found)

    def _passage(self, article_row: int, start: int, end: int, paragraph: int) -> tuple[Passage, Article]:
        article = self._articles(article_row)
        text = article.span(start, end)
        return Passage(article_id=article.id, start=start, end=end, text=text, paragraph=paragraph), article

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of an article, in order."""
        row = self._rows.get(article_id)
        if row is None:
            return []
        found = self._all(
            "SELECT start, end, paragraph FROM passages WHERE article = ? ORDER BY place", self._keys[row]
        )
        return [self._passage(row, *each)[0] for each in found]

    def passage_rows_of(self, article_id: str) -> range:
        """The passage rows of an article."""
        return self._rows_of(article_id, self._first_passage)

    def statement_rows_of(self, article_id: str) -> range:
        """The statement rows of an article."""
        return self._rows_of(article_id, self._first_statement)

    def _rows_of(self, article_id: str, first: NDArray[Any]) -> range:
        row = self._rows.get(article_id)
        return range(0) if row is None else range(int(first[row]), int(first[row + 1]))

    def statement(self, row: int) -> tuple[Statement, Article]:
        """The statement of a row, and its article."""
        article_row = int(self._article_of_statement[row])
        ((record,),) = self._all(
            "SELECT record FROM statements WHERE article = ? AND place = ?",
            self._keys[article_row],
            int(row - self._first_statement[article_row]),
        )
        return Statement.model_validate_json(record), self._articles(article_row)

    def statement_rows(self, speaker: int | None = None, article_id: str | None = None) -> list[int]:
        """The rows of the statements of a speaker (by row) and of an article, in order of row."""
        among = range(self.statement_count) if article_id is None else self.statement_rows_of(article_id)
        if speaker is None:
            return list(among)
        own = self.speaker_of_statement[among.start : among.stop] == speaker
        found: list[int] = (np.flatnonzero(own) + among.start).tolist()
        return found

    @cached_property
    def speaker_of_statement(self) -> NDArray[np.int32]:
        """The row of each statement's speaker, by statement row; -1 where it isn't certain."""
        speakers = [row for (row,) in self._all("SELECT speaker FROM names ORDER BY article, place")]
        names, first = self._column("name"), self._first_name[self._article_of_statement]
        return np.array([*speakers, -1], dtype=np.int32)[np.where(names < 0, -1, first + names)]

    def speaker_of(self, statement_row: int) -> int | None:
        """The row of the speaker of a statement."""
        row = int(self.speaker_of_statement[statement_row])
        return row if row >= 0 else None

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Every speaker, by row. What a reprint repeats isn't counted again."""
        rows = self._all("SELECT record FROM speakers ORDER BY row")
        found = [Speaker.model_validate_json(record) for (record,) in rows]
        repeats = Counter(self.speaker_of(row) for row in self.copies.said_before)
        for row, count in repeats.items():
            if row is not None:
                found[row] = found[row].model_copy(update={"statements": found[row].statements - count})
        return found

    def paragraph_at(self, article_id: str, offset: int) -> int | None:
        """The number of the paragraph in which an offset lies."""
        row = self._rows.get(article_id)
        if row is None:
            return None
        found = self._all(
            "SELECT paragraph FROM passages WHERE article = ? AND start <= ? ORDER BY start DESC LIMIT 1",
            self._keys[row],
            offset,
        )
        return found[0][0] if found else None


def _within(path: str) -> tuple[str, str]:
    """Between which names those of a file's parts are, ``path#…``."""
    return f"{path}#", f"{path}{chr(ord('#') + 1)}"
