"""Links, feeds and lists of feeds to articles."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from retrieval.errors import ArticleError, BadArticleData
from retrieval.model import Article
from retrieval.readers import Found
from retrieval.readers.html.page_metadata import same_site
from retrieval.readers.sandbox import GuardedReader, Material
from retrieval.readers.source import NO_TEXT, Tally
from retrieval.web.bodies import Kind, kind_of
from retrieval.web.feed_history import Memory
from retrieval.web.feeds import FEED_MEND, Entry, Feed, read_feed, read_opml
from retrieval.web.http_client import Fetched, Validators
from retrieval.web.web import Web

_AT_ONCE = 16
"""Hosts that are asked at the same time; each gets one request at a time."""

_FIRST_REST, _LONGEST_REST = 900.0, 86_400.0
"""Seconds for which an entry that failed a second time isn't visited, and for which it isn't at most."""

_Made = TypeVar("_Made")

_NAMES = {Kind.PAGE: "page.html", Kind.PDF: "file.pdf", Kind.TEXT: "file.txt"}


@dataclass(frozen=True)
class Visit:
    """A link to fetch, with the feed and the entry that led to it; ``is_feed`` where a list of feeds did."""

    link: str
    feed: str | None = None
    entry: Entry | None = None
    is_feed: bool = False


@dataclass(frozen=True)
class Collected:
    """What a visit brought. ``found`` is None where nothing changed since the last time."""

    visit: Visit
    found: Found | None


class Collector:
    """Visits links and what they lead to.

    Args:
        web: fetches.
        reader: makes articles of what was fetched.
        memory: what was fetched from feeds before.
        max_bytes: the most that is read of one answer.
        clock: seconds that go by.
    """

    def __init__(
        self,
        web: Web,
        reader: GuardedReader,
        memory: Memory,
        *,
        max_bytes: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._web = web
        self._reader = reader
        self._memory = memory
        self._max_bytes = max_bytes
        self._clock = clock
        self._failed: dict[tuple[str, str], tuple[int, float]] = {}  # how often an entry did, and until when it rests
        self._waiting: dict[str, deque[Visit]] = {}
        self._open: dict[str, tuple[Validators, set[str]]] = {}  # feeds with entries that aren't noted yet
        self._running: dict[Future[Fetched], Visit] = {}
        self.every: dict[str, float] = {}
        """How often each feed that was read wants to be asked, in seconds."""
        self.noted = Tally()
        """Counts entries of feeds with neither a link nor a text; who tells of them takes them out."""

    def collect(self, visits: Iterable[Visit]) -> Iterator[Collected]:
        """What the visits bring, as it comes in; a feed brings its new entries' articles."""
        self.add(visits)
        while self.left:
            yield from self.step(None)

    def add(self, visits: Iterable[Visit]) -> None:
        """Have these visited, each once, when it is their hosts' turn."""
        for visit in dict.fromkeys(visits):
            self._waiting.setdefault(_host(visit.link), deque()).append(visit)

    def step(self, timeout: float | None) -> Iterator[Collected]:
        """What has come in: nothing after ``timeout`` seconds, or None to wait until something has."""
        busy = {_host(visit.link) for visit in self._running.values()}
        for host in [each for each, queue in self._waiting.items() if queue and each not in busy]:
            if len(self._running) < _AT_ONCE:
                visit = self._waiting[host].popleft()
                self._running[self._web.fetch(visit.link, self._memory.validators(visit.link))] = visit
        for future in wait(self._running, timeout, return_when=FIRST_COMPLETED).done:
            visit = self._running.pop(future)
            try:
                brought = self._brought(visit, future.result())
                yield from (self._or_of_feed(each) for each in brought)
            except ArticleError as error:
                yield self._or_of_feed(Collected(visit, error))

    def _or_of_feed(self, collected: Collected) -> Collected:
        """What a link brought, or the article that its feed holds where the page was refused or shows none."""
        visit, error = collected.visit, collected.found
        if not isinstance(error, ArticleError) or error.retryable or visit.entry is None or visit.entry.page is None:
            return collected
        return next((each for each in self._held(visit) if isinstance(each.found, Article)), collected)

    def _held(self, visit: Visit) -> Iterator[Collected]:
        """The article that a feed itself holds."""
        entry = visit.entry
        if entry is not None and entry.page is not None:
            url = visit.link if entry.has_link else None
            material = Material(
                entry.page.encode("utf-8", "replace"), _NAMES[Kind.PAGE], visit.link, self._max_bytes, url, "utf-8"
            )
            for found in list(self._reader.read(material)):  # whole, since the reader does one thing at a time
                told = _with_entry(found, visit, is_held=True) if isinstance(found, Article) else found
                yield Collected(visit, told)

    def is_at(self, feed: str) -> bool:
        """Whether a feed, or an entry of it, is still to be visited."""
        visits = (*self._running.values(), *(visit for queue in self._waiting.values() for visit in queue))
        return any(feed in {visit.link, visit.feed} for visit in visits)

    @property
    def left(self) -> int:
        """How many visits are known of and not done."""
        return len(self._running) + sum(map(len, self._waiting.values()))

    def note(self, collected: Iterable[Collected]) -> None:
        """Their articles are in the index: from now on, their feeds are asked for what is newer.

        What failed and may work later isn't noted, and neither is its feed's state: the next visit tries again. What
        goes on to fail is tried more and more seldom.
        """
        for each in collected:
            feed, entry = each.visit.feed, each.visit.entry
            if feed is None or entry is None:
                continue
            if isinstance(each.found, ArticleError) and each.found.retryable:
                self._let_rest(feed, entry)
                continue
            self._failed.pop((feed, entry.key), None)
            self._memory.note_entry(feed, entry)
            if feed in self._open:
                validators, keys = self._open[feed]
                keys.discard(entry.key)
                if not keys:
                    del self._open[feed]
                    self._memory.note_feed(feed, validators)

    def _brought(self, visit: Visit, fetched: Fetched) -> Iterator[Collected]:
        if fetched.data is None:
            yield Collected(visit, None)
            return
        kind = kind_of(fetched.data, fetched.content_type)
        if kind is Kind.FEED and visit.entry is None:
            yield from self._feed(visit, fetched)
        elif kind is Kind.OPML and visit.entry is None and not visit.is_feed:
            links = self._read(read_opml, list[str], fetched, visit)
            self.add(Visit(link, is_feed=True) for link in links)
        elif visit.is_feed or kind in {Kind.FEED, Kind.OPML}:
            raise BadArticleData(
                visit.link, "it isn't a feed" if visit.is_feed else "it isn't an article", "Check the link."
            )
        else:
            for found in self._articles(visit, fetched, kind):
                yield Collected(visit, found)

    def _feed(self, visit: Visit, fetched: Fetched) -> Iterator[Collected]:
        feed = self._read(read_feed, Feed, fetched, visit)
        self.noted[NO_TEXT] += feed.without_text
        self.noted.name(visit.link)
        self.every[visit.link] = max(feed.every or 0.0, fetched.max_age or 0.0)
        entries = self._memory.new(visit.link, feed.entries)
        if not entries:
            self._memory.note_feed(visit.link, fetched.validators)
            yield Collected(visit, None)
            return
        self._open[visit.link] = (fetched.validators, {entry.key for entry in entries})
        due = [entry for entry in entries if self._rests_until(visit.link, entry) <= self._clock()]
        if not due:
            yield Collected(visit, None)
        led_to = [Visit(entry.link, feed=visit.link, entry=entry) for entry in due]
        self.add(each for each in led_to if each.entry is None or each.entry.has_link)
        for each in led_to:
            if each.entry is not None and not each.entry.has_link:
                yield from self._held(each)

    def _rests_until(self, feed: str, entry: Entry) -> float:
        return self._failed.get((feed, entry.key), (0, 0.0))[1]

    def _let_rest(self, feed: str, entry: Entry) -> None:
        failures = self._failed.get((feed, entry.key), (0, 0.0))[0] + 1
        rest = min(_FIRST_REST * 2 ** (min(failures, 20) - 2), _LONGEST_REST) if failures > 1 else 0.0
        self._failed[feed, entry.key] = (failures, self._clock() + rest)

    def _read(
        self, function: Callable[[bytes, str, str], _Made], makes: type[_Made], fetched: Fetched, visit: Visit
    ) -> _Made:
        """What is in a feed or a list of feeds: a stranger's bytes, like those of a page."""
        return self._reader.call(
            function, fetched.data or b"", fetched.url, visit.link, makes=makes, shown=visit.link, mend=FEED_MEND
        )

    def _articles(self, visit: Visit, fetched: Fetched, kind: Kind) -> Iterator[Found]:
        material = Material(
            fetched.data or b"", _NAMES[kind], visit.link, self._max_bytes, url=fetched.url, charset=fetched.charset
        )
        for found in list(self._reader.read(material)):  # whole, since what a feed holds may be read in between
            if isinstance(found, Article):
                yield _with_entry(found.model_copy(update={"url": found.url or fetched.url}), visit)
            else:
                yield found


def _with_entry(article: Article, visit: Visit, *, is_held: bool = False) -> Article:
    """The article without a path, and with what its feed tells where itself it doesn't.

    The feed's title is its outlet where the feed held it, or where a page of the feed's site names none but its host.
    """
    told: dict[str, object] = {"path": None}
    entry = visit.entry
    if entry is not None:
        told |= {"author": article.author or entry.author, "published": article.published or entry.published}
        host = _host(article.url or "")
        names_none = article.publisher == re.sub(r"\Awww\.", "", host) and same_site(host, _host(visit.feed or ""))
        if entry.outlet and (is_held or names_none):
            told["publisher"] = entry.outlet
    return article.model_copy(update=told)


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").lower()
    except ValueError:
        return ""
