"""What the index holds, in a form that a question can read in microseconds.

Chroma is the record of what is indexed; a catalog is a read-only copy of its texts and offsets in one SQLite
file, with rows numbered as the lexical ranking and the statement vectors number them. It is built from Chroma,
never changed afterwards, and can be thrown away and built again.
"""

from __future__ import annotations

import sqlite3
import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.copies import Copies, find
from retrieval.model import Article, Introduction, Kind, Passage, Speaker, Statement

_SCHEMA = """
CREATE TABLE articles (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, published TEXT, publisher TEXT,
                       record TEXT NOT NULL, copies TEXT);
CREATE TABLE passages (row INTEGER PRIMARY KEY, article INTEGER NOT NULL, start INTEGER NOT NULL,
                       end INTEGER NOT NULL, paragraph INTEGER NOT NULL, id TEXT NOT NULL UNIQUE);
CREATE INDEX passages_of_article ON passages (article);
CREATE TABLE statements (row INTEGER PRIMARY KEY, article INTEGER NOT NULL, passage INTEGER NOT NULL,
                         speaker INTEGER, kind INTEGER NOT NULL, record TEXT NOT NULL);
CREATE INDEX statements_of_speaker ON statements (speaker);
CREATE INDEX statements_of_article ON statements (article);
CREATE TABLE speakers (row INTEGER PRIMARY KEY, record TEXT NOT NULL);
"""

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
    """Goes with its thread or its catalog, whichever goes first."""

    def __del__(self) -> None:
        self.close()


