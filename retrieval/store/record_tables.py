"""The tables of the record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    select,
)

metadata = MetaData()


def _of_article() -> Column[Any]:
    return Column("article", ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True)


about = Table(
    "record",
    metadata,
    Column("id", Text, primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("taken_over", Integer, nullable=False),
)
articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("revision", BigInteger, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("introductions", Text, nullable=False),
    Column("fingerprint", LargeBinary),
    Column("copies", Text, nullable=False),
    Column("embedder", Text, nullable=False),
    Column("analyser", Text, nullable=False),
    Column("most_passages", Integer, nullable=False),
    sqlite_autoincrement=True,  # a key never comes again: it says in which order articles came
)
places = Table(
    "places",
    metadata,
    _of_article(),
    Column("place", Integer, primary_key=True),
    Column("path", Text, nullable=False),
    sqlite_with_rowid=False,
)
passages = Table(
    "passages",
    metadata,
    _of_article(),
    Column("place", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    CheckConstraint('0 <= start AND start < "end"', name="passage_is_a_span"),
    sqlite_with_rowid=False,
)
statements = Table(
    "statements",
    metadata,
    _of_article(),
    Column("place", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("speaker", Text),
    Column("said", Text, nullable=False),
    sqlite_with_rowid=False,
)
deletions = Table(
    "deletions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("revision", BigInteger, nullable=False, index=True),
    Column("passages", Integer, nullable=False),
)
versions = Table(
    "versions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("paths", Text, nullable=False),
    Column("replaced_by", Text, nullable=False),
    Column("replaced_on", Text, nullable=False),
)

OF_AN_ARTICLE = (places, passages, statements)
"""The tables whose rows belong to an article, by their ``place`` in it."""


def a_vector_of(embedder: str) -> Select[tuple[bytes]]:
    """The query for one of the vectors that an embedder made."""
    made = select(passages.c.vector).join(articles, articles.c.key == passages.c.article)
    return made.where(articles.c.embedder == embedder).limit(1)
