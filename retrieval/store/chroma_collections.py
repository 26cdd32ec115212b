"""An index's collections in Chroma: articles and passages of a recipe, what is noted beside them, and the archive."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, cast

from retrieval.errors import IndexFailure, IndexMismatch
from retrieval.model import Article
from retrieval.store import chroma_files, records
from retrieval.store.chroma_client import Client, Collection, embedded, server, translate
from retrieval.store.records import Recipe, Superseded

PAGE = 1_000
"""Records a call: bounds memory, and stays under the 5,461 that Chroma takes at once."""

_PREFIX = "verbatim"
_ARCHIVE = f"{_PREFIX}-archive"

_NO_VECTOR = [[1.0]]
"""Chroma stores no text without one."""


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
        for first in range(0, self.count(), PAGE):
            yield from self._read(limit=PAGE, offset=first)

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


class Collections:
    """The collections, embedded in a folder or on a Chroma server.

    ``articles`` and ``passages`` are Chroma's. ``seen`` is the generation that was there at the last look at all of
    it, or was written since; ``doubted`` tells what is noted of a writing that was cut off.

    Args:
        recipe: what they must be made with.
        folder: where they live, embedded; made when it is missing.
        url: a Chroma server (``http://host:port``); the folder is not used then.
        rebuilding: articles of other recipes may be there, until :meth:`drop_other_recipes`.

    Raises:
        IndexFailure: one of its kinds, when they can't be opened or were made by another recipe.
    """

    def __init__(self, recipe: Recipe, *, folder: Path | None, url: str | None, rebuilding: bool) -> None:
        self._url, self._folder = url, folder
        self.articles: Collection
        self.passages: Collection
        self.where = chroma_files.shown(url) if url else str(folder)
        self.recipe = recipe
        self._rebuilding = rebuilding
        self._before: Client | None = None
        self._open()

    @property
    def folder(self) -> Path | None:
        """Where they live; None for those on a server."""
        return None if self._url else self._folder

    def _open(self, wait: float | None = None) -> None:
        with self.translated():
            client = server(self._url) if self._url else embedded(cast(Path, self._folder), wait)
            try:
                self._read(client)
            except BaseException:
                client.close()
                raise
        self._client = client

    def _read(self, client: Client) -> None:
        """Find our collections, or make them; see :meth:`__init__` for what is raised."""
        recipe = self.recipe
        found = {collection.name: collection.metadata or {} for collection in client.list_collections()}
        ours = f"{_PREFIX}-articles-{recipe.key}"
        seen = str(found.get(ours, {}).get("generation", ""))
        self.doubted = bool(found.get(ours, {}).get("doubted"))
        others = [name for name in found if name.startswith(f"{_PREFIX}-articles-") and name != ours]
        if others and not self._rebuilding:
            what = "is half rebuilt: it still holds articles of" if ours in found else "was made with"
            theirs, wanted = records.made_with(found[others[0]]), records.made_with(vars(recipe))
            raise IndexMismatch(
                f"The index in {self.where} {what} {theirs}, not {wanted}",
                "Nothing was deleted. `verbatim ingest --rebuild` makes it anew from the articles in it",
            )
        self.articles, self.passages = (
            client.get_or_create_collection(
                f"{_PREFIX}-{name}-{recipe.key}",
                metadata={**vars(recipe), "generation": ""},
                configuration={"hnsw": {"space": "cosine"}},
                embedding_function=None,
            )
            for name in ("articles", "passages")
        )
        self.seen = seen

    def open_again(self, wait: float | None = None) -> None:
        """See what another process has written, of which an embedded Chroma keeps what it has read before.

        Args:
            wait: seconds to wait for the other one's lock; None: as at opening.

        Raises:
            IndexFailure: as at opening; what was open stays in use.
        """
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

    def noted(self) -> dict[str, Any]:
        """What is noted beside the articles, as it is now."""
        with self.translated():
            fresh = self._client.get_collection(self.articles.name, embedding_function=None)
            return dict(fresh.metadata or {})

    def named(self, name: str) -> Collection:
        """The collection of ``articles`` or of ``passages``."""
        return {"articles": self.articles, "passages": self.passages}[name]

    @property
    def archive(self) -> Archive:
        """The articles that edited versions replaced. They are of no recipe: their texts are read, never searched."""
        with self.translated():
            return Archive(self._client.get_or_create_collection(_ARCHIVE, embedding_function=None), self.translated)

    def drop_other_recipes(self) -> None:
        """End a rebuild: delete the collections that other recipes made."""
        with self.translated():
            for collection in self._client.list_collections():
                name = collection.name
                if name.startswith(f"{_PREFIX}-") and name != _ARCHIVE and not name.endswith(self.recipe.key):
                    self._client.delete_collection(name)

    def pages(self, name: str, include: list[str]) -> Iterator[tuple[Any, ...]]:
        """(id, then what ``include`` names, in its order) of every record of ``articles`` or ``passages``."""
        return _pages(self.named(name), include, self.where)

    def translated(self) -> AbstractContextManager[None]:
        """Inside, what Chroma raises becomes what we raise."""
        return _translated(self.where)


class WriteState:
    """How far the writing of an index is, as noted beside its articles.

    Args:
        collections: the index's.
    """

    def __init__(self, collections: Collections) -> None:
        self._chroma = collections

    @property
    def generation(self) -> str:
        """A token that changes whenever the articles in the index do; empty while there never were any."""
        return str(self._chroma.noted().get("generation", ""))

    def new_generation(self) -> str:
        """Mark that the articles in the index have changed, and that none is half written."""
        return self.begin([])

    @property
    def unfinished(self) -> list[str]:
        """The ids of articles whose writing or removal hasn't come to its end."""
        noted: list[str] = json.loads(self._chroma.noted().get("unfinished", "[]"))
        return noted

    @property
    def is_doubted(self) -> bool:
        """Whether a writing was cut off since :meth:`trust`.

        Chroma writes its graph over the one before, file by file: a kill in between leaves one that it can't read, or
        one in which it then overwrites the vectors of some passages with those of others.
        """
        return bool(self._chroma.noted().get("doubted")) or bool(self.unfinished)

    def doubt(self) -> None:
        """Note, with what is noted next, that a writing was cut off."""
        self._chroma.doubted = True

    def trust(self) -> None:
        """The whole index was looked at, and is well."""
        self._chroma.doubted = False
        self._note([], self.generation)

    def begin(self, article_ids: Sequence[str]) -> str:
        """Note that the writing or removal of articles begins; the new generation."""
        return self._note(article_ids, secrets.token_hex(8))

    def _note(self, unfinished: Sequence[str], generation: str) -> str:
        chroma = self._chroma
        noted = {**vars(chroma.recipe), "generation": generation, "unfinished": json.dumps(list(unfinished))}
        if chroma.doubted:
            noted["doubted"] = "yes"
        with chroma.translated():
            chroma.articles.modify(metadata=noted)
        chroma.seen = generation
        return generation


def articles_of_any_recipe(folder: Path, url: str | None) -> Iterator[tuple[Article, tuple[str, ...]]]:
    """Every article with its files, whatever recipe the index was made with: what a rebuild reads."""
    where = chroma_files.shown(url) if url else str(folder)
    with _translated(where):
        client = server(url) if url else embedded(folder)
        names = [collection.name for collection in client.list_collections()]
    for name in names:
        if name.startswith(f"{_PREFIX}-articles-"):
            collection = client.get_collection(name, embedding_function=None)
            for _, text, metadata in _pages(collection, ["documents", "metadatas"], where):
                yield records.article(text, metadata), tuple(metadata.get("paths", ()))


def _pages(collection: Collection, include: list[str], where: str) -> Iterator[tuple[Any, ...]]:
    offset = 0
    while True:
        with _translated(where):
            page: Any = collection.get(include=cast(Any, include), limit=PAGE, offset=offset)
        yield from zip(page["ids"], *(page[name] for name in include), strict=True)
        if len(page["ids"]) < PAGE:
            return
        offset += PAGE


@contextmanager
def _translated(where: str) -> Iterator[None]:
    """The one place where what Chroma raises becomes what we raise."""
    try:
        yield
    except IndexFailure:
        raise
    except Exception as error:
        translated = translate(error, where)
        if translated is None:
            raise
        raise translated from error
