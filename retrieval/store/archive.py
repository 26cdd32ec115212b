"""Articles that an edited version replaced: out of every search, there for those who cite them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from retrieval.store import records
from retrieval.store.records import Superseded

_NO_VECTOR = [[1.0]]
"""Chroma stores no text without one."""

_PAGE = 1_000


class Archive:
    """The replaced articles of an index.

    Args:
        collection: a Chroma collection for them alone.
        translated: makes our errors of Chroma's.
    """

    def __init__(self, collection: Any, translated: Callable[[], AbstractContextManager[None]]) -> None:
        self._collection = collection
        self._translated = translated

    def keep(self, of: Superseded) -> None:
        """Keep a replaced article, in place of what was kept under its id."""
        metadata = records.told(of.article) | {
            "paths": list(of.paths),
            "replaced_by": of.replaced_by,
            "replaced_on": of.replaced_on.isoformat(),
        }
        with self._translated():
            self._collection.upsert(
                ids=[of.article.id], documents=[of.article.text], metadatas=[metadata], embeddings=_NO_VECTOR
            )

    def find(self, article_id: str) -> Superseded | None:
        """The replaced article with this id."""
        return next(self._read(ids=[article_id]), None)

    def successors(self) -> dict[str, str]:
        """The id of what replaced it, by the id of each replaced article."""
        with self._translated():
            found = self._collection.get(include=["metadatas"])
        return {key: metadata["replaced_by"] for key, metadata in zip(found["ids"], found["metadatas"], strict=True)}

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """The id, the text and the id of what replaced it, of each: as stored, for whoever checks them."""
        with self._translated():
            found = self._collection.get(include=["documents", "metadatas"])
        for key, text, metadata in zip(found["ids"], found["documents"], found["metadatas"], strict=True):
            yield key, text or "", metadata.get("replaced_by", "")

    def all(self) -> Iterator[Superseded]:
        """Every replaced article."""
        for first in range(0, self.count(), _PAGE):
            yield from self._read(limit=_PAGE, offset=first)

    def count(self) -> int:
        """How many there are."""
        with self._translated():
            return int(self._collection.count())

    def forget(self, article_ids: Sequence[str]) -> None:
        """Delete these for good."""
        if article_ids:
            with self._translated():
                self._collection.delete(ids=list(article_ids))

    def _read(self, **which: Any) -> Iterator[Superseded]:
        with self._translated():
            found = self._collection.get(include=["documents", "metadatas"], **which)
        for text, metadata in zip(found["documents"], found["metadatas"], strict=True):
            yield records.superseded(records.article(text, metadata), metadata)
