"""`verbatim ingest --watch`: what happens, a line each, until Ctrl-C."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from bot import json_output
from bot.cli import render
from bot.collection import left_out, summary, tables_read
from prompts import ingest_replies
from retrieval.library import Library
from retrieval.watch import News, watch

DONE = 0


@contextmanager
def until_ended() -> Iterator[None]:
    """Ctrl-C, or a service manager's SIGTERM, ends what runs in here; both are the way to end it, and no failure."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def run(library: Library, names: Sequence[str], *, json: bool = False) -> int:
    """Watch until somebody ends it."""
    tell = _tell_as_json if json else _tell
    was_waiting = False
    with until_ended():
        if not json:
            _say(ingest_replies.WATCHING)
        for news in watch(library, names, threading.Event()):
            tell(news, was_waiting=was_waiting)
            was_waiting = news.waiting is not None
    if not json:
        _say(ingest_replies.STOPPED_ALL_KEPT)
    return DONE


def _tell(news: News, *, was_waiting: bool) -> None:
    for error in news.report.failed:
        print(render.printable(f"verbatim: {error}"), file=sys.stderr, flush=True)  # noqa: T201
    for path in news.gone:
        _say(ingest_replies.FILE_GONE.format(path=path))
    for path in news.away:
        _say(ingest_replies.PLACE_GONE.format(path=path))
    if news.waiting is not None and not was_waiting:
        _say(ingest_replies.WAITING.format(reason=news.waiting.message))
    if news.report.new or news.report.changed or news.report.reprints:
        _say(summary(news.report))
    for told in (tables_read(news.report), left_out(news.report)):
        for line in told.splitlines():
            _say(line)


def _tell_as_json(news: News, *, was_waiting: bool) -> None:
    report = news.report
    happened = (report.new, report.changed, report.reprints, report.failed, report.skipped, news.gone, news.away)
    if any(happened) or (news.waiting is not None and not was_waiting):
        print(json_output.news_json(news), flush=True)  # noqa: T201


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {render.printable(text)}", flush=True)  # noqa: T201
