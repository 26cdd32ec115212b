"""Questions that were shared: a link holds a key, the key stands for the question."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.conversations import REMEMBERED
from bot.state.database import Kept
from bot.state.tables import Base, now

_KEY_BYTES = 9
# 12 characters of a link; nobody finds another person's question by trying.


class Shared(Base):
    """A question under its key, who shared it, and when they last did."""

    __tablename__ = "shared"
    of_person = "person_id"

    key: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(index=True)
    question: Mapped[str]
    made: Mapped[datetime]


class SharedQuestions(Kept):
    """The questions behind shared links."""

    def key_of(self, person: int, question: str) -> str:
        """The key of a person's question: letters, digits, ``-`` and ``_``; the same one each time."""
        with self._state.writing() as session:
            mine = (Shared.person_id == person) & (Shared.question == question)
            kept = session.scalar(select(Shared).where(mine))
            if kept is not None:
                kept.made = now()
                return kept.key
            key = secrets.token_urlsafe(_KEY_BYTES)
            session.add(Shared(key=key, person_id=person, question=question, made=now()))
            return key

    def question(self, key: str) -> str | None:
        """The question behind a key; None when nobody shares it, or not any more."""
        with self._state.reading() as session:
            return session.scalar(select(Shared.question).where(Shared.key == key))

    def tidy(self) -> None:
        """Forget what was shared as long ago as an answer can be followed up."""
        with self._state.writing() as session:
            session.execute(delete(Shared).where(Shared.made < now() - REMEMBERED))
