"""Bring a database up to date, safely also when two processes start at once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.errors import StateNewer

_VERSIONS = Path(__file__).parent / "versions"

_LOCK = 7_340_221_905
# Any number that no other program locks in the same PostgreSQL database.


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing, all of them or none.

    Args:
        connection: in a transaction that nobody else writes beside: on SQLite one that began IMMEDIATE.

    Raises:
        StateNewer: a newer version of the program has migrated it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    at, known = _version(connection), [each.stem[1:5] for each in sorted(_VERSIONS.glob("m????_*.py"))]
    if at is not None and at not in known:
        raise StateNewer(
            f"The state's database is of a newer version of Verbatim ({at})",
            "Install that version again, or name another database in DATABASE_URL; nothing was changed",
        )
    if at == known[-1]:
        return
    # Only now: it takes half a second to import, and mostly there is nothing to do.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "bot.state:migrations")
    command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    """The number of the last migration that was run; None: none was."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
