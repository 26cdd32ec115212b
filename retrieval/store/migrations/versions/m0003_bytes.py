"""A byte for each number of a vector, as in what questions read: half floats were the larger half of a record."""

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From half floats."""
    database = op.get_bind()
    for (key,) in database.execute(sa.text("SELECT key FROM articles WHERE length(spans) > 0")).all():
        row = database.execute(sa.text("SELECT spans, vectors FROM articles WHERE key = :key"), {"key": key}).one()
        halves = np.frombuffer(row.vectors, dtype="<f2").reshape(len(row.spans) // 12, -1)
        largest = np.abs(halves.astype(np.float32)).max(axis=1, keepdims=True, initial=0)
        numbers = np.rint(halves * (127 / np.where(largest > 0, largest, 1))).astype(np.int8)
        changed = {"key": key, "vectors": numbers.tobytes()}
        database.execute(sa.text("UPDATE articles SET vectors = :vectors WHERE key = :key"), changed)
