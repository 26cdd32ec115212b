"""What may be wrong with a collection after something went wrong: in the record, in Chroma, in what questions read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.library import Library
from retrieval.model import Article
from retrieval.search.retriever import CANDIDATES, WIDER
from retrieval.store.catalog import Catalog
from retrieval.store.entry import span_id

SAME = 0.98
"""Least cosine of two vectors of one text: four bits a number leave 0.995 of most."""


def faults(library: Library) -> list[str]:
    """Orphans, gaps, duplicates, spans with other words, vectors of other texts, in any of the three."""
    found: list[str] = []
    library.refresh()
    entries, shown = list(library.record.entries()), library.snapshot()
    if shown is None:
        return ["there is no snapshot"] * bool(entries)
    catalog = shown.catalog
    if [entry.article.id for entry in entries] != catalog.articles.ids:
        found.append("snapshot and record hold other articles, or in another order")
    vectors = library.searchable()
    expected = {span_id(entry.article.id, n) for entry in entries for n in range(len(entry.passages))}
    if vectors is None:
        found += ["there are no vectors in Chroma"] * bool(expected)
    elif set(vectors.ids()) != expected:
        found.append(f"Chroma: {sorted(set(vectors.ids()) ^ expected)[:5]} are orphans or missing")
    for entry in entries:
        key = entry.article.id
        if [catalog.statements.at(row)[0] for row in catalog.statements.rows_of(key)] != entry.statements:
            found.append(f"statements of {key}: record and snapshot differ")
        if catalog.passages.of(key) != entry.passages:
            found.append(f"passages of {key}: record and snapshot differ")
        if not entry.passages:
            continue
        own = library.embedder.embed([passage.text for passage in entry.passages], kind="passage")
        rows = list(catalog.passages.rows_of(key))
        for name, held in (("record", entry.passage_vectors), ("snapshot", shown.vectors_of(rows))):
            if (np.einsum("ij,ij->i", own, held) / np.linalg.norm(held.astype(np.float32), axis=1)).min() < SAME:
                found.append(f"passages of {key}: a vector of another text in the {name}")
        # As many as a question asks for: of the one nearest alone, Chroma's graph loses one in thousands.
        if vectors is not None and any(vectors.nearest(each, WIDER * CANDIDATES)[0][1] < SAME for each in own):
            found.append(f"passages of {key}: one isn't found by its own vector")
    return found


def contents(library: Library) -> dict[str, Any]:
    """What questions are answered from, apart from the order in which it came."""
    shown = library.snapshot()
    assert shown is not None
    catalog = shown.catalog
    return {key: _of(catalog, article) for key in catalog.articles.ids if (article := catalog.articles.get(key))} | {
        "speakers": sorted((each.name, each.statements) for each in catalog.speakers)
    }


def _of(catalog: Catalog, article: Article) -> tuple[Any, ...]:
    statements = [catalog.statements.at(row)[0] for row in catalog.statements.rows_of(article.id)]
    return article, catalog.articles.paths_of(article.id), catalog.passages.of(article.id), statements


def copied(library: Callable[[Path], Library], home: Path, to: Path) -> Library:
    """A collection as a new process would find it: Chroma shares what it has read of a path within a process."""
    return library(shutil.copytree(home, to))
