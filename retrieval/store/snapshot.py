"""The files that a question reads, derived from the record: catalog, full-text indexes, vectors.

::

    snapshots/
        CURRENT              the name of the one to read, replaced in one step
        <record>.<revision>.…/
            catalog.sqlite
            passages/        full-text index (Tantivy) of the catalog's passages
            statements/      the same of its statements
            vectors-384.u4   of the passages, packed: (places, 384 dimensions), of any length, memory-mapped

A snapshot is written beside the one in use and never changed afterwards, so a question never waits for an
ingest and never sees half of one. It is made from the snapshot before it: the catalog is copied as bytes, Tantivy's
segments and the vectors are linked, and only articles that came, changed or went are worked on. Vectors that come are
written behind those that the one before knows of; where each article's begin, the catalog tells. A snapshot made so
holds what one made from nothing does; only the statistics behind BM25 still count documents that went, until Tantivy
merges their segment.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding.base import Vectors
from retrieval.embedding.packing import Packed, are_packed, cosines, even, packed, unpacked
from retrieval.entities import corrections
from retrieval.entities.lookup import Names
from retrieval.errors import IndexCorrupt
from retrieval.lang import tokens
from retrieval.model import Article, Statement
from retrieval.store.catalog import Catalog, catalog_writer
from retrieval.store.catalog.catalog_writer import Cataloguer
from retrieval.store.entry import Entry, Recipe
from retrieval.store.words import FIELDS, Cut, Numbering, Text, Words, Writer, joined, link
from retrieval.system import disk_space

VERSION = "28"
"""Part of the name: a snapshot of another version answers until it is written again."""

PACKED, OLDER = ".u4", ".i1"
"""Ends of the names of files of vectors: four bits a number; eight, in snapshots of older versions."""

_BLOCK = 20_000
"""Vectors that are compared at once."""

MOST_PLACES = 2
"""Times as many places of vectors as there are passages, above which a file of vectors is written again."""


class Snapshot:
    """One generation of the derived files, open for reading, also after they were deleted.

    ``passages`` and ``statements`` are the full-text indexes; ``vectors`` are the passages'. A statement has its
    passage's: one of its own words ranks no better (PolNeAR's 565 questions, Hits@1 0.832 with those, 0.835 without).

    Args:
        folder: as :func:`write` made it.

    Raises:
        IndexCorrupt: a file is missing, cut off or damaged. All of them can be made again from the record.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.catalog = Catalog(folder / "catalog.sqlite")
            articles = self.catalog.articles
            self.passages = Words(folder / "passages", Numbering(articles.keys, articles.first_passage))
            self.statements = Words(folder / "statements", Numbering(articles.keys, articles.first_statement))
            (self.file_of_vectors,) = folder.glob("vectors-*")
            self.dimensions = int(self.file_of_vectors.stem.partition("-")[2])
            self.places = articles.places_of_vectors
            self._vectors: Packed = np.zeros((0, self.dimensions // 2), dtype=np.uint8)
            if len(self.places):
                is_older = self.file_of_vectors.suffix == OLDER
                shape = (self.end_of_vectors, self.dimensions if is_older else self.dimensions // 2)
                numbers = np.int8 if is_older else np.uint8
                self._vectors = np.asarray(np.memmap(self.file_of_vectors, numbers, "r", shape=shape))
                if not are_packed(self.stored(slice(-1, None))):
                    raise ValueError(self.file_of_vectors)
        except (sqlite3.Error, OSError, EOFError, ValueError, LookupError, TypeError) as error:
            raise IndexCorrupt(
                f"The files derived from the record, in {folder}, are damaged",
                "Start Verbatim again: it makes them again, or run `verbatim reindex --words`",
            ) from error

    @property
    def end_of_vectors(self) -> int:
        """The place in their file behind the last vector that this snapshot knows of."""
        return int(self.places.max(initial=-1)) + 1

    @cached_property
    def names(self) -> Names:
        """The names by which a question may call a speaker."""
        return Names(self.catalog.speakers, self.passages.knows)

    def stored(self, rows: slice) -> Packed:
        """The vectors of these passages as they are stored."""
        return self._vectors[self.places[rows]]

    def vectors_of(self, rows: Sequence[int] | NDArray[np.integer[Any]] | slice) -> Vectors:
        """The vectors of these passages: float32, (rows, dimensions), L2-normalised."""
        return unpacked(self._vectors[self.places[rows]])

    def cosines(self, vector: Vectors, rows: Sequence[int] | NDArray[np.integer[Any]] | None = None) -> Vectors:
        """The cosine of each of these passages, or of every one, with a (dimensions,) vector."""
        if rows is not None:
            return cosines(self._vectors[self.places[rows]], vector)
        blocks = range(0, len(self.places), _BLOCK)
        return np.concatenate([vector[:0], *(cosines(self.stored(slice(at, at + _BLOCK)), vector) for at in blocks)])


def folder_of(root: Path, generation: str, recipe: Recipe) -> Path:
    """Where the snapshot of a state of the record lives."""
    return root / f"{generation}{corrections.mark(root.parent)}-{_kind(recipe)}"


def is_readable(folder: Path, recipe: Recipe) -> bool:
    """Whether a snapshot was written by this version with this embedder's vectors: the next can be made from it."""
    return folder.name.endswith(f"-{_kind(recipe)}")


def _kind(recipe: Recipe) -> str:
    return f"{VERSION}.{tokens.VERSION}.{recipe.embedder_key}"


def current(root: Path) -> Path | None:
    """The folder of the snapshot in use, if there is one and it is whole."""
    try:
        folder = root / (root / "CURRENT").read_text().strip()
    except (OSError, ValueError):
        return None
    return folder if (folder / "catalog.sqlite").exists() else None


def write(
    target: Path,
    found: Iterable[Entry],
    *,
    before: Snapshot | None = None,
    gone: Iterable[str] = (),
) -> Snapshot:
    """Derive the snapshot of a state of the record and make it the one in use, in the place of all others.

    It goes on from the one ``before``, with the entries ``found`` since, in the record's order, and without those
    ``gone``; without that one, every entry is found. Bytes of what went may stay in what goes on from another one.

    Raises:
        IndexFull: the disk has no room for it.
    """
    root = target.parent
    building, pointer = (root / f".{name}.{os.getpid()}" for name in (target.name, "CURRENT"))
    root.mkdir(parents=True, exist_ok=True)
    what = f"what questions read, in {root}"
    disk_space.check(root, what, disk_space.size_of(before.folder) if before else 0)
    with disk_space.missed(what):
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        try:
            _derive(building, before, found, gone)
            for file in [*building.rglob("*"), building]:
                _on_disk(file)
            shutil.rmtree(target, ignore_errors=True)
            building.rename(target)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        pointer.write_text(target.name)
        _on_disk(pointer)
        pointer.replace(root / "CURRENT")
        _on_disk(root)
    written = Snapshot(target)
    for old in root.iterdir():
        if old.is_dir() and old != target:
            shutil.rmtree(old, ignore_errors=True)
    return written


def _on_disk(path: Path) -> None:
    """Wait until a file, or a folder's list of files, would outlast a power cut."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders, and keeps their lists itself
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _derive(folder: Path, before: Snapshot | None, found: Iterable[Entry], gone: Iterable[str]) -> None:
    dimensions, place = (before.dimensions, before.end_of_vectors) if before else (2, 0)
    told = corrections.read(folder.parent.parent)
    vectors = folder / "vectors"
    is_sparse = before is not None and place > MOST_PLACES * len(before.places)
    if before is not None and not is_sparse:
        link(before.file_of_vectors, vectors)
    passages, statements = indexes = [
        Writer(folder / name, name, before.folder / name if before else None) for name in FIELDS
    ]
    with (
        vectors.open("r+b" if vectors.exists() else "wb") as file,
        catalog_writer.writing(
            folder / "catalog.sqlite", before.catalog.path if before else None, told=told
        ) as catalog,
    ):
        if before is not None and is_sparse:
            place = _kept_vectors(before, file, catalog)
        file.seek(place * dimensions // 2)
        for article_id in gone:
            went = before.catalog.articles.key(article_id) if before else None
            for index in indexes:
                index.remove(went or 0)  # no article has the key 0
            catalog.remove(article_id)
        for entry in found:
            key = catalog.put(entry, place)
            for index in indexes if before is not None else ():
                index.remove(key)
            passages.put(_passage_texts(key, entry))
            statements.put(_statement_texts(key, entry))
            file.write(packed(entry.passage_vectors))
            place += len(entry.passages)
            dimensions = even(entry.passage_vectors.shape[1]) if len(entry.passages) else dimensions
        catalog.settle()
    for index in indexes:
        index.close()
    vectors.rename(folder / f"vectors-{dimensions}{PACKED}")


def _kept_vectors(before: Snapshot, file: IO[bytes], catalog: Cataloguer) -> int:
    """Write the vectors without the places that nothing stands in any more; returns where they end."""
    for article_id in before.catalog.articles.ids:
        rows = before.catalog.passages.rows_of(article_id)
        catalog.place_vectors(article_id, rows.start)
        file.write(before.stored(slice(rows.start, rows.stop)).tobytes())
    return len(before.places)


def _passage_texts(key: int, entry: Entry) -> Iterator[Text]:
    title, cut = joined(entry.article.title), Cut(entry.article.text)
    for place, each in enumerate(entry.passages):
        own, around = cut.between(each.start, each.end), cut.between(each.start - NEIGHBOURS, each.end + NEIGHBOURS)
        yield Text(key, place, {"own": f"{title} {own}", "around": f"{title} {around}"})


def _statement_texts(key: int, entry: Entry) -> Iterator[Text]:
    for place, each in enumerate(entry.statements):
        own, led_in = f"{each.text} {each.venue or ''}", with_lead_in(entry.article, each)
        yield Text(key, place, {"own": joined(own), "lead_in": joined(led_in)})


LEAD_IN = 200
"""Code points before a statement, in its paragraph, that say what it is about: "Asked about NATO, he said: …"."""


def with_lead_in(article: Article, statement: Statement) -> str:
    """A statement's text with the words that lead up to it, and the question that the paragraph before it asks."""
    paragraph = article.text.rfind("\n", 0, statement.start) + 1
    asked = article.text[max(0, paragraph - LEAD_IN) : paragraph].rstrip()
    asked = asked[asked.rfind("\n") + 1 :] if asked.rstrip("*_").endswith("?") or statement.cue == ":" else ""
    return f"{asked} {article.text[max(paragraph, statement.start - LEAD_IN) : statement.end]}".lstrip()


NEIGHBOURS = 500
"""Code points before and after a passage whose words it is also found by: of 100 to 500, the most is best."""
