"""Keeping a collection true: folders and feeds are watched, and what is new or changed there is put in."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import ArticleError, IndexLocked, LinkUnreachable, UnreadableArticle
from retrieval.gather import GROUP, collector_of, put_in, sorted_out
from retrieval.ingestion.report import Report
from retrieval.library import Library
from retrieval.readers.files import is_article, is_article_name, is_skipped, known_as, printable_path

if TYPE_CHECKING:
    from watchfiles import Change

    from retrieval.readers.sandbox import GuardedReader
    from retrieval.web.collector import Collected, Visit
    from retrieval.web.web import Web


@dataclass(frozen=True)
class Times:
    """When things are looked at; all in seconds.

    Args:
        tick: between two looks. A file is put in when it stayed the same from one look to the next: while it is
            being written, half of it isn't taken for an article.
        feed: between two visits of a feed that doesn't say how often it wants to be asked.
        soonest: between two visits of a feed, even where it asks for others.
        latest: the same, the other way; failures double the wait up to here.
        jitter: the share of a wait by which it varies, so that many feeds aren't asked at one moment.
        hold: how long what was fetched waits for more, to be put in together.
    """

    tick: float = 0.5
    feed: float = 900.0
    soonest: float = 300.0
    latest: float = 86_400.0
    jitter: float = 0.1
    hold: float = 3.0


@dataclass
class News:
    """What happened since the last time: what was put in, the files that are gone, and who is waited for.

    ``away``: folders that were named and are gone; when they come back, they are watched again.
    """

    report: Report = field(default_factory=Report)
    gone: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)
    waiting: IndexLocked | None = None


def watch(
    library: Library,
    names: Sequence[str],
    stop: threading.Event,
    *,
    web: Web | None = None,
    reader: GuardedReader | None = None,
    times: Times | None = None,
    chance: Callable[[], float] = random.random,
) -> Iterator[News]:
    """Put in what stands at these names now, then what is new or changed there, until ``stop`` is set.

    A file that is deleted is told, and its article kept. What isn't there yet, or goes away as a whole (a disk that is
    taken out), is taken up when it comes. While another process writes to the index, what is to be put in waits.

    Args:
        library: where to.
        names: files, folders, links of feeds, OPML files.
        stop: ends it, at the end of what is being done; so does a ``KeyboardInterrupt``, as any ingest.
        web: fetches; one of its own when None.
        reader: reads what was fetched; one of its own when None.
        times: how often things are looked at.
        chance: a random number from 0 to 1.

    Raises:
        UnreadableArticle: nothing stands at any of the names.
        IndexFailure: the index can't be used.
    """
    first = News()
    paths, visits = sorted_out(names, first.report)
    if not visits and all(_identity(path) is None for path in paths):
        raise UnreadableArticle(", ".join(names), "there is nothing to watch", "Check the path.")
    times = times or Times()
    files = _Files(library, paths, times)
    with collector_of(library, web, reader) as collector:
        feeds = _Feeds(visits, times, chance)
        group: list[Collected] = []
        since = 0.0
        for changes in _changes(paths, stop, times):
            news, first = first, News()
            try:
                files.put_in(changes, news)
                now = time.monotonic()
                collector.add(visit for visit in feeds.due(now) if not collector.is_at(visit.link))
                for each in collector.step(0):
                    since = since if group else now
                    group.append(each)
                    feeds.visited(each, now, collector.every)
                if group and (not collector.left or len(group) >= GROUP or now - since >= times.hold):
                    put_in(library, collector, group, news.report)
                    group = []
            except IndexLocked as error:
                news.waiting = error
            yield news


def _changes(paths: Sequence[Path], stop: threading.Event, times: Times) -> Iterator[set[tuple[Change, str]]]:
    """The changes under these paths at each look, from the first one on; an empty set where there were none.

    A system tells of changes to what stood at a path when it was asked to. Where something else stands there later,
    or something again, it is asked again, and everything is looked at that may have changed in between.
    """
    known = {path: _identity(path) for path in paths}
    while not stop.is_set():
        there = [path for path, identity in known.items() if identity is not None]
        for changes in _changes_under(there, stop, times):
            now = {path: _identity(path) for path in paths}
            gone = {path for path in there if now[path] is None}
            yield changes | _as_changes("deleted", gone)
            if any(identity is not None and identity != known[path] for path, identity in now.items()):
                known = now
                yield _as_changes("added", {path for path, identity in known.items() if identity is not None})
                break
            if gone:
                known |= dict.fromkeys(gone)
                there = [path for path in there if path not in gone]


def _changes_under(there: Sequence[Path], stop: threading.Event, times: Times) -> Iterator[set[tuple[Change, str]]]:
    if there:
        from watchfiles import watch as watched

        milliseconds = round(times.tick * 1000)
        with suppress(FileNotFoundError):  # gone since it was looked at, which the next look sees
            yield from watched(
                *there,
                watch_filter=None,
                debounce=milliseconds,
                rust_timeout=milliseconds,
                yield_on_timeout=True,
                stop_event=stop,
                ignore_permission_denied=True,
            )
            return
    while not stop.wait(times.tick):
        yield set()


def _as_changes(name: str, paths: Iterable[Path]) -> set[tuple[Change, str]]:
    from watchfiles import Change

    return {(Change[name], str(path.absolute())) for path in paths}


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells whether the same file or folder stands at a path; None when nothing does."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


class _Files:
    """Files that changed, until they are put in."""

    def __init__(self, library: Library, paths: Sequence[Path], times: Times) -> None:
        self._library = library
        self._tops = {path.absolute(): path.is_dir() for path in paths}
        self._times = times
        self._first: list[Path] = list(paths)
        self._changed: dict[Path, tuple[int, int] | None] = {}

    def put_in(self, changes: Iterable[tuple[Change, str]], news: News) -> None:
        """Put in what was changed and is at rest now."""
        if self._first:
            news.report.absorb(self._library.ingest(self._first))
            self._first = []
        self._tops |= {top: True for top in self._tops if top.is_dir()}
        for change, name in changes:
            path = Path(name)
            if self._counts(path, is_new=change.name == "added"):
                self._changed.setdefault(path, (-1, -1))
        still: list[Path] = []
        for path, before in list(self._changed.items()):
            now = _state(path)
            if now == before:
                still.append(path)
            self._changed[path] = now
        ready = [path for path in still if self._changed[path] is not None]
        if ready:
            news.report.absorb(self._library.ingest(ready))
        for path in still:
            if self._changed.pop(path) is None:
                self._is_gone(path, news)

    def _is_gone(self, path: Path, news: News) -> None:
        """Tell it; of a folder that was named, not each of its files."""
        if self._tops.get(path):
            news.away.append(printable_path(path))
        elif path in self._tops or (is_article_name(path) and not any(top in path.parents for top in self._away())):
            held = self._library.snapshot()
            if held is not None and held.catalog.articles.is_known(
                known_as(path)
            ):  # else it was renamed, or never an article
                news.gone.append(printable_path(path))

    def _away(self) -> list[Path]:
        return [top for top, is_folder in self._tops.items() if is_folder and _state(top) is None]

    def _counts(self, path: Path, *, is_new: bool) -> bool:
        """Whether a path is one of those that were named, or would be found under one; a folder when it comes."""
        if path in self._tops:
            return True
        top = next((top for top in self._tops if top in path.parents), None)
        if top is None or any(is_skipped(part) for part in path.relative_to(top).parts):
            return False
        return is_article(path, lambda: path.open("rb")) or (is_new and path.is_dir())


def _state(path: Path) -> tuple[int, int] | None:
    """What tells whether a file was written to since; None when it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


