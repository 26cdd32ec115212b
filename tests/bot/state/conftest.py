"""A state of the test's own: in SQLite, and in PostgreSQL where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state.database import State

BOT = 424242


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """A ``DATABASE_URL`` of an empty database; None: SQLite in a file."""
    if request.param == "sqlite":
        return None
    made: str = request.getfixturevalue("postgresql_database")
    return made


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
