"""Many small writes in few transactions: what comes while one is being kept goes into the next together."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
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
        self._thread = ThreadPoolExecutor(1, "state")
        self._waiting: deque[tuple[Work[Any], Future[Any]]] = deque()
        self._last: Future[Any] | None = None
        self._lock = threading.Lock()

    def write(self, work: Work[T]) -> Future[T]:
        """Have ``work`` done; the future has its result once that is kept. It may be called more than once."""
        future: Future[T] = Future()
        with self._lock:  # so that the last one asked for is the last one that is waited for
            self._last = future
            self._waiting.append((work, future))
        self._thread.submit(self._next)
        return future

    def settle(self) -> None:
        """Return when what was asked for until now is written."""
        if self._last is not None:
            wait([self._last])

    def close(self) -> None:
        """Return when everything that was asked for is written."""
        self._thread.shutdown()

    def _next(self) -> None:
        if batch := [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))]:
            self._write(batch)

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
            batch[0][1].set_exception(error)
        else:
            for (_, future), result in zip(batch, results, strict=True):
                future.set_result(result)
