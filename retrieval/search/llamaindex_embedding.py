"""An embedder of ours as LlamaIndex wants one. Only this module of the package imports ``llama_index``."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from retrieval.embedding.minilm import MiniLM

if TYPE_CHECKING:
    from retrieval.embedding.base import Embedder, TextKind


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
