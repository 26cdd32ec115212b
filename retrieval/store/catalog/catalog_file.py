"""The file of a catalog, open for reading from any thread, also after it was deleted."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any


class _ClosesItself(sqlite3.Connection):
    """Goes with its catalog."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # it never opened
            self.close()


class CatalogFile:
    """One connection to a catalog's file.

    Args:
        path: the file.

    Raises:
        sqlite3.Error: it is missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._database = sqlite3.connect(uri, uri=True, factory=_ClosesItself, check_same_thread=False)
        self._turn = threading.Lock()

    def all(self, query: str, *values: object) -> list[Any]:
        """The rows that a query finds."""
        with self._turn:  # one connection, so that the file may be deleted while it is read
            return self._database.execute(query, values).fetchall()
