"""What an empty record is filled from: what older versions kept in Chroma, or the snapshot of a record that was lost.

Older versions had collections ``verbatim-articles-<recipe>`` and ``verbatim-passages-<recipe>``, and
``verbatim-archive`` with replaced versions. Nothing is parsed or embedded again; the next ingest analyses again.
"""

from __future__ import annotations

import json
import logging
import shutil
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from retrieval.errors import IndexCorrupt
from retrieval.model import Appearance, Article, Introduction, Passage, Statement
from retrieval.store import chroma_files
from retrieval.store.chroma_client import embedded, server, translated
from retrieval.store.entry import Entry, Superseded
from retrieval.store.record import Record
from retrieval.store.snapshot import Snapshot
from retrieval.store.steps import Step, unseen

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


def set_aside(path: Path) -> Path:
    """Put what is damaged out of the way; where it is now."""
    aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
    path.rename(aside)
    return aside


def take_over(record: Record, folder: Path, url: str | None, step: Step = unseen) -> None:
    """Put what an older version kept into the record, all of it or nothing, for who holds the writer's lock.

    What is in the record already, or was forgotten, stays as it is. The ``folder`` is deleted when all is there,
    set aside where it can't be read; the collections of a Chroma server at ``url`` stay there.

    Raises:
        IndexFailure: what is there can't be opened just now; nothing was changed.
    """
    taken = folder.with_name(f"{folder.name}.taken")
    if url and not record.revision:
        with translated(chroma_files.shown(url)), closing(server(url)) as client:
            _take(record, client, step)
    if (folder / "chroma.sqlite3").exists():
        try:
            with translated(str(folder)), closing(embedded(folder)) as client:
                _take(record, client, step)
        except (IndexCorrupt, KeyError, ValueError) as error:
            aside = set_aside(folder)
            log.warning("What an older version kept can't be read (%s): it is set aside in %s", error, aside)
        else:
            folder.rename(taken)  # in one step: half a folder would look like a damaged one
    with suppress(FileNotFoundError):
        shutil.rmtree(taken)


def _take(record: Record, client: Any, step: Step) -> None:
    of = {each.name: client.get_collection(each.name, embedding_function=None) for each in client.list_collections()}
    kinds = [name.removeprefix(_ARTICLES) for name in of if name.replace(_ARTICLES, _PASSAGES) in {*of} - {name}]
    with record.writing():
        held = {*record.passage_counts(), *record.changes(0).gone}
        # A rebuild that was cut off left two: the one that it was made from has all articles.
        for recipe in sorted(kinds, key=lambda recipe: of[_ARTICLES + recipe].count(), reverse=True):
            articles, passages = of[_ARTICLES + recipe], of[_PASSAGES + recipe]
            embedder = str((articles.metadata or {}).get("embedder"))
            ids = [key for key in articles.get(include=[])["ids"] if key not in held]
            for first in range(0, len(ids), TOGETHER):
                page = ids[first : first + TOGETHER]
                record.put([*_entries(page, articles, passages)], embedder=embedder, analyser=RESTORED)
                held.update(page)
                step(TAKING, first + len(page), len(ids))
        if _ARCHIVE in of:
            known = record.versions.successors()
            old = of[_ARCHIVE].get(include=["documents", "metadatas"])
            for key, text, told in zip(old["ids"], old["documents"], old["metadatas"], strict=True):
                if key not in known:
                    day, paths = date.fromisoformat(told["replaced_on"]), tuple(told.get("paths", ()))
                    record.versions.keep(Superseded(_article(text, told), paths, told["replaced_by"], day))


def _entries(ids: list[str], articles: Any, passages: Any) -> Iterator[Entry]:
    found = articles.get(ids=ids, include=["documents", "metadatas"])
    cut: dict[str, list[tuple[int, int, int, Any]]] = {key: [] for key in ids}
    got = passages.get(where={"article": {"$in": ids}}, include=["metadatas", "embeddings"])
    for told, vector in zip(got["metadatas"], got["embeddings"], strict=True):
        cut[told["article"]].append((told["start"], told["end"], told["paragraph"], vector))
    told_of = dict(zip(found["ids"], zip(found["documents"], found["metadatas"], strict=True), strict=True))
    for key in ids:
        article, told = _article(*told_of[key]), told_of[key][1]
        of_it = sorted(cut[key], key=lambda each: each[0])
        fingerprint = told.get("fingerprint")
        yield Entry(
            article=article,
            paths=tuple(told.get("paths", ())) or (article.path or article.url or article.id,),
            passages=[Passage.of(article, *span) for *span, _ in of_it],
            statements=[
                Statement(article_id=article.id, text=article.span(each["start"], each["end"]), **each)
                for each in json.loads(told.get("statements", "[]"))
            ],
            introductions=_introductions.validate_json(told.get("introductions", "[]")),
            passage_vectors=np.array([vector for *_, vector in of_it] or np.zeros((0, 0)), dtype=np.float32),
            fingerprint=None if fingerprint is None else np.frombuffer(b64decode(fingerprint), dtype="<u4"),
            copies=tuple(told.get("copies", ())),
        )


def _article(text: str, told: dict[str, Any]) -> Article:
    fields = ("title", "publisher", "author", "published", "url", "path")
    also = _appearances.validate_json(told.get("also", "[]"))
    return Article(text=text, also=also, **{field: told.get(field) for field in fields})


def restore(record: Record, held: Snapshot, step: Step = unseen) -> None:
    """Put what questions read into a record that is empty; replaced versions aren't in it."""
    log.warning("The record is empty: its articles are restored from what questions read, in %s", held.folder)
    embedder = record.recipe.embedder if record.recipe.made(held.folder.name) else "of an older version"
    articles = held.catalog.articles
    with record.writing():
        for number, entry in enumerate(articles.entries(held.vectors_of)):
            record.put([entry], embedder=embedder, analyser=RESTORED)
            step(TAKING, number + 1, len(articles))
