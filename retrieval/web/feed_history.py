"""What was fetched from each feed, so that it is asked only for what is new, also after a restart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from retrieval.errors import IndexReadOnly
from retrieval.system import private
from retrieval.web.feeds import Entry
from retrieval.web.http_client import Validators

_TABLES = """
CREATE TABLE IF NOT EXISTS feed (link TEXT PRIMARY KEY, etag TEXT, modified TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (feed TEXT, key TEXT, stamp TEXT, PRIMARY KEY (feed, key)) WITHOUT ROWID;
"""
_WAIT = 10.0
"""Seconds to wait for another process that writes."""


class Memory:
    """A small database in the home folder; losing it costs a fetch of every entry, no more.

    An entry is noted when its article is in the index: what was cut off in between is fetched again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def validators(self, feed: str) -> Validators | None:
        """What the feed's server gave at the last visit that went through; None before it."""
        row = self._do("SELECT etag, modified FROM feed WHERE link = ?", feed)
        return Validators(*row[0]) if row else None

    def new(self, feed: str, entries: Iterable[Entry]) -> list[Entry]:
        """Those of a feed's entries that were never noted, or that were changed since."""
        noted = dict(self._do("SELECT key, stamp FROM entry WHERE feed = ?", feed))
        return [entry for entry in entries if noted.get(entry.key) != entry.stamp]

    def note_entry(self, feed: str, entry: Entry) -> None:
        """The entry's article is in."""
        self._do("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", feed, entry.key, entry.stamp)

    def note_feed(self, feed: str, validators: Validators) -> None:
        """Everything in the feed as it is now was dealt with."""
        self._do("INSERT OR REPLACE INTO feed VALUES (?, ?, ?)", feed, validators.etag, validators.modified)

    def _do(self, statement: str, *values: str | None) -> list[Any]:
        """The rows that a statement gives, what it does committed."""
        try:
            private.make(self._path.parent)
            try:
                return self._done(statement, values)
            except sqlite3.OperationalError:  # locked, or a full disk
                raise
            except sqlite3.DatabaseError:  # no database any more: what it held is worth a fetch, not a failure
                self._path.unlink()
                return self._done(statement, values)
        except sqlite3.OperationalError as error:
            raise IndexReadOnly(
                f"What was fetched can't be noted in {self._path} ({error})",
                "Free some space or give yourself write permission there, then try again",
            ) from error

    def _done(self, statement: str, values: Sequence[str | None]) -> list[Any]:
        with closing(sqlite3.connect(self._path, timeout=_WAIT)) as database, database:
            database.executescript(_TABLES)
            return database.execute(statement, values).fetchall()
