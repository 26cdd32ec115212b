"""A byte for each number of a vector, as in what questions read: half floats were the larger half of a record."""

import numpy as np
import sqlalchemy as sa
from alembic import op

from retrieval.store.entry import packed

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
        changed = {"key": key, "vectors": packed(halves.astype(np.float32))}
        database.execute(sa.text("UPDATE articles SET vectors = :vectors WHERE key = :key"), changed)
