"""Migrations: each once, all or none, whoever comes first."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.errors import StateNewer
from bot.state import database
from bot.state.admissions import Admissions, Standing
from bot.state.database import State
from bot.state.inbox import Inbox
from bot.state.migrations.upgrade import migrate
from bot.state.tables import Base, load_all
from retrieval.system import sql
from tests import forking
from tests.bot.state.conftest import BOT
from tests.bot.state.migrations import first_tables
from tests.conftest import CHECKOUT

OPEN = """
import sys
from pathlib import Path
from bot.state.preferences import Liked, Preferences
from bot.state.shared_questions import SharedQuestions
from bot.state.database import State
from bot.state.migrations.upgrade import migrate
State.open(sys.argv[1] or None, Path(sys.argv[2]), 424242).close()
"""


def test_the_migrations_make_the_tables_of_the_classes(address: str | None, file: Path) -> None:
    """Every column, type and index; a class that is changed without a migration is found here."""
    load_all()
    engine = sql.engine_of(sql.url_of(address, file))
    with engine.begin() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            first_tables.make()
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
        migrate(connection)
        assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_the_migrations_are_one_row() -> None:
    """Each named by its number, each on top of the one before."""
    scripts = ScriptDirectory(str(CHECKOUT / "bot" / "state" / "migrations"))
    found = [(each.revision, each.down_revision, Path(each.path).name[1:5]) for each in scripts.walk_revisions()]
    numbers = [f"{number:04}" for number in range(len(found), 0, -1)]
    assert found == list(zip(numbers, [*numbers[1:], None], numbers, strict=True))


def test_opening_again_keeps_what_is_there(state: State, address: str | None, file: Path) -> None:
    """Migrations run once."""
    Admissions(state).ask(7, "Ada")
    again = State.open(address, file, BOT)
    assert Admissions(again).standing(7) is Standing.ASKED
    again.close()


def test_processes_that_start_at_once_all_start(address: str | None, file: Path) -> None:
    """One makes the tables, the others wait for it."""
    file.parent.mkdir(parents=True)
    opening = (OPEN, address or "", str(file))
    with forking.start(*opening, env=os.environ) as first, forking.start(*opening, env=os.environ) as second:
        assert [first.wait(60), second.wait(60)] == [0, 0]


def test_a_migration_that_fails_leaves_nothing_behind(
    address: str | None, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them or none, so that the next start begins where this one did."""

    def fails(connection: Connection) -> None:
        migrate(connection)
        raise RuntimeError("in the middle")

    with monkeypatch.context() as broken:
        broken.setattr(database, "migrate", fails)
        with pytest.raises(RuntimeError):
            State.open(address, file, BOT)
    state = State.open(address, file, BOT)
    assert Inbox(state).waiting() == []
    state.close()


def test_a_database_of_a_newer_version_is_refused(state: State, address: str | None, file: Path) -> None:
    """It says so, and nothing in it is changed."""
    Admissions(state).ask(7, "Ada")
    with state.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StateNewer, match="9999"):
        State.open(address, file, BOT)
    assert Admissions(state).standing(7) is Standing.ASKED
