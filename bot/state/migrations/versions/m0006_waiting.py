"""An index on the updates that wait: several processes look for them several times a second."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From chats that take no messages."""
    waits = sa.text("body IS NOT NULL")
    op.create_index("ix_inbox_waiting", "inbox", ["update_id"], sqlite_where=waits, postgresql_where=waits)
