"""The index: articles, passages and statements in Chroma.

Two collections, each named after what made it (:class:`Recipe`), so that vectors of two embedders or spans of two
versions can't meet in one. The record of an article holds its statements too; it is written after its passages and
removed before them: an article is in the index, with all that was found in it, from the moment its record is.
"""

from __future__ import annotations

import itertools
import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np

from retrieval.errors import (
    IndexFailure,
    IndexMismatch,
)
from retrieval.model import Article
from retrieval.store import chroma_files, records
from retrieval.store.archive import Archive
from retrieval.store.chroma_client import Client, Collection, embedded, server, translate
from retrieval.store.records import SAME, Recipe, Record, Vectors
from retrieval.system import disk_space

_PAGE = 1_000
"""Records a call: bounds memory, and stays under the 5,461 that Chroma takes at once."""

_TOGETHER = 25
"""Articles that are read or removed in one call, with all that belongs to them."""

_BROUGHT = 10_000
"""Passages that one call of a search by many vectors may bring."""

_NEAR, _WIDE = 10, 1_000
"""Passages among which one is to be that is looked for by its own vector, first and when it wasn't: the search is an
approximate one, which among passages that are all alike may miss one."""

_PREFIX = "verbatim"
_NAMES = ("articles", "passages")
_ARCHIVE = f"{_PREFIX}-archive"


