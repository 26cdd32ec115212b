"""The database: opened, brought up to date, read and written in transactions."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.errors import StateOfAnotherBot, StateUnreachable, StateUnusable
from bot.settings import Settings
from bot.state.migrations.upgrade import migrate
from bot.state.tables import KeptTurn, Moved, Owner, forgetting, load_all, moving
from bot.state.write_queue import Work, Writer
from retrieval.system import sql

T = TypeVar("T")

FILE = "telegram.sqlite"
"""The file in the home that keeps what the chats need, unless there is a database."""

_CONNECTIONS = 8
_MORE_CONNECTIONS = 40
# Threads that answer at once hold one each while they read or write.
_ANSWERING = 7_340_221_906
# Any number that no other program locks in the same PostgreSQL database.


class State:
    """An open database. Its doors block, and may be used from many threads.

    Args:
        engine: of a database that is up to date; :meth:`open` makes one.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # SQLite makes a second writer sleep for longer and longer; in one process, a lock wakes it at once.
        self._one_writer = threading.Lock() if engine.dialect.name == "sqlite" else contextlib.nullcontext()
        self._forgetters: list[Callable[[int], object]] = []
        self._former: dict[int, int] = {}
        self._current: dict[int, int] = {}
        self._writer = Writer(self._transaction)

    @classmethod
    def open(cls, address: str | None, file: Path, bot_id: int | None) -> State:
        """The state of a bot, its tables made or migrated.

        Args:
            address: ``DATABASE_URL``; None: SQLite in ``file``.
            file: its folder is made when it isn't there.
            bot_id: whose state it is; None: whosever, for what isn't any bot's.

        Raises:
            SettingsError: the address can't be one, or its driver isn't installed.
            StateUnreachable: the server doesn't answer, or another process keeps the file locked.
            StateUnusable: it isn't a database, damaged, or closed to us.
            StateNewer: a newer version has migrated it.
            StateOfAnotherBot: it belongs to another bot.
        """
        load_all()
        engine = _engine(_url(address, file))
        state = cls(engine)
        try:
            with state.writing() as session:
                migrate(session.connection())
                if bot_id is not None:
                    _claim(session.connection(), bot_id)
            state.read_moves()
        except BaseException:
            engine.dispose()
            raise
        return state

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is kept when the block ends, and undone when it raises."""
        self._writer.settle()
        with self._transaction() as session:
            yield session

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        with _translated(self._engine.url), self._one_writer, self._session(writes=True) as session, session.begin():
            yield session

    @contextmanager
    def reading(self, *, settled: bool = True) -> Iterator[Session]:
        """A transaction that only reads.

        Args:
            settled: it waits for what ``write`` was asked to write before, and sees it; False: for tables that are only
                written in ``writing``.
        """
        if settled:
            self._writer.settle()
        with _translated(self._engine.url), self._session() as session:
            yield session

    def write(self, work: Work[T]) -> Future[T]:
        """Have a small write done, many of them in one transaction, in the order in which they were asked for.

        Args:
            work: what to do; it may be done again when another one of its transaction fails.

        Returns:
            Its result, once that is kept. One who doesn't wait for it goes on at once; a failure is in the log.
        """
        return self._writer.write(work)

    def forget(self, person: int) -> int:
        """Delete every row of a person's, in every table; how many there were."""

        def work(connection: Connection) -> int:
            return sum(connection.execute(each).rowcount for each in forgetting(person))

        rows = self.write(work).result()  # behind what is still to be written of them
        for forget in self._forgetters:
            forget(person)
        return rows

    def move(self, old: int, new: int) -> None:
        """A group has become a supergroup: all that is kept of it is that one's from now on."""

        def work(connection: Connection) -> None:
            if connection.execute(select(Moved.old_id).where(Moved.old_id == old)).first() is None:
                connection.execute(insert(Moved).values(old_id=old, new_id=new))
            for each in moving(old, new):
                connection.execute(each)
            turns = select(KeptTurn.number, KeptTurn.conversation)
            for number, name in connection.execute(turns.where(KeptTurn.conversation.contains(str(old)))).all():
                renamed = ":".join(str(new) if part == str(old) else part for part in name.split(":"))
                connection.execute(update(KeptTurn).where(KeptTurn.number == number).values(conversation=renamed))

        self.write(work).result()
        self._former[new], self._current[old] = old, new
        for forget in self._forgetters:
            forget(old)
            forget(new)

    def read_moves(self) -> None:
        """Learn which groups have become supergroups, of other processes too."""
        with self.reading() as session:
            for row in session.scalars(select(Moved)):
                self._former[row.new_id], self._current[row.old_id] = row.old_id, row.new_id

    def duty(self) -> Duty:
        """The right to answer with this state."""
        return Duty(self._engine)

    def current(self, chat: int) -> int:
        """The id that a chat has now, which messages to it go to."""
        return self._current.get(chat, chat)

    def former(self, chat: int) -> int | None:
        """The id that a supergroup had as a group; None: it had none that is known."""
        return self._former.get(chat)

    def on_forget(self, forget: Callable[[int], object]) -> None:
        """Have ``forget`` called with the id of each person or chat of whom rows went: for what is kept in memory."""
        self._forgetters.append(forget)

    def close(self) -> None:
        """Write what is still to be written, and close every connection."""
        self._writer.close()
        self._engine.dispose()

    def _session(self, **options: Any) -> Session:
        return Session(self._engine.execution_options(**options), expire_on_commit=False)


