"""The tables that the first version of the state had: inbox, outbox, turns, shown, access."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def make() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table("owner", sa.Column("bot_id", sa.BigInteger, primary_key=True, autoincrement=False))
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("person_id", sa.BigInteger, index=True),
        sa.Column("received", moment, nullable=False, index=True),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("body", sa.Text),
    )
    op.create_table(
        "outbox",
        sa.Column("delivery", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("result", sa.Text),
        sa.Column("sent", moment, nullable=False),
    )
    op.create_table(
        "turns",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("conversation", sa.Text, nullable=False, index=True),
        sa.Column("question", sa.Text, nullable=False, unique=True),
        sa.Column("person_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("kept", moment, nullable=False, index=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "shown",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("question", sa.Text, nullable=False, index=True),
        sa.Column("person_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("sent", moment, nullable=False, index=True),
    )
    op.create_table(
        "access",
        sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("asked", moment, nullable=False),
        sa.Column("decided", moment),
        sa.Column("decided_by", sa.BigInteger),
    )
