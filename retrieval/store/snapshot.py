"""The files that a question reads, derived from the record: catalog, full-text indexes, vectors.

::

    snapshots/
        CURRENT              the name of the one to read, replaced in one step
        <record>.<revision>.…/
            catalog.sqlite
            passages/        full-text index (Tantivy) of the catalog's passages
            statements/      the same of its statements
            vectors.npy      of the passages: float32, (passages, dimensions), L2-normalised, memory-mapped

A snapshot is written whole beside the one in use and never changed afterwards, so a question never waits for an
ingest and never sees half of one. It is made from the snapshot before it: what stays is copied as bytes or linked,
and only articles that came, changed or went are worked on. A snapshot made so holds what one made from nothing does;
only the statistics behind BM25 still count documents that went, until Tantivy merges their segment.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path

import numpy as np

from retrieval.embedding.base import Vectors
from retrieval.entities import corrections
from retrieval.entities.lookup import Names
from retrieval.errors import IndexCorrupt
from retrieval.lang import tokens
from retrieval.model import Article, Passage, Statement
from retrieval.store import words
from retrieval.store.catalog import Catalog, catalog_writer
from retrieval.store.entry import Entry, Recipe
from retrieval.store.npy import read, written
from retrieval.store.words import Numbering, Text, Words
from retrieval.system import disk_space

VERSION = "19"
"""Part of the name: a snapshot of another version answers until it is written again."""

VECTORS = "vectors.npy"


class Snapshot:
    """One generation of the derived files, open for reading, also after they were deleted.

    ``passages`` and ``statements`` are the full-text indexes. ``vectors`` are the
    passages', float32, (passages, dimensions), memory-mapped. A statement has its passage's: a vector of its own words
    ranks no better (PolNeAR's 565 questions, Hits@1 0.832 with those, 0.835 with its passage's).

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
            self.vectors: Vectors = np.load(folder / VECTORS, mmap_mode="r")
            if len(self.vectors) != len(self.passages):
                raise ValueError(len(self.vectors))
        except (sqlite3.Error, OSError, EOFError, ValueError, LookupError, TypeError) as error:
            raise IndexCorrupt(
                f"The files derived from the record, in {folder}, are damaged",
                "Start Verbatim again: it makes them again, or run `verbatim reindex --words`",
            ) from error

    @cached_property
    def names(self) -> Names:
        """The names by which a question may call a speaker."""
        return Names(self.catalog.speakers, self.passages.knows)


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
    root: Path,
    generation: str,
    recipe: Recipe,
    found: Iterable[Entry],
    *,
    before: Snapshot | None = None,
    gone: Iterable[str] = (),
    expunge: bool = False,
) -> Path:
    """Derive the snapshot of a state of the record and make it the one in use; the one before it stays until the next.

    Args:
        root: the folder of all snapshots.
        generation: names the state.
        recipe: what the record's entries are made with.
        found: the entries that came or changed since ``before``; without that one, every entry of the record.
        before: the snapshot to go on from.
        gone: the ids of the articles that went since ``before``.
        expunge: leave no byte of what went in the snapshot, and no earlier snapshot.

    Raises:
        IndexFull: the disk has no room for it.
    """
    root.mkdir(parents=True, exist_ok=True)
    what = f"what questions read, in {root}"
    disk_space.check(root, what, disk_space.size_of(before.folder) if before else 0)
    with disk_space.missed(what):
        return _write(root, folder_of(root, generation, recipe), found, before, gone, expunge=expunge)


