"""What a chat's admins do with the collection: put articles in and take them out, from wherever they chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice

from bot.collection import Filter, chosen
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

    def put_post(self, text: str, outlet: str | None, day: date, link: str) -> Report:
        """Put in what a channel posted on a day; an edited post takes the earlier one's place."""
        return gather.ingest_post(self._library, text, outlet, day, link)

    def added(self, report: Report) -> list[tuple[Article, int]]:
        """The articles that are new by a report, each with the number of its statements."""
        snapshot = self._library.snapshot()
        if snapshot is None:
            return []
        catalog = snapshot.catalog
        ids = [
            key for name in report.new for key in catalog.articles.named(name) or sorted(catalog.articles.in_file(name))
        ]
        found = {key: catalog.articles.get(key) for key in ids}
        return [(article, len(catalog.statements.rows_of(key))) for key, article in found.items() if article]

    def article(self, article_id: str) -> Article | None:
        """The article with this id."""
        snapshot = self._library.snapshot()
        return None if snapshot is None else snapshot.catalog.articles.get(article_id)

    def newest(self, words: str, start: int, count: int) -> list[Article]:
        """Articles that hold all of these words, or all articles, newest first: ``count`` of them from ``start``."""
        snapshot = self._library.snapshot()
        if snapshot is None:
            return []
        return [article for article, _ in islice(chosen(snapshot, Filter(text=words or None)), start, start + count)]

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
