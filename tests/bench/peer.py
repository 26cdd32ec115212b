"""The peer: LlamaIndex and Chroma as they come, with the same embedder, on the same articles and machine.

``SentenceSplitter`` at 256 tokens (what the embedder reads of a text) with 20 tokens of overlap, ``ChromaVectorStore``
on an embedded Chroma, ``VectorStoreIndex``: what their getting-started pages build.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from retrieval.model import Article

logging.getLogger("chromadb").setLevel(logging.ERROR)

SPLIT, OVERLAP = 256, 20
"""Tokens."""


class Peer:
    """The peer's index in a folder.

    Args:
        folder: where it lives; made when it is missing.
    """

    def __init__(self, folder: Path) -> None:
        import chromadb
        from chromadb.config import Settings
        from llama_index.core import StorageContext, VectorStoreIndex
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.vector_stores.chroma import ChromaVectorStore

        from retrieval.llamaindex import MiniLMEmbedding

        client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        self.collection = client.get_or_create_collection("peer", embedding_function=None)
        self._store = ChromaVectorStore(chroma_collection=self.collection)
        self._context = StorageContext.from_defaults(vector_store=self._store)
        self._embedding = MiniLMEmbedding()
        self._splitter = SentenceSplitter(chunk_size=SPLIT, chunk_overlap=OVERLAP)
        self._index = VectorStoreIndex.from_vector_store(self._store, embed_model=self._embedding)

    def ingest(self, articles: Sequence[Article]) -> float:
        """Put articles in; returns the seconds that it took."""
        from llama_index.core import Document, VectorStoreIndex

        started = time.perf_counter()
        documents = [
            Document(
                text=article.text,
                id_=article.id,
                metadata={"title": article.title, "publisher": article.publisher or ""},
            )
            for article in articles
        ]
        self._index = VectorStoreIndex.from_documents(
            documents,
            storage_context=self._context,
            embed_model=self._embedding,
            transformations=[self._splitter],
        )
        return time.perf_counter() - started

    def retriever(self, k: int = 10) -> Any:
        """Their retriever of the ``k`` best."""
        return self._index.as_retriever(similarity_top_k=k)


def kept(folder: Path, articles: Sequence[Article]) -> Peer:
    """The peer's index of these articles, built when it isn't there yet."""
    complete = folder / "complete"
    if not complete.exists():
        shutil.rmtree(folder, ignore_errors=True)
        Peer(folder).ingest(articles)
        complete.touch()
    return Peer(folder)