def _write(
    root: Path, target: Path, found: Iterable[Entry], before: Snapshot | None, gone: Iterable[str], *, expunge: bool
) -> Path:
    building = root / f".{target.name}.{os.getpid()}"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    try:
        _derive(building, before, found, gone, expunge=expunge)
        for file in [*building.rglob("*"), building]:
            _on_disk(file)
        shutil.rmtree(target, ignore_errors=True)
        building.rename(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    last = None if expunge else current(root)
    pointer = root / f".CURRENT.{os.getpid()}"
    pointer.write_text(target.name)
    _on_disk(pointer)
    pointer.replace(root / "CURRENT")
    _on_disk(root)
    for old in root.iterdir():
        if old.is_dir() and old not in (target, last):
            shutil.rmtree(old, ignore_errors=True)
    return target


def _on_disk(path: Path) -> None:
    """Wait until a file, or a folder's list of files, would outlast a power cut."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders, and keeps their lists itself
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _derive(
    folder: Path, before: Snapshot | None, found: Iterable[Entry], gone: Iterable[str], *, expunge: bool
) -> None:
    fresh: dict[str, int] = {}  # where the vectors of each new article begin in the file of new vectors
    vectors = 0
    with (
        (folder / "fresh").open("wb") as file,
        catalog_writer.writing(
            folder / "catalog.sqlite",
            before.catalog.path if before else None,
            told=corrections.read(folder.parent.parent),
            compact=expunge,
        ) as catalog,
    ):
        for article_id in gone:
            catalog.remove(article_id)
        for entry in found:
            catalog.put(entry)
            fresh[entry.article.id] = vectors
            vectors += entry.passage_vectors.size
            file.write(entry.passage_vectors.astype(np.float32).tobytes())
        catalog.register_speakers()
    after = Catalog(folder / "catalog.sqlite")
    if expunge:  # a segment keeps the words of what was deleted in it
        _index_words(folder, None, after, after.articles.ids)
    else:
        _index_words(folder, before, after, fresh)
    _join_vectors(folder, before, after, fresh)
    (folder / "fresh").unlink()


def _index_words(folder: Path, before: Snapshot | None, after: Catalog, fresh: Iterable[str]) -> None:
    """The full-text indexes: those before, without the articles that went or changed, and with those that came."""
    held = before.catalog.articles if before else None
    kept = set(after.articles.ids).difference(fresh)
    gone = [key for key, article_id in zip(held.keys, held.ids, strict=True) if article_id not in kept] if held else []
    for kind, texts in (("passages", _passage_texts), ("statements", _statement_texts)):
        last = before.folder / kind if before else None
        words.write(folder / kind, kind, texts(after, fresh), before=last, gone=gone)


def _passage_texts(catalog: Catalog, article_ids: Iterable[str]) -> Iterator[Text]:
    for article_id in article_ids:
        key, article = catalog.articles.key(article_id), catalog.articles.get(article_id)
        for place, passage in enumerate(catalog.passages.of(article_id)):
            if key is not None and article is not None:
                fields = {"own": f"{article.title} {passage.text}", "around": with_neighbours(article, passage)}
                yield Text(key, place, fields)


def _statement_texts(catalog: Catalog, article_ids: Iterable[str]) -> Iterator[Text]:
    for article_id in article_ids:
        key = catalog.articles.key(article_id)
        for place, row in enumerate(catalog.statements.rows_of(article_id)):
            statement, article = catalog.statements.at(row)
            fields = {
                "own": f"{statement.text} {statement.venue or ''}",
                "lead_in": with_lead_in(article, statement),
            }
            if key is not None:
                yield Text(key, place, fields)


def _join_vectors(folder: Path, before: Snapshot | None, after: Catalog, fresh: dict[str, int]) -> None:
    """The vectors in the order of the catalog's passages, copied piece by piece: there may be many."""
    file = folder / "fresh"
    new = np.memmap(file, dtype=np.float32, mode="r") if file.stat().st_size else np.zeros(0, dtype=np.float32)
    of_new = sum(len(after.passages.rows_of(article_id)) for article_id in fresh)
    old = before.vectors if before is not None and len(before.vectors) else None
    dimensions = old.shape[1] if old is not None else len(new) // of_new if of_new else 1
    with (
        nullcontext() if before is None else read(before.folder / VECTORS) as kept,
        written(folder / VECTORS, np.float32, (len(after.passages), dimensions)) as write,
    ):
        for article_id in after.articles.ids:
            if article_id in fresh:
                begin = fresh[article_id]
                size = len(after.passages.rows_of(article_id)) * dimensions
                write(new[begin : begin + size])
            elif before is not None and kept is not None:
                write(kept(before.catalog.passages.rows_of(article_id)))


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


def with_neighbours(article: Article, passage: Passage) -> str:
    """A passage's text with the article's title and the words around it; words cut in two are left out."""
    start, end = max(0, passage.start - NEIGHBOURS), passage.end + NEIGHBOURS
    before, after = article.text[start : passage.start], article.text[passage.end : end]
    before = before.partition(" ")[2] if start else before
    after = after.rpartition(" ")[0] if end < len(article.text) else after
    return f"{article.title} {before} {passage.text} {after}"
