"""The articles of a catalog: what each is, and in which files and at which addresses it stands."""

from __future__ import annotations

import json
import sqlite3
import threading
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.dedup import canonical_url
from retrieval.embedding.base import Vectors
from retrieval.errors import IndexCorrupt
from retrieval.model import Article, Introduction, Passage, Statement
from retrieval.store.entry import COLUMNS, Entry, article_of, entry_of, found_of, spans_of


class CatalogFile:
    """One connection to a catalog's file; raises ``sqlite3.Error`` where that is missing or damaged."""

    def __init__(self, path: Path) -> None:
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._database = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._turn = threading.Lock()
        weakref.finalize(self, self._database.close)

    def all(self, query: str, *values: object) -> list[Any]:
        """The rows that a query finds."""
        with self._turn:  # one connection, so that the file may be deleted while it is read
            return self._database.execute(query, values).fetchall()


RECENT = 256
"""Articles of which what was read last is kept."""


class Articles:
    """The articles, by row and by id.

    ``ids``, ``keys`` (what the other tables call them) and days (``published``) are by row. ``first_passage``,
    ``first_statement`` and ``first_name`` give the row at which each article's begin, and behind them how many there
    are.
    """

    def __init__(self, file: CatalogFile) -> None:
        self._file = file
        found = file.all("SELECT key, id, published, passages, statements, names FROM articles ORDER BY key")
        self.keys: list[int] = [row[0] for row in found]
        self.ids: list[str] = [row[1] for row in found]
        self.published = [date.fromisoformat(row[2]) if row[2] else None for row in found]
        counts: list[list[int]] = [[row[n] for row in found] for n in (3, 4, 5)]
        self.first_passage, self.first_statement, self.first_name = ([*accumulate(of, initial=0)] for of in counts)
        self._rows = {article_id: row for row, article_id in enumerate(self.ids)}
        self._recent = lru_cache(maxsize=RECENT)(self._read)
        self.spans = lru_cache(maxsize=RECENT)(self._spans)
        self.said = lru_cache(maxsize=RECENT)(self._said)

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._rows

    def row(self, article_id: str) -> int | None:
        """The row of an article; None when it isn't here."""
        return self._rows.get(article_id)

    def key(self, article_id: str) -> int | None:
        """What the other tables call an article; None when it isn't here."""
        row = self._rows.get(article_id)
        return None if row is None else self.keys[row]

    def at(self, row: int) -> Article:
        """The article of a row."""
        return self._recent(row)

    def get(self, article_id: str) -> Article | None:
        """The article with this id."""
        row = self._rows.get(article_id)
        return None if row is None else self._recent(row)

    def newest_first(self, left_out: Collection[int] = ()) -> Iterator[Article]:
        """Every article but those of some rows, those without a date last."""
        for row in sorted(range(len(self.ids)), key=lambda row: self.published[row] or date.min, reverse=True):
            if row not in left_out:
                yield self._read(row)

    def _stored(self, row: int, *columns: str) -> Any:
        (found,) = self._file.all(f"SELECT {', '.join(columns)} FROM articles WHERE key = ?", self.keys[row])  # noqa: S608
        return found

    def _read(self, row: int) -> Article:
        return article_of(*self._stored(row, "id", "body", "told"))

    def _spans(self, row: int) -> NDArray[np.int32]:
        """Of the passages of a row's article the start, end and paragraph: int32, (n, 3)."""
        return spans_of(*self._stored(row, "spans"))

    def _said(self, row: int) -> list[dict[str, Any]]:
        """What was found of each statement of a row's article."""
        return found_of(*self._stored(row, "found"))["statements"]

    @property
    def places_of_vectors(self) -> NDArray[np.int64]:
        """The place of each passage's vector in their file, by row: up to version 26 the row itself."""
        rows = np.arange(self.first_passage[-1])
        if not self._file.all("SELECT 1 FROM pragma_table_info('articles') WHERE name = 'vectors'"):
            return rows
        begin = [place for (place,) in self._file.all("SELECT vectors FROM articles ORDER BY key")]
        first = np.asarray(self.first_passage, dtype=np.int64)
        return rows + np.repeat(np.asarray(begin, dtype=np.int64) - first[:-1], np.diff(first))

    def column(self, name: str) -> NDArray[np.int32]:
        """A number of each statement, by its row: int32, (n,).

        Its ``kind``, and the places of the passage that it is ``in_passage`` and of the name that it is ``by_name``.
        """
        found = [of for (of,) in self._file.all(f"SELECT {name} FROM articles ORDER BY key")]  # noqa: S608
        return np.frombuffer(b"".join(found), dtype="<i4")

    def entries(self, vectors_of: Callable[[slice], Vectors]) -> Iterator[Entry]:
        """What the record held of each article that can be read; ``vectors_of`` gives those of passage rows."""
        for row, article_id in enumerate(self.ids):
            found = dict(zip(COLUMNS, self._stored(row, *COLUMNS), strict=True))
            of_it = vectors_of(slice(*self.first_passage[row : row + 2]))
            with suppress(IndexCorrupt):
                yield entry_of(found, self.paths_of(article_id), of_it)

    @cached_property
    def outlets(self) -> list[str]:
        """Every outlet that an article names as its own, or that has its text too, in alphabetical order."""
        named = self._file.all("SELECT DISTINCT publisher FROM articles WHERE publisher IS NOT NULL")
        several = self._file.all("SELECT id FROM articles WHERE instr(told, '\"also\":[{')")
        also = (name for (key,) in several for name in self._read(self._rows[key]).outlets)
        return sorted({*(publisher for (publisher,) in named), *also})

    def paths_of(self, article_id: str) -> tuple[str, ...]:
        """The names under which an article is known: files, where it was read from some."""
        found = self._file.all("SELECT path FROM paths WHERE article = ? ORDER BY place", self.key(article_id))
        return tuple(path for (path,) in found)

    def in_file(self, path: str) -> set[str]:
        """The ids of the articles that are known under a name."""
        found = self._file.all("SELECT id FROM paths JOIN articles ON article = key WHERE path = ?", path)
        return {article_id for (article_id,) in found}

    def is_known(self, path: str) -> bool:
        """Whether an article is known under a name, or as one of several in the file of that name."""
        parts = f"{path}#", f"{path}{chr(ord('#') + 1)}"  # "path#…" stands between these
        return bool(
            self._file.all("SELECT 1 FROM paths WHERE path = ? OR (path > ? AND path < ?) LIMIT 1", path, *parts)
        )

    def at_address(self, address: str) -> set[str]:
        """The ids of the articles that stand at an address."""
        found = self._file.all("SELECT id FROM addresses JOIN articles ON article = key WHERE address = ?", address)
        return {article_id for (article_id,) in found}

    def named(self, name: str) -> list[str]:
        """The id of the article that has this one, or the ids of those that stand at this link."""
        address = canonical_url.address(name)
        return [name] if name in self else sorted(self.at_address(address)) if address else []

    def introductions(self, article_id: str) -> list[Introduction]:
        """How an article introduces the people whom it names, also those who say nothing there, name by name."""
        found = self._file.all(
            "SELECT name, introductions FROM names WHERE article = ? ORDER BY place", self.key(article_id)
        )
        return [each for name, told in found for each in introductions_of(article_id, name, told)]

    def linked(self) -> dict[int, list[int]]:
        """The rows of the articles that an article is a reprint of, or that are reprints of it, by row."""
        found = self._file.all("SELECT id, copies FROM articles WHERE copies <> ''")
        # An article that was forgotten since is in no row.
        return {self._rows[key]: [self._rows[i] for i in ids.split() if i in self] for key, ids in found}


