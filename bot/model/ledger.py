"""What the model has cost this month, in a file of the home: all processes on one machine count together."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import BudgetUnknown
from retrieval.model import Usage

_WAIT = 5.0
"""Seconds that one process waits for another's write, which takes a millisecond."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS spent (month TEXT, person TEXT, tokens INTEGER NOT NULL, PRIMARY KEY (month, person))"
)


class FileLedger:
    """A ledger in a SQLite file. Persons stand in it under a digest of their id, and no longer than their month.

    Args:
        file: made at the first write.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()

    def add(self, month: str, person: str, usage: Usage) -> None:
        """See :class:`bot.model.budget.Ledger`."""
        with self._open() as database:
            database.execute("DELETE FROM spent WHERE month < ?", (month,))
            database.execute(
                "INSERT INTO spent VALUES (?, ?, ?) ON CONFLICT (month, person) DO UPDATE SET tokens = tokens + ?",
                (month, _digest(person), usage.tokens, usage.tokens),
            )

    def spent(self, month: str, person: str | None = None) -> int:
        """See :class:`bot.model.budget.Ledger`."""
        if not self._file.exists():
            return 0
        with self._open() as database:
            whose = "" if person is None else " AND person = ?"
            values = (month,) if person is None else (month, _digest(person))
            (tokens,) = database.execute(
                f"SELECT COALESCE(SUM(tokens), 0) FROM spent WHERE month = ?{whose}",  # noqa: S608 - no value in it
                values,
            ).fetchone()
        return int(tokens)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A transaction of its own; an answer has two of them, and nothing is held open between."""
        try:
            with self._lock:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                database = sqlite3.connect(self._file, timeout=_WAIT)
                try:
                    with database:
                        database.execute(_TABLE)
                        yield database
                finally:
                    database.close()
        except (sqlite3.Error, OSError) as error:
            raise BudgetUnknown(
                f"{self._file} can't be used ({error})",
                "Mend its rights or move it away",
            ) from error


def _digest(person: str) -> str:
    return hashlib.sha256(person.encode("utf-8", "replace")).hexdigest()[:16]
