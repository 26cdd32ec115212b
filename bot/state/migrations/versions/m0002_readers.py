"""What readers do beside asking: feedback, shared questions, preferences, follows."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From the first tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "feedback",
        sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("question", sa.Text, primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("good", sa.Boolean, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("answered", sa.Text, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("given", moment, nullable=False, index=True),
    )
    op.create_table(
        "shared",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("person_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("made", moment, nullable=False),
    )
    op.create_table(
        "preferences",
        sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("short", sa.Boolean, nullable=False),
        sa.Column("alerts", sa.Boolean, nullable=False),
        sa.Column("quiet_from", sa.Integer),
        sa.Column("quiet_until", sa.Integer),
        sa.Column("offset", sa.Integer, nullable=False),
    )
    op.create_table(
        "follows",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("person_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("topic_id", sa.BigInteger),
        sa.Column("followed", sa.Text, nullable=False),
        sa.Column("since", moment, nullable=False),
    )
    op.create_table(
        "alerts",
        sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("words", sa.Text, primary_key=True),
        sa.Column("topic_id", sa.BigInteger),
        sa.Column("followed", sa.Text, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("found", moment, nullable=False, index=True),
        sa.Column("sent", moment, index=True),
    )
    op.create_table("seen", sa.Column("article", sa.Text, primary_key=True))
