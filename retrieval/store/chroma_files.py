"""Where Chroma's data is: a look at its database file before Chroma opens it, a server's address."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from retrieval.errors import IndexCorrupt, IndexUnreachable

WAIT = 5.0
"""Seconds to wait for another program's lock on the database. A write of Chroma's takes less than one."""


@contextmanager
def opening(folder: Path) -> Iterator[None]:
    """Hold off others who open the database: two processes that make it at once trip over each other's tables."""
    lock = FileLock(folder.parent / "opening.lock")
    # Who holds it for longer does something else, and where no lock can be made, there is one user.
    with suppress(Timeout, OSError):
        lock.acquire(timeout=WAIT)
    try:
        yield
    finally:
        lock.release()


_MOST_SPELLINGS = 64
"""Of a folder's path that are open at once in this process. An index that isn't closed keeps its one."""

_in_use: dict[str, None] = {}  # spellings, the last one opened at the end


def spelling(folder: Path) -> str:
    """A spelling of the folder's path that nothing in this process has open.

    Chroma shares what it has read of a path between all its clients in a process, no matter what other processes have
    written since; at another spelling of the path it reads again.
    """
    every = [f"{folder}{'/.' * number}" for number in range(_MOST_SPELLINGS)]
    free = next((each for each in every if each not in _in_use), None)
    chosen = free or next(each for each in list(_in_use) if each in every)
    let_go(chosen)
    _in_use[chosen] = None
    return chosen


def let_go(chosen: str) -> None:
    """Nothing has this spelling open any longer."""
    _in_use.pop(chosen, None)


def look_at(folder: Path, wait: float | None = None) -> None:
    """Raise what is wrong with the database: Chroma waits for ever on a locked one, and makes a missing one again."""
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


def purge(folder: Path) -> None:
    """Erase what lies in free pages and in free places of Chroma's files.

    Raises:
        sqlite3.Error: the database is in use or damaged, or the disk full; purging again completes it.
    """
    database = folder / "chroma.sqlite3"
    if not database.exists():
        return
    with closing(sqlite3.connect(database, timeout=WAIT)) as file:
        file.execute("VACUUM")
    for graph in folder.glob("*/data_level0.bin"):
        told = (graph.parent / "header.bin").read_bytes()
        if len(told) >= _HEADER:
            elements, size = struct.unpack_from("<QQ", told, _ELEMENTS_AT)
            with graph.open("r+b") as data:  # free places hold what was in Chroma's memory, texts, too
                free = graph.stat().st_size - data.seek(elements * size)
                data.write(bytes(max(0, free)))


_HEADER, _ELEMENTS_AT = 100, 20
"""Bytes of a graph's header, as Chroma 1.5 writes it, and where in it the number and the size of elements stand."""


def damaged(where: object) -> IndexCorrupt:
    """The error for an index whose files can't be read."""
    return IndexCorrupt(
        f"The vectors in {where} are damaged", "`verbatim reindex --vectors` makes them again from the record"
    )


def server(url: str) -> tuple[str, int, bool]:
    """Host, port and whether TLS is spoken, of a Chroma server's address."""
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 8000)
    except ValueError:  # no number, or none that a port has
        port = 0
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port:
        raise IndexUnreachable("CHROMA_URL isn't an address", "It looks like http://localhost:8000")
    return parts.hostname, port, parts.scheme == "https"


def shown(url: str) -> str:
    """An address without what may be a password in it."""
    scheme, separator, rest = url.rpartition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
