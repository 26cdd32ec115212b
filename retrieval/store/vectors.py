"""The passages' vectors in Chroma, for nearest-neighbour search: derived from the record, and thrown away at will.

One collection for each record and embedder. It holds vectors by passage id and nothing else, and notes the record's
revision up to which it has followed. They are shortened (:mod:`retrieval.embedding.axes`): a quarter of the disk
and memory, and what is found is ranked by whole vectors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.embedding.axes import shortened
from retrieval.embedding.base import Vectors
from retrieval.store import chroma_files
from retrieval.store.chroma_client import Collection, embedded, server, translated
from retrieval.store.entry import Recipe, span_id
from retrieval.store.steps import Step, unseen

if TYPE_CHECKING:
    from retrieval.store.record import Record

PAGE = 1_000
"""Vectors a call: bounds memory, and stays under the 5,461 that Chroma takes at once."""

CANDIDATES = 60
"""Of a new vector's nearest, those from which its links are chosen.

Of Chroma's own 100, 96,000 vectors take 23 s of CPU instead of 17, for 0.979 of the 50 nearest instead of 0.978.
"""

INDEXING = "Writing vectors to Chroma"
"""What a person is told is being done."""


class PassageVectors:
    """The vectors of a record, in a folder that is made when it is missing, or on a Chroma server at ``url``.

    ``seen`` is the record's revision up to which those that are open have followed.

    Raises:
        IndexFailure: one of its kinds, when they can't be opened, as from all methods.
    """

    def __init__(self, record_id: str, recipe: Recipe, *, folder: Path, url: str | None) -> None:
        self._url, self._folder = url, folder
        self._where = chroma_files.shown(url) if url else str(folder)
        self._embedder = recipe.embedder
        self._of_record = f"verbatim-{record_id}-"  # so begin the names of its collections
        self._name = f"{self._of_record}{recipe.embedder_key}-short"
        self._clients: list[Any] = []
        self.open_again()

    def open_again(self, wait: float = chroma_files.WAIT) -> None:
        """See what another process has written, of which an embedded Chroma keeps what it has read before.

        Args:
            wait: seconds to wait for the other one's lock.
        """
        with translated(self._where):
            client = server(self._url) if self._url else embedded(self._folder, wait)
            try:
                self._passages: Collection = client.get_or_create_collection(
                    self._name,
                    metadata={"revision": 0},
                    configuration={"hnsw": {"space": "cosine", "ef_construction": CANDIDATES}},
                    embedding_function=None,
                )
            except BaseException:
                client.close()
                raise
        self._clients.append(client)
        if len(self._clients) > 2:
            self._clients.pop(0).close()  # not the one before: other threads may be in it
        self.seen = int((self._passages.metadata or {}).get("revision", 0))

    def close(self) -> None:
        """Let go of the files, or of the connections."""
        while self._clients:
            self._clients.pop().close()

    def ids(self) -> Iterator[str]:
        """The ids of the passages whose vectors are there."""
        with translated(self._where):
            for first in range(0, self._passages.count(), PAGE):
                yield from self._passages.get(limit=PAGE, offset=first, include=[])["ids"]

    def nearest(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The ids of the ``k`` passages nearest to a (dimensions,) vector, shortened, and that cosine, best first."""
        short = shortened(vector.reshape(1, -1), self._embedder)
        with translated(self._where):
            found = self._passages.query(query_embeddings=short, n_results=k, include=["distances"])
        (ids,), (distances,) = found["ids"], found["distances"] or [[]]
        return [(passage_id, 1.0 - float(distance)) for passage_id, distance in zip(ids, distances, strict=True)]

    def follow(self, record: Record, step: Step = unseen, *, whole: bool = False) -> None:
        """Bring them to the record's revision, ``whole``: from none; cut off, it is done again by the next call."""
        if (whole and self.seen) or (not self.seen and len(self._collections()) > 1):
            self._clear()
        revision, done = record.revision, 0
        if revision == self.seen:
            return
        total = 0 if self.seen else sum(record.passage_counts().values())
        with translated(self._where):
            if not self._url:
                chroma_files.mark(self._folder).touch()
            for key, most in record.changes(self.seen).gone.items():
                self._delete([span_id(key, place) for place in range(most)])
            coming = self._coming(record)
            while page := [*islice(coming, PAGE)]:
                short = shortened(np.stack([vector for _, vector in page]), self._embedder)
                self._passages.upsert(ids=[passage_id for passage_id, _ in page], embeddings=short)
                done += len(page)
                step(INDEXING, done, total)
            self._passages.modify(metadata={"revision": revision})
        with suppress(FileNotFoundError):
            chroma_files.mark(self._folder).unlink()
        self.seen = revision

    def _collections(self) -> list[str]:
        """The record's collections: also those of other embedders, and of versions that kept whole vectors."""
        with translated(self._where):
            names = [each.name for each in self._clients[-1].list_collections()]
        return [name for name in names if name.startswith(self._of_record)]

    def _clear(self) -> None:
        """Begin with none in any of the record's collections."""
        if self._url:
            with translated(self._where):
                for name in self._collections():
                    self._clients[-1].delete_collection(name)
        self.close()
        if not self._url:  # Chroma leaves the graph of a collection that it deletes on the disk
            chroma_files.clear(self._folder)
        self.open_again()

    def _coming(self, record: Record) -> Iterator[tuple[str, Vectors]]:
        """The passages that came or changed, with their vectors; those that their articles lost are deleted."""
        for key, most, vectors in record.vectors(self.seen):
            self._delete([span_id(key, place) for place in range(len(vectors), most)])
            for place, vector in enumerate(vectors):
                yield span_id(key, place), vector

    def _delete(self, ids: Sequence[str]) -> None:
        for first in range(0, len(ids), PAGE):
            self._passages.delete(ids=list(ids[first : first + PAGE]))

    def purge(self) -> None:
        """Erase what the files may still hold of the program's memory, texts among it; a server's are its own.

        Raises:
            IndexFailure: another process uses them, or the disk is full; purging again completes it.
        """
        if not self._url:
            with translated(self._where):
                chroma_files.purge(self._folder)
