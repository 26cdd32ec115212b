"""Four bits for each number of a vector, as in what questions read: whole bytes were two thirds of a record."""

import numpy as np
import sqlalchemy as sa
from alembic import op

from retrieval.embedding.packing import packed, unpacked

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From bytes."""
    database = op.get_bind()
    for (key,) in database.execute(sa.text("SELECT key FROM articles WHERE length(spans) > 0")).all():
        row = database.execute(sa.text("SELECT spans, vectors FROM articles WHERE key = :key"), {"key": key}).one()
        numbers = np.frombuffer(row.vectors, dtype=np.int8).reshape(len(row.spans) // 12, -1)
        changed = {"key": key, "vectors": packed(unpacked(numbers))}
        database.execute(sa.text("UPDATE articles SET vectors = :vectors WHERE key = :key"), changed)
