"""Takes over what older versions kept: Chroma held articles, passages and vectors, and was the record.

Collections ``verbatim-articles-<recipe>`` and ``verbatim-passages-<recipe>``, and ``verbatim-archive`` with replaced
versions. Nothing is parsed or embedded again. The old folder is deleted when all of it is in the record.
"""

from __future__ import annotations

import json
import logging
import shutil
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from retrieval.errors import IndexCorrupt
from retrieval.model import Appearance, Article, Introduction, Passage, Statement
from retrieval.store import chroma_files
from retrieval.store.chroma_client import embedded, server
from retrieval.store.entry import Entry, Superseded
from retrieval.store.record import Record
from retrieval.store.snapshot import Snapshot
from retrieval.store.steps import Step, unseen
from retrieval.store.vectors import translated

log = logging.getLogger(__name__)

TAKING = "Taking over the articles of an older version"
"""What a person is told is being done."""

RESTORED = "restored"
"""Stands for the analyser of what may not be complete."""

TOGETHER = 100
"""Articles that are read at once."""
_ARTICLES, _PASSAGES, _ARCHIVE = "verbatim-articles-", "verbatim-passages-", "verbatim-archive"

_introductions = TypeAdapter(tuple[Introduction, ...])
_appearances = TypeAdapter(tuple[Appearance, ...])


