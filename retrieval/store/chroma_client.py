"""Chroma's clients, and its failures as ours. The only module that imports Chroma."""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path
from typing import Any

import chromadb
import chromadb.errors
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings

from retrieval.errors import (
    IndexFailure,
    IndexFull,
    IndexLocked,
    IndexReadOnly,
    IndexUnreachable,
)
from retrieval.store import chroma_files
from retrieval.system import disk_space, private

__all__ = ["Client", "Collection", "embedded", "server", "translate"]

logging.getLogger("chromadb").setLevel(logging.ERROR)

_DAMAGE = (
    "not a database",
    "malformed",
    "corrupt",
    "no such table",
    "hnsw segment",
    "error finding id",
    "error getting",
)
"""What SQLite and Chroma say when a file of theirs is cut off, overwritten or missing."""

_FULL = ("disk is full", "disk i/o error", "no space left", "file too large", "quota exceeded")
"""What they say when a file can't grow."""


def translate(error: Exception, where: str) -> IndexFailure | None:
    """What an exception out of Chroma means to us; None when it is a mistake of ours and must show as one."""
    text = str(error)
    if isinstance(error, sqlite3.Error | chromadb.errors.InternalError):
        if "readonly database" in text or "unable to open database" in text:
            return IndexReadOnly(
                f"The index in {where} can't be written to",
                "Give yourself write permission there, or set VERBATIM_HOME to another folder",
            )
        if "locked" in text or "busy" in text:
            return IndexLocked(
                f"The index in {where} is locked by another program",
                "Close what uses it, then try again",
            )
        if any(sign in text.lower() for sign in _FULL):
            return IndexFull(f"the index in {where}")
        if any(sign in text.lower() for sign in _DAMAGE):
            return chroma_files.damaged(where)
        return IndexFailure(f"The index in {where} failed: {text.splitlines()[0][:200] if text else error!r}")
    if isinstance(error, chromadb.errors.ChromaAuthError | chromadb.errors.AuthorizationError):
        return IndexUnreachable(f"The Chroma server at {where} refuses us", "Check CHROMA_URL")
    if isinstance(error, chromadb.errors.RateLimitError | chromadb.errors.QuotaError):
        return IndexUnreachable(f"The Chroma server at {where} is over its limit", "Try again later")
    if isinstance(error, chromadb.errors.VersionMismatchError | chromadb.errors.InvalidHTTPVersion):
        return IndexUnreachable(f"The Chroma server at {where} speaks another version", "Use a server of Chroma 1.5")
    if isinstance(error, chromadb.errors.NotFoundError):
        return IndexFailure(f"The index in {where} was removed or rebuilt meanwhile", "Start Verbatim again to open it")
    if isinstance(error, chromadb.errors.ChromaError | TypeError | AssertionError | AttributeError):
        return None
    if type(error).__module__.split(".")[0] in {"httpx", "httpcore"} or (
        isinstance(error, ValueError) and "Could not connect" in text
    ):
        return IndexUnreachable(
            f"The Chroma server at {where} doesn't answer", "Start it, or correct or remove CHROMA_URL"
        )
    return None


TO_OPEN = 1_000_000
"""Bytes that are to be free where Chroma is opened: it writes at that, and may wait for ever where it can't."""


class Client:
    """Chroma's client, which gives back its spelling of the folder when it is closed."""

    def __init__(self, of: Any, spelling: str | None = None) -> None:
        self._of, self._spelling = of, spelling

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of, name)

    def close(self) -> None:
        """Let go of Chroma and of the spelling."""
        self._of.close()
        if self._spelling is not None:
            chroma_files.let_go(self._spelling)


def embedded(folder: Path, wait: float | None = None) -> Client:
    """Chroma in a folder, made where there is none.

    Args:
        folder: the folder.
        wait: seconds to wait for another process's lock; None: as at opening.
    """
    try:
        private.make(folder.parent)
        private.make(folder)
    except OSError as error:
        raise IndexReadOnly(
            f"The folder {folder} can't be made ({error.strerror})", "Set VERBATIM_HOME to another folder"
        ) from error
    if not os.access(folder, os.W_OK):
        raise sqlite3.OperationalError("readonly database")
    disk_space.check(folder, f"the index in {folder}", spare=TO_OPEN)
    with chroma_files.opening(folder):
        chroma_files.look_at(folder, wait)
        spelling = chroma_files.spelling(folder)
        try:
            return Client(chromadb.PersistentClient(spelling, settings=Settings(anonymized_telemetry=False)), spelling)
        except BaseException:
            chroma_files.let_go(spelling)
            raise


def server(url: str) -> Client:
    """The Chroma server at an address."""
    host, port, ssl = chroma_files.server(url)
    try:
        return Client(chromadb.HttpClient(host=host, port=port, ssl=ssl, settings=Settings(anonymized_telemetry=False)))
    except ValueError as error:  # Chroma makes one of anything that goes wrong while it looks who is there
        if "Could not connect" in str(error):
            raise
        raise IndexUnreachable(
            f"What answers at {chroma_files.shown(url)} isn't a Chroma server that lets us in", "Check CHROMA_URL"
        ) from error