Part = TypeVar("Part", Passage, Statement)

RECENT_PARTS = 2_048
"""Passages, and statements, that are kept of those read last."""


class Parts(ABC, Generic[Part]):
    """The passages or the statements, by row: the first article's, then the second's, each in their order.

    ``first`` gives the row at which each article's begin, and at the end how many there are in all.
    """

    def __init__(self, articles: Articles, first: Sequence[int]) -> None:
        self._articles = articles
        self._first = first
        self._recent: Callable[[int], tuple[Part, Article]] = lru_cache(maxsize=RECENT_PARTS)(self._read)

    def __len__(self) -> int:
        return self._first[-1]

    def rows_of(self, article_id: str) -> range:
        """The rows of an article."""
        row = self._articles.row(article_id)
        return range(0) if row is None else range(self._first[row], self._first[row + 1])

    @cached_property
    def article_of(self) -> NDArray[np.int32]:
        """The row of each one's article, by row."""
        return np.repeat(np.arange(len(self._articles), dtype=np.int32), np.diff(self._first))

    @cached_property
    def days(self) -> NDArray[np.int32]:
        """The day of publication of each one's article as a proleptic ordinal, by row; 0 for none."""
        days = np.array([day.toordinal() if day else 0 for day in self._articles.published], dtype=np.int32)
        return days[self.article_of]

    def at(self, row: int) -> tuple[Part, Article]:
        """That of a row, and its article."""
        return self._recent(int(row))

    def _read(self, row: int) -> tuple[Part, Article]:
        number = int(self.article_of[row])
        article = self._articles.at(number)
        return self._part(article, number, row - self._first[number]), article

    @abstractmethod
    def _part(self, article: Article, number: int, place: int) -> Part:
        """That at a place of an article, whose row is ``number``."""


def introductions_of(article_id: str, name: str, told: str) -> list[Introduction]:
    """A name's introductions again, from where each begins and its text, as JSON; up to version 24 from all of each."""

    def made(start: int, text: str) -> Introduction:
        return Introduction(article_id=article_id, start=start, end=start + len(text), text=text, speaker=name)

    held = json.loads(told)
    return [Introduction.model_validate(each) if isinstance(each, dict) else made(*each) for each in held]