class Catalog:
    """A catalog file, open for reading from any thread.

    Args:
        path: the file that :func:`build` made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._articles = lru_cache(maxsize=256)(self._read_article)

    @property
    def _database(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            uri = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            # Used by its thread alone, and closed by whichever collects it.
            connection = sqlite3.connect(uri, uri=True, factory=_ClosesItself, check_same_thread=False)
            self._local.connection = connection
        return connection

    @cached_property
    def coverage(self) -> Coverage:
        """Counts, and the first and last day of publication."""
        (articles, first, last) = self._database.execute(
            "SELECT count(*), min(published), max(published) FROM articles"
        ).fetchone()
        articles -= len(self.copies.lead)
        (passages,) = self._database.execute("SELECT count(*) FROM passages").fetchone()
        (statements,) = self._database.execute("SELECT count(*) FROM statements").fetchone()
        return Coverage(
            articles,
            passages,
            statements,
            first and date.fromisoformat(first),
            last and date.fromisoformat(last),
        )

    @cached_property
    def outlets(self) -> list[str]:
        """Every outlet that an article names as its own, or that has its text too, in alphabetical order."""
        named = self._database.execute("SELECT DISTINCT publisher FROM articles WHERE publisher IS NOT NULL")
        several = self._database.execute("SELECT row FROM articles WHERE instr(record, '\"also\":[{')").fetchall()
        also = (name for (row,) in several for name in self._read_article(row).outlets)
        return sorted({*(publisher for (publisher,) in named), *also})

    @cached_property
    def published(self) -> list[date | None]:
        """The day of publication of each passage's article, by passage row."""
        rows = self._database.execute(
            "SELECT published FROM passages JOIN articles ON article = articles.row ORDER BY passages.row"
        )
        return [day and date.fromisoformat(day) for (day,) in rows]

    @cached_property
    def passage_rows(self) -> dict[str, int]:
        """The row of each passage's id."""
        return dict(self._database.execute("SELECT id, row FROM passages"))

    @cached_property
    def passage_of_statement(self) -> NDArray[np.int32]:
        """The passage row in which each statement starts, by statement row."""
        return self._column("SELECT passage FROM statements ORDER BY row")

    @cached_property
    def day_of_statement(self) -> NDArray[np.int32]:
        """The day of publication of each statement's article as a proleptic ordinal, by statement row; 0 for none."""
        rows = self._database.execute(
            "SELECT published FROM statements JOIN articles ON article = articles.row ORDER BY statements.row"
        )
        days = (date.fromisoformat(day).toordinal() if day else 0 for (day,) in rows)
        return np.fromiter(days, dtype=np.int32)

    @cached_property
    def article_of_passage(self) -> NDArray[np.int32]:
        """The row of each passage's article, by passage row."""
        return self._column("SELECT article FROM passages ORDER BY row")

    def _column(self, query: str) -> NDArray[np.int32]:
        return np.fromiter((value for (value,) in self._database.execute(query)), dtype=np.int32)

    @cached_property
    def kind_of_statement(self) -> NDArray[np.int32]:
        """The place of each statement's kind in ``KIND_ORDER``, by statement row."""
        return self._column("SELECT kind FROM statements ORDER BY row")

    @cached_property
    def copies(self) -> Copies:
        """Which articles are copies of one another, and what they repeat."""
        linked = self._database.execute("SELECT row, copies FROM articles WHERE copies IS NOT NULL").fetchall()
        pairs = {}
        for row, ids in linked:
            others = (self._database.execute("SELECT row FROM articles WHERE id = ?", (key,)) for key in ids.split())
            pairs[row] = [other for found in others for (other,) in found]  # one that was forgotten since is in no row
        return find(self, pairs)

    def copies_of(self, article_id: str) -> list[Article]:
        """The other articles of an article's group, in order of their days."""
        if not self.copies.of:
            return []
        (row,) = self._database.execute("SELECT row FROM articles WHERE id = ?", (article_id,)).fetchone() or (-1,)
        first = self.copies.lead.get(row, row)
        return [self._articles(each) for each in (first, *self.copies.of.get(first, ())) if each != row]

    def articles(self, *, copies: bool = True) -> Iterator[Article]:
        """Every article, newest first, those without a date last; ``copies``: reprints of others too."""
        left_out = frozenset[int]() if copies else self.copies.lead.keys()
        rows = self._database.execute("SELECT row, record FROM articles ORDER BY published DESC, row")
        for row, record in rows:
            if row not in left_out:
                yield Article.model_validate_json(record)

    def article(self, article_id: str) -> Article | None:
        """The article with this id."""
        found = self._database.execute("SELECT row FROM articles WHERE id = ?", (article_id,)).fetchone()
        return self._articles(found[0]) if found else None

    def article_at(self, row: int) -> Article:
        """The article of a row."""
        return self._articles(row)

    def _read_article(self, row: int) -> Article:
        (record,) = self._database.execute("SELECT record FROM articles WHERE row = ?", (row,)).fetchone()
        return Article.model_validate_json(record)

    def passage(self, row: int) -> tuple[Passage, Article]:
        """The passage of a row, and its article."""
        found = self._database.execute(
            "SELECT article, start, end, paragraph FROM passages WHERE row = ?", (row,)
        ).fetchone()
        return self._passage(*found)

    def _passage(self, article_row: int, start: int, end: int, paragraph: int) -> tuple[Passage, Article]:
        article = self._articles(article_row)
        text = article.span(start, end)
        return Passage(article_id=article.id, start=start, end=end, text=text, paragraph=paragraph), article

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of an article, in order."""
        rows = self._database.execute(
            "SELECT article, start, end, paragraph FROM passages WHERE article = "
            "(SELECT row FROM articles WHERE id = ?) ORDER BY start",
            (article_id,),
        ).fetchall()
        return [self._passage(*row)[0] for row in rows]

    def passage_rows_of(self, article_id: str) -> list[int]:
        """The passage rows of an article."""
        rows = self._database.execute(
            "SELECT row FROM passages WHERE article = (SELECT row FROM articles WHERE id = ?)", (article_id,)
        )
        return [row for (row,) in rows]

    def statement(self, row: int) -> tuple[Statement, Article]:
        """The statement of a row, and its article."""
        (article_row, record) = self._database.execute(
            "SELECT article, record FROM statements WHERE row = ?", (row,)
        ).fetchone()
        return Statement.model_validate_json(record), self._articles(article_row)

    def statement_rows(self, speaker: int | None = None, article_id: str | None = None) -> list[int]:
        """The rows of the statements of a speaker (by row) and of an article, in order of row."""
        query = "SELECT row FROM statements"
        conditions, values = [], list[object]()
        if speaker is not None:
            conditions.append("speaker = ?")
            values.append(speaker)
        if article_id is not None:
            conditions.append("article = (SELECT row FROM articles WHERE id = ?)")
            values.append(article_id)
        if conditions:
            query += " WHERE " + " AND ".join(conditions)
        return [row for (row,) in self._database.execute(query + " ORDER BY row", values)]

    @cached_property
    def speaker_of_statement(self) -> NDArray[np.int32]:
        """The row of each statement's speaker, by statement row; -1 where it isn't certain."""
        return self._column("SELECT coalesce(speaker, -1) FROM statements ORDER BY row")

    def speaker_of(self, statement_row: int) -> int | None:
        """The row of the speaker of a statement."""
        row = int(self.speaker_of_statement[statement_row])
        return row if row >= 0 else None

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Every speaker, by row. What a reprint repeats isn't counted again."""
        rows = self._database.execute("SELECT record FROM speakers ORDER BY row")
        found = [Speaker.model_validate_json(record) for (record,) in rows]
        repeats = Counter(self.speaker_of(row) for row in self.copies.said_before)
        for row, count in repeats.items():
            if row is not None:
                found[row] = found[row].model_copy(update={"statements": found[row].statements - count})
        return found

    def paragraph_at(self, article_id: str, offset: int) -> int | None:
        """The number of the paragraph in which an offset lies."""
        found = self._database.execute(
            "SELECT paragraph FROM passages WHERE article = (SELECT row FROM articles WHERE id = ?) "
            "AND start <= ? ORDER BY start DESC LIMIT 1",
            (article_id, offset),
        ).fetchone()
        return found[0] if found else None


