"""Chroma's clients, and its failures as ours. The only module that imports Chroma."""

from __future__ import annotations

import itertools
import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import chromadb
from chromadb import errors
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from filelock import FileLock, Timeout

from retrieval.errors import IndexFailure, IndexUnreachable
from retrieval.store import chroma_files
from retrieval.store.failures import of_sqlite, read_only
from retrieval.system import disk_space, private

__all__ = ["Collection", "embedded", "server", "translate", "translated"]

logging.getLogger("chromadb").setLevel(logging.ERROR)

TO_OPEN = 1_000_000
"""Bytes that are to be free where Chroma is opened: it writes at that, and may wait for ever where it can't."""

_OF_SQLITE = {5: "SQLITE_BUSY", 6: "SQLITE_LOCKED", 8: "SQLITE_READONLY", 10: "SQLITE_IOERR", 13: "SQLITE_FULL"}
"""By the code that Chroma tells in its own errors. What else goes wrong inside of it, it does with damaged files."""

_OF_SERVERS: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
    ((errors.ChromaAuthError, errors.AuthorizationError), "refuses us", "Check CHROMA_URL"),
    ((errors.RateLimitError, errors.QuotaError), "is over its limit", "Try again later"),
    ((errors.VersionMismatchError, errors.InvalidHTTPVersion), "speaks another version", "Use a server of Chroma 1.5"),
)


def translate(error: Exception, where: str) -> IndexFailure | None:
    """What an exception out of Chroma means to us; None when it is a mistake of ours and must show as one."""
    if isinstance(error, sqlite3.Error | errors.InternalError):
        told = re.search(r"code: (\d+)", str(error))
        code = getattr(error, "sqlite_errorname", _OF_SQLITE.get(int(told[1]) & 255 if told else 0, ""))
        return of_sqlite(code, f"the index in {where}") or chroma_files.damaged(where)
    for kinds, does, todo in _OF_SERVERS:
        if isinstance(error, kinds):
            return IndexUnreachable(f"The Chroma server at {where} {does}", todo)
    if isinstance(error, errors.NotFoundError):
        return IndexFailure(f"The index in {where} was removed or rebuilt meanwhile", "Start Verbatim again to open it")
    could_not = isinstance(error, ValueError) and "Could not connect" in str(error)
    if could_not or type(error).__module__.split(".")[0] in {"httpx", "httpcore"}:
        return IndexUnreachable(
            f"The Chroma server at {where} doesn't answer", "Start it, or correct or remove CHROMA_URL"
        )
    return None


@contextmanager
def translated(where: str) -> Iterator[None]:
    """The one place where what Chroma raises becomes what we raise."""
    try:
        yield
    except IndexFailure:
        raise
    except Exception as error:
        known = translate(error, where)
        if known is None:
            raise
        raise known from error


_openings = itertools.count()
_SPELLINGS = 256
"""Of a folder's path. Chroma shares what it has read of a path between all its clients in a process, no matter what
other processes have written since; at another spelling of the path it reads again."""


def embedded(folder: Path, wait: float) -> Any:
    """Chroma's client of a folder, made where there is none; ``wait``: seconds for another program's lock."""
    try:
        private.make(folder)
    except OSError as error:
        raise read_only(f"the index in {folder}", error.strerror or str(error)) from error
    if not os.access(folder, os.W_OK):
        raise read_only(f"the index in {folder}", "read-only")
    disk_space.check(folder, f"the index in {folder}", spare=TO_OPEN)
    lock = FileLock(folder.parent / "opening.lock")  # two processes that make it at once trip over each other's tables
    # Who holds it for longer does something else, and where no lock can be made, there is one user.
    with suppress(Timeout, OSError):
        lock.acquire(timeout=chroma_files.WAIT)
    try:
        chroma_files.look_at(folder, wait)
        spelling = f"{folder}{'/.' * (next(_openings) % _SPELLINGS)}"
        return chromadb.PersistentClient(spelling, settings=Settings(anonymized_telemetry=False))
    finally:
        lock.release()


def server(url: str) -> Any:
    """The client of the Chroma server at an address."""
    host, port, ssl = chroma_files.server(url)
    try:
        return chromadb.HttpClient(host=host, port=port, ssl=ssl, settings=Settings(anonymized_telemetry=False))
    except ValueError as error:  # Chroma makes one of anything that goes wrong while it looks who is there
        if "Could not connect" in str(error):
            raise
        raise IndexUnreachable(
            f"What answers at {chroma_files.shown(url)} isn't a Chroma server that lets us in", "Check CHROMA_URL"
        ) from error