class Kept:
    """What is kept of one kind.

    Args:
        state: where it is kept.
    """

    def __init__(self, state: State) -> None:
        self._state = state


class Duty:
    """The right to answer. It ends with the process, however that ends, or with its connection to the database.

    PostgreSQL: an advisory lock of a connection of its own. SQLite: a lock on a file beside the database.

    Args:
        engine: of the state's database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._holds = False
        is_file = engine.dialect.name == "sqlite"
        self._file = FileLock(f"{engine.url.database}.answering", thread_local=False) if is_file else None

    def held(self) -> bool:
        """Whether this process has it, or gets it now; False: another one has it.

        Raises:
            StateUnreachable: the database doesn't answer; who has it then isn't known.
        """
        if self._file is not None:
            return self._file.is_locked or self._locks(self._file)
        try:
            if self._connection is None:
                self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            asked = "SELECT true" if self._holds else f"SELECT pg_try_advisory_lock({_ANSWERING})"
            self._holds = bool(self._connection.exec_driver_sql(asked).scalar())
        except DBAPIError as error:
            self.close()
            raise StateUnreachable("The state's database doesn't answer", "Look at DATABASE_URL") from error
        return self._holds

    @staticmethod
    def _locks(file: FileLock) -> bool:
        try:
            file.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def close(self) -> None:
        """Let go of it."""
        if self._file is not None:
            self._file.release()
        if self._connection is not None:
            self._connection.invalidate()  # back in the pool, the connection would keep the lock
            self._connection.close()
        self._connection, self._holds = None, False


def opened(settings: Settings, bot_id: int | None = None) -> State:
    """The state that the settings name, see :meth:`State.open`; None: whosever it is."""
    address = settings.database_url.get_secret_value() if settings.database_url is not None else None
    return State.open(address, settings.home / FILE, bot_id)


def looked_at(settings: Settings) -> str:
    """What keeps the state, as people name it; it is asked whether it answers, and nothing is made or migrated.

    Raises:
        SettingsError, StateUnreachable, StateUnusable: as :meth:`State.open`.
    """
    address = settings.database_url.get_secret_value() if settings.database_url is not None else None
    file = settings.home / FILE
    if not address and not file.exists():
        return str(file)
    url = _url(address, file)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        return url.database
    engine = _engine(url)
    try:
        with _translated(url), engine.connect() as connection:
            connection.exec_driver_sql(
                "SELECT 1 FROM sqlite_master" if url.get_backend_name() == "sqlite" else "SELECT 1"
            )
    finally:
        engine.dispose()
    return _named(url)


def _url(address: str | None, file: Path) -> URL:
    try:
        return sql.url_of(address, file)
    except OSError as error:
        raise StateUnusable(f"The state can't be kept in {file} ({error.strerror})", "Correct VERBATIM_HOME") from error


def _named(url: URL) -> str:
    """What keeps the state, as people name it."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return f"{url.host or 'the local socket'}/{url.database}"


def _engine(url: URL) -> Engine:
    return sql.engine_of(url, pool_size=_CONNECTIONS, max_overflow=_MORE_CONNECTIONS)


def _claim(connection: Connection, bot_id: int) -> None:
    owner = connection.execute(select(Owner.bot_id)).scalar()
    if owner is None:
        connection.execute(Owner.__table__.insert().values(bot_id=bot_id))  # type: ignore[attr-defined]
    elif owner != bot_id:
        raise StateOfAnotherBot(
            f"The state's database belongs to the bot {owner}, and the token is that of the bot {bot_id}",
            "Name a database of its own in DATABASE_URL",
        )


@contextmanager
def _translated(url: URL) -> Iterator[None]:
    """What SQLAlchemy raises, as what Verbatim raises."""
    try:
        yield
    except SQLAlchemyError as error:
        where = _named(url)
        said = " ".join(str(error.orig if isinstance(error, DBAPIError) else error).split())
        if not sql.is_for_good(error):
            raise StateUnreachable(
                f"The state's database {where} doesn't answer ({said})", "Look at DATABASE_URL and at the disk"
            ) from error
        raise StateUnusable(
            f"The state's database {where} can't be used ({said})",
            "Move it away to begin again, or put a copy back; nothing was changed",
        ) from error
