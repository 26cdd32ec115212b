"""Our ranking as a LlamaIndex retriever, and an embedder of ours as LlamaIndex wants one.

LlamaIndex's own Chroma adapter can read the passages as they are stored, too::

    store = ChromaVectorStore(chroma_collection=client.get_collection("verbatim-passages-…"))
    index = VectorStoreIndex.from_vector_store(store, embed_model=MiniLMEmbedding())

Its nodes have the same ids, texts and metadata but for ``url``, and it takes filters on the metadata. It ranks by the
vectors alone, where the retriever here ranks by words and vectors together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode
from pydantic import PrivateAttr

from retrieval.embedding.base import Embedder, TextKind
from retrieval.embedding.minilm import MiniLM
from retrieval.model import Article, Passage
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Ranked

UNSEEN_BY_MODELS = ["article", "start", "end", "paragraph"]
"""Metadata that serves programs: a model is shown the title, the publisher, the date and the address only."""


class PassageRetriever(BaseRetriever):
    """Passages for a question, as LlamaIndex's nodes.

    A node's text is the passage, verbatim. Its id is the passage's in the index. Its metadata are ``article`` (the
    article's id), ``title``, ``start``, ``end`` (code points in the article's text), ``paragraph`` (from 1) and, where
    the article has them, ``publisher``, ``published`` (ISO) and ``url``. Its ``ref_doc_id`` is the article's id.

    Args:
        retriever: what ranks. It reads one snapshot: after an ingest, make another.
        k: how many passages.
        today: gives the day on which the question is put, so that newer articles gain a little; None: age counts
            for nothing.
        options: any other argument of ``BaseRetriever``.
    """

    def __init__(
        self, retriever: Retriever, k: int = 10, *, today: Callable[[], date] | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self._retriever = retriever
        self._k = k
        self._today = today

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        asked = self._today() if self._today else None
        ranked = self._retriever.passages(query_bundle.query_str, self._k, asked=asked)
        return [
            NodeWithScore(node=node(self._retriever.snapshot.catalog.passages.id_of(each.row), each), score=each.score)
            for each in ranked
        ]

    # In a thread, so that an event loop goes on serving meanwhile.
    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


def node(node_id: str, ranked: Ranked[Passage]) -> TextNode:
    """A passage as a node.

    Args:
        node_id: the passage's id in the index.
        ranked: the passage with its article.
    """
    passage = ranked.item
    return TextNode(
        id_=node_id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata=_metadata(passage, ranked.article),
        excluded_llm_metadata_keys=UNSEEN_BY_MODELS,
        excluded_embed_metadata_keys=UNSEEN_BY_MODELS,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.article_id)},
    )


def _metadata(passage: Passage, article: Article) -> dict[str, str | int]:
    given = {
        "article": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "start": passage.start,
        "end": passage.end,
        "paragraph": passage.paragraph,
    }
    return {key: value for key, value in given.items() if value is not None}


class MiniLMEmbedding(BaseEmbedding):
    """A LlamaIndex embedding model that asks one of our embedders.

    Args:
        embedder: the one to ask; None: a ``MiniLM``. Its name becomes ``model_name``.
        embed_batch_size: how many texts LlamaIndex hands over at once. The embedder spreads them over its
            threads, so more than LlamaIndex's own 10 keep all of these at work.
        options: any other field of ``BaseEmbedding``.
    """

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder | None = None, *, embed_batch_size: int = 256, **options: Any) -> None:
        embedder = embedder or MiniLM()
        options.setdefault("model_name", embedder.name)
        super().__init__(embed_batch_size=embed_batch_size, **options)
        self._embedder = embedder

    @classmethod
    def class_name(cls) -> str:
        """The name under which LlamaIndex records the class."""
        return "MiniLMEmbedding"

    def _vectors(self, texts: list[str], kind: TextKind) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.embed(texts, kind=kind).tolist()
        return vectors

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._vectors([query], "query")[0]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._vectors([text], "passage")[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._vectors(texts, "passage")

    # In a thread, so that an event loop goes on serving while a pile of texts is embedded.
    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return await asyncio.to_thread(self._get_text_embedding, text)

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)