class _Feeds:
    """When each feed is to be visited next."""

    def __init__(self, visits: Sequence[Visit], times: Times, chance: Callable[[], float]) -> None:
        self._visits = {visit.link: visit for visit in visits}
        self._times = times
        self._chance = chance
        self._due = dict.fromkeys(self._visits, 0.0)
        self._failures = dict.fromkeys(self._visits, 0)

    def due(self, now: float) -> list[Visit]:
        """Those whose time has come; their next one is an ordinary wait away, unless the visit says otherwise."""
        found = [self._visits[link] for link, at in self._due.items() if at <= now]
        for visit in found:
            self._due[visit.link] = now + self._wait(self._times.feed)
        return found

    def visited(self, collected: Collected, now: float, every: dict[str, float]) -> None:
        """Plan a feed's next visit by what its last one brought."""
        link = collected.visit.feed or collected.visit.link
        if link not in self._visits:  # a feed of a list that is a link: it is visited with its list
            return
        error = collected.found if collected.visit.entry is None else None
        if isinstance(error, ArticleError):
            self._failures[link] += 1
            asked = error.after if isinstance(error, LinkUnreachable) else None
            wait = self._wait(self._times.feed * 2 ** min(self._failures[link], 20))
            self._due[link] = now + min(max(wait, asked or 0.0), self._times.latest)
            return
        self._failures[link] = 0
        self._due[link] = now + self._wait(every.get(link) or self._times.feed)

    def _wait(self, seconds: float) -> float:
        wanted = min(max(seconds, self._times.soonest), self._times.latest)
        return wanted * (1 + self._times.jitter * (2 * self._chance() - 1))
