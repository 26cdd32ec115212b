"""What answers are made from: the newest state of a library, opened once for all questions until it changes."""

from __future__ import annotations

from retrieval.errors import NoArticles
from retrieval.library import Library
from retrieval.model import Article
from retrieval.search.retriever import Reranker, Retriever


class Reader:
    """Gives the retriever over a library's newest snapshot. Safe to use from several threads.

    Args:
        library: the collection.
        hidden: ids of articles to read as if they weren't there.
        reranker: orders the passages of a free question; None: they stay as the search ranks them.
    """

    def __init__(
        self, library: Library, hidden: frozenset[str] = frozenset(), reranker: Reranker | None = None
    ) -> None:
        self.library = library
        self._reranker = reranker
        self._hidden = hidden
        self._retriever: Retriever | None = None

    def open(self) -> None:
        """Open the index, as the first question would; raises what is wrong with it."""
        self.library.refresh()
        self.current()

    def current(self) -> Retriever:
        """The retriever over what there is now; ``NoArticles`` when nothing has been ingested yet."""
        snapshot = self.library.snapshot()
        retriever = self._retriever
        if retriever is None or retriever.snapshot is not snapshot:
            if snapshot is None:
                raise _nothing_there()
            library = self.library
            embedder, vectors = library.embedder_of(snapshot), library.searchable()
            retriever = Retriever(snapshot, vectors, embedder, hidden=self._hidden, reranker=self._reranker)
            if not retriever.coverage.articles:
                raise _nothing_there()
            self._retriever = retriever
        return retriever

    def article_ids(self) -> frozenset[str]:
        """The ids of all articles that there are now; empty before anything was ingested."""
        try:
            return self.current().article_ids
        except NoArticles:
            return frozenset()

    def replaced(self, article_id: str) -> Article | None:
        """An article that an edited version took the place of."""
        version = self.library.version(article_id)
        return version.article if version else None


def _nothing_there() -> NoArticles:
    return NoArticles(
        "There are no articles to answer from yet",
        "Put some in with `verbatim ingest PATH`, or try the bundled sample with --sample",
    )
