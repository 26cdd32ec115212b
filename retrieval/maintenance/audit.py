"""Whether the record is whole and the indexes hold what it holds; and the indexes made again where they don't."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.errors import IndexCorrupt, IndexFailure
from retrieval.store.engine import Engine
from retrieval.store.entry import span_id
from retrieval.store.snapshot import Snapshot
from retrieval.store.steps import Step, unseen

LOOKING = "Looking at the record"
"""What a person is told is being done."""

DERIVING = "Writing what questions read"

SHOWN_EVERY = 100
"""Articles after which a person is told."""


@dataclass(frozen=True)
class Finding:
    """Something that is off in a ``part``: ``record``, ``vectors`` or ``snapshot``; ``article``: an id, if of one."""

    part: str
    message: str
    article: str | None = None


def audit(engine: Engine, step: Step = unseen) -> list[Finding]:
    """Look at everything; for who holds the writer's lock.

    Raises:
        IndexFailure: the record can't be read at all.
    """
    counts = engine.record.passage_counts()
    return [*_record(engine, list(counts), step), *_vectors(engine, counts), *_snapshot(engine, counts)]


def _record(engine: Engine, ids: list[str], step: Step) -> Iterator[Finding]:
    if fault := engine.record.fault():
        yield Finding("record", f"The record's file is damaged ({fault})")
    for number, key in enumerate(ids):
        if number % SHOWN_EVERY == 0:
            step(LOOKING, number, len(ids))
        try:
            list(engine.record.entries([key]))
        except IndexCorrupt as error:
            yield Finding("record", error.message, key)


def _vectors(engine: Engine, counts: dict[str, int]) -> Iterator[Finding]:
    wanted = {span_id(key, place) for key, passages in counts.items() for place in range(passages)}
    if not wanted:
        return
    try:
        found = engine.searchable()
        if found is None:
            yield Finding("vectors", "The passages' vectors aren't in Chroma, or not all of them")
        elif differing := wanted ^ set(found.ids()):
            yield Finding("vectors", f"Chroma holds other vectors than the record: {len(differing)} differ")
    except IndexFailure as error:
        yield Finding("vectors", error.message)


def _snapshot(engine: Engine, counts: dict[str, int]) -> Iterator[Finding]:
    folder = engine.current
    if folder is None:
        if counts:
            yield Finding("snapshot", "What questions read was never derived from the record, or is missing")
        return
    if not engine.is_current:
        yield Finding("snapshot", "What questions read was derived from an earlier state of the record")
        return
    try:
        opened = Snapshot(folder)
        if fault := opened.catalog.fault():
            yield Finding("snapshot", f"The catalog's file is damaged ({fault})")
        if {key: len(opened.catalog.passages.rows_of(key)) for key in opened.catalog.articles.ids} != counts:
            yield Finding("snapshot", "What questions read holds other articles or passages than the record")
    except (IndexCorrupt, sqlite3.Error, ValueError, LookupError, OSError) as error:
        yield Finding("snapshot", f"What questions read can't be read itself ({str(error).splitlines()[0]})")


def reindex(engine: Engine, *, vectors: bool = True, words: bool = True, step: Step = unseen) -> None:
    """Make the indexes again from the record, without parsing or embedding; for who holds the writer's lock."""
    if words:
        step(DERIVING, 0, 0)
        engine.derive(whole=True)
    if vectors:
        engine.check_embedder()
        engine.follow(step, whole=True)
