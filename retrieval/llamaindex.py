"""Verbatim's parts as LlamaIndex components: ranking, embedder, statement extractor; and Documents as articles.

The query engine and the chat engine answer, so they stand above this package: :mod:`bot.llamaindex_engines`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import (
    BaseNode,
    Document,
    MetadataMode,
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
    TransformComponent,
)
from pydantic import Field, PrivateAttr

from retrieval.embedding.base import Embedder, TextKind
from retrieval.embedding.minilm import MiniLM
from retrieval.errors import UnreadableArticle
from retrieval.lang.sentence_ends import ends_a_sentence
from retrieval.model import Article, Passage, Statement
from retrieval.readers import Found
from retrieval.readers.files import too_large
from retrieval.readers.json_file import named_articles
from retrieval.readers.source import Source
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Ranked

if TYPE_CHECKING:
    from retrieval.attribution.analyst import Analyst

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


class StatementExtractor(TransformComponent):
    """Nodes in, one node for each statement in them out: a step of a LlamaIndex ingestion pipeline.

    A statement's node has the statement's words as its text, verbatim, and their place in the source's text as
    ``start_char_idx`` and ``end_char_idx`` (code points; a chunk that knows its own place passes it on). Its metadata
    are those of the node that it stands in, with ``kind`` and, where the text has them, ``speaker``, ``mention``,
    ``cue``, ``said_on`` (ISO), ``venue``, ``via`` and ``hedge``. Hand whole documents over: in a chunk a name or the
    cue of a quotation may be missing.
    """

    analysis_version: str = Field(default="", description="which rules find statements; part of the cache key")
    _analyst: Analyst | None = PrivateAttr(default=None)

    def __init__(self, **fields: Any) -> None:
        from retrieval.attribution.analyst import Analyst  # the language model, half a second

        super().__init__(**{"analysis_version": Analyst.version} | fields)

    @classmethod
    def class_name(cls) -> str:
        """The name under which LlamaIndex records the class."""
        return "StatementExtractor"

    def __getstate__(self) -> dict[str, Any]:
        # A pipeline of several workers sends a copy to each, and the language model can't travel.
        state = super().__getstate__()
        return {**state, "__pydantic_private__": {"_analyst": None}}

    def __call__(self, nodes: Sequence[BaseNode], **kwargs: Any) -> Sequence[BaseNode]:
        """The statements of these nodes, in their order; a node without visible text gives none."""
        from retrieval.attribution.analyst import Analyst

        if self._analyst is None:
            self._analyst = Analyst()
        readable = [each for each in nodes if each.get_content(metadata_mode=MetadataMode.NONE).strip()]
        articles = [_as_article(each) for each in readable]
        found: list[BaseNode] = []
        for source, (_, analysis) in zip(readable, self._analyst.analyse_all(articles), strict=True):
            found += [_statement_node(each, source) for each in analysis.statements]
        return found


_DETAILS = ("kind", "speaker", "mention", "cue", "said_on", "venue", "via", "hedge")


def _as_article(source: BaseNode) -> Article:
    title = source.metadata.get("title")
    text = source.get_content(metadata_mode=MetadataMode.NONE)
    return Article(title=title if isinstance(title, str) and title else "Untitled", text=text)


def _statement_node(statement: Statement, source: BaseNode) -> TextNode:
    at = (source.start_char_idx or 0) if isinstance(source, TextNode) and not isinstance(source, Document) else 0
    told = statement.model_dump(mode="json", include=set(_DETAILS), exclude_none=True)
    document = source.ref_doc_id or source.node_id
    return TextNode(
        id_=f"{source.node_id}:{statement.start}-{statement.end}",
        text=statement.text,
        start_char_idx=at + statement.start,
        end_char_idx=at + statement.end,
        metadata={**source.metadata, **told},
        excluded_llm_metadata_keys=source.excluded_llm_metadata_keys,
        excluded_embed_metadata_keys=[*source.excluded_embed_metadata_keys, *told],
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document)},
    )


def articles_of(documents: Iterable[BaseNode], *, max_bytes: int = 10_000_000) -> Iterator[Found]:
    """What LlamaIndex's readers gave, as articles: each document with a text, or why it is none.

    Title, publisher, author, date and address are taken from the metadata, under the names that data sets and news APIs
    give them, in any case of letters, else from the text. Pages of one file are one article, in their order. An
    article's path is the document's ``file_path``, with a name of its own behind it where a file has several, else its
    id, so that a document handed over again with another text replaces the article that it was.

    Args:
        documents: LlamaIndex Documents, or other nodes that hold a whole text; all are taken before the first comes
            back, since those of one file belong together.
        max_bytes: larger texts come as their error.
    """
    files: dict[str, list[BaseNode]] = {}
    for each in documents:
        name = each.metadata.get("file_name") if any(key in each.metadata for key in _PAGE) else None
        files.setdefault(str(each.metadata.get("file_path") or name or each.node_id), []).append(each)
    for path, parts in files.items():
        values: list[tuple[int | None, Any]] = []
        whole = _pages_joined(parts) or [(each.metadata, _text(each)) for each in parts]
        for told, text in whole:
            lowered = {key.lower(): value for key, value in told.items()} | told
            known = {key: value for key, value in lowered.items() if key.lower() not in _NOT_TOLD}
            if (size := len(text.encode("utf-8", "replace"))) > max_bytes:
                yield too_large(path, size, max_bytes)
            elif text.startswith(_RAW) or "\0" in text:
                message = "its text is the raw bytes of a file that isn't text"
                yield UnreadableArticle(path, message, "Give LlamaIndex a reader of its format, or ingest the file.")
            else:
                values.append((None, {**known, "text": text, "id": None}))
        for found in named_articles(values, Source(shown=path, max_bytes=max_bytes)):
            if isinstance(found, Article) and len(whole) == 1:
                yield found.model_copy(update={"path": path})
            else:
                yield found


_NOT_TOLD = frozenset(("text", "body", "content", "id"))
"""Metadata that would be taken for the text, or for an id of ours."""

_RAW = ("%PDF-", "PK\x03\x04", "{\\rtf")
"""How files begin whose bytes ``SimpleDirectoryReader`` gives as a text where it has no reader for them."""

_PAGE = ("page_label", "page_number", "page", "source")
"""What readers call a page's number in the metadata; PyMuPDF's calls it the source."""


def _text(document: BaseNode) -> str:
    return document.get_content(metadata_mode=MetadataMode.NONE)


def _pages_joined(parts: Sequence[BaseNode]) -> list[tuple[dict[str, Any], str]]:
    """The pages of a file as one text with the first one's metadata; nothing where they aren't pages."""
    for key in _PAGE:
        pages = {str(each.metadata.get(key, "")): each for each in parts}
        if len(pages) == len(parts) and all(number.isdecimal() for number in pages):
            inner = [pages[number] for number in sorted(pages, key=int)]
            text = ""
            for page in filter(None, (_text(each).strip() for each in inner)):
                between = "\n\n" if ends_a_sentence(text, 0, len(text)) else " "
                text = text + between + page if text else page
            return [({name: value for name, value in inner[0].metadata.items() if name != key}, text)]
    return []
