"""The tables that the first version of a record had."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op


def _all(kind: type[sa.types.TypeEngine[Any]], names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names.split()]


def _of_article() -> list[sa.Column[Any]]:
    article = sa.ForeignKey("articles.key", ondelete="CASCADE")
    return [
        sa.Column("article", sa.Integer, article, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
    ]


def make() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.Text, primary_key=True),
        *_all(sa.BigInteger, "revision"),
        *_all(sa.Integer, "taken_over"),
    )
    op.create_table(
        "articles",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("revision", sa.BigInteger, nullable=False, index=True),
        *_all(sa.Text, "text told introductions"),
        sa.Column("fingerprint", sa.LargeBinary),
        *_all(sa.Text, "copies embedder analyser"),
        *_all(sa.Integer, "most_passages"),
        sqlite_autoincrement=True,  # a key never comes again: it says in which order articles came
    )
    op.create_table("places", *_of_article(), *_all(sa.Text, "path"), sqlite_with_rowid=False)
    op.create_table(
        "passages",
        *_of_article(),
        *_all(sa.Integer, "start end paragraph"),
        *_all(sa.LargeBinary, "vector"),
        sa.CheckConstraint('0 <= start AND start < "end"', name="passage_is_a_span"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statements",
        *_of_article(),
        *_all(sa.Text, "kind"),
        sa.Column("speaker", sa.Text),
        *_all(sa.Text, "said"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deletions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False, index=True),
        *_all(sa.Integer, "passages"),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Text, primary_key=True),
        *_all(sa.Text, "text told paths replaced_by replaced_on"),
    )
