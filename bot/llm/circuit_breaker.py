"""Leaves a model alone that keeps failing, so that nobody waits for it in vain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from bot.errors import ModelResting

FAILURES = 3
"""Answers in a row that failed, retries and all, before the model is left alone."""

REST = 60.0
"""Seconds that it is left alone; then one answer tries it again."""


class Breaker:
    """Counts failures in a row. Safe to use from several threads.

    Args:
        failures: in a row, before the model rests.
        rest: seconds.
        clock: seconds that only go forward.
    """

    def __init__(
        self, *, failures: int = FAILURES, rest: float = REST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._rest, self._clock = failures, rest, clock
        self._failed = 0
        self._until = 0.0
        self._lock = threading.Lock()

    def check(self) -> None:
        """Raise ``ModelResting`` while the model rests; the first to ask afterwards tries it for everybody."""
        with self._lock:
            if self._failed < self._most:
                return
            left = self._until - self._clock()
            if left > 0:
                raise ModelResting(
                    f"The model failed {self._failed} times in a row and rests for {max(1, round(left))} s",
                    "`verbatim doctor --call` tells why",
                )
            self._until = self._clock() + self._rest

    def failed(self) -> None:
        """The model gave nothing."""
        with self._lock:
            self._failed += 1
            self._until = self._clock() + self._rest

    def worked(self) -> None:
        """The model answered."""
        with self._lock:
            self._failed = 0
