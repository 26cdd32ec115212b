"""What opens a home's record, vectors and snapshot, follows other processes, and brings the three to one state."""

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

SOON_MADE = 5_000
"""Passages whose vectors are put into Chroma again at once, when they are missing there: it takes a second or two."""

INDEXING = "Writing vectors to Chroma"
"""What a person is told is being done."""


class Engine:
    """The record, the vectors and the snapshots of a home folder.

    Args:
        home: where they live.
        recipe: what articles are worked on with.
        chroma_url: a Chroma server that holds the vectors instead of the home folder.
        database_url: a database that holds the record instead of the home folder.
    """

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
        self._snapshot: tuple[Path, Snapshot] | None = None
        self._looked = 0.0  # when a shared record was last looked at, by the monotonic clock
        self._turn = threading.Lock()

    @property
    def is_begun(self) -> bool:
        """Whether there may be articles: a record, or what an older version left."""
        return bool(self._database_url or self.chroma_url) or any(
            (self.home / name).exists() for name in (FILE, "chroma", "snapshots")
        )

    @property
    def has_older(self) -> bool:
        """Whether an older version left articles that are to be taken over."""
        is_there = (self.home / "chroma" / "chroma.sqlite3").exists()
        return is_there or bool(self.chroma_url and not self.record.is_taken_over)

    def take_over(self, step: Step = unseen) -> None:
        """Take over what an older version left, for who holds the writer's lock; restore a record that was lost."""
        has_older = self.has_older
        if not has_older and (self.current is None or self.record.revision):
            return
        from retrieval.store import takeover

        if has_older:
            takeover.take_over(self.record, self.home / "chroma", self.chroma_url, step)
        if not self.record.revision and (held := self.snapshot()) is not None and len(held.catalog.articles):
            takeover.restore(self.record, held, step)
        if self.record.other_embedder() is None:
            self.settle()
            self.follow(step)

    def set_aside(self) -> Path:
        """Put a damaged record out of the way; where it is now. For who holds the writer's lock."""
        self.close()
        file = self.home / FILE
        aside = file.with_name(f"{file.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
        file.rename(aside)
        for journal in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                file.with_name(f"{file.name}{journal}").rename(f"{aside}{journal}")
        return aside

    @property
    def record(self) -> Record:
        """The record, opened at first use."""
        if self._record is None:
            from retrieval.store.record import Record

            self._record = Record(self._database_url, self.home / FILE, self.recipe)
        return self._record

    def close(self) -> None:
        """Let go of all files and connections. They are opened again at their next use."""
        if self._vectors is not None:
            self._vectors.close()
            self._vectors = None
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
        return self.current == snapshot.folder_of(self.snapshots, self._generation(), self.recipe)

    def _generation(self) -> str:
        return f"{self.record.id}.{self.record.revision}."

    @property
    def is_plainly_well(self) -> bool:
        """Whether nothing is to be done before a question, told without SQLAlchemy, which takes 0.3 s to load."""
        folder, file = self.current, self.home / FILE
        if self.chroma_url or self._database_url or folder is None or not file.exists() or self.has_older:
            return False
        try:
            with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
                state = database.execute("SELECT id, revision FROM record").fetchone()
        except sqlite3.Error:
            return False
        is_current = folder == snapshot.folder_of(self.snapshots, "{}.{}.".format(*state), self.recipe)
        return is_current and self.is_searchable

    @property
    def is_behind_others(self) -> bool:
        """Whether another machine has written to a shared record since; looks at most every two seconds."""
        if not self._database_url or time.monotonic() - self._looked < LOOK_EVERY:
            return False
        self._looked = time.monotonic()
        return self.record.is_shared and not self.is_current

    def snapshot(self) -> Snapshot | None:
        """What questions read now; None while the collection is empty. Costs one file look-up when nothing changed."""
        folder = self.current
        if folder is None:
            return None
        held = self._snapshot
        if held is None or held[0] != folder:
            with self._turn:
                held = self._snapshot
                if held is None or held[0] != folder:
                    held = self._snapshot = self._newest(folder)
        return held[1]

    def _newest(self, folder: Path) -> tuple[Path, Snapshot]:
        """The snapshot in a folder, or the one that has taken its place before it could be opened."""
        while True:
            try:
                return folder, Snapshot(folder)
            except IndexCorrupt:
                newer = self.current
                if newer is None or newer == folder:
                    raise
                folder = newer

    def last(self) -> Snapshot | None:
        """The snapshot that the next one can be made from."""
        folder = self.current
        if folder is None or not snapshot.is_readable(folder, self.recipe):
            return None
        try:
            return Snapshot(folder)
        except IndexCorrupt:
            return None

    def settle(self) -> Snapshot | None:
        """Bring record and snapshot to one state, as a writer leaves them that isn't cut off."""
        if not self.record.revision and self.current is None:
            return None  # nothing was ever put in
        last = self.last() if self.is_current else None
        return last or self.derive()

    def derive(self, *, whole: bool = False, expunge: bool = False) -> Snapshot:
        """Write the snapshot of what the record holds now.

        Args:
            whole: go on from none.
            expunge: leave no byte of what went in any of the files.

        Raises:
            IndexMismatch: there are vectors of another embedder.
        """
        self.check_embedder()
        generation = self._generation()
        before = None if whole else self.last()
        of, since = ("", None) if before is None else _state(before.folder)
        since = since if of == self.record.id else None
        before = None if since is None else before
        came, gone = (None, []) if since is None else self.record.changes(since)
        found = self.record.entries(came)
        written = snapshot.write(
            self.snapshots, generation, self.recipe, found, before=before, gone=gone, expunge=expunge
        )
        return Snapshot(written)

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
        record_id, revision = ("", None) if folder is None else _state(folder)
        if folder is None or revision is None or not self.recipe.made(folder.name):
            return None
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

        name = vectors.collection_of(record_id, self.recipe)
        return vectors.PassageVectors(name, folder=self.folder, url=self.chroma_url)

    @property
    def is_searchable(self) -> bool:
        """Whether the vectors seem to be there and whole."""
        return bool(self.chroma_url) or ((self.folder / "chroma.sqlite3").exists() and not self._is_cut_off)

    @property
    def _is_cut_off(self) -> bool:
        """Whether a writer of the vectors was cut off; only for who knows that none is at work."""
        return self.folder.with_name(f"{self.folder.name}.writing").exists()

    def follow(self, step: Step = unseen) -> None:
        """Bring the vectors to the record's revision, for who holds the writer's lock.

        What is damaged or was cut off is made again from the record, as is what is missing.

        Raises:
            IndexFailure: they can't be written; the record is as it was.
        """
        from retrieval.store import vectors

        total = 0

        def told(done: int) -> None:
            step(INDEXING, done, total)

        if self._vectors is not None and self._is_cut_off:
            self._vectors.close()
            self._vectors = None
        if self._vectors is None:
            if step is not unseen:
                total = sum(self.record.passage_counts().values())
            if not self.chroma_url and (self.folder.exists() or self._is_cut_off):
                try:
                    if self._is_cut_off:
                        raise chroma_files.damaged(self.folder)
                    self._vectors = self._opened(self.record.id)
                except IndexCorrupt as error:
                    log.warning("%s: made again", error.message)
                    vectors.remake(self.record, self.folder, told)
            self._vectors = self._vectors or self._opened(self.record.id)
        self._vectors.follow(self.record, told)

    def open_vectors_again(self) -> None:
        """See what other writers have written, before this one writes."""
        if self._vectors is not None and self._vectors.seen != self.record.revision:
            with suppress(IndexCorrupt):
                self._vectors.open_again()
                return
            self._vectors.close()
            self._vectors = None

    def follow_if_soon(self) -> None:
        """The same where it takes no time that a person would notice, for who holds the writer's lock.

        Otherwise the next ingest does it, or `verbatim reindex`; until then questions look at every vector.
        """
        held = self.snapshot()
        if self.is_searchable or (held is not None and len(held.passages) <= SOON_MADE):
            self.follow()
        else:
            log.warning("The vectors in %s are missing or damaged: `verbatim reindex --vectors`", self.folder)

    def remake_vectors(self, step: Step = unseen) -> None:
        """Make the vectors again from the record, for who holds the writer's lock."""
        from retrieval.store import vectors

        total = sum(self.record.passage_counts().values())

        def told(done: int) -> None:
            step(INDEXING, done, total)

        if self._vectors is not None:
            self._vectors.close()
            self._vectors = None
        if self.chroma_url:
            self._vectors = self._opened(self.record.id)
            self._vectors.remake(self.record, told)
        else:
            vectors.remake(self.record, self.folder, told)

    def purge(self) -> None:
        """Erase what the files still hold of removed articles."""
        self.record.purge()
        if self._vectors is not None:
            self._vectors.purge()


def _state(folder: Path) -> tuple[str, int | None]:
    """The id of the record from which a snapshot was derived, and its revision then; None for an older version's."""
    record_id, revision, *_ = f"{folder.name}..".split(".")
    return record_id, int(revision) if revision.isdecimal() and "-" not in record_id else None
