"""Waiting for what another process or thread does."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 40.0
"""Seconds after which what is waited for won't come any more: what a process takes to start on a busy machine."""


def until(done: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Return once ``done()`` holds; nothing tells when, so that it is looked at again and again.

    Raises:
        TimeoutError: it doesn't hold after ``seconds``.
    """
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds:.0f} seconds")
        time.sleep(0.01)
