"""What people thought of answers: a thumb up or down, with the question and the answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.database import Kept
from bot.state.tables import Base, now
from retrieval.model import Answer


class Opinion(Base):
    """A person's opinion of an answer; ``question`` is the id, ``asked`` and ``answered`` are the words."""

    __tablename__ = "feedback"
    of_person = "person_id"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question: Mapped[str] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    good: Mapped[bool]
    asked: Mapped[str]
    status: Mapped[str]
    answered: Mapped[str]
    engine: Mapped[str]
    given: Mapped[datetime] = mapped_column(index=True)


class Feedback(Kept):
    """Opinions of answers."""

    def give(self, person: int, chat: int, question: str, answer: Answer, *, good: bool) -> None:
        """A person's opinion of the answer to the question with this id; a second one takes the first one's place."""
        with self._state.writing() as session:
            session.merge(
                Opinion(
                    person_id=person,
                    question=question,
                    chat_id=chat,
                    good=good,
                    asked=answer.question,
                    status=answer.status.value,
                    answered=answer.text,
                    engine=answer.engine,
                    given=now(),
                )
            )

    def withdraw(self, person: int, question: str) -> None:
        """A person has no opinion any more."""
        with self._state.writing() as session:
            session.execute(delete(Opinion).where((Opinion.person_id == person) & (Opinion.question == question)))

    def counts(self) -> tuple[int, int]:
        """How many liked an answer, and how many didn't."""
        with self._state.reading() as session:
            rows = session.execute(select(Opinion.good, func.count()).group_by(Opinion.good)).all()
        found = {bool(good): int(count) for good, count in rows}
        return found.get(True, 0), found.get(False, 0)

    def disliked(self, most: int) -> list[tuple[str, str]]:
        """The last answers that somebody didn't like, the latest first: what was asked, and what was answered."""
        with self._state.reading() as session:
            bad = select(Opinion.asked, Opinion.answered).where(~Opinion.good).order_by(Opinion.given.desc())
            return [(asked, answered) for asked, answered in session.execute(bad.limit(most))]
