"""What the record holds of an article, and with what that was made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from retrieval.dedup.near_duplicates import Fingerprint
from retrieval.embedding.base import Vectors
from retrieval.model import Article, Introduction, Passage, Statement


@dataclass(frozen=True)
class Recipe:
    """What entries are made with. Vectors of two embedders never meet; those of two analysers may."""

    embedder: str
    passages: str
    statements: str

    @property
    def embedder_key(self) -> str:
        """Eight hex digits that stand for the embedder in names of files and collections."""
        return sha256(self.embedder.encode()).hexdigest()[:8]

    def made(self, snapshot: str) -> bool:
        """Whether the snapshot of this name has vectors of this embedder."""
        return snapshot.endswith(f".{self.embedder_key}")

    @property
    def analyser(self) -> str:
        """What cut and analysed a text."""
        return f"{self.passages} {self.statements}"


@dataclass(frozen=True)
class Entry:
    """One article with all that was found in it, as it goes in and comes out.

    ``passage_vectors`` are float32, (n, dimensions), L2-normalised, in the order of the passages. ``copies`` are the
    ids of articles that are reprints of this one or it of them, as they were known when it was written: each pair
    stands with one of the two at least.
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


def said_of(statement: Statement) -> str:
    """A statement without what its article tells: its words are the article's from ``start`` to ``end``."""
    return statement.model_dump_json(exclude={"article_id", "text"}, exclude_none=True)


def statement_of(article: Article, said: str) -> Statement:
    """The statement again."""
    told = json.loads(said)
    return Statement(article_id=article.id, text=article.span(told["start"], told["end"]), **told)
