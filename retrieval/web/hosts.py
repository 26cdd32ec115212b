"""One host as its guest: whose turn it is, what its sites allow, and when it wants or needs to be left alone."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from retrieval.errors import LinkUnreachable
from retrieval.web import robots

LATER = "Try again later."
_LONGEST = 24 * 3600.0
"""Seconds that a host is left alone at most, even where it asks for more."""


@dataclass
class Host:
    """One host's turn, and each site's rules there with the time until which they hold.

    A host that is down would cost each of a feed's entries all the tries and waits that a link is given. So after
    some requests in a row that came to nothing, the others are told so without being made.
    """

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: dict[str, tuple[robots.Robots, float]] = field(default_factory=dict)
    asked: bool = False
    free_at: float = 0.0
    _failures: int = 0
    _closed_until: float = 0.0
    _why: str = ""

    def check(self, link: str) -> None:
        """Refuse to ask it while it is left alone.

        Raises:
            LinkUnreachable: it is; with the seconds that are left.
        """
        left = self._closed_until - time.monotonic()
        if left > 0:
            raise LinkUnreachable(link, self._why, LATER, retryable=True, after=left)

    def answered(self) -> None:
        """A request came to something."""
        self._failures = 0

    def failed(self, most: int, rest: float) -> None:
        """A request came to nothing: after ``most`` of those in a row, it is left alone for ``rest`` seconds."""
        self._failures += 1
        if self._failures >= most:
            self._close(rest, f"its site didn't answer {self._failures} times in a row, so it is left alone for now")

    def asks_for(self, seconds: float) -> None:
        """It says how long it wants to be left alone."""
        self._close(seconds, "its site is busy, and asks to be left alone for now")

    def _close(self, seconds: float, why: str) -> None:
        self._failures = 0
        self._why = why
        self._closed_until = max(self._closed_until, time.monotonic() + min(seconds, _LONGEST))
