"""Writing passages to the record and their vectors to Chroma, beside writing them through LlamaIndex's adapter."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retrieval import chunking
from retrieval.store import vectors as chroma
from retrieval.store.entry import Entry, span_id
from retrieval.store.record import Record
from tests.bench import collection as bench
from tests.bench.tables import heading, row

PASSAGES, RUNS = 2_000, 3


def adapter() -> None:
    """Time and size on disk of 2,000 passages with their vectors and metadata."""
    found = _records()
    taken: dict[str, list[tuple[float, float]]] = {}
    for _ in range(RUNS):
        for name, write in _WAYS.items():
            with tempfile.TemporaryDirectory() as folder:
                seconds = write(Path(folder), found)
                size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
                taken.setdefault(name, []).append((seconds, size / 1e6))
    count = sum(len(record.passages) for record in found)
    heading(f"{count:,} passages of {len(found)} articles into Chroma", f"vectors at hand; median of {RUNS}")
    for name, runs in taken.items():
        seconds, size = (statistics.median(column) for column in zip(*runs, strict=True))
        row(name, f"{seconds:6.2f} s  {size:6.1f} MB")


def _records() -> list[Entry]:
    found, held = [], 0
    random = np.random.default_rng(3)
    for article in bench.collection().articles:
        cut = chunking.split(article)
        vectors = random.normal(size=(len(cut), 384)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        found.append(Entry(article, (article.path or article.id,), cut, (), (), vectors))
        held += len(cut)
        if held >= PASSAGES:
            return found
    return found


def _ours(folder: Path, found: Sequence[Entry]) -> float:
    record = Record(None, folder / "record.db", bench.recipe())
    held = chroma.PassageVectors(record.id, record.recipe, folder=folder / "vectors", url=None)
    started = time.perf_counter()
    record.put(found)
    held.follow(record)
    seconds = time.perf_counter() - started
    held.close()
    record.close()
    return seconds


def _theirs(folder: Path, found: Sequence[Entry]) -> float:
    from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo, TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

    store = ChromaVectorStore(chroma_collection=_collection(folder))
    started = time.perf_counter()
    nodes: list[BaseNode] = [
        TextNode(
            id_=span_id(record.article.id, number),
            text=passage.text,
            embedding=record.passage_vectors[number].tolist(),
            metadata={"article": passage.article_id, "start": passage.start, "end": passage.end},
            relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.article_id)},
        )
        for record in found
        for number, passage in enumerate(record.passages)
    ]
    store.add(nodes)
    return time.perf_counter() - started


def _collection(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    return client.create_collection("passages", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None)


_WAYS: dict[str, Callable[[Path, Sequence[Entry]], float]] = {
    "the record with texts, and vectors in Chroma": _ours,
    "ChromaVectorStore.add: the same passages": _theirs,
}
