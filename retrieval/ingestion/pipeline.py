"""Articles into the record: what is new, what changed, and the work on each group.

An article is known by its content. Files are how articles are named from outside: a file whose text changed lets go
of the article that it held, and an article that no file holds any longer goes into the archive. A url names an article
too: another text at the same address is an edited version, wherever it was read from.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from retrieval.dedup import canonical_url, provenance
from retrieval.dedup.near_duplicates import Reprints
from retrieval.embedding.packing import even
from retrieval.errors import IndexMismatch
from retrieval.ingestion.enrichment import Found, Steps
from retrieval.ingestion.report import Copy, Pace, Progress, Report
from retrieval.ingestion.working_set import Holdings
from retrieval.model import Appearance, Article
from retrieval.readers.files import is_gone
from retrieval.readers.source import UNANALYSED
from retrieval.store.entry import Entry, Superseded
from retrieval.system.heap import give_back, hold_little
from retrieval.system.signals import postponed

if TYPE_CHECKING:
    from retrieval.store.record import Record

GROUP = 16
"""Articles that are begun with together: enough to keep every core of one machine busy. So many are written at once."""


@dataclass
class _Waiting:
    """An article that the next group writes, and the files that it stands in.

    ``replaces`` holds (article id, path) for each article that one of these files held before, and (article id, None)
    for an article that this is an edited version of.
    """

    article: Article
    paths: tuple[str, ...]
    replaces: list[tuple[str, str | None]]

    @property
    def replaced(self) -> set[str]:
        """The ids of those articles."""
        return {key for key, _ in self.replaces}


class Intake:
    """Puts articles into the record: some are written while others are worked on and others read.

    ``holdings`` is what it holds, ``group`` how many articles are begun with together. ``after_each_writing`` of some
    is called; ``progress`` is told how far it is, which ``pace`` knows.
    """

    def __init__(
        self,
        record: Record,
        steps: Steps,
        holdings: Holdings,
        group: int,
        after_each_writing: Callable[[Intake], object],
        progress: Progress | None,
    ) -> None:
        hold_little()
        self.report = Report()
        self.pace = Pace(progress, self.report, lambda: self._unfinished)
        self.holdings = holdings
        self._size = group
        self._record = record
        self._steps = steps
        self._after_each_writing = after_each_writing
        self._dimensions: int | None = None  # of the vectors in the record
        self._replaced = record.versions.successors()
        self._group: list[_Waiting] = []  # nobody has begun with them yet
        self._begun: deque[_Waiting] = deque()  # they are being worked on
        self._coming: deque[Generator[Entry]] = deque()  # what is found in those
        self._complete: list[Entry] = []  # of those, what only has to be written

    def take(self, article: Article, path: str) -> None:
        """Take in the article that a file holds now. It is written when others have come after it, or at the end."""
        if self._is_between(article.id, path):
            self.flush()
        self._sort_in(article, path)
        self._go_on()

    def renew(self, article: Article, paths: Sequence[str]) -> None:
        """Work again on an article that is there; it stays in these files."""
        self._group.append(_Waiting(article, tuple(paths), []))
        self._go_on()

    def _go_on(self) -> None:
        """Begin with what makes a group, and write what was begun with before it."""
        if len(self._group) >= self._size:
            self._begin()
        while len(self._begun) > self._size:
            self._write()

    def _sort_in(self, article: Article, path: str) -> None:
        """Tell what is to be done with the article that a file holds now, and have it wait where there is work."""
        # More than one article in a file is what a cut-off ingest leaves: the file's next turn lets go of the others.
        before = self.holdings.articles_in(path) - {article.id}
        known = self._told(article.id)
        told = provenance.appearance(article)
        # A version that was replaced doesn't come back because a file still holds it.
        is_old = article.id in self._replaced and not known and not before
        left = {name: place for name, place in known.items() if not _is_moved(name, place, path, told)}
        if (known.get(path) == told and left == known) or is_old:
            self._let_go(before, path, by=article.id)
            (self.report.changed if before else self.report.unchanged).append(path)
            return
        edits = self._versions(article) - before
        if newer := next((key for key in edits if provenance.is_older(article, self.holdings[key])), None):
            self._archive(article, (path,), by=newer)
            self._let_go(before, path, by=newer)
            self.report.unchanged.append(path)
            return
        self._report(article, path, known, changed=bool(before or edits))
        merged, paths = provenance.shown(article.text, {**left, path: told})
        replaces: list[tuple[str, str | None]] = [(key, path) for key in before]
        self._stands(merged, paths, replaces + [(key, None) for key in edits])

    @property
    def _unfinished(self) -> int:
        """How many articles were taken in and aren't worked on yet."""
        return len(self._group) + len(self._begun) - len(self._complete)

    def _is_between(self, article_id: str, path: str) -> bool:
        """Whether what is not yet written may change what is to be done with an article in a file."""
        return any(each.article.id == article_id or path in each.paths for each in self._begun) or any(
            article_id in each.replaced or (path in each.paths and each.article.id != article_id)
            for each in (*self._begun, *self._group)
        )

    def _told(self, article_id: str) -> dict[str, Appearance]:
        """What each name of an article tells about it, where it waits or is held; nothing of an unknown one."""
        waiting = next((each for each in self._group if each.article.id == article_id), None)
        if waiting is not None:
            return provenance.by_name(waiting.article, waiting.paths)
        if article_id in self.holdings:
            return provenance.by_name(self.holdings[article_id], self.holdings.paths_of(article_id))
        return {}

    def _versions(self, article: Article) -> set[str]:
        """The articles held at this one's address that it is another version of."""
        address = canonical_url.address(article.url)
        if address is None:
            return set()
        others = (each.article for each in (*self._begun, *self._group) if each.article.id != article.id)
        if any(address in canonical_url.addresses(each) for each in others):
            self.flush()
        held = self.holdings.articles_at(address) - {article.id}
        return {key for key in held if provenance.is_version(article, self.holdings[key], address)}

    def _report(self, article: Article, path: str, known: dict[str, Appearance], *, changed: bool) -> None:
        """Count a file: what it tells is new, changed, or the text of an article that is there already."""
        outlets = {told.publisher for told in known.values()}
        if changed or path in known:
            self.report.changed.append(path)
        elif not known:
            self.report.new.append(path)
        else:
            is_same = article.publisher is None or article.publisher in outlets
            (self.report.unchanged if is_same else self.report.reprints).append(path)
            self.report.copies.append(Copy(path, next(iter(known)), exact=True))

    def _stands(self, article: Article, paths: tuple[str, ...], replaces: list[tuple[str, str | None]]) -> None:
        """Write an article as its places tell it; its findings are made again only where what is shown changed."""
        waiting = next((each for each in self._group if each.article.id == article.id), None)
        if waiting is not None:
            waiting.article, waiting.paths = article, paths
            waiting.replaces += replaces
        elif article.id in self.holdings and _is_shown_as(self.holdings[article.id], article):
            with self._record.writing():
                self._record.set_places(article, paths)
                self.holdings.put(article, paths)
                self._replace(replaces, by=article.id)
        else:
            self._group.append(_Waiting(article, paths, replaces))

    def _begin(self) -> None:
        self._coming.append(self._entries(self._group, self._steps([each.article for each in self._group])))
        self._begun += self._group
        self._group = []

    def _entries(self, group: Sequence[_Waiting], found: Generator[Found]) -> Generator[Entry]:
        with closing(found):
            for each in group:
                fingerprint, copies = self._reprints.take(each.article)  # while the others work
                passages, analysis, vectors = next(found)
                if analysis.failed is not None:
                    self.report.skipped.note(UNANALYSED, each.article.path or each.article.title)
                yield Entry(
                    article=each.article,
                    paths=each.paths,
                    passages=passages,
                    statements=sorted(analysis.statements, key=lambda said: (said.start, said.end)),
                    introductions=analysis.introductions,
                    fingerprint=fingerprint,
                    copies=copies,
                    passage_vectors=vectors,
                )

    def flush(self) -> None:
        """Write all that waits, and archive what it replaces."""
        while self._group or self._begun:
            if self._group:
                self._begin()
            self._write()

    def close(self) -> None:
        """Let go of what is being worked on; nothing of it is in the record."""
        for each in self._coming:
            each.close()
        self._coming.clear()
        self._begun.clear()
        self._complete = []

    def _write(self) -> None:
        """Write the next articles; interrupted, what was complete of them by then. Each is in or isn't."""
        with postponed() as stop:
            while self._coming and len(self._complete) < GROUP and not stop.wanted:
                found = next(self._coming[0], None)
                if found is None:
                    self._coming.popleft()
                else:
                    self._complete.append(found)
                    self.pace.tell()
            self._put_complete()
        self._after_each_writing(self)
        give_back()

    def _put_complete(self) -> None:
        """Write those that are complete: the first of those that were begun with."""
        entries, self._complete = self._complete, []
        if not entries:
            return
        self._check_dimensions(entries)
        with self._record.writing():
            self._record.put(entries)
            for entry in entries:
                self._is_written(entry, self._begun.popleft())

    def _check_dimensions(self, entries: Sequence[Entry]) -> None:
        come = {even(each.passage_vectors.shape[1]) for each in entries if len(each.passages)}
        self._dimensions = self._dimensions or self._record.dimensions() or next(iter(come), None)
        if come - {self._dimensions}:
            raise IndexMismatch(
                f"The embedder {self._record.recipe.embedder} gives other vectors than before: of "
                f"{max(come - {self._dimensions})} numbers, not {self._dimensions}",
                "Nothing was deleted. `verbatim ingest --rebuild` embeds all articles again",
            )

    def _is_written(self, entry: Entry, waiting: _Waiting) -> None:
        """Record it and archive what it replaces; a replaced article that comes back leaves the archive."""
        if self._replaced.pop(entry.article.id, None):
            self._record.versions.forget([entry.article.id])
        self.holdings.put(entry.article, entry.paths)
        self.report.written += 1
        self.report.words += len(entry.article.text.split())
        if entry.copies:
            self._is_reprint(entry)
        self._replace(waiting.replaces, by=entry.article.id)

    @cached_property
    def _reprints(self) -> Reprints:
        return Reprints(*self._record.fingerprints(), self._article)

    def _article(self, article_id: str) -> Article | None:
        begun = next((each.article for each in self._begun if each.article.id == article_id), None)
        return self.holdings[article_id] if begun is None and article_id in self.holdings else begun

    def _is_reprint(self, entry: Entry) -> None:
        """What was counted as new is a reprint, as it turns out."""
        originals = [name for key in entry.copies if key in self.holdings for name in self.holdings.paths_of(key)]
        for path in entry.paths:
            if path in self.report.new:
                self.report.new.remove(path)
                self.report.reprints.append(path)
                self.report.copies += [Copy(path, name, exact=False) for name in originals[:1]]

    def _replace(self, replaces: Iterable[tuple[str, str | None]], *, by: str) -> None:
        for article_id, path in replaces:
            if path is None:
                self._supersede(article_id, by=by)
            else:
                self._let_go([article_id], path, by=by)

    def _let_go(self, article_ids: Iterable[str], path: str, *, by: str) -> None:
        """A file no longer holds these articles but another; an article that no file holds is replaced by that one."""
        for article_id in list(article_ids):
            told = {name: place for name, place in self._told(article_id).items() if name != path}
            if told and article_id in self.holdings:
                self._stands(*provenance.shown(self.holdings[article_id].text, told), [])
            else:
                self._supersede(article_id, by=by)

    def _supersede(self, article_id: str, *, by: str) -> None:
        """Take an article out of the record and keep it for those who cite it."""
        if article_id in self.holdings:
            with self._record.writing():
                self._archive(self.holdings[article_id], self.holdings.paths_of(article_id), by=by)
                self._record.remove([article_id])
            self.holdings.remove(article_id)

    def _archive(self, article: Article, paths: tuple[str, ...], *, by: str) -> None:
        if article.id not in self._replaced:
            self._record.versions.keep(Superseded(article, paths, by, date.today()))
            self._replaced[article.id] = by


def _is_shown_as(one: Article, other: Article) -> bool:
    return _elsewhere(provenance.appearance(one)) == _elsewhere(provenance.appearance(other))


def _is_moved(name: str, place: Appearance, path: str, told: Appearance) -> bool:
    """Whether a file that an article stood in isn't there any more, and this one tells all that it told."""
    return name != path and _elsewhere(place) == _elsewhere(told) and is_gone(name)


def _elsewhere(place: Appearance) -> Appearance:
    return place.model_copy(update={"path": None})
