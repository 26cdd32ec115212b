"""Who may ask, where an admin decides on each person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.state.database import Kept, State
from bot.state.person_cache import Remembered
from bot.state.tables import AccessCard, Admission, now

MOST_HELD = 3
"""Messages of one person that are held until somebody decides."""


class Standing(StrEnum):
    """How a person stands."""

    ASKED = "asked"
    ALLOWED = "allowed"
    DENIED = "denied"


@dataclass(frozen=True)
class Known:
    """A person who has asked to be let in, or on whom an admin decided.

    ``name`` is empty where none was told. ``by``: the admin who decided.
    """

    person: int
    name: str
    standing: Standing
    by: int | None = None


class Admissions(Kept):
    """Decisions about persons."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
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

    def hold(self, person: int, body: str) -> None:
        """Hold a message, an update as JSON, of a person on whom nobody has decided; no more than the first ones."""
        with self._state.writing() as session:
            row = session.get(Admission, person)
            if row is None or row.status != Standing.ASKED:
                return
            held = json.loads(row.held or "[]")
            if len(held) < MOST_HELD and body not in held:
                row.held = json.dumps([*held, body])

    def held(self, person: int) -> list[str]:
        """What is held of a person."""
        with self._state.reading() as session:
            body = session.scalar(select(Admission.held).where(Admission.person_id == person))
            return list(json.loads(body or "[]"))

    def let_go(self, person: int) -> None:
        """Hold nothing of a person any more."""
        with self._state.writing() as session:
            row = session.get(Admission, person)
            if row is not None:
                row.held = None

    def put_card(self, person: int, admin: int, message: int) -> None:
        """Note the message in which an admin is asked about a person."""
        with self._state.writing() as session:
            session.merge(AccessCard(person_id=person, admin_id=admin, message_id=message))

    def cards(self, person: int) -> list[tuple[int, int]]:
        """The admins who were asked about a person, each with the message."""
        with self._state.reading() as session:
            rows = session.scalars(select(AccessCard).where(AccessCard.person_id == person))
            return [(row.admin_id, row.message_id) for row in rows]

    def settle(self, person: int, standing: Standing, by: int) -> Known | None:
        """An admin answers a person's request, where nobody has yet; None: there is no such request any more.

        Returns:
            How the person stands now, and by whom.
        """
        with self._changing(person) as session:
            row = session.get(Admission, person)
            if row is None:
                return None
            if row.status == Standing.ASKED:
                _decide(row, standing, by)
            return _known(row)

    def known(self, person: int) -> Known | None:
        """How a person stands, with their name and the admin who decided; None: never heard of."""
        with self._state.reading() as session:
            row = session.get(Admission, person)
            return None if row is None else _known(row)

    def everybody(self) -> list[Known]:
        """Everybody who asked or was decided on: those who wait first, then by name."""
        with self._state.reading() as session:
            found = [_known(row) for row in session.scalars(select(Admission).order_by(Admission.name))]
        return sorted(found, key=lambda each: list(Standing).index(each.standing))

    def decide(self, person: int, standing: Standing, by: int) -> bool:
        """An admin decides; whether it changes anything."""
        with self._changing(person) as session:
            row = session.get(Admission, person)
            if row is None:
                row = Admission(person_id=person, status=Standing.ASKED, name="", asked=now())
                session.add(row)
            changed = row.status != standing
            _decide(row, standing, by)
            return changed

    @contextmanager
    def _changing(self, person: int) -> Iterator[Session]:
        try:
            with self._state.writing() as session:
                yield session
        finally:
            self._known.drop(person)


def _known(row: Admission) -> Known:
    return Known(row.person_id, row.name, Standing(row.status), row.decided_by)


def _decide(row: Admission, standing: Standing, by: int) -> None:
    row.status, row.decided, row.decided_by = standing, now(), by
    if standing is Standing.DENIED:
        row.held = None
