"""Writes the file that :class:`retrieval.store.catalog.Catalog` reads, from the one before it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

import numpy as np

from retrieval.dedup import canonical_url
from retrieval.entities import corrections
from retrieval.entities.corrections import Corrections
from retrieval.entities.registry import Home, Use, register, uses
from retrieval.model import Speaker
from retrieval.store.catalog.articles import introductions_of
from retrieval.store.catalog.catalog import SPEAKERS
from retrieval.store.catalog.statements import KIND_ORDER
from retrieval.store.entry import Entry, columns_of

_SCHEMA = """
PRAGMA page_size = 2048;
CREATE TABLE articles (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL, told TEXT NOT NULL,
                       spans BLOB NOT NULL, found BLOB NOT NULL, copies TEXT NOT NULL,
                       published TEXT, publisher TEXT, passages INTEGER NOT NULL, statements INTEGER NOT NULL,
                       names INTEGER NOT NULL, kind BLOB NOT NULL, in_passage BLOB NOT NULL, by_name BLOB NOT NULL);
CREATE TABLE paths (article INTEGER REFERENCES articles ON DELETE CASCADE, place INTEGER, path TEXT NOT NULL,
                    PRIMARY KEY (article, place)) WITHOUT ROWID;
CREATE INDEX by_path ON paths (path);
CREATE TABLE addresses (article INTEGER REFERENCES articles ON DELETE CASCADE, address TEXT,
                        PRIMARY KEY (article, address)) WITHOUT ROWID;
CREATE INDEX by_address ON addresses (address);
CREATE TABLE names (article INTEGER REFERENCES articles ON DELETE CASCADE, place INTEGER,
                    name TEXT NOT NULL, full_name TEXT NOT NULL, key TEXT NOT NULL, statements INTEGER NOT NULL,
                    introductions TEXT NOT NULL, speaker INTEGER,
                    owner TEXT, is_there INTEGER, roles TEXT NOT NULL, traits TEXT NOT NULL,
                    PRIMARY KEY (article, place)) WITHOUT ROWID;
CREATE TABLE speakers (part INTEGER PRIMARY KEY, records BLOB NOT NULL);
"""

TOGETHER = 200
"""Speakers that are compressed together."""


class Cataloguer:
    """A catalog in the making. What is put or removed shows when :func:`writing` ends."""

    def __init__(self, database: sqlite3.Connection, corrections: Corrections) -> None:
        self._database = database
        self._corrections = corrections

    def put(self, entry: Entry) -> None:
        """Enter an article with all that was found in it: in its old place if it has one, else behind the others."""
        article, names = entry.article, uses(entry.article, entry.statements, entry.introductions)
        starts = [passage.start for passage in entry.passages]
        places = {use.name: place for place, use in enumerate(names)}
        of_said = (
            [KIND_ORDER[each.kind] for each in entry.statements],
            [max(bisect_right(starts, each.start) - 1, 0) for each in entry.statements],
            [places.get(each.speaker or "", -1) for each in entry.statements],
        )
        row = (
            *columns_of(entry).values(),
            *(article.published and article.published.isoformat(), article.publisher),
            *(len(starts), len(entry.statements), len(names)),
            *(np.array(each, dtype="<i4").tobytes() for each in of_said),
        )
        values = ", ".join(("(SELECT key FROM articles WHERE id = ?)", *"?" * len(row)))
        put = f"INSERT OR REPLACE INTO articles VALUES ({values})"  # noqa: S608 - marks only
        key = self._database.execute(put, (article.id, *row)).lastrowid
        self._many("paths", ((key, place, path) for place, path in enumerate(entry.paths)))
        self._many("addresses", ((key, address) for address in sorted(canonical_url.addresses(article))))
        self._many(
            "names",
            (
                (
                    *(key, place, use.name, use.full_name, use.key, use.statements),
                    *(json.dumps([(each.start, each.text) for each in use.introductions]), -1, None, None),
                    *("\n".join(" ".join(sorted(role)) for role in use.roles), " ".join(sorted(use.traits))),
                )
                for place, use in enumerate(names)
            ),
        )

    def remove(self, article_id: str) -> None:
        """Strike an article out; nothing happens when it isn't there."""
        self._database.execute("DELETE FROM articles WHERE id = ?", (article_id,))

    def _many(self, table: str, rows: Iterator[tuple[object, ...]]) -> None:
        listed = list(rows)
        if listed:
            places = ", ".join("?" * len(listed[0]))
            self._database.executemany(f"INSERT INTO {table} VALUES ({places})", listed)  # noqa: S608

    def register_speakers(self) -> None:
        """Settle who is who over all articles. There may be very many names: they are read one after the other."""
        told = self._corrections
        speakers, rows, homes = register(self._uses, self._text, told.one, told.two)
        settled = self._database.execute(
            "SELECT article, place, speaker, owner, is_there FROM names ORDER BY article, place"
        )
        changed = [
            (row, *home, *at)
            for number, ((*at, speaker, owner, is_there), row) in enumerate(zip(settled, rows, strict=True))
            for home in [homes.get(number, (None, None))]
            if (speaker, owner, is_there) != (row, *home)
        ]
        self._database.executemany(
            "UPDATE names SET speaker = ?, owner = ?, is_there = ? WHERE article = ? AND place = ?", changed
        )
        self._database.execute("DELETE FROM speakers")
        introduced = self._introduced(speakers)
        while part := list(islice(introduced, TOGETHER)):
            records = zlib.compress(SPEAKERS.dump_json(part))
            self._database.execute("INSERT INTO speakers (records) VALUES (?)", (records,))

    def _uses(self) -> Iterator[Use]:
        found = self._database.execute(
            "SELECT id, name, full_name, names.key, names.statements, owner, is_there, roles, traits"
            " FROM names JOIN articles ON article = articles.key ORDER BY article, place"
        )
        for article_id, name, full_name, key, statements, owner, is_there, roles, traits in found:
            home = None if owner is None else Home(owner, bool(is_there))
            held = tuple(frozenset(role.split()) for role in roles.splitlines())
            yield Use(
                *(article_id, name, full_name, key, statements), roles=held, traits=frozenset(traits.split()), home=home
            )

    def _introduced(self, speakers: Iterable[Speaker]) -> Iterator[Speaker]:
        """The speakers with what the articles tell of them."""
        told = self._database.execute(
            "SELECT speaker, published, id, name, introductions FROM names JOIN articles ON article = articles.key"
            " WHERE speaker >= 0 AND introductions <> '[]' ORDER BY speaker, article, place"
        )
        of_each = groupby(told, key=itemgetter(0))
        coming = next(of_each, None)
        for row, speaker in enumerate(speakers):
            if coming is not None and coming[0] == row:
                found = tuple(
                    each.model_copy(update={"told_on": published and date.fromisoformat(published)})
                    for _, published, *listed in coming[1]
                    for each in introductions_of(*listed)
                )
                speaker = speaker.model_copy(update={"introductions": found})
                coming = next(of_each, None)
            yield speaker

    def _text(self, article_id: str) -> str:
        ((body,),) = self._database.execute("SELECT body FROM articles WHERE id = ?", (article_id,)).fetchall()
        return zlib.decompress(body).decode()


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
            database.executescript(_SCHEMA)
        yield Cataloguer(database, told)
