"""The tables, each saying whose its rows are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Index,
    Integer,
    Table,
    Text,
    TypeDecorator,
    delete,
    exists,
    text,
    true,
    update,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.sql.dml import Delete, Update

_MODULES = (
    "bot.state.feedback",
    "bot.state.follows",
    "bot.state.preferences",
    "bot.state.shared_questions",
    "bot.state.spending",
)
"""Modules with further tables."""

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""Of a column that the database counts up: SQLite does that for its own integers only."""


class Moment(TypeDecorator[datetime]):
    """A point in time, in UTC also where the database keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Into the database; ``ValueError`` for a time without a zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a point in time needs its zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Out of the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    """This moment, with its zone."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """What every table derives from.

    ``of_person``: the attribute that holds the id of the person whose row it is; None: rows are no person's.
    """

    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment, int: BigInteger, str: Text}
    of_person: ClassVar[str | None]

    @classmethod
    def is_theirs(cls) -> ColumnElement[bool]:
        """Which of a person's rows go when the person is forgotten: all, unless a table says otherwise."""
        return true()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "of_person" not in vars(cls):
            raise TypeError(f"{cls.__name__} doesn't say whose its rows are: of_person = the attribute's name, or None")
        super().__init_subclass__(**kwargs)


def load_all() -> None:
    """Import every module with tables, so that ``Base.metadata`` is complete."""
    for module in _MODULES:
        import_module(module)


def bare(kind: type[Base]) -> Table:
    """A table without its class: for statements that run at every question, which then cost a tenth."""
    return Base.metadata.tables[kind.__tablename__]


def forgetting(person: int) -> Iterator[Delete]:
    """What deletes every row of a person's, table by table."""
    load_all()
    for mapper in Base.registry.mappers:
        table: type[Base] = mapper.class_
        if table.of_person is not None:
            yield delete(table).where(getattr(table, table.of_person) == person, table.is_theirs())


_NUMBERED = {("shown", "chat_id"), ("outbox", "chat_id"), ("paused", "chat_id")}
# Columns that stay when a chat gets another id: its messages keep their numbers, which the new one gives out again.


def moving(old: int, new: int) -> Iterator[Update | Delete]:
    """What makes every row of a chat, also of one that somebody writes for, that of another one, table by table.

    Where that has the row already, it keeps it.
    """
    load_all()
    for mapper in Base.registry.mappers:
        table = bare(mapper.class_)
        for name in {mapper.class_.of_person, "chat_id"} & set(table.c.keys()):
            if (table.name, name) in _NUMBERED:
                continue
            column, other = table.c[name], table.alias()
            same = [other.c[key.name] == key for key in table.primary_key if key is not column]
            free = ~exists().where(other.c[name] == new, *same) if column.primary_key else true()
            yield update(table).where(column == old, free).values({name: new})
            yield delete(table).where(column == old)


class Owner(Base):
    """The one bot whose state this is."""

    __tablename__ = "owner"
    of_person = None

    bot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Moved(Base):
    """A group that has become a supergroup, which has another id."""

    __tablename__ = "moved"
    of_person = None

    old_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    new_id: Mapped[int]


_WAITS = text("body IS NOT NULL")


class Received(Base):
    """An update that Telegram has handed over.

    ``identity``: tells it from another one under the same number, which Telegram chooses again after a quiet week.
    ``body``: its JSON while it waits; None once it is done with. ``tries``: starts that took it up again.
    """

    __tablename__ = "inbox"
    of_person = "person_id"

    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int | None] = mapped_column(index=True)
    received: Mapped[datetime] = mapped_column(index=True)
    identity: Mapped[str]
    tries: Mapped[int] = mapped_column(Integer)
    body: Mapped[str | None]

    __table_args__ = (Index("ix_inbox_waiting", "update_id", sqlite_where=_WAITS, postgresql_where=_WAITS),)


class Sending(Base):
    """A message that goes out while something is answered.

    ``delivery``: what is answered, ``number``: its message, from 0; ``digest``: of what is sent. ``result``: what
    Telegram answered, as JSON; None: it was on its way, and whether it arrived isn't known.
    """

    __tablename__ = "outbox"
    of_person = "chat_id"  # a private chat has its person's id; a group's rows go when their question is done

    delivery: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(index=True)
    digest: Mapped[str]
    result: Mapped[str | None]
    sent: Mapped[datetime]


class KeptTurn(Base):
    """A question and its answer, as ``bot.answering.dialogue.serialization`` writes them."""

    __tablename__ = "turns"
    of_person = "person_id"

    number: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    conversation: Mapped[str] = mapped_column(index=True)
    question: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(index=True)
    kept: Mapped[datetime] = mapped_column(index=True)
    body: Mapped[str]


class Shown(Base):
    """A message of the bot's and the question that it answers."""

    __tablename__ = "shown"
    of_person = "person_id"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question: Mapped[str] = mapped_column(index=True)
    person_id: Mapped[int] = mapped_column(index=True)
    sent: Mapped[datetime] = mapped_column(index=True)


class Admission(Base):
    """Whether a person may ask.

    ``status``: asked, allowed or denied. ``held``: the messages that they sent while nobody had decided, as a JSON list
    of updates.
    """

    __tablename__ = "access"
    of_person = "person_id"

    @classmethod
    def is_theirs(cls) -> ColumnElement[bool]:
        """A denial is the admin's, and stays: else a person who is kept out asks to be forgotten, and is in again."""
        return cls.status != "denied"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    status: Mapped[str]
    name: Mapped[str]
    asked: Mapped[datetime]
    decided: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    held: Mapped[str | None]


class AccessCard(Base):
    """The message in which an admin was asked about a person."""

    __tablename__ = "access_cards"
    of_person = "person_id"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    admin_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    message_id: Mapped[int]
