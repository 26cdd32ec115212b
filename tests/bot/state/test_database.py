"""The database: opened, written in transactions, refused where it can't be used."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StateOfAnotherBot, StateUnreachable, StateUnusable
from bot.state.admissions import Admissions
from bot.state.database import State
from bot.state.tables import Admission, now
from retrieval.errors import SettingsError
from retrieval.system import sql
from tests.bot.state.conftest import BOT
from tests.waiting import until


def test_a_database_of_another_bot_is_refused(state: State, address: str | None, file: Path) -> None:
    """Numbers of updates and messages are each bot's own."""
    with pytest.raises(StateOfAnotherBot, match="DATABASE_URL"):
        State.open(address, file, BOT + 1)


def test_a_transaction_that_raises_leaves_nothing(state: State) -> None:
    """What was written in it is undone."""

    def half() -> None:
        with state.writing() as session:
            session.add(Admission(person_id=7, status="asked", name="Ada", asked=now()))
            session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert Admissions(state).standing(7) is None


def test_nobody_else_can_read_the_file(file: Path) -> None:
    """Chats are private."""
    State.open(None, file, BOT).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_is_no_database_is_said(file: Path) -> None:
    """And left as it is."""
    file.parent.mkdir()
    file.write_bytes(b"a letter to my aunt, which is no database at all" * 100)
    with pytest.raises(StateUnusable, match=str(file)):
        State.open(None, file, BOT)
    assert file.read_bytes().startswith(b"a letter")


def test_a_home_that_is_a_file_is_said(tmp_path: Path) -> None:
    """The line names it."""
    (tmp_path / "home").write_text("no folder")
    with pytest.raises(StateUnusable, match="home"):
        State.open(None, tmp_path / "home" / "telegram.sqlite", BOT)


def test_a_file_that_stays_locked_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying again may help."""
    State.open(None, file, BOT).close()
    monkeypatch.setattr(sql, "LOCKED_SECONDS", 0.05)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StateUnreachable) as raised:
        State.open(None, file, BOT)
    assert raised.value.retryable
    other.close()


def test_a_server_that_is_not_there_is_said_without_its_password(file: Path) -> None:
    """The line names the host."""
    pytest.importorskip("psycopg")
    with pytest.raises(StateUnreachable, match=r"127\.0\.0\.1/state") as raised:
        State.open("postgresql://ada:secret@127.0.0.1:1/state", file, BOT)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("address", ["mysql://a/b", "nonsense", "http://a:port/b"])
def test_what_cannot_be_an_address_is_said(address: str, file: Path) -> None:
    """The line says what one looks like, and shows nothing of a value that may hold a password."""
    with pytest.raises(SettingsError, match="DATABASE_URL") as raised:
        State.open(address, file, BOT)
    assert address not in str(raised.value)


def test_one_at_a_time_has_the_right_to_answer(address: str | None, file: Path) -> None:
    """Whoever asked first keeps it until they let go, however often the others ask."""
    with closing(State.open(address, file, BOT)) as one, closing(State.open(address, file, BOT)) as other:
        first, second = one.duty(), other.duty()
        assert [first.held(), first.held(), second.held(), second.held()] == [True, True, False, False]
        first.close()
        until(second.held)  # PostgreSQL's server may take a moment to see that a connection is closed
        assert not first.held()
        second.close()
        first.close()
