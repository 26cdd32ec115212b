"""Places for threads that compute: so many at once, in the order in which they came."""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType


class Places:
    """A fair semaphore: a thread that leaves hands its place to the one that has waited longest.

    ``threading.Semaphore`` lets a thread that has just come take the place of a woken one, so that under load
    some wait twice as long as others.

    Args:
        number: how many may be inside at once.
    """

    def __init__(self, number: int) -> None:
        self._free = number
        self._waiting: deque[threading.Lock] = deque()
        self._turn = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return len(self._waiting)

    def __enter__(self) -> None:
        with self._turn:
            if self._free:
                self._free -= 1
                return
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        gate.acquire()  # until somebody hands their place on

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._turn:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
