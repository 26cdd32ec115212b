"""Where the migrations begin: a new database gets the tables as they are now."""

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Older databases have the first tables."""
