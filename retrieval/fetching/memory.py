"""What was fetched from each feed, so that it is asked only for what is new, also after a restart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from retrieval.errors import IndexReadOnly
from retrieval.fetching.client import Validators
from retrieval.fetching.feeds import Entry

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
        with self._opened() as database:
            row = database.execute("SELECT etag, modified FROM feed WHERE link = ?", (feed,)).fetchone()
        return Validators(*row) if row is not None else None

    def new(self, feed: str, entries: Iterable[Entry]) -> list[Entry]:
        """Those of a feed's entries that were never noted, or that were changed since."""
        with self._opened() as database:
            noted = dict(database.execute("SELECT key, stamp FROM entry WHERE feed = ?", (feed,)).fetchall())
        return [entry for entry in entries if noted.get(entry.key) != entry.stamp]

    def note_entry(self, feed: str, entry: Entry) -> None:
        """The entry's article is in."""
        with self._opened() as database:
            database.execute("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", (feed, entry.key, entry.stamp))

    def note_feed(self, feed: str, validators: Validators) -> None:
        """Everything in the feed as it is now was dealt with."""
        row = (feed, validators.etag, validators.modified)
        with self._opened() as database:
            database.execute("INSERT OR REPLACE INTO feed VALUES (?, ?, ?)", row)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The database, what is done with it committed at the end."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connected()) as database, database:
                yield database
        except sqlite3.OperationalError as error:
            raise IndexReadOnly(
                f"What was fetched can't be noted in {self._path} ({error})",
                "Free some space or give yourself write permission there, then try again",
            ) from error

    def _connected(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=_WAIT)
        try:
            database.executescript(_TABLES)
        except sqlite3.OperationalError:  # locked, or a full disk
            database.close()
            raise
        except sqlite3.DatabaseError:  # no database any more: what it held is worth a fetch, not a failure
            database.close()
            self._path.unlink()
            return self._connected()
        return database
