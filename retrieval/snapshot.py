"""The files that a question reads, derived from the index: catalog, lexical rankings, statement vectors.

::

    snapshots/
        CURRENT              the name of the one to read, replaced in one step
        <generation>/
            catalog.sqlite
            passages/        lexical ranking, row for row with the catalog's passages
            statements/      the same for the statements, each with the words that lead up to it
            own/             the same for the statements alone
            statements.npy   float32, (statements, dimensions), L2-normalised, memory-mapped

A snapshot is written whole beside the one in use and never changed afterwards, so a question never waits for an
ingest and never sees half of one.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import numpy as np

from retrieval import catalog, lexical, speakers, words
from retrieval.catalog import Catalog, Entry
from retrieval.errors import IndexCorrupt
from retrieval.names import Names
from retrieval.records import Record, Vectors, record_id

VERSION = "9"
"""Part of the name: a snapshot of another version is written anew."""


class Snapshot:
    """One generation of the derived files, open for reading.

    ``statements`` ranks each statement with the words that lead up to it, ``own`` each alone; ``statement_vectors``
    is float32, (statements, dimensions), memory-mapped.

    Args:
        folder: as :func:`write` made it.

    Raises:
        IndexCorrupt: a file is missing, cut off or damaged. All of them can be made anew from the index.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self.catalog = Catalog(folder / "catalog.sqlite")
            self.passages = lexical.Lexical(folder / "passages")
            self.statements = lexical.Lexical(folder / "statements")
            self.own = lexical.Lexical(folder / "own")
            self.statement_vectors: Vectors = np.load(folder / "statements.npy", mmap_mode="r")
            found = [len(each) for each in (self.passages, self.statements, self.own, self.statement_vectors)]
            held = self.catalog.coverage
            if found != [held.passages, held.statements, held.statements, held.statements]:
                raise ValueError(found)
        except (sqlite3.Error, OSError, EOFError, ValueError, LookupError, TypeError) as error:
            raise IndexCorrupt(
                f"The files derived from the index, in {folder}, are damaged",
                "Start Verbatim again: it makes them anew",
            ) from error

    @cached_property
    def names(self) -> Names:
        """The names by which a question may call a speaker."""
        return Names(self.catalog.speakers, self.passages.knows)


def folder_of(root: Path, generation: str) -> Path:
    """Where the snapshot of a generation of the index lives."""
    return root / f"{generation}-{VERSION}.{words.VERSION}"


def current(root: Path) -> Path | None:
    """The folder of the snapshot in use, if there is one and it is whole."""
    try:
        folder = root / (root / "CURRENT").read_text().strip()
    except (OSError, ValueError):
        return None
    return folder if (folder / "catalog.sqlite").exists() else None


def write(root: Path, generation: str, records: Iterator[Record]) -> Path:
    """Derive the snapshot of a generation and make it the one in use; the one before it stays until the next.

    Args:
        root: the folder of all snapshots.
        generation: the index's token.
        records: every record of the index.
    """
    root.mkdir(parents=True, exist_ok=True)
    target = folder_of(root, generation)
    building = root / f".{target.name}.{os.getpid()}"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    try:
        _derive(building, records)
        shutil.rmtree(target, ignore_errors=True)
        building.rename(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    before = current(root)
    pointer = root / f".CURRENT.{os.getpid()}"
    pointer.write_text(target.name)
    pointer.replace(root / "CURRENT")
    for old in root.iterdir():
        if old.is_dir() and old not in (target, before):
            shutil.rmtree(old, ignore_errors=True)
    return target


def _derive(folder: Path, records: Iterator[Record]) -> None:
    entries, vectors = [], []
    for record in records:
        ids = [record_id(passage, number) for number, passage in enumerate(record.passages)]
        entries.append(
            Entry(record.article, record.passages, ids, record.statements, record.introductions, record.copies)
        )
        if len(record.statement_vectors):
            vectors.append(record.statement_vectors)
    found, rows = speakers.register(entries)
    catalog.build(folder / "catalog.sqlite", entries, found, rows)
    lexical.build(
        folder / "passages",
        (f"{entry.article.title} {passage.text}" for entry in entries for passage in entry.passages),
    )
    lexical.build(
        folder / "statements",
        (
            _with_surroundings(entry.article.text, statement.start, statement.end)
            for entry in entries
            for statement in entry.statements
        ),
    )
    lexical.build(
        folder / "own",
        (f"{statement.text} {statement.venue or ''}" for entry in entries for statement in entry.statements),
    )
    stacked = np.concatenate(vectors) if vectors else np.zeros((0, 1), dtype=np.float32)
    np.save(folder / "statements.npy", stacked.astype(np.float32))


LEAD_IN = 200
"""Code points before a statement, in its paragraph, that say what it is about: "Asked about NATO, he said: …"."""


def _with_surroundings(text: str, start: int, end: int) -> str:
    return text[lead_in(text, start) : end]


def lead_in(text: str, start: int) -> int:
    """Where the words that lead up to a statement at ``start`` begin."""
    paragraph = text.rfind("\n", 0, start) + 1
    return max(paragraph, start - LEAD_IN)
