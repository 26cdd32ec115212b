"""What a chat's admins do with the collection: put articles in and take them out, from wherever they chat."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import gather
from retrieval.library import Library, Report
from retrieval.model import Article
from retrieval.search.selector import Coverage


class Shelf:
    """A collection as its admins see it. Each door blocks, some for minutes: for threads.

    Args:
        library: the collection.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def put_links(self, links: Sequence[str]) -> Report:
        """Put in the articles and feeds at these links; ``VerbatimError`` when nothing can be put in at all."""
        return gather.ingest_links(self._library, links)

    def put_file(self, data: bytes, name: str) -> Report:
        """Put in a file that somebody sent; its name says the format. A list of feeds brings what those hold."""
        return gather.ingest_file(self._library, data, name)

    def take_out(self, name: str) -> Article | None:
        """Take out the article with this id or at this link; None when there is none."""
        snapshot = self._library.snapshot()
        if snapshot is None:
            return None
        articles = snapshot.catalog.articles
        ids = articles.named(name)
        if not ids:
            return None
        article = articles.get(ids[0])
        self._library.forget(ids)
        return article

    def coverage(self) -> Coverage:
        """How much there is."""
        snapshot = self._library.snapshot()
        return Coverage(0, 0, 0, None, None) if snapshot is None else snapshot.catalog.coverage
