"""What may be wrong with a collection after something went wrong, looked for in Chroma itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.library import Library
from retrieval.model import Article
from retrieval.store.catalog import Catalog
from retrieval.store.records import span_id, statements
from retrieval.store.snapshot import Snapshot

SAME = 0.9999
"""Least cosine of two vectors of one text: float32 leaves 1e-6."""


def faults(library: Library) -> list[str]:
    """Orphans, gaps, duplicates, spans with other words, vectors that aren't there: in the index, in the snapshot."""
    found: list[str] = []
    library.refresh()
    shown, index = library.snapshot(), library.index
    articles = {key: article for key, (article, _) in index.articles().items()}
    texts = [article.text for article in articles.values()]
    if len(set(texts)) != len(texts):
        found.append("an article is there twice")
    if shown is None:
        return found + ["there is no snapshot"] * bool(articles)
    catalog = shown.catalog
    if set(catalog.articles.ids) != set(articles):
        found.append(f"snapshot and index differ by {sorted(set(catalog.articles.ids) ^ set(articles))}")
    listed = index.collections.articles.get(include=["metadatas"])
    held = index.collections.passages.get(include=["documents", "metadatas", "embeddings"])
    expected = {
        span_id(key, place)
        for key, metadata in zip(listed["ids"], listed["metadatas"], strict=True)
        for place in range(metadata["passages"])
    }
    if set(held["ids"]) != expected:
        found.append(f"passages: {sorted(set(held['ids']) ^ expected)[:5]} are orphans or missing")
    vectors = np.asarray(held["embeddings"])
    if len(vectors) and not np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3):
        found.append("passages: vectors aren't whole")
    for text, metadata in zip(held["documents"], held["metadatas"], strict=True):
        article = articles.get(metadata["article"])
        if article is not None and article.text[metadata["start"] : metadata["end"]] != text:
            found.append(f"passages: {text!r} isn't the words of {metadata['article']}")
    for key, metadata in zip(listed["ids"], listed["metadatas"], strict=True):
        told = [catalog.statements.at(row)[0] for row in catalog.statements.rows_of(key)]
        if list(statements(articles[key], metadata)) != told:
            found.append(f"statements of {key}: index and snapshot differ")
    known = {
        span_id(key, place)
        for key, metadata in zip(listed["ids"], listed["metadatas"], strict=True)
        for place in metadata.get("unlinked", ())
    }
    lost = set(index.vectors.unfound(held["ids"], vectors)) - known if len(vectors) else set()
    found += [f"passage {key} isn't found by its own vector" for key in sorted(lost)]
    return found + _wrong_vectors(library, shown)


def _wrong_vectors(library: Library, shown: Snapshot) -> list[str]:
    """Vectors of another text, in the index and in what questions read: a passage's is that of its own words."""
    held = library.index.collections.passages.get(include=["documents", "metadatas", "embeddings"])
    if not held["ids"]:
        return []
    right = library.embedder.embed(held["documents"], kind="passage")
    found = [
        f"passage {key} has another text's vector"
        for key, vector, own in zip(held["ids"], held["embeddings"], right, strict=True)
        if vector @ own < SAME
    ]
    for key, own in zip(held["ids"], right, strict=True):
        row = shown.catalog.passages.row(key)
        if row is None or shown.vectors[row] @ own < SAME:
            found.append(f"passage {key} has another text's vector in what questions read")
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
