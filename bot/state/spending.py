"""What a language model has cost this month, for all who asked it: all processes on one database count together."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection, Integer, delete, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.errors import BudgetUnknown
from bot.llm.budget import Spent
from bot.state.database import State
from bot.state.tables import Base
from retrieval.errors import VerbatimError


class Spending(Base):
    """What was spent in a month on one account.

    An account is a digest of a person's id. So nobody can be found in it, by /forget_me neither, and it stays until its
    month is over: a share of the model would be no limit if one message gave it back.
    """

    __tablename__ = "spending"
    of_person = None

    month: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    read: Mapped[int]
    written: Mapped[int]
    answers: Mapped[int] = mapped_column(Integer)
    fell_back: Mapped[int] = mapped_column(Integer)


_COLUMNS = ("read", "written", "answers", "fell_back")
_ADD = text(
    f"INSERT INTO spending (month, account, {', '.join(_COLUMNS)})"  # noqa: S608 - no value in it
    f" VALUES (:month, :account, {', '.join(f':{name}' for name in _COLUMNS)}) ON CONFLICT (month, account)"
    f" DO UPDATE SET {', '.join(f'{name} = spending.{name} + excluded.{name}' for name in _COLUMNS)}"
)


class StoredLedger:
    """A ledger in the state; a :class:`bot.llm.budget.Ledger`.

    Args:
        state: opens it for a look, or gives the one that is open.
        secret: goes into the digests; who has the database alone can't tell whose they are.
    """

    def __init__(self, state: Callable[[], AbstractContextManager[State]], secret: str) -> None:
        self._state = state
        self._secret = secret.encode()

    def add(self, month: str, person: str, spent: Spent) -> None:
        """See :class:`bot.llm.budget.Ledger`. What months before cost is forgotten."""
        values = {name: int(getattr(spent, name)) for name in _COLUMNS}

        def work(connection: Connection) -> None:
            connection.execute(delete(Spending).where(Spending.month < month))
            connection.execute(_ADD, {"month": month, "account": self._account(person), **values})

        try:
            with self._state() as state:
                state.write(work).result()
        except VerbatimError as error:
            raise _unknown(error) from error

    def spent(self, month: str, person: str | None = None) -> Spent:
        """See :class:`bot.llm.budget.Ledger`."""
        sums = select(*(func.coalesce(func.sum(getattr(Spending, name)), 0) for name in _COLUMNS))
        sums = sums.where(Spending.month == month)
        if person is not None:
            sums = sums.where(Spending.account == self._account(person))
        try:
            with self._state() as state, state.reading() as session:
                return Spent(*map(int, session.execute(sums).one()))
        except VerbatimError as error:
            raise _unknown(error) from error

    def _account(self, person: str) -> str:
        return hmac.new(self._secret, person.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:24]


def _unknown(error: VerbatimError) -> BudgetUnknown:
    return BudgetUnknown(f"What the model has cost can't be told: {error.message}", error.mend)
