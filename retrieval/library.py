"""A person's collection of articles: what puts them in, and what a question reads.

::

    VERBATIM_HOME/
        chroma/       the index: the one record of what is in the collection (elsewhere with CHROMA_URL)
        snapshots/    what questions read, derived from the index
        speakers.json what a person says of who is who, see `retrieval.entities.corrections`
        write.lock    held while articles are put in or taken out
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from retrieval import chunking
from retrieval.embedding.base import Embedder
from retrieval.embedding.in_worker import Beside
from retrieval.entities import corrections
from retrieval.entities.corrections import Corrections
from retrieval.errors import ArticleError, IndexCorrupt, IndexFull, IndexLocked, IndexReadOnly
from retrieval.ingestion.enrichment import Analyser
from retrieval.ingestion.pipeline import Intake
from retrieval.ingestion.report import Pace, Progress, Report, Step, timed, unseen
from retrieval.ingestion.working_set import Holdings
from retrieval.model import Article
from retrieval.readers import Found, find_files
from retrieval.readers.files import known_as, printable_path
from retrieval.store import versions
from retrieval.store.catalog import Catalog
from retrieval.store.engine import Engine
from retrieval.store.records import Changes, Recipe
from retrieval.store.snapshot import Snapshot
from retrieval.store.versions import Version
from retrieval.system import file_lock

if TYPE_CHECKING:
    from retrieval.attribution.analyst import Analysis
    from retrieval.maintenance.audit import Audit, Finding
    from retrieval.maintenance.caretaker import Caretaker
    from retrieval.store.index import Index

__all__ = ["Library", "Progress", "Report", "Version"]

log = logging.getLogger(__name__)

SHOW_EVERY = 30.0
"""Seconds of an ingest after which questions see what has gone in so far."""


class Library:
    """The collection in a home folder.

    Args:
        home: where everything lives; made when it is missing.
        embedder: turns texts into vectors.
        analyser: finds statements.
        chroma_url: a Chroma server that holds the index instead of the home folder.
        max_article_bytes: larger files are refused.
        wait_for_writer: seconds to wait for another process that is writing before saying so.

    ``on_step`` is told how far a look at the whole index is, or its mending: whoever shows that sets it.
    """

    def __init__(
        self,
        home: Path,
        *,
        embedder: Embedder,
        analyser: Analyser,
        chroma_url: str | None = None,
        max_article_bytes: int = 10_000_000,
        wait_for_writer: float = 10.0,
    ) -> None:
        self.home = home
        self.embedder = embedder
        self._analyser = analyser
        self.max_article_bytes = max_article_bytes
        self._wait_for_writer = wait_for_writer
        self._engine = Engine(home, Recipe(embedder.name, chunking.VERSION, analyser.version), chroma_url)
        self.on_step: Step = unseen
        self._shown = 0.0  # when questions last saw what has gone in, by the monotonic clock

    @property
    def index(self) -> Index:
        """The index, opened at first use."""
        return self._engine.index

    def close(self) -> None:
        """Let go of the index: its files, or the connections to its server. It is opened again at its next use."""
        self._engine.close()

    def snapshot(self) -> Snapshot | None:
        """What questions read now; None while the collection is empty. Costs one file look-up when nothing changed."""
        return self._engine.snapshot()

    def searchable(self) -> Index | None:
        """The index; None where nothing can be written, which Chroma does at opening: the last snapshot answers."""
        try:
            return self.index
        except (IndexReadOnly, IndexFull):
            if self._engine.current is None:
                raise
            return None

    def analysis_of(self, text: Article) -> Analysis:
        """What a text attributes to whom, and how it introduces them, as found in articles; the text isn't put in."""
        return next(iter(self._analyser.analyse_all([text])))[1]

    def refresh(self) -> None:
        """Open the index, and derive the snapshot anew when it is damaged or an ingest was cut off before it could.

        On a disk that is full or may only be read, the last snapshot answers.
        """
        try:
            self._refresh()
        except (IndexReadOnly, IndexFull) as error:
            if self._engine.last() is None:
                raise
            log.info("%s; questions read what is there", error.message)

    def _refresh(self) -> None:
        engine = self._engine
        if engine.current is None and not self.index.state.generation:
            return  # nothing was ever put in
        if engine.is_current:
            try:
                self.snapshot()
                return
            except IndexCorrupt:
                pass
        try:
            with suppress(IndexLocked), self._writing(waits=False):
                pass  # an ingest that is running derives its own; until then the last one answers
        except IndexCorrupt:
            if not self.index.state.is_doubted or engine.last() is None:
                raise
            log.warning("The last writer was cut off and left the index unreadable: the next ingest mends it")

    def ingest(self, paths: Sequence[Path], progress: Progress | None = None) -> Report:
        """Put the articles of these files and folders in.

        A file that can't be read is reported and the rest goes on. A file whose text changed replaces the article
        that it held before. Interrupted, it keeps what is complete.

        Raises:
            IndexFailure: the index can't be used or another process keeps writing to it.
        """
        from retrieval.readers.sandbox import GuardedReader

        with GuardedReader() as reader, self._intake(progress) as (intake, pace):
            files: list[Path] = []
            for path in paths:
                try:
                    files += find_files(path, intake.report.skipped)
                except ArticleError as error:
                    intake.report.failed.append(error)

            def read(file: Path) -> Iterator[Found]:
                return reader.read_file(
                    file,
                    max_bytes=self.max_article_bytes,
                    shown_as=printable_path(file),
                    known_as=known_as(file),
                    skipped=intake.report.skipped,
                )

            self._take_all(intake, pace.files(files, read))
        return intake.report

    def add(self, articles: Iterable[Found]) -> Report:
        """Put articles in that come from no file; each is known by its path, its url or its id."""
        with self._intake() as (intake, _):
            self._take_all(intake, articles)
        return intake.report

    def add_upload(self, data: bytes, name: str) -> Report:
        """Put in what somebody sent: a file's bytes, and its name, which says the format (``ferry.html``)."""
        from retrieval.readers.sandbox import GuardedReader, Material

        shown = PurePath(name.replace("\\", "/")).name or "file"
        with GuardedReader() as reader:
            # Without a path: two people may send different files of one name.
            return self.add(
                found.model_copy(update={"path": None}) if isinstance(found, Article) else found
                for found in reader.read(Material(data, shown, shown, self.max_article_bytes))
            )

    def _take_all(self, intake: Intake, articles: Iterable[Found]) -> None:
        waiting = iter(articles)
        while True:
            with timed(intake.report, "read"):
                found = next(waiting, None)
            if found is None:
                return
            if isinstance(found, ArticleError):
                intake.report.failed.append(found)
            else:
                intake.take(found, found.path or found.url or found.id)

    @contextmanager
    def _intake(self, progress: Progress | None = None) -> Iterator[tuple[Intake, Pace]]:
        """An intake that holds the writer's lock; at its end, also after an error, questions see what went in."""
        with self._writing() as held:
            intake, pace = self._paced(held, progress, self._show_when_due)
            try:
                yield intake, pace
                intake.flush()
            except BaseException:
                intake.close()
                self._engine.settle()
                raise
            finally:
                self._stop_workers()
            self._show(intake)

    def _stop_workers(self) -> None:
        self._analyser.close()
        if isinstance(self.embedder, Beside):
            self.embedder.close()

    def _paced(
        self, held: Catalog | None, progress: Progress | None, after_each_writing: Callable[[Intake], object]
    ) -> tuple[Intake, Pace]:
        """An intake, and what tells how far it is."""
        intake = Intake(
            self.index, self.embedder, self._analyser, Holdings(held), after_each_writing, lambda _: pace.tell()
        )
        pace = Pace(progress, intake.report, lambda: intake.unfinished)
        return intake, pace

    def _show(self, intake: Intake) -> None:
        """Let questions see what has gone in."""
        changes = intake.holdings.changes()
        if changes.came or changes.gone:
            with timed(intake.report, "snapshot"):
                intake.holdings = Holdings(self._engine.derive(changes).catalog)

    def _show_when_due(self, intake: Intake) -> None:
        """The same now and then, so that a long ingest is of use before its end, and seldom where that takes long."""
        took = intake.report.seconds.get("snapshot", 0.0)
        now = time.monotonic()
        if now - self._shown >= max(SHOW_EVERY, took):
            self._show(intake)
            self._shown = now

    def forget(self, article_ids: Sequence[str]) -> list[str]:
        """Take articles out, with the versions that they replaced; returns the ids that weren't there.

        Afterwards no file of the home holds a byte of their texts, but for an index that was set aside as damaged.

        Raises:
            IndexFailure: also when they were taken out and another process's reading or a full disk kept their texts
                from being erased; forgetting any id again completes it.
        """
        with self._writing() as held:
            archive = self.index.archive
            successors = archive.successors()
            known = [key for key in article_ids if held is not None and key in held.articles]
            archive.forget([key for key in successors if set(versions.lineage(key, successors)) & set(article_ids)])
            if known:
                self.index.remove(known)
            if held is not None:
                self._engine.derive(Changes([], known), expunge=True)
                self.index.purge()
                for aside in self.home.glob("chroma.damaged-*"):
                    log.warning("%s was set aside as damaged and may still hold what was forgotten: delete it", aside)
        return [key for key in article_ids if key not in known and key not in successors]

    def correct_speakers(self, change: Callable[[Corrections], Corrections]) -> Corrections:
        """Keep what a person says of who is who, and let questions see it; another writer's end shows it otherwise.

        Raises:
            OSError: the home can't be written to.
        """
        held = change(corrections.read(self.home))
        corrections.write(self.home, held)
        self.refresh()
        return held

    def version(self, article_id: str) -> Version | None:
        """The article that a citation was given from, also when an edited version replaced it since; None if unknown.

        Where the index can't be opened because nothing may be written, replaced versions are unknown.

        Raises:
            IndexFailure: the index can't be read.
        """
        held = self.snapshot()
        with suppress(IndexReadOnly, IndexFull):
            return versions.find(article_id, held.catalog if held else None, lambda: self.index.archive)
        return None

    def replaced(self) -> Iterator[Version]:
        """Each article that an edited version took the place of, as it was; none where nothing may be written.

        Raises:
            IndexFailure: the index can't be read.
        """
        held = self.snapshot()
        with suppress(IndexReadOnly, IndexFull):
            yield from versions.replaced(held.catalog if held else None, self.index.archive)

    def verify(self) -> Audit:
        """Look at the whole index and at what is derived from it; nothing is changed.

        Raises:
            IndexFailure: it can't be read at all, or another process keeps writing to it.
        """
        with self._locked():
            return self._caretaker().audit()

    def repair(self) -> list[Finding]:
        """Mend what :meth:`verify` finds; returns that. No article that can still be read somewhere is lost.

        A folder that Chroma can't read is renamed and made anew from the texts in it and in the snapshot.
        """
        with self._locked():
            return self._caretaker().repair()

    def _caretaker(self) -> Caretaker:
        from retrieval.maintenance.caretaker import Caretaker

        return Caretaker(self._engine, self.embedder, self._analyser, self.on_step)

    def rebuild(self, progress: Progress | None = None) -> Report:
        """Make the index anew from the articles that it holds, whatever it was made with.

        Interrupted, it keeps what it was made from, and is to be started again.
        """
        from retrieval.store.chroma_collections import articles_of_any_recipe

        engine = self._engine
        with self._locked():
            held: dict[str, tuple[Article, tuple[str, ...]]] = {}
            for article, paths in articles_of_any_recipe(engine.folder, engine.url):
                _, others = held.get(article.id, (article, ()))
                held[article.id] = (article, tuple(dict.fromkeys((*others, *paths))))
            engine.open(rebuilding=True).finish()
            intake, pace = self._paced(None, progress, lambda _: None)
            for _, (article, paths) in zip(pace.of(len(held)), held.values(), strict=True):
                intake.keep(article, paths or (article.id,))
            intake.flush()
            self.index.drop_other_recipes()
            engine.derive(whole=True)
        return intake.report

    @contextmanager
    def _writing(self, *, waits: bool = True) -> Iterator[Catalog | None]:
        """Hold the one writer's lock; gives what the index holds, None when that is nothing."""
        with self._locked(waits=waits):
            self.index.catch_up()
            self._shown = time.monotonic()
            if self.index.state.is_doubted and waits and not self._engine.url:
                log.warning("The last writer was cut off: looking at the whole index first")
                self._caretaker().repair()
            last = self._engine.settle()
            yield None if last is None else last.catalog

    @contextmanager
    def _locked(self, *, waits: bool = True) -> Iterator[None]:
        with file_lock.writer(self.home, self._wait_for_writer if waits else 0):
            try:
                yield
            finally:
                self._stop_workers()
