"""The index: articles, passages and statements in Chroma.

Two collections, each named after what made it (:class:`Recipe`), so that vectors of two embedders or spans of two
versions can't meet in one. The record of an article holds its statements too; it is written after its passages and
removed before them: an article is in the index, with all that was found in it, from the moment its record is.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np

from retrieval.embedding.base import Vectors
from retrieval.model import Article
from retrieval.store import chroma_files, records
from retrieval.store.chroma_client import Collection
from retrieval.store.chroma_collections import PAGE, Archive, Collections, WriteState
from retrieval.store.records import Recipe, Record
from retrieval.store.vector_search import VectorSearch
from retrieval.system import disk_space

_TOGETHER = 25
"""Articles that are read or removed in one call, with all that belongs to them."""


class Index:
    """An index, embedded in a folder or on a Chroma server: what :class:`Collections` takes and raises.

    ``state`` tells how far its writing is, ``vectors`` searches it.
    """

    def __init__(
        self, recipe: Recipe, *, folder: Path | None = None, url: str | None = None, rebuilding: bool = False
    ) -> None:
        self.collections = Collections(recipe, folder=folder, url=url, rebuilding=rebuilding)
        self.state = WriteState(self.collections)
        self.vectors = VectorSearch(self.collections)

    def catch_up(self, wait: float | None = None) -> None:
        """See what another process has written, as :meth:`Collections.open_again` does."""
        if self.collections.folder and self.state.generation != self.collections.seen:
            self.collections.open_again(wait)

    def close(self) -> None:
        """Let go of the files."""
        self.collections.close()

    def finish(self) -> None:
        """Clear away what is left of articles whose writing or removal was cut off.

        Only for who holds the writer's lock.
        """
        if unfinished := self.state.unfinished:
            with self.collections.translated():
                whole = set(self.collections.articles.get(ids=unfinished, include=[])["ids"])
            self.remove_passages([key for key in unfinished if key not in whole])
            self.state.doubt()
            self.state.new_generation()

    def articles(self) -> dict[str, tuple[Article, tuple[str, ...]]]:
        """Every article by its id, with the files that it was read from."""
        return {
            str(article_id): (records.article(text, metadata), tuple(metadata.get("paths", ())))
            for article_id, text, metadata in self.collections.pages("articles", ["documents", "metadatas"])
        }

    def rows(self, name: str) -> Iterator[tuple[str, str | None, dict[str, Any], Any]]:
        """Id, text, metadata and vector of each record of ``articles`` or ``passages`` as stored."""
        yield from self.collections.pages(name, ["documents", "metadatas", "embeddings"])

    def delete_rows(self, name: str, ids: Sequence[str]) -> None:
        """Delete single records of ``articles`` or ``passages``, whatever they belong to."""
        for first in range(0, len(ids), PAGE):
            with self.collections.translated():
                self.collections.named(name).delete(ids=list(ids[first : first + PAGE]))

    def put(self, found: Sequence[Record]) -> None:
        """Write these articles; those already there are overwritten with the same or later findings.

        Raises:
            IndexFull: the disk has no room for them; nothing was written.
        """
        if (folder := self.collections.folder) is not None:
            disk_space.check(folder, f"the index in {folder}", disk_space.size_of(folder, "*.bin"))
        self.state.begin([r.article.id for r in found])
        with self.collections.translated():
            passages = [(r, n) for r in found for n in range(len(r.passages))]
            self._upsert(
                self.collections.passages,
                [records.span_id(r.article.id, n) for r, n in passages],
                [r.passages[n].text for r, n in passages],
                [records.passage_metadata(r, r.passages[n]) for r, n in passages],
                [r.passage_vectors for r in found],
            )
            unlinked = self._unlinked(found)
            self._upsert(
                self.collections.articles,
                [r.article.id for r in found],
                [r.article.text for r in found],
                [records.article_metadata(replace(r, unlinked=unlinked[r.article.id])) for r in found],
                [r.passage_vectors[:1] for r in found],
            )

    def _unlinked(self, found: Sequence[Record]) -> dict[str, tuple[int, ...]]:
        """By article, the places of passages that were written and that the graph leads to no more.

        The graph keeps what was deleted as a way to the rest. A passage that an edited version repeats has a dead twin
        there, which is as near to each neighbour as it is: they link to that one and have no room for both.
        """
        ids = [records.span_id(r.article.id, n) for r in found for n in range(len(r.passages))]
        lost = set(self.vectors.unfound(ids, np.concatenate([r.passage_vectors for r in found]))) if ids else set()
        return {
            r.article.id: tuple(n for n in range(len(r.passages)) if records.span_id(r.article.id, n) in lost)
            for r in found
        }

    def set_places(self, article: Article, paths: Sequence[str]) -> None:
        """Record where an article's text stands now; of the place that is shown, no more than its file changes."""
        self.state.begin([])
        with self.collections.translated():
            self.collections.articles.update(ids=[article.id], metadatas=[records.places_metadata(article, paths)])

    @property
    def archive(self) -> Archive:
        """The articles that edited versions replaced. They are of no recipe: their texts are read, never searched."""
        return self.collections.archive

    def drop_other_recipes(self) -> None:
        """End a rebuild: delete the collections that other recipes made."""
        self.collections.drop_other_recipes()

    def remove(self, article_ids: Sequence[str]) -> None:
        """Take articles out, with their passages."""
        for first in range(0, len(article_ids), _TOGETHER):
            ids = list(article_ids[first : first + _TOGETHER])
            self.state.begin(ids)
            with self.collections.translated():
                self.collections.articles.delete(ids=ids)
            self.remove_passages(ids)

    def purge(self) -> None:
        """Erase what the files still hold of removed articles; a server's are its own.

        Raises:
            IndexFailure: another process reads them, or the disk is full: what was removed may still be there.
        """
        if self.collections.folder is not None:
            with self.collections.translated():
                chroma_files.purge(self.collections.folder)

    def remove_passages(self, article_ids: Sequence[str]) -> None:
        """Take out the passages of articles."""
        if article_ids:
            of_these: Any = {"article": {"$in": list(article_ids)}}
            with self.collections.translated():
                self.collections.passages.delete(where=of_these)

    def count(self, name: str = "articles") -> int:
        """How many ``articles`` or ``passages`` are in the index."""
        with self.collections.translated():
            return int(self.collections.named(name).count())

    def marks(self) -> dict[str, str]:
        """What tells one state of each article's record from another, by its id."""
        return {str(key): records.mark(metadata) for key, metadata in self.collections.pages("articles", ["metadatas"])}

    def records(self, article_ids: Iterable[str] | None = None) -> Iterator[Record]:
        """Articles with all that was found in them: these, or every one.

        Those that aren't in the index are left out.
        """
        if article_ids is None:
            article_ids = [str(key) for (key,) in self.collections.pages("articles", [])]
        wanted = iter(article_ids)
        while ids := list(itertools.islice(wanted, _TOGETHER)):
            with self.collections.translated():
                of_these: Any = {"article": {"$in": ids}}
                articles = self.collections.articles.get(ids=ids, include=["documents", "metadatas"])
                passages = self.collections.passages.get(
                    where=of_these, include=["documents", "metadatas", "embeddings"]
                )
            yield from records.joined(ids, articles, passages)

    def _upsert(
        self,
        collection: Collection,
        ids: list[str],
        texts: list[str],
        metadatas: list[dict[str, Any]],
        vectors: list[Vectors],
    ) -> None:
        if not ids:
            return
        joined = np.concatenate([each for each in vectors if len(each)])
        for first in range(0, len(ids), PAGE):
            page = slice(first, first + PAGE)
            collection.upsert(
                ids=ids[page],
                documents=texts[page],
                metadatas=cast(Any, metadatas[page]),
                embeddings=joined[page],
            )
