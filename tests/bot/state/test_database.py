"""The database: made and migrated by itself, by whoever comes first; refused where it can't be used."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.errors import StateNewer, StateOfAnotherBot, StateUnreachable, StateUnusable
from bot.state import database
from bot.state.admissions import Admissions, Standing
from bot.state.conversations import ShownAnswers, StoredTurns, conversation, question_id
from bot.state.database import State
from bot.state.feedback import Feedback
from bot.state.follows import Following, Follows, News
from bot.state.inbox import Inbox
from bot.state.outbox import Outbox
from bot.state.preferences import Liked, Preferences
from bot.state.shared_questions import SharedQuestions
from bot.state.tables import Admission, Base, now
from retrieval.errors import SettingsError
from retrieval.model import Answer, Question, Status
from tests.bot.state.conftest import BOT
from tests.conftest import CHECKOUT

OPEN = """
import sys
from pathlib import Path
from bot.state.preferences import Liked, Preferences
from bot.state.shared_questions import SharedQuestions
from bot.state.database import State
State.open(sys.argv[1] or None, Path(sys.argv[2]), 424242).close()
"""


def test_the_migrations_make_the_tables_of_the_classes(state: State) -> None:
    """Every column, type and index; a class that is changed without a migration is found here."""
    with state.reading() as session:
        assert compare_metadata(MigrationContext.configure(session.connection()), Base.metadata) == []


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
    command = [sys.executable, "-c", OPEN, address or "", str(file)]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    started = [subprocess.Popen(command, stderr=subprocess.PIPE, env=environment) for _ in range(2)]
    errors = [each.communicate(timeout=60)[1].decode() for each in started]
    assert [each.returncode for each in started] == [0, 0], errors


def test_a_migration_that_fails_leaves_nothing_behind(
    address: str | None, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them or none, so that the next start begins where this one did."""

    def fails(*_: object) -> None:
        raise RuntimeError("in the middle")

    with monkeypatch.context() as broken:
        broken.setattr(database, "_claim", fails)
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


def test_moments_come_back_as_they_went_in(state: State) -> None:
    """With their zone, from both databases; one without a zone is refused."""
    moment = now()
    with state.writing() as session:
        session.add(Admission(person_id=7, status="asked", name="Ada", asked=moment))
    with state.reading() as session:
        assert session.scalar(select(Admission.asked)) == moment
    with pytest.raises(StateUnusable), state.writing() as session:
        session.add(Admission(person_id=8, status="asked", name="Bo", asked=datetime(2025, 2, 14)))


def test_a_persons_rows_go_by_one_door(state: State) -> None:
    """In every table, and nobody else's."""
    for person in (7, 8):
        Admissions(state).ask(person, "Ada")
        message = {"message_id": 1, "date": 1, "text": "hi", "chat": {"id": person}}
        Inbox(state).put([({"update_id": person, "message": message}, person)])
        Outbox(state).sending(f"update:{person}", 0, person, "digest")
        question = Question(
            text="hi", chat=conversation(-5, None, person), id=question_id(-5, person), asked=now().date()
        )
        StoredTurns(state).keep(question, "{}")
        ShownAnswers(state).add(-5, [person], question_id(-5, person), person)
        Feedback(state).give(person, -5, "-5:1", Answer(question="q", status=Status.REFUSED, text="No."), good=True)
        SharedQuestions(state).key_of(person, "What did Holm say?")
        Preferences(state).put(person, Liked(short=True))
        follow = Following(person, -5, None, "Holm")
        Follows(state).add(follow)
        news = News(follow, "a", 0, 1, f"words {person}")
        Follows(state).take_in([f"first {person}"], lambda fresh, follows: [])
        Follows(state).take_in([f"second {person}"], lambda fresh, follows, news=news: [news])  # type: ignore[misc]
    tables = [mapper.class_ for mapper in Base.registry.mappers if mapper.class_.of_person is not None]

    def rows() -> dict[str, int]:
        with state.reading() as session:
            return {each.__tablename__: len(session.scalars(select(each)).all()) for each in tables}

    assert set(rows().values()) == {2}, "a table that this test doesn't fill"
    assert state.forget(7) == len(tables)
    assert set(rows().values()) == {1}
    assert state.forget(7) == 0


def test_a_table_says_whose_its_rows_are() -> None:
    """One that doesn't can't be written."""
    with pytest.raises(TypeError, match="of_person"):

        class Forgotten(Base):
            __tablename__ = "forgotten"
            number: Mapped[int] = mapped_column(primary_key=True)


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
    monkeypatch.setattr(database, "_LOCKED_SECONDS", 0.05)
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
