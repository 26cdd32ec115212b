"""What was read of persons, kept in memory: it is looked at for every message, and seldom changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

MOST = 10_000
"""Persons that are kept in memory."""

T = TypeVar("T")


class Remembered(Generic[T]):
    """One thing about each person. Safe to use from several threads.

    Args:
        read: reads it, which takes a while.
    """

    def __init__(self, read: Callable[[int], T]) -> None:
        self._read = read
        self._known: dict[int, T] = {}
        self._dropped = 0
        self._lock = threading.Lock()

    def __contains__(self, person: int) -> bool:
        return person in self._known

    def of(self, person: int) -> T:
        """What is true of a person; read where it isn't known."""
        with self._lock:
            if person in self._known:
                return self._known[person]
            dropped = self._dropped
        found = self._read(person)
        with self._lock:
            if dropped == self._dropped:  # else it may have changed since it was read
                if len(self._known) >= MOST:
                    self._known.clear()
                self._known[person] = found
        return found

    def drop(self, person: int) -> None:
        """It has changed: read it again."""
        with self._lock:
            self._dropped += 1
            self._known.pop(person, None)
