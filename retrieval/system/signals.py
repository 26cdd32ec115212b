"""Ctrl-C while articles are worked on: heard at once, obeyed where an article ends."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """Whether somebody wants the work to stop."""

    wanted = False

    def hear(self, number: int, frame: object) -> None:
        """Note it; who asks a second time doesn't want to wait for the article's end."""
        if self.wanted:
            raise KeyboardInterrupt
        self.wanted = True


@contextmanager
def postponed() -> Iterator[Interruption]:
    """Hold a ``KeyboardInterrupt`` back until the end of what is done inside, which looks for it where it can stop.

    Only where Python's own handler would raise one: a program that handles signals itself, or works on another thread
    than its main one, stops as it decides. (``asyncio.Runner`` does the same.)

    Raises:
        KeyboardInterrupt: at the end, when one was held back; at once, when it is the second.
    """
    heard = Interruption()
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {each: signal.getsignal(each) for each in _SIGNALS}
        before = {each: handler for each, handler in before.items() if handler is signal.default_int_handler}
    try:
        for each in before:
            signal.signal(each, heard.hear)
        yield heard
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    if heard.wanted:
        raise KeyboardInterrupt
