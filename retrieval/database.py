"""A look at Chroma's database file before Chroma opens it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from retrieval.errors import IndexCorrupt

WAIT = 5.0
"""Seconds to wait for another program's lock on the database. A write of Chroma's takes less than one."""


def look_at(folder: Path, wait: float | None = None) -> None:
    """Raise what is wrong with the database: Chroma waits for ever on a locked one, and makes a missing one anew."""
    database = folder / "chroma.sqlite3"
    vectors = next((each for each in folder.iterdir() if each.is_dir()), None)
    if not database.exists() or not database.stat().st_size:
        if vectors is not None:
            raise damaged(folder)
        return
    with closing(
        sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True, timeout=WAIT if wait is None else wait)
    ) as probe:
        probe.isolation_level = None
        probe.execute("BEGIN IMMEDIATE")  # Chroma takes the writer's lock at opening, also to read
        probe.execute("ROLLBACK")
        try:
            probe.execute("SELECT count(*) FROM collections").fetchone()
        except sqlite3.OperationalError as error:
            if vectors is not None or "no such table" not in str(error):
                raise  # without vectors it was only cut off while being made: Chroma goes on with it


def damaged(where: object) -> IndexCorrupt:
    """The error for an index whose files can't be read."""
    return IndexCorrupt(
        f"The index in {where} is damaged",
        "Nothing was deleted. Move that folder away and ingest the articles again",
    )


def shown(url: str) -> str:
    """An address without what may be a password in it."""
    scheme, separator, rest = url.rpartition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
