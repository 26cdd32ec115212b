"""SQL databases through SQLAlchemy: an SQLite file, or what ``DATABASE_URL`` names; opened and migrated."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from retrieval.errors import SettingsError, to_install
from retrieval.system import private

LOCKED_SECONDS = 15
"""How long a write waits for another process's, which takes milliseconds; longer than this, something is wrong."""

_MIGRATING = 7_340_221_905
# Any number that no other program locks in the same PostgreSQL database.


def url_of(address: str | None, file: Path) -> URL:
    """Where a database is.

    Args:
        address: ``DATABASE_URL``; None: SQLite in ``file``.
        file: made, with its folder, when it isn't there; readable by its owner alone.

    Raises:
        OSError: the file can't be made or opened.
        SettingsError: the address can't be one.
    """
    if not address:
        private.make(file.parent)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, private.FILE))  # also the files that SQLite puts beside it
        return URL.create("sqlite", database=str(file))
    try:
        url = make_url(address)
        if url.get_backend_name() not in {"sqlite", "postgres", "postgresql"}:
            raise ArgumentError
    except (ArgumentError, ValueError):
        raise SettingsError(
            "DATABASE_URL can't be the address of a database",
            "It looks like postgresql://user:password@host/name; leave it empty for a file in the home",
        ) from None
    return url if url.get_backend_name() == "sqlite" else url.set(drivername="postgresql+psycopg")


def engine_of(url: URL, **options: Any) -> Engine:
    """An engine whose transactions begin at once; those that have the execution option ``writes`` write.

    Raises:
        SettingsError: the driver isn't installed.
    """
    options |= {"hide_parameters": True}  # they are people's words and articles: they stay out of the log
    if url.get_backend_name() == "postgresql":
        try:
            return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": LOCKED_SECONDS}, **options)
        except ImportError:
            raise SettingsError(
                "DATABASE_URL names PostgreSQL, whose driver isn't installed", to_install("postgresql")
            ) from None
    engine = create_engine(url, connect_args={"timeout": LOCKED_SECONDS}, **options)
    event.listen(engine, "connect", _as_we_need_it)
    event.listen(engine, "begin", _begin)
    return engine


def _as_we_need_it(connection: sqlite3.Connection, record: object) -> None:
    # We begin transactions ourselves: the driver begins them late, so that two that read and then write deadlock.
    connection.isolation_level = None
    # FULL: what was stored survives the machine's end, too, not only the process's. 0.2 to 5 ms for each write.
    # secure_delete: what is deleted is overwritten with zeros.
    # page_size: an article's row ends in the middle of a page; of larger ones, a sixth of a record was empty.
    for pragma in ("page_size=1024", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_for_good(error: Exception) -> bool:
    """Whether trying again can't help: the file is closed to us, or damaged."""
    if not isinstance(error, OperationalError):
        return True
    code = getattr(error.orig, "sqlite_errorname", "")
    return code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_CORRUPT"))


def migrate(
    connection: Connection, tables: MetaData, package: str, versions: Path, *, table: str = "alembic_version"
) -> str | None:
    """Make the tables of a new database, or run the migrations that an older one lacks: all of them or none, safely
    also when two processes start at once.

    Args:
        connection: in a transaction that nobody else writes beside: on SQLite, begun IMMEDIATE.
        tables: as they are after the last migration.
        package: Alembic's script location.
        versions: the folder of its migrations, ``m0001_….py`` and so on.
        table: where the number of the last migration is kept.

    Returns:
        The database's version where that is newer than this program knows, and nothing was changed; else None.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATING})
    known = [each.stem[1:5] for each in sorted(versions.glob("m????_*.py"))]
    at = None
    if inspect(connection).has_table(table):
        at = connection.execute(text(f"SELECT version_num FROM {table}")).scalar()  # noqa: S608 - a name of ours
    if at is None:
        tables.create_all(connection)
        connection.execute(text(f"CREATE TABLE {table} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(text(f"INSERT INTO {table} VALUES (:last)"), {"last": known[-1]})  # noqa: S608
        return None
    if at not in known:
        return str(at)
    if at != known[-1]:
        # Only now: it takes half a second to import, and mostly there is nothing to do.
        from alembic import command
        from alembic.config import Config

        config = Config(attributes={"connection": connection, "version_table": table})
        config.set_main_option("script_location", package)
        command.upgrade(config, "head")
    return None
