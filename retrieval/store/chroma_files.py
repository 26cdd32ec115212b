"""Where Chroma's data is: a look at its database file before Chroma opens it, a server's address."""

from __future__ import annotations

import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from retrieval.errors import IndexCorrupt, IndexUnreachable

WAIT = 5.0
"""Seconds to wait for another program's lock on the database. A write of Chroma's takes less than one."""

_HEADER, _ELEMENTS_AT = 100, 20
"""Bytes of a graph's header, as Chroma 1.5 writes it, and where in it the number and the size of elements stand."""


def mark(folder: Path) -> Path:
    """The file that is there while Chroma writes to a folder.

    Chroma writes its graph over the one before, file by file: a kill in between leaves one that it can't read, or one
    in which it overwrites the vectors of some passages with those of others. So what was left with this is made again.
    """
    return folder.with_name(f"{folder.name}.writing")


def clear(folder: Path) -> None:
    """Delete what Chroma has in a folder; until it is filled again, nobody searches it."""
    mark(folder).touch()
    shutil.rmtree(folder, ignore_errors=True)


def look_at(folder: Path, wait: float) -> None:
    """Raise what is wrong with the database, for whose lock Chroma would wait for ever; begin one where none is."""
    database = folder / "chroma.sqlite3"
    if not database.exists():
        with closing(sqlite3.connect(database)) as new:  # fifty tables are mostly empty, and its queue goes again
            new.executescript("PRAGMA page_size = 2048; PRAGMA auto_vacuum = FULL; VACUUM")
        return
    address = f"{database.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=wait)) as probe:
        probe.isolation_level = None
        probe.execute("BEGIN IMMEDIATE")  # Chroma takes the writer's lock at opening, also to read
        probe.execute("ROLLBACK")
        probe.execute("SELECT count(*) FROM collections").fetchone()


def purge(folder: Path) -> None:
    """Erase what lies in free pages and in free places of Chroma's files.

    Raises:
        sqlite3.Error: the database is in use or damaged, or the disk full; purging again completes it.
    """
    if not (folder / "chroma.sqlite3").exists():
        return
    with closing(sqlite3.connect(folder / "chroma.sqlite3", timeout=WAIT)) as file:
        file.execute("VACUUM")
    for graph in folder.glob("*/data_level0.bin"):
        told = (graph.parent / "header.bin").read_bytes()
        if len(told) >= _HEADER:
            elements, size = struct.unpack_from("<QQ", told, _ELEMENTS_AT)
            with graph.open("r+b") as data:  # free places hold what was in Chroma's memory, texts, too
                free = graph.stat().st_size - data.seek(elements * size)
                data.write(bytes(max(0, free)))


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
