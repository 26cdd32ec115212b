"""One process writes to a collection at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from retrieval.errors import IndexLocked, IndexReadOnly
from retrieval.system import private


@contextmanager
def writer(home: Path, wait: float) -> Iterator[None]:
    """Hold the writer's lock of a home folder, made where there is none; its files are their owner's afterwards.

    Args:
        home: the folder.
        wait: seconds to wait for another process.

    Raises:
        IndexLocked: another process keeps it; it is named.
        IndexReadOnly: the folder can't be written to.
    """
    path = home / "write.lock"
    try:
        private.make(home)
        lock = FileLock(path)
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise IndexLocked(
            f"Another process{_holder(path)} is writing to the index in {home}",
            "Wait until it is done, then try again",
        ) from error
    except OSError as error:
        raise IndexReadOnly(
            f"The index in {home} can't be written to ({error.strerror or error})",
            "Give yourself write permission there, or set VERBATIM_HOME to another folder",
        ) from error
    try:
        path.with_suffix(".pid").write_text(str(os.getpid()))
        yield
    finally:
        path.with_suffix(".pid").unlink(missing_ok=True)
        private.tighten(home)
        lock.release()


def _holder(lock: Path) -> str:
    try:
        return f" (process {int(lock.with_suffix('.pid').read_text())})"
    except (OSError, ValueError):
        return ""
