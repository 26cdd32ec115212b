"""A state of the test's own: in SQLite, and in PostgreSQL where there is one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.state.database import State
from tests.fakes.postgresql import postgresql, programs

BOT = 424242

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Its address, with ``{name}`` for a database."""
    binaries = programs()
    if binaries is None:
        pytest.skip("there is no PostgreSQL server here (initdb, postgres)")
    pytest.importorskip("psycopg", reason="PostgreSQL's driver isn't installed")
    with postgresql(binaries) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """A ``DATABASE_URL`` of an empty database; None: SQLite in a file."""
    if request.param == "sqlite":
        return None
    server: str = request.getfixturevalue("postgresql_server")
    name = f"state{next(_numbers)}"
    engine = create_engine(
        server.format(name="postgres").replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.format(name=name)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the state is kept if it is in a file."""
    return tmp_path / "home" / "telegram.sqlite"


@pytest.fixture
def state(address: str | None, file: Path) -> Iterator[State]:
    """An open state, empty."""
    opened = State.open(address, file, BOT)
    yield opened
    opened.close()
