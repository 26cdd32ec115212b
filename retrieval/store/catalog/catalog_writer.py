"""Writes the file that :class:`retrieval.store.catalog.Catalog` reads, from the one before it."""

from __future__ import annotations

import shutil
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from retrieval.dedup import canonical_url
from retrieval.entities import corrections
from retrieval.entities.corrections import Corrections
from retrieval.entities.registry import uses
from retrieval.store.catalog.statements import KIND_ORDER
from retrieval.store.catalog.who_is_who import SCHEMA, WhoIsWho
from retrieval.store.entry import Entry, columns_of

_SCHEMA = """
PRAGMA page_size = 2048;
CREATE TABLE articles (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, published TEXT, publisher TEXT,
                       passages INTEGER NOT NULL, statements INTEGER NOT NULL, names INTEGER NOT NULL,
                       vectors INTEGER NOT NULL, kind BLOB NOT NULL, in_passage BLOB NOT NULL,
                       by_name BLOB NOT NULL, copies TEXT NOT NULL,
                       body BLOB NOT NULL, told TEXT NOT NULL, spans BLOB NOT NULL, found BLOB NOT NULL);
CREATE TABLE paths (article INTEGER REFERENCES articles ON DELETE CASCADE, place INTEGER, path TEXT NOT NULL,
                    PRIMARY KEY (article, place)) WITHOUT ROWID;
CREATE INDEX by_path ON paths (path);
CREATE TABLE addresses (article INTEGER REFERENCES articles ON DELETE CASCADE, address TEXT,
                        PRIMARY KEY (article, address)) WITHOUT ROWID;
CREATE INDEX by_address ON addresses (address);
"""


class Cataloguer:
    """A catalog in the making. What is put or removed shows when :func:`writing` ends."""

    def __init__(self, database: sqlite3.Connection, told: Corrections) -> None:
        self._database = database
        self._who = WhoIsWho(database, told)

    def put(self, entry: Entry, vectors: int = 0) -> int:
        """Enter an article with all that was found in it: in its old place if it has one, else behind the others.

        Its vectors begin at the place ``vectors`` in their file. Returns the article's key.
        """
        article, names = entry.article, uses(entry.article, entry.statements, entry.introductions)
        starts = [passage.start for passage in entry.passages]
        places = {use.name: place for place, use in enumerate(names)}
        of_said = {
            "kind": [KIND_ORDER[each.kind] for each in entry.statements],
            "in_passage": [max(bisect_right(starts, each.start) - 1, 0) for each in entry.statements],
            "by_name": [places.get(each.speaker or "", -1) for each in entry.statements],
        }
        row = {
            **columns_of(entry),
            "published": article.published and article.published.isoformat(),
            "publisher": article.publisher,
            "passages": len(starts),
            "statements": len(entry.statements),
            "names": len(names),
            "vectors": vectors,
            **{name: np.array(each, dtype="<i4").tobytes() for name, each in of_said.items()},
        }
        self._who.remove(article.id)
        values = ", ".join(("(SELECT key FROM articles WHERE id = ?)", *"?" * len(row)))
        put = f"INSERT OR REPLACE INTO articles (key, {', '.join(row)}) VALUES ({values})"  # noqa: S608 - names of ours
        key = self._database.execute(put, (article.id, *row.values())).lastrowid or 0
        self._many("paths", ((key, place, path) for place, path in enumerate(entry.paths)))
        self._many("addresses", ((key, address) for address in sorted(canonical_url.addresses(article))))
        self._who.put(key, names)
        return key

    def place_vectors(self, article_id: str, vectors: int) -> None:
        """Note where an article's vectors begin now."""
        self._database.execute("UPDATE articles SET vectors = ? WHERE id = ?", (vectors, article_id))

    def remove(self, article_id: str) -> None:
        """Strike an article out; nothing happens when it isn't there."""
        self._who.remove(article_id)
        self._database.execute("DELETE FROM articles WHERE id = ?", (article_id,))

    def _many(self, table: str, rows: Iterator[tuple[object, ...]]) -> None:
        listed = list(rows)
        if listed:
            places = ", ".join("?" * len(listed[0]))
            self._database.executemany(f"INSERT INTO {table} VALUES ({places})", listed)  # noqa: S608

    def settle(self) -> None:
        """See who is who over all articles."""
        self._who.settle()


@contextmanager
def writing(path: Path, before: Path | None, *, told: Corrections = corrections.NONE) -> Iterator[Cataloguer]:
    """Make a catalog at ``path`` from the one ``before`` it; ``told``: what a person says of who is who."""
    if before is not None:
        shutil.copyfile(before, path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA synchronous = OFF")  # a half-written catalog is never pointed to
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA foreign_keys = ON")
        if before is None:
            database.executescript(f"{_SCHEMA}{SCHEMA}")
        yield Cataloguer(database, told)