@dataclass(frozen=True)
class Entry:
    """One article with all that was found in it."""

    article: Article
    passages: Sequence[Passage]
    passage_ids: Sequence[str]
    statements: Sequence[Statement]
    introductions: Sequence[Introduction] = ()
    copies: Sequence[str] = ()


def build(
    path: Path,
    entries: Iterable[Entry],
    speakers: Sequence[Speaker],
    speaker_rows: dict[tuple[str, str], int],
) -> None:
    """Write a catalog.

    Args:
        path: a file that doesn't exist yet.
        entries: the articles; their passages and statements get rows in this order.
        speakers: every speaker; the position is the row.
        speaker_rows: the speaker's row for (article id, name in that article's statements).
    """
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA synchronous = OFF")  # a half-written catalog is never pointed to
        database.executescript(_SCHEMA)
        database.executemany(
            "INSERT INTO speakers VALUES (?, ?)",
            ((row, speaker.model_dump_json()) for row, speaker in enumerate(speakers)),
        )
        next_passage = next_statement = 0
        for article_row, entry in enumerate(entries):
            article = entry.article
            database.execute(
                "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)",
                (
                    article_row,
                    article.id,
                    article.published and article.published.isoformat(),
                    article.publisher,
                    article.model_dump_json(exclude={"id"}),
                    " ".join(entry.copies) or None,
                ),
            )
            first_passage = next_passage
            for passage, passage_id in zip(entry.passages, entry.passage_ids, strict=True):
                database.execute(
                    "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
                    (next_passage, article_row, passage.start, passage.end, passage.paragraph, passage_id),
                )
                next_passage += 1
            starts = [passage.start for passage in entry.passages]
            for statement in entry.statements:
                home = max(bisect_right(starts, statement.start) - 1, 0)
                database.execute(
                    "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        next_statement,
                        article_row,
                        first_passage + home,
                        speaker_rows.get((article.id, statement.speaker or "")),
                        KIND_ORDER[statement.kind],
                        statement.model_dump_json(),
                    ),
                )
                next_statement += 1
