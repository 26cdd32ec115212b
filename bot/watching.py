"""`verbatim ingest --watch`: what happens, a line each, until Ctrl-C."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Sequence

from bot import terminal
from bot.progress import left_out, summary
from retrieval.library import Library
from retrieval.watching import watch

DONE = 0


def run(library: Library, names: Sequence[str]) -> int:
    """Watch until Ctrl-C, or until a service manager's SIGTERM; both are the way to end it, and no failure."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    _say("watching; Ctrl-C ends it")
    waiting = False
    try:
        for news in watch(library, names, threading.Event()):
            for error in news.report.failed:
                print(terminal.printable(f"verbatim: {error}"), file=sys.stderr, flush=True)  # noqa: T201
            for path in news.gone:
                _say(f"{path} is gone; its article is kept (`verbatim forget` takes it out)")
            for path in news.away:
                _say(f"{path} is gone; its articles are kept, and it is taken up again when it comes back")
            if news.waiting is not None and not waiting:
                _say(f"{news.waiting.message}; waiting for it")
            waiting = news.waiting is not None
            if news.report.new or news.report.changed or news.report.reprints:
                _say(summary(news.report))
            if skipped := left_out(news.report):
                _say(skipped)
    except KeyboardInterrupt:
        _say("stopped; what was complete is kept")
    finally:
        signal.signal(signal.SIGTERM, before)
    return DONE


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {terminal.printable(text)}", flush=True)  # noqa: T201
