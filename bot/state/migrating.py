"""Bring a database up to date, safely also when two processes start at once."""

from __future__ import annotations

from sqlalchemy import Connection, text

from bot.errors import StateNewer

_LOCK = 7_340_221_905
# Any number that no other program locks in the same PostgreSQL database.


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing, all of them or none.

    Args:
        connection: in a transaction that nobody else writes beside: on SQLite one that began IMMEDIATE.

    Raises:
        StateNewer: a newer version of the program has migrated it.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "bot.state:migrations")
    script = ScriptDirectory.from_config(config)
    at = MigrationContext.configure(connection).get_current_heads()
    known = {revision.revision for revision in script.walk_revisions()}
    if unknown := set(at) - known:
        raise StateNewer(
            f"The state's database is of a newer version of Verbatim ({', '.join(sorted(unknown))})",
            "Install that version again, or name another database in DATABASE_URL; nothing was changed",
        )
    if set(at) != set(script.get_heads()):
        command.upgrade(config, "head")
