"""The record's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _of_article() -> sa.Column[int]:
    return sa.Column("article", sa.Integer, sa.ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True)


def upgrade() -> None:
    """From nothing."""
    op.create_table(
        "record",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("taken_over", sa.Integer, nullable=False),
    )
    op.create_table(
        "articles",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("revision", sa.BigInteger, nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("introductions", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary),
        sa.Column("copies", sa.Text, nullable=False),
        sa.Column("embedder", sa.Text, nullable=False),
        sa.Column("analyser", sa.Text, nullable=False),
        sa.Column("most_passages", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "places",
        _of_article(),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("path", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "passages",
        _of_article(),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("paragraph", sa.Integer, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name="passage_is_a_span"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statements",
        _of_article(),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("speaker", sa.Text),
        sa.Column("said", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deletions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False, index=True),
        sa.Column("passages", sa.Integer, nullable=False),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("paths", sa.Text, nullable=False),
        sa.Column("replaced_by", sa.Text, nullable=False),
        sa.Column("replaced_on", sa.Text, nullable=False),
    )
