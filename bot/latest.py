"""What was put last, in memory: of more than so many, what was put longest ago goes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Latest(Generic[K, V]):
    """Values by key. Safe to use from several threads.

    Args:
        most: how many are held.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """What is held under a key."""
        with self._lock:
            return self._held.get(key)

    def pop(self, key: K) -> V | None:
        """What was held under a key, which isn't any longer."""
        with self._lock:
            return self._held.pop(key, None)

    def put(self, key: K, value: V) -> None:
        """Hold a value under a key, as the one that was put last."""
        with self._lock:
            self._held[key] = value
            self._held.move_to_end(key)
            if len(self._held) > self._most:
                self._held.popitem(last=False)

    def drop(self, which: Callable[[K], bool]) -> None:
        """Hold no longer what stands under these keys."""
        with self._lock:
            for key in filter(which, list(self._held)):
                del self._held[key]
