"""Tables say whose their rows are, and keep points in time as they are."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from bot.errors import StateUnusable
from bot.state.admissions import Admissions
from bot.state.conversations import ShownAnswers, StoredTurns, conversation, question_id
from bot.state.database import State
from bot.state.feedback import Feedback
from bot.state.follows import Following, Follows, News
from bot.state.inbox import Inbox
from bot.state.outbox import Outbox
from bot.state.preferences import Liked, Preferences
from bot.state.shared_questions import SharedQuestions
from bot.state.tables import Admission, Base, now
from retrieval.model import Answer, Question, Status


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
        Admissions(state).put_card(person, 11, 100)
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
        news = News(follow, "a", 0, 1, f"words {person}", now())
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
