"""Versions of an article: the one that a citation was given from, the one that is there now, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from retrieval.lang.sentences import spans
from retrieval.model import Article
from retrieval.store.catalog import Catalog

if TYPE_CHECKING:
    from retrieval.store.entry import Superseded
    from retrieval.store.record import Versions


@dataclass(frozen=True)
class Change:
    """One or more sentences in a row that differ; ``before`` is empty for added ones, ``after`` for removed ones."""

    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """An article as it was when it was cited.

    ``current`` stands in its place now, None where that was forgotten; ``replaced_on``: None while this one is in use.
    """

    article: Article
    current: Article | None
    replaced_on: date | None = None

    @property
    def since_changed(self) -> bool:
        """Whether another version is in use now."""
        return self.replaced_on is not None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What the version in use says otherwise, in its order; nothing where there is none."""
        if self.current is None or not self.since_changed:
            return ()
        return tuple(changes(self.article.text, self.current.text))


def changes(before: str, after: str) -> Iterator[Change]:
    """The sentences of two texts that differ in their words; white space doesn't count."""
    old, new = ([" ".join(text[at:end].split()) for at, end in spans(text, 0, len(text))] for text in (before, after))
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Change(" ".join(old[i:j]), " ".join(new[k:m]))


def lineage(article_id: str, successors: Mapping[str, str]) -> list[str]:
    """An article's id and those of the versions that followed it, in order."""
    line = [article_id]
    while (following := successors.get(line[-1])) is not None and following not in line:
        line.append(following)
    return line


def find(article_id: str, catalog: Catalog | None, archive: Callable[[], Versions]) -> Version | None:
    """The version with this id, in use or replaced; None for an unknown one."""
    in_use = catalog.articles.get(article_id) if catalog else None
    if in_use is not None:
        return Version(in_use, current=in_use)
    kept = archive()
    old = kept.find(article_id)
    return None if old is None else _replaced(old, catalog, kept.successors())


def replaced(catalog: Catalog | None, kept: Versions) -> Iterator[Version]:
    """Every version that another one replaced."""
    successors = kept.successors()
    for article_id in successors:
        if (old := kept.find(article_id)) is not None:
            yield _replaced(old, catalog, successors)


def _replaced(old: Superseded, catalog: Catalog | None, successors: Mapping[str, str]) -> Version:
    later = (catalog.articles.get(key) for key in lineage(old.article.id, successors) if catalog)
    return Version(old.article, next((each for each in later if each is not None), None), old.replaced_on)
