"""One open collection: record, vectors and snapshot, follows other processes, and brings the three to one state."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import IndexCorrupt, IndexFailure, IndexFull, IndexMismatch, IndexReadOnly
from retrieval.store import chroma_files, snapshot
from retrieval.store.entry import Recipe
from retrieval.store.snapshot import Snapshot
from retrieval.store.steps import Step, unseen

if TYPE_CHECKING:
    from retrieval.store.record import Record
    from retrieval.store.vectors import PassageVectors

log = logging.getLogger(__name__)

FILE = "record.db"
"""The record's file in the home."""

WAIT_FOR_VECTORS = 0.2
"""Seconds that a question waits for a look at the vectors while another process writes."""

LOOK_EVERY = 2.0
"""Seconds after which a question looks whether another machine has written to a shared record."""

RESTORING = "Restoring the record"
"""What a person is told is being done."""

SOON_MADE = 5_000
"""Passages whose vectors are put into Chroma again at once, when they are missing there: it takes a second or two."""


class Engine:
    """The record, the vectors and the snapshots of a home folder; a Chroma server may hold the vectors, a database the
    record instead."""

    def __init__(self, home: Path, recipe: Recipe, chroma_url: str | None, database_url: str | None) -> None:
        if chroma_url:
            chroma_files.server(chroma_url)  # raises where it can be none
        self.home = home
        self.folder = home / "vectors"
        self.snapshots = home / "snapshots"
        self.recipe = recipe
        self.chroma_url = chroma_url
        self._database_url = database_url
        self._record: Record | None = None
        self._vectors: PassageVectors | None = None
        self._snapshot: Snapshot | None = None
        self._looked = 0.0  # when a shared record was last looked at, by the monotonic clock
        self._turn = threading.Lock()

    @property
    def is_begun(self) -> bool:
        """Whether there may be articles: a record, or what questions read."""
        return bool(self._database_url) or (self.home / FILE).exists() or self.snapshots.exists()

    @property
    def is_of_older(self) -> bool:
        """Whether there is but the index of a version that kept the articles in Chroma."""
        return not self._database_url and not (self.home / FILE).exists() and (self.home / "chroma").exists()

    def restore(self, step: Step = unseen) -> None:
        """Put what questions read into a record that was lost, for who holds the writer's lock.

        Replaced versions aren't in it. What it holds may not be complete, so the next ingest analyses it again.
        """
        if self.current is None or self.record.revision:
            return
        held = None
        with suppress(IndexCorrupt):
            held = self.snapshot()
        if held is None or not len(held.catalog.articles):
            return
        log.warning("The record is empty: its articles are restored from what questions read, in %s", held.folder)
        embedder = self.recipe.embedder if self.recipe.made(held.folder.name) else "of an older version"
        articles = held.catalog.articles
        with self.record.writing():
            for number, entry in enumerate(articles.entries(held.vectors_of)):
                self.record.put([entry], embedder=embedder, analyser="restored")
                step(RESTORING, number + 1, len(articles))
        if self.record.other_embedder() is None:
            self.settle()
            self.follow(step)

    def set_aside(self) -> Path:
        """Put a damaged record out of the way; where it is now. For who holds the writer's lock."""
        self.close()
        now = time.strftime("%Y%m%d-%H%M%S")
        for journal in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                (self.home / f"{FILE}{journal}").rename(self.home / f"{FILE}{journal}.damaged-{now}")
        return (self.home / FILE).rename(self.home / f"{FILE}.damaged-{now}")

    @property
    def record(self) -> Record:
        """The record, opened at first use."""
        if self._record is None:
            from retrieval.store.record import Record

            self._record = Record(self._database_url, self.home / FILE, self.recipe)
        return self._record

    def close(self) -> None:
        """Let go of all files and connections. They are opened again at their next use."""
        self._close_vectors()
        if self._record is not None:
            self._record.close()
            self._record = None

    # The snapshot

    @property
    def current(self) -> Path | None:
        """The folder of the snapshot in use, if there is one and it is whole."""
        return snapshot.current(self.snapshots)

    @property
    def is_current(self) -> bool:
        """Whether the snapshot in use was derived from what the record holds now."""
        return self.current == self._folder(self.record.id, self.record.revision)

    def _folder(self, record_id: str, revision: int) -> Path:
        return snapshot.folder_of(self.snapshots, f"{record_id}.{revision}.", self.recipe)

    @property
    def is_plainly_well(self) -> bool:
        """Whether nothing is to be done before a question, told without SQLAlchemy, which takes 0.3 s to load."""
        file = self.home / FILE
        if self.chroma_url or self._database_url or not file.exists():
            return False
        with suppress(sqlite3.Error), closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as held:
            state = held.execute("SELECT id, revision FROM record").fetchone()
            return state is not None and self.current == self._folder(*state) and self.is_searchable
        return False

    @property
    def is_behind_others(self) -> bool:
        """Whether another machine has written to a shared record since; looks at most every two seconds."""
        if not self._database_url or time.monotonic() - self._looked < LOOK_EVERY:
            return False
        self._looked = time.monotonic()
        return self.record.is_shared and not self.is_current

    def snapshot(self) -> Snapshot | None:
        """What questions read now; None while the collection is empty. Costs one file look-up when nothing changed."""
        folder, held = self.current, self._snapshot
        if folder is None or (held is not None and held.folder == folder):
            return held if folder else None
        with self._turn:
            while self._snapshot is None or self._snapshot.folder != folder:
                try:
                    self._snapshot = Snapshot(folder)
                except IndexCorrupt:
                    newer = self.current  # another may have taken its place before it could be opened
                    if newer is None or newer == folder:
                        raise
                    folder = newer
            return self._snapshot

    def last(self) -> Snapshot | None:
        """The snapshot that the next one can be made from."""
        folder = self.current
        if folder is not None and snapshot.is_readable(folder, self.recipe):
            with suppress(IndexCorrupt):
                return self.snapshot()
        return None

    def settle(self) -> Snapshot | None:
        """Bring record and snapshot to one state, as a writer leaves them that isn't cut off."""
        if not self.record.revision and self.current is None:
            return None  # nothing was ever put in
        return (self.last() if self.is_current else None) or self.derive()

    def derive(self, *, whole: bool = False) -> Snapshot:
        """Write the snapshot of what the record holds now; ``whole``, going on from none, it has no byte of what went.

        Raises:
            IndexMismatch: there are vectors of another embedder.
        """
        self.check_embedder()
        target = self._folder(self.record.id, self.record.revision)
        before = None if whole else self.last()
        of, since = _origin(before.folder) if before else ("", 0)
        if before is None or of != self.record.id:
            written = snapshot.write(target, self.record.entries())
        else:
            changes = self.record.changes(since)
            written = snapshot.write(target, self.record.entries(changes.came), before=before, gone=changes.gone)
        with self._turn:
            self._snapshot = written
        return written

    def check_embedder(self) -> None:
        """Raise ``IndexMismatch`` when the record has vectors of another embedder: they can't be compared with ours."""
        other = self.record.other_embedder()
        if other is not None:
            raise IndexMismatch(
                f"The record in {self.home} has vectors of embedder {other}, not {self.recipe.embedder}",
                "Nothing was deleted. `verbatim ingest --rebuild` embeds the articles in it again",
            )

    # The vectors

    def searchable(self) -> PassageVectors | None:
        """The vectors as they may be searched now; None where they are missing, damaged or behind the snapshot."""
        folder = self.current
        if folder is None or not self.recipe.made(folder.name):
            return None
        record_id, revision = _origin(folder)
        try:
            if self._vectors is None:
                if not self.is_searchable:
                    return None
                self._vectors = self._opened(record_id)
            elif self._vectors.seen < revision:
                self._vectors.open_again(WAIT_FOR_VECTORS)
        except (IndexReadOnly, IndexFull):
            return None  # Chroma writes when it is opened
        except IndexFailure as error:
            log.warning("%s; searched without them", error.message)
            return None
        return self._vectors if self._vectors.seen >= revision else None

    def _opened(self, record_id: str) -> PassageVectors:
        from retrieval.store import vectors

        return vectors.PassageVectors(record_id, self.recipe, folder=self.folder, url=self.chroma_url)

    def _close_vectors(self) -> None:
        if self._vectors is not None:
            self._vectors.close()
            self._vectors = None

    @property
    def is_searchable(self) -> bool:
        """Whether the vectors seem to be there, and no writer of them was cut off."""
        is_whole = (self.folder / "chroma.sqlite3").exists() and not chroma_files.mark(self.folder).exists()
        return bool(self.chroma_url) or is_whole

    def follow(self, step: Step = unseen, *, whole: bool = False) -> None:
        """Bring the vectors to the record's revision, for who holds the writer's lock; ``whole``: make all again.

        What is damaged or was cut off is made again from the record, as is what is missing.

        Raises:
            IndexFailure: they can't be written; the record is as it was.
        """
        if not self.chroma_url and (whole or not self.is_searchable):
            self._close_vectors()
            chroma_files.clear(self.folder)  # also before it is made: what is cut off in that is made again
        if self._vectors is None:
            try:
                self._vectors = self._opened(self.record.id)
            except IndexCorrupt as error:
                log.warning("%s: made again", error.message)
                chroma_files.clear(self.folder)
                self._vectors = self._opened(self.record.id)
        self._vectors.follow(self.record, step, whole=whole)

    def open_vectors_again(self) -> None:
        """See what other writers have written, before this one writes."""
        if self._vectors is not None and self._vectors.seen != self.record.revision:
            with suppress(IndexCorrupt):
                self._vectors.open_again()
                return
            self._close_vectors()

    def follow_if_soon(self) -> None:
        """The same where it takes no time that a person would notice, for who holds the writer's lock.

        Otherwise the next ingest does it, or `verbatim reindex`; until then questions look at every vector.
        """
        held = self.snapshot()
        if self.is_searchable or (held is not None and len(held.passages) <= SOON_MADE):
            self.follow()
        else:
            log.warning("The vectors in %s are missing or damaged: `verbatim reindex --vectors`", self.folder)

    def purge(self) -> None:
        """Erase what the files still hold of removed articles."""
        self.record.purge()
        if self._vectors is not None:
            self._vectors.purge()


def _origin(folder: Path) -> tuple[str, int]:
    """The id of the record from which a snapshot was derived, and its revision then."""
    record_id, revision, *_ = f"{folder.name}.0.".split(".")
    return record_id, int(revision)
