"""Tables say whose their rows are, and keep points in time as they are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

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
from tests.bot.state.conftest import BOT


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
        Follows(state).pause(person)
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


def test_a_group_that_becomes_a_supergroup_keeps_what_it_has(state: State, address: str | None, file: Path) -> None:
    """What is followed there, who heard of what, its conversations, and what its anonymous admins have set.

    Where the supergroup has something already, it keeps that; its messages are numbered from 1 again. A restart
    knows both ids.
    """
    group, new, other = -5, -1005, -55
    follows, turns, day = Follows(state), StoredTurns(state), now().date()
    follows.take_in([], lambda fresh, wanted: [])
    for chat in (group, other):
        follows.add(Following(chat, chat, None, "Holm"))
        question = Question(text="hi", chat=conversation(chat, None, 7), id=question_id(chat, 1), asked=day)
        turns.keep(question, f"of {chat}")
        ShownAnswers(state).add(chat, [1], question_id(chat, 1), 7)
    known = Following(new, new, None, "Holm")
    follows.take_in(["a"], lambda fresh, wanted: [News(known, "a", 0, 1, "heard", now())])
    heard = [News(each, "b", 0, 1, words, now()) for each in follows.all() for words in ("heard", "news")]
    follows.take_in(["b"], lambda fresh, wanted: heard)
    Preferences(state).put(group, Liked(short=True))
    state.move(group, new)
    state.move(group, new)
    assert follows.all() == [Following(new, new, None, "Holm"), Following(other, other, None, "Holm")]
    waiting = {to: [(each.article, each.words) for each in news] for to, news in follows.waiting().items()}
    assert waiting[new, new, None] == [("a", "heard"), ("b", "news")]
    assert len(waiting[other, other, None]) == 2
    for chat, body in ((new, f"of {group}"), (group, None), (other, f"of {other}")):
        after = Question(text="and?", chat=conversation(chat, None, 7), id=question_id(chat, 2), asked=day)
        assert turns.before(after) == body
    assert Preferences(state).of(new).short
    assert ShownAnswers(state).question(group, 1) == question_id(group, 1)
    assert ShownAnswers(state).question(new, 1) is None
    again = State.open(address, file, BOT)
    assert (again.former(new), again.former(other)) == (group, None)
    again.close()


def test_a_table_says_whose_its_rows_are() -> None:
    """One that doesn't can't be written."""
    with pytest.raises(TypeError, match="of_person"):

        class Forgotten(Base):
            __tablename__ = "forgotten"
            number: Mapped[int] = mapped_column(primary_key=True)
