"""What strangers asked and the admins' cards about them; a person's time zone and hour of the digest."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From the table of what a model costs."""
    op.add_column("access", sa.Column("held", sa.Text))
    op.create_table(
        "access_cards",
        sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("admin_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
    )
    op.add_column("preferences", sa.Column("zone", sa.Text))
    op.add_column("preferences", sa.Column("digest", sa.Integer))
