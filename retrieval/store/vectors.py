"""The passages' vectors in Chroma, for nearest-neighbour search: derived from the record, and thrown away at will.

One collection for each record and embedder. It holds vectors by passage id and nothing else, and notes the record's
revision up to which it has followed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.embedding.base import Vectors
from retrieval.errors import IndexFailure
from retrieval.store import chroma_files
from retrieval.store.chroma_client import Client, Collection, embedded, server, translate
from retrieval.store.entry import Recipe, span_id

if TYPE_CHECKING:
    from retrieval.store.record import Record

PAGE = 1_000
"""Vectors a call: bounds memory, and stays under the 5,461 that Chroma takes at once."""


class PassageVectors:
    """The vectors of a record, embedded in a folder or on a Chroma server.

    Args:
        name: the collection's, as :func:`collection_of` gives it.
        folder: where they live, embedded; made when it is missing.
        url: a Chroma server (``http://host:port``); the folder is not used then.

    ``seen`` is the record's revision up to which those that are open have followed.

    Raises:
        IndexFailure: one of its kinds, when they can't be opened.
    """

    def __init__(self, name: str, *, folder: Path, url: str | None) -> None:
        self._url, self._folder = url, folder
        self._where = chroma_files.shown(url) if url else str(folder)
        self._name = name
        self._before: Client | None = None
        self._open()

    def _open(self, wait: float | None = None) -> None:
        with self._translated():
            client = server(self._url) if self._url else embedded(self._folder, wait)
            try:
                self._passages: Collection = client.get_or_create_collection(
                    self._name,
                    metadata={"revision": 0},
                    configuration={"hnsw": {"space": "cosine"}},
                    embedding_function=None,
                )
            except BaseException:
                client.close()
                raise
        self._client = client
        self.seen = int((self._passages.metadata or {}).get("revision", 0))

    def open_again(self, wait: float | None = None) -> None:
        """See what another process has written, of which an embedded Chroma keeps what it has read before.

        Args:
            wait: seconds to wait for the other one's lock; None: as at opening.

        Raises:
            IndexFailure: as at opening; what was open stays in use.
        """
        before = self._client
        self._open(wait)
        if self._before is not None:
            self._before.close()  # the one in use until now is closed at the next time: other threads may be in it
        self._before = before

    def close(self) -> None:
        """Let go of the files, or of the connections."""
        self._client.close()
        if self._before is not None:
            self._before.close()
            self._before = None

    def count(self) -> int:
        """How many there are."""
        with self._translated():
            return int(self._passages.count())

    def ids(self) -> Iterator[str]:
        """The ids of the passages whose vectors are there."""
        for first in range(0, self.count(), PAGE):
            with self._translated():
                yield from self._passages.get(limit=PAGE, offset=first, include=[])["ids"]

    def nearest(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The ids of the ``k`` passages nearest to a (dimensions,) vector, with their cosine, best first."""
        return self.nearest_to_each(vector.reshape(1, -1), k)[0]

    def nearest_to_each(self, vectors: Vectors, k: int) -> list[list[tuple[str, float]]]:
        """What :meth:`nearest` tells, for each of (n, dimensions) vectors."""
        with self._translated():
            found = self._passages.query(query_embeddings=vectors, n_results=k, include=["distances"])
        return [
            [(passage_id, 1.0 - float(distance)) for passage_id, distance in zip(ids, distances, strict=True)]
            for ids, distances in zip(found["ids"], found["distances"] or [[]], strict=True)
        ]

    def follow(self, record: Record, step: Callable[[int], object] = lambda _: None) -> None:
        """Bring them to the record's revision; cut off, it is done again by the next call.

        Args:
            record: theirs.
            step: is told the number of vectors written so far.

        Raises:
            IndexFailure: they can't be written.
        """
        revision = record.revision
        if revision == self.seen:
            return
        with self._writing(), self._translated():
            for key, most in record.deleted(self.seen).items():
                self._delete([span_id(key, place) for place in range(most)])
            ids: list[str] = []
            pages: list[Vectors] = []
            done = 0
            for key, most, vectors in record.vectors(self.seen):
                self._delete([span_id(key, place) for place in range(len(vectors), most)])
                ids += [span_id(key, place) for place in range(len(vectors))]
                pages += [vectors] * bool(len(vectors))
                if len(ids) >= PAGE:
                    done += self._upsert(ids, pages)
                    ids, pages = [], []
                    step(done)
            step(done + self._upsert(ids, pages))
            self._passages.modify(metadata={"revision": revision})
        self.seen = revision

    def remake(self, record: Record, step: Callable[[int], object] = lambda _: None) -> None:
        """Make them from the record alone; those in use stay until the others are complete.

        Raises:
            IndexFailure: they can't be written.
        """
        if self._url:
            with self._translated():
                self._client.delete_collection(self._name)
            self._open()
            self.follow(record, step)
            return
        self.close()
        remake(record, self._folder, step)
        self._open()

    def _upsert(self, ids: list[str], pages: list[Vectors]) -> int:
        """Write these; how many there are."""
        vectors = np.concatenate(pages) if pages else np.zeros((0, 0), dtype=np.float32)
        for first in range(0, len(ids), PAGE):
            self._passages.upsert(ids=ids[first : first + PAGE], embeddings=vectors[first : first + PAGE])
        return len(ids)

    def _delete(self, ids: Sequence[str]) -> None:
        for first in range(0, len(ids), PAGE):
            self._passages.delete(ids=list(ids[first : first + PAGE]))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._url:
            yield
            return
        mark = written(self._folder)
        mark.touch()
        yield
        mark.unlink(missing_ok=True)

    def purge(self) -> None:
        """Erase what the files may still hold of the program's memory, texts among it; a server's are its own.

        Raises:
            IndexFailure: another process uses them, or the disk is full; purging again completes it.
        """
        if not self._url:
            with self._translated():
                chroma_files.purge(self._folder)

    def _translated(self) -> AbstractContextManager[None]:
        return translated(self._where)


def collection_of(record_id: str, recipe: Recipe) -> str:
    """The name of the collection of a record and an embedder."""
    return f"verbatim-{record_id}-{recipe.embedder_key}"


def written(folder: Path) -> Path:
    """The file that is there while Chroma writes to a folder.

    Chroma writes its graph over the one before, file by file: a kill in between leaves one that can't be read, or one
    in which it overwrites the vectors of some passages with those of others. So what was left with this is made again.
    """
    return folder.with_name(f"{folder.name}.writing")


def remake(record: Record, folder: Path, step: Callable[[int], object] = lambda _: None) -> None:
    """Make the folder of a record's vectors, in the place of what is there."""
    beside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    made = PassageVectors(collection_of(record.id, record.recipe), folder=beside, url=None)
    try:
        made.follow(record, step)
    finally:
        made.close()
    written(beside).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)
    with suppress(FileNotFoundError):
        written(folder).unlink()


@contextmanager
def translated(where: str) -> Iterator[None]:
    """The one place where what Chroma raises becomes what we raise."""
    try:
        yield
    except IndexFailure:
        raise
    except Exception as error:
        translated = translate(error, where)
        if translated is None:
            raise
        raise translated from error
