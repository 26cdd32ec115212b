"""What the record holds of an article, and with what that was made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.dedup.near_duplicates import Fingerprint
from retrieval.embedding.base import Vectors
from retrieval.errors import IndexCorrupt
from retrieval.model import Article, Introduction, Passage, Statement
from retrieval.store.compression import compressed, text_of

COLUMNS = ("id", "body", "told", "spans", "found", "copies")
"""What record and catalog store of an entry alike: not its paths, vectors and fingerprint; long texts compressed."""


@dataclass(frozen=True)
class Recipe:
    """What entries are made with; ``analyser`` cuts texts, too. Vectors of two embedders never meet, finds may."""

    embedder: str
    analyser: str

    @property
    def embedder_key(self) -> str:
        """Eight hex digits that stand for the embedder in names of files and collections."""
        return sha256(self.embedder.encode()).hexdigest()[:8]

    def made(self, snapshot: str) -> bool:
        """Whether the snapshot of this name has vectors of this embedder."""
        return snapshot.endswith(f".{self.embedder_key}")


@dataclass(frozen=True)
class Entry:
    """One article with all that was found in it, as it goes in and comes out.

    The statements stand in the order of the text. ``passage_vectors`` are float32, (n, dimensions), L2-normalised, in
    the order of the passages. ``copies`` are the ids of articles that are reprints of this one or it of them, as they
    were known when it was written: each pair stands with one of the two at least. The ``fingerprint`` only goes in:
    those of all articles are read alone.
    """

    article: Article
    paths: tuple[str, ...]
    passages: Sequence[Passage]
    statements: Sequence[Statement]
    introductions: tuple[Introduction, ...]
    passage_vectors: Vectors
    fingerprint: Fingerprint | None = None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Superseded:
    """A replaced article, the names under which it was known, the id of what replaced it and on which day."""

    article: Article
    paths: tuple[str, ...]
    replaced_by: str
    replaced_on: date


class Changes(NamedTuple):
    """The ids of the articles that came or changed, in the order in which they came; the most passages of each gone."""

    came: list[str]
    gone: dict[str, int]


def span_id(article_id: str, number: int) -> str:
    """The id of the ``number``-th passage of an article."""
    return f"{article_id}:{number:05d}"


def columns_of(entry: Entry) -> dict[str, Any]:
    """The :data:`COLUMNS` of an entry."""
    spans = [(each.start, each.end, each.paragraph) for each in entry.passages]
    statements, introductions = (
        ",".join(each.model_dump_json(exclude={"article_id", "text"}, exclude_none=True) for each in found)
        for found in (entry.statements, entry.introductions)
    )
    found = f'{{"statements":[{statements}],"introductions":[{introductions}]}}'
    return {
        "id": entry.article.id,
        "body": compressed(entry.article.text),
        "told": told_of(entry.article),
        "spans": np.array(spans, dtype="<i4").tobytes(),
        "found": compressed(found),
        "copies": " ".join(entry.copies),
    }


def entry_of(row: Mapping[Any, Any], paths: Sequence[str], vectors: Vectors) -> Entry:
    """The entry again.

    Args:
        row: its :data:`COLUMNS`.
        paths: the article's.
        vectors: the passages'.

    Raises:
        IndexCorrupt: it can't be read.
    """
    article = article_of(row["id"], row["body"], row["told"])
    try:
        found = found_of(row["found"])
        passages = [Passage.of(article, *span) for span in spans_of(row["spans"]).tolist()]
        if len(passages) != len(vectors):
            raise _unreadable(row["id"])
        return Entry(
            article=article,
            paths=tuple(paths),
            passages=passages,
            statements=[statement_of(article, each) for each in found["statements"]],
            introductions=tuple(_introduction_of(article, each) for each in found["introductions"]),
            copies=tuple(row["copies"].split()),
            passage_vectors=vectors,
        )
    except (ValueError, KeyError) as error:  # also what pydantic finds wrong
        raise _unreadable(row["id"]) from error


def told_of(article: Article) -> str:
    """What is known of an article beside its text, as JSON."""
    return article.model_dump_json(exclude={"id", "text"}, exclude_defaults=True)


def article_of(article_id: str, body: bytes, told: str) -> Article:
    """The article again; raises ``IndexCorrupt`` where it isn't that of its id."""
    try:
        article = Article.model_validate({"text": text_of(body), **json.loads(told)}, strict=False)
    except (ValueError, TypeError) as error:
        raise _unreadable(article_id) from error
    if article.id != article_id:
        raise _unreadable(article_id)
    return article


def _unreadable(article_id: str) -> IndexCorrupt:
    return IndexCorrupt(
        f"Article {article_id} in the record doesn't match its own hash, or can't be read",
        "Nothing was deleted. Forget it and ingest its file again, or put a copy of the home back",
    )


def spans_of(stored: bytes) -> NDArray[np.int32]:
    """The passages' start, end and paragraph: int32, (n, 3)."""
    return np.frombuffer(stored, dtype="<i4").reshape(-1, 3)


def found_of(stored: bytes) -> dict[str, list[dict[str, Any]]]:
    """An article's ``statements`` without what it tells itself, and its ``introductions``."""
    found: dict[str, list[dict[str, Any]]] = json.loads(text_of(stored))
    return found


def statement_of(article: Article, told: dict[str, Any]) -> Statement:
    """One of these statements again: its words are the article's from ``start`` to ``end``."""
    return Statement(article_id=article.id, text=article.span(told["start"], told["end"]), **told)


def _introduction_of(article: Article, told: dict[str, Any]) -> Introduction:
    """One of these introductions again; older ones hold their words and the article's id themselves."""
    words = article.span(told["start"], told["end"])
    return Introduction(**{"article_id": article.id, "text": words, "told_on": None, **told})
