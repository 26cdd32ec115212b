"""What opens a collection's index and snapshot, follows other processes, and brings the two to one state."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import IndexCorrupt, IndexFull, IndexLocked, IndexReadOnly
from retrieval.store import snapshot
from retrieval.store.catalog import Catalog
from retrieval.store.records import Changes, Recipe
from retrieval.store.snapshot import Snapshot

if TYPE_CHECKING:
    from retrieval.store.index import Index

WAIT_FOR_VECTORS = 0.2
"""Seconds that a question waits for a look at the vectors while another process writes."""


class Engine:
    """The index and the snapshots in a home folder.

    Args:
        home: where they live.
        recipe: what the index is made with.
        url: a Chroma server that holds the index instead of the home folder.
    """

    def __init__(self, home: Path, recipe: Recipe, url: str | None) -> None:
        self.folder = home / "chroma"
        self.snapshots = home / "snapshots"
        self.recipe = recipe
        self.url = url
        self._opened: Index | None = None
        self._snapshot: tuple[Path, Snapshot] | None = None
        self._behind = False  # the vectors that we have open may be older than the snapshot
        self._turn = threading.Lock()

    @property
    def index(self) -> Index:
        """The index, opened at first use."""
        return self._opened or self.open()

    def open(self, *, rebuilding: bool = False) -> Index:
        """Open the index; ``rebuilding``: though it still holds articles of another recipe."""
        from retrieval.store.index import Index

        self._opened = Index(self.recipe, folder=self.folder, url=self.url, rebuilding=rebuilding)
        return self._opened

    def close(self) -> None:
        """Let go of the index: its files, or the connections to its server. It is opened again at its next use."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @property
    def current(self) -> Path | None:
        """The folder of the snapshot in use, if there is one and it is whole."""
        return snapshot.current(self.snapshots)

    @property
    def is_current(self) -> bool:
        """Whether the snapshot in use was derived from what the index holds now."""
        return self.current == snapshot.folder_of(self.snapshots, self.index.state.generation, self.recipe)

    def snapshot(self) -> Snapshot | None:
        """What questions read now; None while the collection is empty. Costs one file look-up when nothing changed."""
        folder = self.current
        if folder is None:
            return None
        held = self._snapshot
        if held is None or held[0] != folder or self._behind:
            with self._turn:
                held = self._snapshot
                if held is None or held[0] != folder:
                    held = self._snapshot = self._newest(folder)
                    self._behind = self._opened is not None
                self._catch_up()
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

    def _catch_up(self) -> None:
        """See the vectors that another process has written since; while it writes, they follow later."""
        if self._behind and self._opened is not None:
            with suppress(IndexLocked, IndexFull, IndexReadOnly):
                self._opened.catch_up(wait=WAIT_FOR_VECTORS)
                self._behind = False

    def look_at_vectors(self) -> None:
        """Raise when a file of vectors is cut off; only for who holds the writer's lock."""
        from retrieval.store import chroma_files

        if not self.url:
            chroma_files.look_at_vectors(self.folder)

    def settle(self) -> Snapshot | None:
        """Bring index and snapshot to one state, as a writer leaves them that isn't cut off."""
        if self.index.state.unfinished:
            self.look_at_vectors()  # Chroma may not survive what a kill has left of them
        self.index.finish()
        if not self.index.state.generation and self.current is None:
            return None  # nothing was ever put in
        last = self.last() if self.is_current else None
        return last or self.derive()

    def last(self) -> Snapshot | None:
        """The snapshot that the next one can be made from."""
        folder = self.current
        if folder is None or not snapshot.is_readable(folder, self.recipe):
            return None
        try:
            return Snapshot(folder)
        except IndexCorrupt:
            return None

    def derive(self, changes: Changes | None = None, *, whole: bool = False, expunge: bool = False) -> Snapshot:
        """Write the snapshot of what the index holds now.

        Args:
            changes: since the last one; None: they have to be looked for.
            whole: go on from none.
            expunge: leave no byte of what went in any of the files.
        """
        before = None if whole else self.last()
        came, gone = self._differences(before.catalog) if before and changes is None else changes or Changes([], [])
        found = self.index.records(came) if before else self.index.records()
        generation = self.index.state.new_generation()
        written = snapshot.write(
            self.snapshots, generation, self.recipe, found, before=before, gone=gone, expunge=expunge
        )
        return Snapshot(written)

    def _differences(self, catalog: Catalog) -> Changes:
        """What the index holds other than a catalog does."""
        known, held = catalog.articles.marks(), self.index.marks()
        came = [key for key, mark in held.items() if known.get(key) != mark]
        return Changes(came, [key for key in known if key not in held])
