"""Bring a database up to date, safely also when two processes start at once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from bot.errors import StateNewer
from bot.state.tables import Base
from retrieval.system import sql

_VERSIONS = Path(__file__).parent / "versions"


def migrate(connection: Connection) -> None:
    """Make the tables, or run the migrations that are missing: see :func:`retrieval.system.sql.migrate`.

    Raises:
        StateNewer: a newer version of the program has migrated it.
    """
    newer = sql.migrate(connection, Base.metadata, "bot.state:migrations", _VERSIONS)
    if newer is not None:
        raise StateNewer(
            f"The state's database is of a newer version of Verbatim ({newer})",
            "Install that version again, or name another database in DATABASE_URL; nothing was changed",
        )
