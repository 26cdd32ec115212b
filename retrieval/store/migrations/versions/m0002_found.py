"""What was found in an article stands in its row: a table of passages and one of statements were half of a record."""

import json
import zlib
from typing import Any

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NEW = ("body", "spans", "found", "vectors")


def upgrade() -> None:
    """From a row for each passage, statement and path, with texts as they are."""
    empty = sa.text("''")
    for table, columns in (("articles", _NEW), ("versions", ("body",))):
        for name in columns:
            op.add_column(table, sa.Column(name, sa.LargeBinary, nullable=False, server_default=empty))
    op.add_column("articles", sa.Column("paths", sa.Text, nullable=False, server_default=empty))
    database = op.get_bind()
    for (key,) in database.execute(sa.text("SELECT key FROM articles")).all():
        _fill(database, key)
    for key, text in database.execute(sa.text("SELECT id, text FROM versions")).all():
        database.execute(
            sa.text("UPDATE versions SET body = :body WHERE id = :id"),
            {"body": zlib.compress(text.encode()), "id": key},
        )
    for table in ("places", "passages", "statements"):
        op.drop_table(table)
    with op.batch_alter_table("articles", table_kwargs={"sqlite_autoincrement": True}) as change:
        change.drop_column("text")
        change.drop_column("introductions")
        change.create_check_constraint("spans_are_whole", "length(spans) % 12 = 0")
        change.create_check_constraint("most_is_a_count", "most_passages * 12 >= length(spans)")
        change.create_check_constraint("vectors_are_of_spans", "(length(spans) = 0) = (length(vectors) = 0)")
    op.drop_column("versions", "text")
    op.drop_column("record", "taken_over")


def _fill(database: sa.Connection, key: int) -> None:
    def rows(query: str) -> list[Any]:
        return list(database.execute(sa.text(f"{query} WHERE article = :key ORDER BY place"), {"key": key}))

    told = database.execute(sa.text("SELECT text, introductions FROM articles WHERE key = :key"), {"key": key}).one()
    passages = rows('SELECT start, "end", paragraph, vector FROM passages')
    said = ",".join(row.said for row in rows("SELECT said FROM statements"))
    found = f'{{"statements":[{said}],"introductions":{told.introductions}}}'
    values = {
        "body": zlib.compress(told.text.encode()),
        "paths": json.dumps([row.path for row in rows("SELECT path FROM places")]),
        "spans": np.array([tuple(row)[:3] for row in passages], dtype="<i4").tobytes(),
        "found": zlib.compress(found.encode()),
        "vectors": b"".join(row.vector for row in passages),
        "key": key,
    }
    changed = ", ".join(f"{name} = :{name}" for name in values if name != "key")
    database.execute(sa.text(f"UPDATE articles SET {changed} WHERE key = :key"), values)  # noqa: S608 - names of ours
