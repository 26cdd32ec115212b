"""What a collection holds while articles go in and out: which articles, in which files and at which addresses."""

from __future__ import annotations

from collections.abc import Callable

from retrieval.dedup import canonical_url
from retrieval.model import Article
from retrieval.store.catalog import Catalog


class Holdings:
    """The articles of a catalog, None for none, with the changes since."""

    def __init__(self, catalog: Catalog | None) -> None:
        self._catalog = catalog
        self._changed: dict[str, tuple[Article, tuple[str, ...]] | None] = {}  # None: it went
        self._in: dict[str, set[str]] = {}
        self._at: dict[str, set[str]] = {}

    def __contains__(self, article_id: str) -> bool:
        if article_id in self._changed:
            return self._changed[article_id] is not None
        return self._catalog is not None and article_id in self._catalog.articles

    def __getitem__(self, article_id: str) -> Article:
        return self._found(article_id)[0]

    def paths_of(self, article_id: str) -> tuple[str, ...]:
        """The names under which an article is known, that which it is shown with first."""
        return self._found(article_id)[1]

    def _found(self, article_id: str) -> tuple[Article, tuple[str, ...]]:
        found = self._changed.get(article_id)
        if found is None and article_id not in self._changed and self._catalog is not None:
            article = self._catalog.articles.get(article_id)
            found = None if article is None else (article, self._catalog.articles.paths_of(article_id))
        if found is None:
            raise KeyError(article_id)
        return found

    def articles_in(self, path: str) -> set[str]:
        """The ids of the articles that are known under a name."""
        return self._of(self._in, path, self._catalog.articles.in_file if self._catalog else None)

    def articles_at(self, address: str) -> set[str]:
        """The ids of the articles that stand at an address."""
        return self._of(self._at, address, self._catalog.articles.at_address if self._catalog else None)

    def _of(self, known: dict[str, set[str]], key: str, look_up: Callable[[str], set[str]] | None) -> set[str]:
        if key not in known:
            known[key] = {each for each in look_up(key) if each not in self._changed} if look_up else set()
        return known[key]

    def put(self, article: Article, paths: tuple[str, ...]) -> None:
        """An article is held now under these names and no others."""
        if article.id in self:
            self._unname(article.id)
        else:
            self._changed.pop(article.id, None)  # what went and comes again stands behind what came meanwhile
        self._changed[article.id] = article, paths
        for path in paths:
            self.articles_in(path).add(article.id)
        for address in canonical_url.addresses(article):
            self.articles_at(address).add(article.id)

    def remove(self, article_id: str) -> None:
        """An article is held no longer."""
        self._unname(article_id)
        self._changed[article_id] = None

    def _unname(self, article_id: str) -> None:
        article, paths = self._found(article_id)
        for path in paths:
            self.articles_in(path).discard(article_id)
        for address in canonical_url.addresses(article):
            self.articles_at(address).discard(article_id)
