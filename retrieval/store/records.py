"""What goes into the index and comes out, and how Chroma's flat metadata spells it."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np
from pydantic import TypeAdapter, ValidationError

from retrieval.dedup.near_duplicates import Fingerprint
from retrieval.embedding.base import Vectors
from retrieval.errors import IndexCorrupt
from retrieval.model import Appearance, Article, Introduction, Passage, Statement

SAME = 0.9999
"""Least cosine of two vectors of one text: float32 leaves 1e-6."""

_introductions = TypeAdapter(tuple[Introduction, ...])
_appearances = TypeAdapter(tuple[Appearance, ...])
_statements = TypeAdapter(list[dict[str, Any]])


@dataclass(frozen=True)
class Recipe:
    """What an index is made with. Two indexes mix only when all three agree."""

    embedder: str
    passages: str
    statements: str

    @property
    def key(self) -> str:
        """Eight hex digits that stand for the recipe in the collections' names."""
        return sha256(json.dumps([self.embedder, self.passages, self.statements]).encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Record:
    """One article with all that was found in it, as it goes in and comes out.

    ``passage_vectors`` are float32, (n, dimensions), L2-normalised, in the order of the passages. ``copies`` are the
    ids of articles that are reprints of this one or it of them, as they were known when it was written: each pair
    stands with one of the two at least. ``unlinked``: places of the passages that no search of the index brings.
    """

    article: Article
    paths: tuple[str, ...]
    passages: Sequence[Passage]
    statements: Sequence[Statement]
    introductions: tuple[Introduction, ...]
    passage_vectors: Vectors
    fingerprint: Fingerprint | None = None
    copies: tuple[str, ...] = ()
    unlinked: tuple[int, ...] = ()

    @property
    def mark(self) -> str:
        """What tells this state of the article's record from another."""
        return mark(article_metadata(self))


@dataclass(frozen=True)
class Superseded:
    """A replaced article, the names under which it was known, the id of what replaced it and on which day."""

    article: Article
    paths: tuple[str, ...]
    replaced_by: str
    replaced_on: date


class Changes(NamedTuple):
    """The ids of the articles that came or changed, in the order in which they came, and of those that went."""

    came: list[str]
    gone: list[str]


def span_id(article_id: str, number: int) -> str:
    """The id of the ``number``-th passage of an article."""
    return f"{article_id}:{number:05d}"


def mark(metadata: dict[str, Any]) -> str:
    """What tells one state of an article's metadata from another."""
    return sha256(json.dumps(metadata, sort_keys=True).encode()).hexdigest()[:16]


def fingerprint_text(of: Fingerprint) -> str:
    """A fingerprint as Chroma's metadata keeps it."""
    return b64encode(of.astype("<u4").tobytes()).decode("ascii")


def fingerprint(metadata: dict[str, Any]) -> Fingerprint | None:
    """The fingerprint in an article's metadata; None where it has none."""
    if "fingerprint" not in metadata:
        return None
    return np.frombuffer(b64decode(metadata["fingerprint"]), dtype="<u4")


def introductions(metadata: dict[str, Any]) -> tuple[Introduction, ...]:
    """The introductions in an article's metadata."""
    return _introductions.validate_json(metadata.get("introductions", "[]"))


def _given(**values: Any) -> dict[str, Any]:
    """Chroma's metadata knows no None: absent means none."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in values.items()
        if value is not None and value != []
    }


def article_metadata(record: Record) -> dict[str, Any]:
    """What is kept of an article beside its text."""
    of = record.article
    return told(of) | _given(
        paths=list(record.paths),
        introductions=_introductions.dump_json(record.introductions).decode(),
        fingerprint=None if record.fingerprint is None else fingerprint_text(record.fingerprint),
        copies=list(record.copies),
        unlinked=list(record.unlinked),
        passages=len(record.passages),
        statements=json.dumps([_spelled(each) for each in record.statements], ensure_ascii=False),
    )


def places_metadata(of: Article, paths: Sequence[str]) -> dict[str, Any]:
    """The part of an article's metadata that changes when its text is found in another place or lost in one."""
    return _given(path=of.path, paths=list(paths), also=_appearances.dump_json(of.also).decode())


def told(of: Article) -> dict[str, Any]:
    """What places tell about an article."""
    return _given(
        title=of.title,
        publisher=of.publisher,
        author=of.author,
        published=of.published,
        url=of.url,
        path=of.path,
        also=_appearances.dump_json(of.also).decode(),
    )


def passage_metadata(record: Record, passage: Passage) -> dict[str, Any]:
    """What is kept of a passage beside its text; LlamaIndex shows it with the node."""
    of = record.article
    return _given(
        article=passage.article_id,
        start=passage.start,
        end=passage.end,
        paragraph=passage.paragraph,
        title=of.title,
        publisher=of.publisher,
        published=of.published,
    )


def _spelled(statement: Statement) -> dict[str, Any]:
    """A statement without what its article tells: its words are the article's from ``start`` to ``end``."""
    return statement.model_dump(mode="json", exclude={"article_id", "text"}, exclude_none=True)


def statements(of: Article, metadata: dict[str, Any]) -> tuple[Statement, ...]:
    """The statements in an article's metadata, in the article's own characters.

    Raises:
        ValueError: they can't be read, or one's place isn't in the article.
    """
    told = _statements.validate_json(metadata.get("statements", "[]"))
    try:
        found = tuple(Statement(article_id=of.id, text=of.text[each["start"] : each["end"]], **each) for each in told)
    except (KeyError, TypeError) as error:
        msg = f"a statement of article {of.id} can't be read"
        raise ValueError(msg) from error
    for each in found:
        each.check(of)
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def article(text: str, metadata: dict[str, Any]) -> Article:
    """The article of a record."""
    fields = ("title", "publisher", "author", "published", "url", "path")
    also = _appearances.validate_json(metadata.get("also", "[]"))
    return Article(text=text, also=also, **{field: metadata.get(field) for field in fields})


def superseded(of: Article, metadata: dict[str, Any]) -> Superseded:
    """The replaced article of a record."""
    day = date.fromisoformat(metadata["replaced_on"])
    return Superseded(of, tuple(metadata.get("paths", ())), metadata["replaced_by"], day)


def passage(text: str, metadata: dict[str, Any]) -> Passage:
    """The passage of a record."""
    fields = ("start", "end", "paragraph")
    return Passage(article_id=metadata["article"], text=text, **{field: metadata[field] for field in fields})


def _by_article(found: Any) -> dict[str, list[tuple[Passage, Any]]]:
    """The passages that Chroma gave, each with its vector, by their article's id."""
    parsed: dict[str, list[tuple[Passage, Any]]] = {}
    for text, metadata, vector in zip(found["documents"], found["metadatas"], found["embeddings"], strict=True):
        article_id = metadata.get("article")
        try:
            parsed.setdefault(article_id, []).append((passage(text, metadata), vector))
        except (ValidationError, KeyError) as error:
            raise _unreadable(f"A record of article {article_id} in the index can't be read") from error
    return parsed


def _unreadable(message: str) -> IndexCorrupt:
    return IndexCorrupt(message, "Nothing was deleted. `verbatim doctor --index --repair` mends it")


def made_with(recipe: Any) -> str:
    """A recipe, or what a collection tells of its own, for a person."""
    parts = ("embedder", "passages", "statements")
    return ", ".join(f"{part} {recipe.get(part)}" for part in parts)


def joined(ids: list[str], articles: Any, passages: Any) -> Iterator[Record]:
    """The records of these articles, from what Chroma gave of the two collections; those it hasn't are left out."""
    passages_of = _by_article(passages)
    found = dict(zip(articles["ids"], zip(articles["documents"], articles["metadatas"], strict=True), strict=True))
    for article_id in ids:
        if article_id not in found:
            continue
        text, metadata = found[article_id]
        of = article(text, metadata)
        if of.id != article_id:
            raise _unreadable(f"Article {article_id} in the index doesn't match its own hash")
        try:
            said = statements(of, metadata)
        except ValueError as error:
            raise _unreadable(f"The statements of article {article_id} in the index can't be read") from error
        cut = sorted(passages_of.get(article_id, ()), key=lambda each: each[0].start)
        yield Record(
            article=of,
            paths=tuple(metadata.get("paths", ())),
            passages=[passage for passage, _ in cut],
            statements=said,
            introductions=introductions(metadata),
            fingerprint=fingerprint(metadata),
            copies=tuple(metadata.get("copies", ())),
            unlinked=tuple(metadata.get("unlinked", ())),
            passage_vectors=np.array([vector for _, vector in cut], dtype=np.float32),
        )
