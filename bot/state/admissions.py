"""Who may ask, where an admin decides on each person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.state.database import State
from bot.state.person_cache import Remembered
from bot.state.tables import Admission, now


class Standing(StrEnum):
    """How a person stands."""

    ASKED = "asked"
    ALLOWED = "allowed"
    DENIED = "denied"


class Admissions:
    """Decisions about persons.

    Args:
        state: where they are kept.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._known = Remembered(self._read)
        state.on_forget(self._known.drop)

    def standing(self, person: int) -> Standing | None:
        """How a person stands; None: never heard of."""
        return self._known.of(person)

    def is_at_hand(self, person: int) -> bool:
        """Whether ``standing`` tells at once, without reading."""
        return person in self._known

    def _read(self, person: int) -> Standing | None:
        with self._state.reading(settled=False) as session:
            status = session.scalar(select(Admission.status).where(Admission.person_id == person))
            return None if status is None else Standing(status)

    def ask(self, person: int, name: str) -> bool:
        """A person wants in; whether that is news."""
        with self._changing(person) as session:
            if session.get(Admission, person) is not None:
                return False
            session.add(Admission(person_id=person, status=Standing.ASKED, name=name, asked=now()))
            return True

    def withdraw(self, person: int) -> None:
        """Forget that a person wanted in."""
        with self._changing(person) as session:
            waits = (Admission.person_id == person) & (Admission.status == Standing.ASKED)
            session.execute(delete(Admission).where(waits))

    def decide(self, person: int, standing: Standing, by: int) -> bool:
        """An admin decides; whether it changes anything."""
        with self._changing(person) as session:
            row = session.get(Admission, person)
            if row is None:
                row = Admission(person_id=person, status=Standing.ASKED, name="", asked=now())
                session.add(row)
            changed = row.status != standing
            row.status, row.decided, row.decided_by = standing, now(), by
            return changed

    @contextmanager
    def _changing(self, person: int) -> Iterator[Session]:
        try:
            with self._state.writing() as session:
                yield session
        finally:
            self._known.drop(person)