def take_over(record: Record, folder: Path, url: str | None, step: Step = unseen) -> bool:
    """Put what an older version kept into the record, for who holds the writer's lock; whether it could be read.

    Args:
        record: where to; what is in it already stays as it is.
        folder: the older version's; deleted when all is in the record.
        url: a Chroma server that older versions kept it on; its collections stay there.
        step: is told how far it is.

    Raises:
        IndexFailure: what is there can't be opened just now; nothing was changed.
    """
    if url and not record.is_taken_over:
        with translated(chroma_files.shown(url)), closing(server(url)) as client:
            taken = _take(record, client, step)
        record.note_taken_over()
        if taken:
            log.warning("The articles were taken over from the Chroma server; its old collections are no longer read")
    is_there = (folder / "chroma.sqlite3").exists()
    if is_there:
        try:
            with translated(str(folder)), closing(embedded(folder)) as client:
                _take(record, client, step)
        except (IndexCorrupt, KeyError, ValueError) as error:
            aside = folder.with_name(f"{folder.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
            log.warning("What an older version kept can't be read (%s): it is set aside in %s", error, aside)
            folder.rename(aside)
            return False
        aside = folder.with_name(f"{folder.name}.taken")
        folder.rename(aside)  # in one step: half a folder would look like a damaged one
        shutil.rmtree(aside)
    shutil.rmtree(folder.with_name(f"{folder.name}.taken"), ignore_errors=True)
    return is_there


def _take(record: Record, client: Any, step: Step) -> int:
    """Put in what a client's collections hold; how many articles that was."""
    names = {collection.name for collection in client.list_collections()}
    kinds = {
        name.removeprefix(_ARTICLES): client.get_collection(name, embedding_function=None)
        for name in names
        if name.startswith(_ARTICLES) and name.replace(_ARTICLES, _PASSAGES) in names
    }
    taken = 0
    held = set(record.passage_counts()) | set(record.deleted(0))
    # A rebuild that was cut off left two: the one that it was made from has all articles.
    for recipe in sorted(kinds, key=lambda recipe: kinds[recipe].count(), reverse=True):
        articles, told = kinds[recipe], dict(kinds[recipe].metadata or {})
        passages = client.get_collection(f"{_PASSAGES}{recipe}", embedding_function=None)
        ids = [key for key in articles.get(include=[])["ids"] if key not in held]
        for first in range(0, len(ids), TOGETHER):
            page = ids[first : first + TOGETHER]
            found = list(_entries(page, articles, passages))
            analyser = f"{told.get('passages')} {told.get('statements')}"
            whole = [entry for entry, is_whole in found if is_whole]
            partial = [entry for entry, is_whole in found if not is_whole]
            record.put(whole, embedder=str(told.get("embedder")), analyser=analyser)
            if partial:
                record.put(partial, embedder=str(told.get("embedder")), analyser=RESTORED)
            held.update(page)
            taken += len(page)
            step(TAKING, first + len(page), len(ids))
    if _ARCHIVE in names:
        known = record.versions.successors()
        old = client.get_collection(_ARCHIVE, embedding_function=None).get(include=["documents", "metadatas"])
        for key, text, metadata in zip(old["ids"], old["documents"], old["metadatas"], strict=True):
            if key not in known:
                day = date.fromisoformat(metadata["replaced_on"])
                paths = tuple(metadata.get("paths", ()))
                record.versions.keep(Superseded(_article(text, metadata), paths, metadata["replaced_by"], day))
    return taken


def restore(record: Record, held: Snapshot, step: Step = unseen) -> None:
    """Put what questions read into a record that is empty: an older version's, or in place of a lost one.

    Replaced versions aren't in it. What an analyser found is kept, and done again at the next ingest.
    """
    log.warning("The record is empty: its articles are restored from what questions read, in %s", held.folder)
    is_ours = record.recipe.made(held.folder.name)
    embedder = record.recipe.embedder if is_ours else "of an older version"
    catalog = held.catalog
    with record.writing():
        for number, key in enumerate(catalog.articles.ids):
            article = catalog.articles.get(key)
            if article is None or article.id != key:
                continue
            fingerprint, copies = catalog.articles.likeness(key)
            told = (each for of_name in catalog.articles.introductions(key) for each in json.loads(of_name))
            entry = Entry(
                article=article,
                paths=catalog.articles.paths_of(key) or (article.path or article.url or article.id,),
                passages=catalog.passages.of(key),
                statements=[catalog.statements.at(row)[0] for row in catalog.statements.rows_of(key)],
                introductions=tuple(sorted(map(Introduction.model_validate, told), key=lambda each: each.start)),
                passage_vectors=np.asarray(held.vectors[list(catalog.passages.rows_of(key))], dtype=np.float32),
                fingerprint=fingerprint,
                copies=copies,
            )
            record.put([entry], embedder=embedder, analyser=RESTORED)
            if number % TOGETHER == 0:
                step(TAKING, number, len(catalog.articles))


def _entries(ids: list[str], articles: Any, passages: Any) -> Iterator[tuple[Entry, bool]]:
    """The entries of these articles, and whether all of each was there."""
    told = articles.get(ids=ids, include=["documents", "metadatas"])
    found = dict(zip(told["ids"], zip(told["documents"], told["metadatas"], strict=True), strict=True))
    cut: dict[str, list[tuple[Passage, Any]]] = {}
    got = passages.get(where={"article": {"$in": ids}}, include=["documents", "metadatas", "embeddings"])
    for text, metadata, vector in zip(got["documents"], got["metadatas"], got["embeddings"], strict=True):
        span = {name: metadata[name] for name in ("start", "end", "paragraph")}
        passage = Passage(article_id=metadata["article"], text=text, **span)
        cut.setdefault(metadata["article"], []).append((passage, vector))
    for key in ids:
        text, metadata = found[key]
        article = _article(text, metadata)
        of_it = sorted(cut.get(key, ()), key=lambda each: each[0].start)
        fingerprint = metadata.get("fingerprint")
        entry = Entry(
            article=article,
            paths=tuple(metadata.get("paths", ())) or (article.path or article.url or article.id,),
            passages=[passage for passage, _ in of_it],
            statements=[
                Statement(article_id=article.id, text=article.span(each["start"], each["end"]), **each)
                for each in json.loads(metadata.get("statements", "[]"))
            ],
            introductions=_introductions.validate_json(metadata.get("introductions", "[]")),
            passage_vectors=np.array([vector for _, vector in of_it], dtype=np.float32).reshape(len(of_it), -1)
            if of_it
            else np.zeros((0, 0), dtype=np.float32),
            fingerprint=None if fingerprint is None else np.frombuffer(b64decode(fingerprint), dtype="<u4"),
            copies=tuple(metadata.get("copies", ())),
        )
        yield entry, article.id == key and metadata.get("passages", len(of_it)) == len(of_it)


def _article(text: str, metadata: dict[str, Any]) -> Article:
    fields = ("title", "publisher", "author", "published", "url", "path")
    also = _appearances.validate_json(metadata.get("also", "[]"))
    return Article(text=text, also=also, **{field: metadata.get(field) for field in fields})
