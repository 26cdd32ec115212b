"""Many small writes in few transactions: what comes while one is being kept goes into the next together."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.orm import Session

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200
"""Writes of one transaction; a longer one would keep those who wait for their own waiting."""

T = TypeVar("T")
Work = Callable[[Connection], T]


class Writer:
    """A thread that writes, in the order in which writes were asked for.

    Args:
        transaction: begins one, keeps it at the end.
    """

    def __init__(self, transaction: Callable[[], AbstractContextManager[Session]]) -> None:
        self._transaction = transaction
        self._waiting: queue.SimpleQueue[tuple[Work[Any], Future[Any]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._unwritten = 0

    def write(self, work: Work[T]) -> Future[T]:
        """Have ``work`` done; the future has its result once that is kept. It may be called more than once."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="state", daemon=True)
                self._thread.start()
        self._count(1)
        future: Future[T] = Future()
        self._waiting.put((work, future))
        return future

    def settle(self) -> None:
        """Return when what was asked for until now is written."""
        if self._unwritten:
            self.write(lambda connection: None).result()

    def close(self) -> None:
        """Return when everything that was asked for is written."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._waiting.put(None)
            thread.join()

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch, last = [first], False
            while len(batch) < MOST_AT_ONCE and not self._waiting.empty():
                more = self._waiting.get()
                if more is None:
                    last = True
                    break
                batch.append(more)
            self._write(batch)
            if last:
                return

    def _write(self, batch: list[tuple[Work[Any], Future[Any]]]) -> None:
        try:
            with self._transaction() as session:
                connection = session.connection()
                results = [work(connection) for work, _ in batch]
        except Exception as error:
            if len(batch) > 1:
                for each in batch:  # so that a row that can't be kept takes no other with it
                    self._write([each])
                return
            # Who waits gets it too; who doesn't wait must not miss it.
            log.warning("Something couldn't be kept: %s", error)
            self._count(-1)
            batch[0][1].set_exception(error)
        else:
            self._count(-len(batch))
            for (_, future), result in zip(batch, results, strict=True):
                future.set_result(result)

    def _count(self, more: int) -> None:
        with self._lock:
            self._unwritten += more
