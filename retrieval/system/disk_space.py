"""Room on the disk, looked at before it is needed.

Chroma doesn't survive a disk that fills up while it writes: by chance it raises something that doesn't say so, waits
for itself for ever, or leaves a database that it calls damaged (seen with 1.5.9 on file systems of 1 to 12 MB).
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retrieval.errors import IndexFull

LEAST = 50_000_000
"""Bytes that are to be free. Eight articles and their passages take one or two million, with Chroma's journal."""

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}


def check(folder: Path, what: str, needed: int = 0, *, spare: int = LEAST) -> None:
    """See that there is room in a folder for so many bytes, and some to spare.

    Raises:
        IndexFull: there isn't.
    """
    with suppress(OSError):  # nobody can tell
        if shutil.disk_usage(folder).free < needed + spare:
            raise IndexFull(what)


def size_of(folder: Path, pattern: str = "*") -> int:
    """The bytes of the files in a folder and below it."""
    return sum(file.stat().st_size for file in folder.rglob(pattern) if file.is_file())


@contextmanager
def missed(what: str) -> Iterator[None]:
    """Tell it where there was no room in the end: a quota, another program that filled the disk.

    Raises:
        IndexFull: what is done inside met the end of the disk.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise IndexFull(what) from error
        raise
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) in _FULL:
            raise IndexFull(what) from error
        raise
