"""A person's collection of articles: what puts them in, and what a question reads.

::

    VERBATIM_HOME/
        record.db     the record: every article with all that was found in it (elsewhere with DATABASE_URL)
        vectors/      the passages' vectors in Chroma, derived from the record (elsewhere with CHROMA_URL)
        snapshots/    what questions read, derived from the record
        speakers.json what a person says of who is who, see `retrieval.entities.corrections`
        write.lock    held while articles are put in or taken out
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from retrieval import chunking
from retrieval.embedding.base import Absent, Embedder
from retrieval.embedding.in_worker import Beside
from retrieval.entities import corrections
from retrieval.entities.corrections import Corrections
from retrieval.errors import (
    ArticleError,
    IndexCorrupt,
    IndexFailure,
    IndexFull,
    IndexLocked,
    IndexMismatch,
    IndexReadOnly,
    IndexUnreachable,
)
from retrieval.ingestion.enrichment import Analyser, KeptAnalyses, here
from retrieval.ingestion.pipeline import GROUP, Intake
from retrieval.ingestion.report import Progress, Report
from retrieval.ingestion.working_set import Holdings
from retrieval.model import Article
from retrieval.readers import Found, find_files, read_articles
from retrieval.readers.files import known_as, printable_path
from retrieval.store import versions
from retrieval.store.catalog import Catalog
from retrieval.store.engine import Engine
from retrieval.store.entry import Entry, Recipe
from retrieval.store.snapshot import Snapshot
from retrieval.store.steps import Step, unseen
from retrieval.store.versions import Version
from retrieval.system import file_lock

if TYPE_CHECKING:
    from retrieval.attribution.analyst import Analysis
    from retrieval.maintenance.audit import Finding
    from retrieval.store.record import Record
    from retrieval.store.vectors import PassageVectors

__all__ = ["Library", "Progress", "Report", "Version"]

log = logging.getLogger(__name__)

ABSENT = "of these articles"
"""How an embedder is called of which nothing is known."""

SHOW_EVERY = 30.0
"""Seconds of an ingest after which questions see what has gone in so far."""

GROUPS_TO_FOLLOW = 4
"""Groups of articles after which their vectors go to Chroma: each call costs as much as 400 vectors."""


class Library:
    """The collection in a home folder.

    Args:
        home: where everything lives; made when it is missing.
        embedder: turns texts into vectors.
        analyser: finds statements.
        chroma_url: a Chroma server that holds the passages' vectors instead of the home folder.
        database_url: a database that holds the record instead of the home folder.
        max_article_bytes: larger files are refused.
        wait_for_writer: seconds to wait for another process that is writing before saying so.
        other_embedder: makes the embedder of a name that the record's vectors are of, None where it can't be had.

    ``on_step`` is told how far a look at the whole record is, or the making of an index; who shows that sets it.
    ``ray``: the address of a Ray cluster that works on articles, empty for one on this machine; None: none does.
    """

    def __init__(
        self,
        home: Path,
        *,
        embedder: Embedder,
        analyser: Analyser,
        chroma_url: str | None = None,
        database_url: str | None = None,
        max_article_bytes: int = 10_000_000,
        wait_for_writer: float = 10.0,
        other_embedder: Callable[[str], Embedder | None] = lambda _: None,
    ) -> None:
        self.home = home
        self.embedder = embedder
        self._analyser = analyser
        self.max_article_bytes = max_article_bytes
        self._wait_for_writer = wait_for_writer
        self._other_embedder = other_embedder
        recipe = Recipe(embedder.name, f"{chunking.VERSION} {analyser.version}")
        self._engine = Engine(home, recipe, chroma_url, database_url)
        self.on_step: Step = unseen
        self.ray: str | None = None
        self._took = 0.0  # seconds that this took
        self._shown = 0.0  # when questions last saw what has gone in, by the monotonic clock

    @property
    def record(self) -> Record:
        """The record, opened at first use."""
        return self._engine.record

    @property
    def is_begun(self) -> bool:
        """Whether there may be articles; to open a home that isn't begun makes it."""
        return self._engine.is_begun

    @property
    def awaits_rebuild(self) -> bool:
        """Whether there are vectors of another embedder, which answer until :meth:`rebuild` has made others.

        Raises:
            IndexFailure: the record can't be read.
        """
        engine = self._engine
        return engine.is_begun and not engine.is_plainly_well and self.record.other_embedder() is not None

    def close(self) -> None:
        """Let go of all files and connections. They are opened again at their next use."""
        self._engine.close()

    def snapshot(self) -> Snapshot | None:
        """What questions read now; None while the collection is empty. Costs one file look-up when nothing changed."""
        try:
            if self._engine.is_behind_others:
                with suppress(IndexLocked), self._writing(waits=False):
                    self._engine.follow_if_soon()
        except (IndexUnreachable, IndexMismatch) as error:
            log.warning("%s; questions read what is there", error.message)
        return self._engine.snapshot()

    def searchable(self) -> PassageVectors | None:
        """The passages' vectors; None where they can't be searched now: every vector of the snapshot is looked at."""
        return self._engine.searchable()

    def embedder_of(self, snapshot: Snapshot) -> Embedder:
        """What turns questions into vectors that compare with a snapshot's.

        While the articles are being embedded again by another model, that is the earlier one, or a stand-in that never
        answers where that one can't be had: questions are then searched by their words.
        """
        recipe = self._engine.recipe
        if recipe.made(snapshot.folder.name):
            return self.embedder
        other = None
        with suppress(IndexFailure):
            other = self.record.other_embedder()
        if other is not None and replace(recipe, embedder=other).made(snapshot.folder.name):
            earlier = self._other_embedder(other)
            if earlier is not None:
                return earlier
        return Absent(other or ABSENT)

    def analysis_of(self, text: Article) -> Analysis:
        """What a text attributes to whom, and how it introduces them, as found in articles; the text isn't put in."""
        return next(iter(self._analyser.analyse_all([text])))[1]

    def refresh(self) -> None:
        """Restore a record that was lost, derive again what is damaged or what a writer that was cut off didn't come
        to.

        Where the record can't be read or written, or holds another embedder's vectors, the last snapshot answers.
        """
        try:
            self._refresh()
        except IndexFailure as error:
            if self._engine.snapshot() is None:
                raise
            if isinstance(error, IndexMismatch):
                log.warning("%s; until then questions read the vectors that are there", error)
                return
            is_expected = isinstance(error, IndexReadOnly | IndexFull)
            log.log(logging.INFO if is_expected else logging.WARNING, "%s; questions read what is there", error.message)

    def _refresh(self) -> None:
        engine = self._engine
        if engine.is_of_older:
            log.warning(
                "%s was made by a version before the first release: index your articles again with `verbatim ingest`",
                self.home / "chroma",
            )
            return
        if not engine.is_begun:
            return  # nothing was ever put in
        if engine.is_plainly_well:
            with suppress(IndexCorrupt):
                self.snapshot()
                return
        if engine.record.revision == 0 and engine.current is None:
            return
        engine.check_embedder()
        with suppress(IndexLocked), self._writing(waits=False):
            engine.follow_if_soon()  # an ingest that is running derives its own; until then the last one answers

    def ingest(self, paths: Sequence[Path], progress: Progress | None = None, *, ours: bool = False) -> Report:
        """Put the articles of these files and folders in.

        A file that can't be read is reported and the rest goes on. A file whose text changed replaces the article
        that it held before. Interrupted, it keeps what is complete.

        Args:
            paths: files and folders.
            progress: is told how far it is.
            ours: nothing in them is hostile: they are read in this process, without a second one that guards it.

        Raises:
            IndexFailure: the index can't be used or another process keeps writing to it.
        """
        from retrieval.readers.sandbox import GuardedReader

        with GuardedReader() as reader, self._intake(progress) as intake:
            files: list[Path] = []
            for path in paths:
                try:
                    files += find_files(path, intake.report.skipped)
                except ArticleError as error:
                    intake.report.failed.append(error)

            def read(file: Path) -> Iterator[Found]:
                return (read_articles if ours else reader.read_file)(
                    file,
                    max_bytes=self.max_article_bytes,
                    shown_as=printable_path(file),
                    known_as=known_as(file),
                    skipped=intake.report.skipped,
                )

            self._take_all(intake, intake.pace.of_files(files, read))
            self._bring_up_to_date(intake)
        return intake.report

    def _bring_up_to_date(self, intake: Intake) -> None:
        """Work again, newest first, on the articles that an older version cut or analysed; they answer meanwhile."""
        intake.flush()
        for entry in self._each([*self.record.outdated()]):
            if entry.article.id in intake.holdings:
                intake.renew(entry.article, entry.paths)

    def _each(self, article_ids: Sequence[str]) -> Iterator[Entry]:
        """The entries of these, in this order, read as they are asked for."""
        for key in article_ids:
            yield from self.record.entries([key])

    def add(self, articles: Iterable[Found]) -> Report:
        """Put articles in that come from no file; each is known by its path, its url or its id."""
        with self._intake() as intake:
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
        for found in articles:
            if isinstance(found, ArticleError):
                intake.report.failed.append(found)
            else:
                intake.take(found, found.path or found.url or found.id)

    @contextmanager
    def _intake(self, progress: Progress | None = None) -> Iterator[Intake]:
        """An intake that holds the writer's lock; at its end, also after an error, questions see what went in."""
        with self._writing() as held:
            intake = self._begun(held, self._analyser, self._show_when_due, progress)
            try:
                yield intake
                intake.flush()
                self._stop_workers()
                self._show(intake)
            except BaseException:
                intake.close()
                self._engine.settle()
                with suppress(IndexFailure):
                    self._engine.follow()
                raise

    def _stop_workers(self) -> None:
        self._analyser.close()
        if isinstance(self.embedder, Beside):
            self.embedder.close()

    def _begun(
        self,
        held: Catalog | None,
        analyser: Analyser,
        after_each_writing: Callable[[Intake], object],
        progress: Progress | None,
    ) -> Intake:
        steps, group = here(self.embedder, analyser), GROUP
        if self.ray is not None and analyser is self._analyser:
            from retrieval.ingestion import on_ray

            steps, group = on_ray.steps(self.ray, analyser, self.embedder), on_ray.GROUP
        return Intake(self.record, steps, Holdings(held), group, after_each_writing, progress)

    def _show(self, intake: Intake) -> None:
        """Let questions see what has gone in."""
        self._engine.follow()
        if not self._engine.is_current:
            began = time.monotonic()
            intake.holdings = Holdings(self._engine.derive().catalog)
            self._shown = time.monotonic()
            self._took = self._shown - began

    def _show_when_due(self, intake: Intake) -> None:
        """The same now and then, so that a long ingest is of use before its end, and seldom where that takes long."""
        if time.monotonic() - self._shown >= max(SHOW_EVERY, self._took):
            self._show(intake)
        elif intake.report.written // GROUP % GROUPS_TO_FOLLOW == 0:
            self._engine.follow()  # while workers are at the next articles

    def forget(self, article_ids: Sequence[str]) -> list[str]:
        """Take articles out, with the versions that they replaced; returns the ids that weren't there.

        Afterwards no file of the home holds a byte of their texts, but for what was set aside as damaged and
        the index of an older version.

        Raises:
            IndexFailure: also when they were taken out and another process's reading or a full disk kept their texts
                from being erased; forgetting any id again completes it.
        """
        with self._writing() as held:
            kept = self.record.versions
            successors = kept.successors()
            known = [key for key in article_ids if held is not None and key in held.articles]
            with self.record.writing():
                kept.forget([key for key in successors if set(versions.lineage(key, successors)) & set(article_ids)])
                self.record.remove(known)
            if held is not None:
                self._engine.follow()
                self._engine.derive(whole=True)
                self._engine.purge()
                for aside in (*self.home.glob("chroma*"), *self.home.glob("record.db.damaged-*")):
                    log.warning("%s isn't used any more and may still hold what was forgotten: delete it", aside)
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

        Where the record can't be opened because nothing may be written, replaced versions are unknown.

        Raises:
            IndexFailure: the record can't be read.
        """
        held = self.snapshot()
        with suppress(IndexReadOnly, IndexFull):
            return versions.find(article_id, held.catalog if held else None, lambda: self.record.versions)
        return None

    def replaced(self) -> Iterator[Version]:
        """Each article that an edited version took the place of, as it was; none where nothing may be written.

        Raises:
            IndexFailure: the record can't be read.
        """
        held = self.snapshot()
        with suppress(IndexReadOnly, IndexFull):
            yield from versions.replaced(held.catalog if held else None, self.record.versions)

    def verify(self) -> list[Finding]:
        """Look at the whole record and at what is derived from it; nothing is changed.

        Raises:
            IndexFailure: it can't be read at all, or another process keeps writing to it.
        """
        from retrieval.maintenance.audit import audit

        with self._locked():
            return audit(self._engine, self.on_step)

    def repair(self) -> list[Finding]:
        """Make the indexes again in which :meth:`verify` finds something off; returns what it found."""
        from retrieval.maintenance.audit import Finding, audit, reindex

        try:
            self.record.count()
        except IndexCorrupt as error:
            with file_lock.writer(self.home, self._wait_for_writer):
                aside = self._engine.set_aside()
            with self._locked():
                restored = self.record.count()
            return [Finding("record", f"{error.message}; {restored} articles were restored, it lies in {aside}")]
        with self._locked():
            found = audit(self._engine, self.on_step)
            parts = {each.part for each in found}
            reindex(self._engine, vectors="vectors" in parts, words="snapshot" in parts, step=self.on_step)
            return found

    def reindex(self, *, vectors: bool = True, words: bool = True) -> None:
        """Make the indexes again from the record: nothing is parsed or embedded.

        Args:
            vectors: those in Chroma.
            words: the full-text indexes, with all that questions read.
        """
        from retrieval.maintenance.audit import reindex

        with self._locked():
            reindex(self._engine, vectors=vectors, words=words, step=self.on_step)

    def rebuild(self, progress: Progress | None = None) -> Report:
        """Embed the articles of another embedder again, analyse those of an older analyser, or both for every article
        where there are none of these. After an interruption the next call does the rest.
        """
        engine, held = self._engine, None
        with self._locked():
            self.record.disown_vectors(self.embedder.dimensions)
            outdated = self.record.outdated()
            ids = [*outdated] or self.record.changes(0).came
            is_other_embedder = self.record.other_embedder() is not None
            with suppress(IndexCorrupt):
                held = engine.snapshot()
            analyser = KeptAnalyses(self._analyser)
            intake = self._begun(None if held is None else held.catalog, analyser, lambda _: None, progress)
            for entry in intake.pace.of([len(ids)], [self._each(ids)]):
                intake.report.new.append(entry.paths[0])
                if outdated.get(entry.article.id):
                    analyser.keep(entry)
                intake.renew(entry.article, entry.paths)
            intake.flush()
            engine.follow(self.on_step, whole=is_other_embedder)
            engine.derive(whole=True)
        return intake.report

    @contextmanager
    def _writing(self, *, waits: bool = True) -> Iterator[Catalog | None]:
        """Hold the one writer's lock; gives what the record holds, None when that is nothing."""
        with self._locked(waits=waits):
            self._engine.check_embedder()
            self._shown = time.monotonic()
            if waits:
                self._engine.open_vectors_again()
            last = self._engine.settle()
            yield None if last is None else last.catalog

    @contextmanager
    def _locked(self, *, waits: bool = True) -> Iterator[None]:
        wait = self._wait_for_writer if waits else 0
        with file_lock.writer(self.home, wait), self.record.alone(wait):
            try:
                self._engine.restore(self.on_step)
                yield
            finally:
                self._stop_workers()
