"""The record's tables, as a new database gets them; older ones are migrated to the same."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

METADATA = MetaData()


def _all(kind: type[TypeEngine[Any]], names: str) -> list[Column[Any]]:
    return [Column(name, kind, nullable=False) for name in names.split()]


about = Table("record", METADATA, Column("id", Text, primary_key=True), *_all(BigInteger, "revision"))
articles = Table(
    "articles",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("revision", BigInteger, nullable=False, index=True),
    Column("fingerprint", LargeBinary),  # before what is long: an ingest reads all of them
    *_all(Text, "told copies embedder analyser paths"),
    *_all(LargeBinary, "body spans found vectors"),
    *_all(Integer, "most_passages"),
    CheckConstraint("length(spans) % 12 = 0", name="spans_are_whole"),
    CheckConstraint("most_passages * 12 >= length(spans)", name="most_is_a_count"),
    CheckConstraint("(length(spans) = 0) = (length(vectors) = 0)", name="vectors_are_of_spans"),
    sqlite_autoincrement=True,  # a key never comes again: it says in which order articles came
)
deletions = Table(
    "deletions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("revision", BigInteger, nullable=False, index=True),
    *_all(Integer, "passages"),
)
replaced = Table(
    "versions",
    METADATA,
    Column("id", Text, primary_key=True),
    *_all(Text, "told paths replaced_by replaced_on"),
    *_all(LargeBinary, "body"),
)