class Index:
    """An index, embedded in a folder or on a Chroma server.

    Args:
        recipe: what this index must be made with.
        folder: where an embedded index lives; made when it is missing.
        url: a Chroma server (``http://host:port``); the folder is not used then.
        rebuilding: articles of other recipes may be there, until :meth:`drop_other_recipes`.

    Raises:
        IndexFailure: one of its kinds, when the index can't be opened or was made by another recipe.
    """

    def __init__(
        self,
        recipe: Recipe,
        *,
        folder: Path | None = None,
        url: str | None = None,
        rebuilding: bool = False,
    ) -> None:
        self._url, self._folder = url, folder
        self._where = chroma_files.shown(url) if url else str(folder)
        self._recipe = recipe
        self._rebuilding = rebuilding
        self._before: Client | None = None
        self._open()

    def _open(self, wait: float | None = None) -> None:
        with self._translated():
            client = server(self._url) if self._url else embedded(cast(Path, self._folder), wait)
            try:
                self._read(client)
            except BaseException:
                client.close()
                raise
        self._client = client

    def _read(self, client: Client) -> None:
        """Find our collections, or make them; see :meth:`__init__` for what is raised."""
        recipe = self._recipe
        found = {collection.name: collection.metadata or {} for collection in client.list_collections()}
        ours = f"{_PREFIX}-articles-{recipe.key}"
        seen = str(found.get(ours, {}).get("generation", ""))
        self._doubted = bool(found.get(ours, {}).get("doubted"))
        others = [name for name in found if name.startswith(f"{_PREFIX}-articles-") and name != ours]
        if others and not self._rebuilding:
            what = "is half rebuilt: it still holds articles of" if ours in found else "was made with"
            theirs, wanted = records.made_with(found[others[0]]), records.made_with(vars(recipe))
            raise IndexMismatch(
                f"The index in {self._where} {what} {theirs}, not {wanted}",
                "Nothing was deleted. `verbatim ingest --rebuild` makes it anew from the articles in it",
            )
        self._articles, self._passages = (
            client.get_or_create_collection(
                f"{_PREFIX}-{name}-{recipe.key}",
                metadata={**vars(recipe), "generation": ""},
                configuration={"hnsw": {"space": "cosine"}},
                embedding_function=None,
            )
            for name in _NAMES
        )
        self._seen = seen

    def catch_up(self, wait: float | None = None) -> None:
        """See what another process has written: an embedded Chroma keeps what it has read of the vectors.

        Args:
            wait: seconds to wait for the other one's lock; None: as at opening.

        Raises:
            IndexFailure: as at opening; what was open stays in use.
        """
        if self._url or self.generation == self._seen:
            return  # a server sees its own writes
        before = self._client
        self._open(wait)
        if self._before is not None:
            self._before.close()  # the one in use until now is closed at the next time: other threads may be in it
        self._before = before

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()
        if self._before is not None:
            self._before.close()
            self._before = None

    @property
    def generation(self) -> str:
        """A token that changes whenever the articles in the index do; empty while there never were any."""
        return str(self._noted().get("generation", ""))

    def new_generation(self) -> str:
        """Mark that the articles in the index have changed, and that none is half written."""
        return self._note([])

    def finish(self) -> bool:
        """Clear away what is left of articles whose writing or removal was cut off; whether there was any note of it.

        Only for who holds the writer's lock.
        """
        unfinished = json.loads(self._noted().get("unfinished", "[]"))
        if unfinished:
            with self._translated():
                whole = set(self._articles.get(ids=unfinished, include=[])["ids"])
            self.remove_passages([key for key in unfinished if key not in whole])
            self._doubted = True
            self.new_generation()
        return bool(unfinished)

    @property
    def is_cut_off(self) -> bool:
        """Whether there is a note of articles whose writing or removal hasn't come to its end."""
        return bool(json.loads(self._noted().get("unfinished", "[]")))

    @property
    def is_doubted(self) -> bool:
        """Whether a writing was cut off since :meth:`trust`.

        Chroma writes its graph over the one before, file by file: a kill in between leaves one that it can't read, or
        one in which it then overwrites the vectors of some passages with those of others.
        """
        noted = self._noted()
        return bool(noted.get("doubted")) or bool(json.loads(noted.get("unfinished", "[]")))

    def trust(self) -> None:
        """The whole index was looked at, and is well."""
        self._doubted = False
        self._note([], self.generation)

    def _noted(self) -> dict[str, Any]:
        with self._translated():
            fresh = self._client.get_collection(self._articles.name, embedding_function=None)
            return dict(fresh.metadata or {})

    def _note(self, unfinished: Sequence[str], generation: str | None = None) -> str:
        generation = secrets.token_hex(8) if generation is None else generation
        noted = {**vars(self._recipe), "generation": generation, "unfinished": json.dumps(list(unfinished))}
        if self._doubted:
            noted["doubted"] = "yes"
        with self._translated():
            self._articles.modify(metadata=noted)
        self._seen = generation
        return generation

    def articles(self) -> dict[str, tuple[Article, tuple[str, ...]]]:
        """Every article by its id, with the files that it was read from."""
        return {
            str(article_id): (records.article(text, metadata), tuple(metadata.get("paths", ())))
            for article_id, text, metadata in self._pages(self._articles, ["documents", "metadatas"])
        }

    def rows(self, name: str) -> Iterator[tuple[str, str | None, dict[str, Any], Any]]:
        """Id, text, metadata and vector of each record of ``articles`` or ``passages`` as stored."""
        yield from self._pages(self._collections[name], ["documents", "metadatas", "embeddings"])

    def delete_rows(self, name: str, ids: Sequence[str]) -> None:
        """Delete single records of ``articles`` or ``passages``, whatever they belong to."""
        for first in range(0, len(ids), _PAGE):
            with self._translated():
                self._collections[name].delete(ids=list(ids[first : first + _PAGE]))

    @property
    def _collections(self) -> dict[str, Collection]:
        return dict(zip(_NAMES, (self._articles, self._passages), strict=True))

    def put(self, found: Sequence[Record]) -> None:
        """Write these articles; those already there are overwritten with the same or later findings.

        Raises:
            IndexFull: the disk has no room for them; nothing was written.
        """
        if self._folder is not None and not self._url:
            disk_space.check(self._folder, f"the index in {self._where}", disk_space.size_of(self._folder, "*.bin"))
        self._note([r.article.id for r in found])
        with self._translated():
            passages = [(r, n) for r in found for n in range(len(r.passages))]
            self._upsert(
                self._passages,
                [records.span_id(r.article.id, n) for r, n in passages],
                [r.passages[n].text for r, n in passages],
                [records.passage_metadata(r, r.passages[n]) for r, n in passages],
                [r.passage_vectors for r in found],
            )
            unlinked = self._unlinked(found)
            self._upsert(
                self._articles,
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
        lost = set(self.unfound(ids, np.concatenate([r.passage_vectors for r in found]))) if ids else set()
        return {
            r.article.id: tuple(n for n in range(len(r.passages)) if records.span_id(r.article.id, n) in lost)
            for r in found
        }

    def unfound(self, ids: Sequence[str], vectors: Vectors) -> list[str]:
        """Which of these passages even a wide search by their own vector doesn't bring, nor another that repeats them.

        Of those that repeat each other ("Read more") the graph links some to each other only; one is found for all.

        Args:
            ids: theirs.
            vectors: float32, (n, dimensions), in that order.
        """
        left = list(range(len(ids)))
        for k in (_NEAR, _WIDE):
            looked_for, left = left, []
            for first in range(0, len(looked_for), _BROUGHT // k):
                page = looked_for[first : first + _BROUGHT // k]
                for place, near in zip(page, self.nearest_to_each(vectors[page], k), strict=True):
                    is_repeated = bool(near) and near[0][1] >= SAME
                    if not is_repeated and ids[place] not in dict(near):
                        left.append(place)
        return [ids[place] for place in left]

    def set_places(self, article: Article, paths: Sequence[str]) -> None:
        """Record where an article's text stands now; of the place that is shown, no more than its file changes."""
        self._note([])
        with self._translated():
            self._articles.update(ids=[article.id], metadatas=[records.places_metadata(article, paths)])

    @property
    def archive(self) -> Archive:
        """The articles that edited versions replaced. They are of no recipe: their texts are read, never searched."""
        with self._translated():
            return Archive(self._client.get_or_create_collection(_ARCHIVE, embedding_function=None), self._translated)

    def remove(self, article_ids: Sequence[str]) -> None:
        """Take articles out, with their passages."""
        for first in range(0, len(article_ids), _TOGETHER):
            ids = list(article_ids[first : first + _TOGETHER])
            self._note(ids)
            with self._translated():
                self._articles.delete(ids=ids)
            self.remove_passages(ids)

    def remove_passages(self, article_ids: Sequence[str]) -> None:
        """Take out the passages of articles."""
        if article_ids:
            with self._translated():
                self._passages.delete(where={"article": {"$in": cast(Any, list(article_ids))}})

    def nearest_passages(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The ids of the ``k`` passages nearest to a (dimensions,) vector, with their cosine, best first."""
        return self.nearest_to_each(vector.reshape(1, -1), k)[0]

    def nearest_to_each(self, vectors: Vectors, k: int) -> list[list[tuple[str, float]]]:
        """What :meth:`nearest_passages` tells, for each of (n, dimensions) vectors."""
        with self._translated():
            found = self._passages.query(query_embeddings=vectors, n_results=k, include=["distances"])
        return [
            [(passage_id, 1.0 - float(distance)) for passage_id, distance in zip(ids, distances, strict=True)]
            for ids, distances in zip(found["ids"], found["distances"] or [[]], strict=True)
        ]

    def count(self, name: str = "articles") -> int:
        """How many ``articles`` or ``passages`` are in the index."""
        with self._translated():
            return int(self._collections[name].count())

    def marks(self) -> dict[str, str]:
        """What tells one state of each article's record from another, by its id."""
        return {str(key): records.mark(metadata) for key, metadata in self._pages(self._articles, ["metadatas"])}

    def records(self, article_ids: Iterable[str] | None = None) -> Iterator[Record]:
        """Articles with all that was found in them: these, or every one.

        Those that aren't in the index are left out.
        """
        if article_ids is None:
            article_ids = [str(key) for (key,) in self._pages(self._articles, [])]
        wanted = iter(article_ids)
        while ids := list(itertools.islice(wanted, _TOGETHER)):
            with self._translated():
                of_these: Any = {"article": {"$in": ids}}
                articles = self._articles.get(ids=ids, include=["documents", "metadatas"])
                passages = self._passages.get(where=of_these, include=["documents", "metadatas", "embeddings"])
            yield from records.joined(ids, articles, passages)

    @classmethod
    def articles_of_any_recipe(
        cls, *, folder: Path | None = None, url: str | None = None
    ) -> Iterator[tuple[Article, tuple[str, ...]]]:
        """Every article with its files, whatever recipe the index was made with: what a rebuild reads."""
        self = cls.__new__(cls)
        self._where = chroma_files.shown(url) if url else str(folder)
        with self._translated():
            self._client = server(url) if url else embedded(cast(Path, folder))
            names = [collection.name for collection in self._client.list_collections()]
        for name in names:
            if name.startswith(f"{_PREFIX}-articles-"):
                collection = self._client.get_collection(name, embedding_function=None)
                for _, text, metadata in self._pages(collection, ["documents", "metadatas"]):
                    yield records.article(text, metadata), tuple(metadata.get("paths", ()))

    def drop_other_recipes(self) -> None:
        """End a rebuild: delete the collections that other recipes made."""
        with self._translated():
            for collection in self._client.list_collections():
                name = collection.name
                if name.startswith(f"{_PREFIX}-") and name != _ARCHIVE and not name.endswith(self._recipe.key):
                    self._client.delete_collection(name)

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
        for first in range(0, len(ids), _PAGE):
            page = slice(first, first + _PAGE)
            collection.upsert(
                ids=ids[page],
                documents=texts[page],
                metadatas=cast(Any, metadatas[page]),
                embeddings=joined[page],
            )

    def _pages(self, collection: Collection, include: list[str]) -> Iterator[tuple[Any, ...]]:
        """(id, then what ``include`` names, in its order) of every record."""
        offset = 0
        while True:
            with self._translated():
                page: Any = collection.get(include=cast(Any, include), limit=_PAGE, offset=offset)
            yield from zip(page["ids"], *(page[name] for name in include), strict=True)
            if len(page["ids"]) < _PAGE:
                return
            offset += _PAGE

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """The one place where what Chroma raises becomes what we raise."""
        try:
            yield
        except IndexFailure:
            raise
        except Exception as error:
            translated = translate(error, self._where)
            if translated is None:
                raise
            raise translated from error
