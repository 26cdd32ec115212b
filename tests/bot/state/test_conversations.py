"""Turns and answers outlive the process."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.state import conversations
from bot.state.conversations import ShownAnswers, StoredTurns, conversation, question_id
from bot.state.database import State
from retrieval.model import Question

HERE = conversation(7, None, 7)


def question(message: int, chat: str = HERE, after: str | None = None) -> Question:
    return Question(text="?", chat=chat, asked=date(2025, 2, 14), id=question_id(7, message), after=after)


def test_a_question_follows_the_last_one_of_its_conversation(state: State) -> None:
    """Not one of another person, topic or chat."""
    kept = StoredTurns(state)
    for chat, body in [(HERE, "one"), (conversation(7, 2, 7), "topic"), (conversation(7, None, 8), "person")]:
        kept.keep(question(len(body), chat), body)
    guest = conversation(-5, None, 7, guest=True)
    kept.keep(question(4, guest), "guest")
    kept.keep(question(9), "two")
    assert kept.before(question(10)) == "two"
    assert kept.before(question(10, conversation(7, 2, 7))) == "topic"
    assert kept.before(question(10, conversation(8, None, 8))) is None
    state.move(-5, -6)
    assert kept.before(question(10, conversation(-6, None, 7, guest=True))) == "guest"
    state.forget(7)
    assert kept.turn(question_id(7, 4)) is None


def test_a_question_put_again_takes_its_old_place(state: State) -> None:
    """Edited, or answered again after a restart, it follows what it followed the first time."""
    kept = StoredTurns(state)
    kept.keep(question(1), "one")
    kept.keep(question(2), "two")
    kept.keep(question(3), "three")
    assert kept.before(question(2)) == "one"
    kept.keep(question(2), "two anew")
    assert kept.before(question(3)) == "two anew"
    assert kept.before(question(4)) == "three"
    assert kept.before(question(1)) is None


def test_a_question_may_follow_an_old_one(state: State) -> None:
    """The one whose answer it replies to, whoever asked that."""
    kept, shown = StoredTurns(state), ShownAnswers(state)
    kept.keep(question(1), "one")
    kept.keep(question(3, conversation(7, None, 8)), "two")
    shown.add(7, [2, 5], question_id(7, 1), 7)
    assert kept.before(question(9, conversation(7, None, 8), after=shown.question(7, 5))) == "one"
    assert kept.turn(question_id(7, 3)) == "two"
    assert kept.before(question(9, after="7:404")) is None


def test_a_message_names_no_other_chats_answer(state: State) -> None:
    """The same number is another message there."""
    shown = ShownAnswers(state)
    shown.add(7, [2], question_id(7, 1), 7)
    shown.add(8, [2, 3], question_id(8, 1), 8)
    assert (shown.question(7, 2), shown.question(8, 2), shown.question(9, 2)) == ("7:1", "8:1", None)
    assert shown.messages("8:1") == [2, 3]


def test_what_is_old_is_forgotten(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """After three months."""
    kept, shown = StoredTurns(state), ShownAnswers(state)
    kept.keep(question(1), "one")
    shown.add(7, [2], question_id(7, 1), 7)
    kept.tidy()
    assert kept.before(question(3)) == "one"
    monkeypatch.setattr(conversations, "REMEMBERED", timedelta(0))
    kept.tidy()
    assert (kept.before(question(3)), shown.question(7, 2)) == (None, None)


def test_what_is_at_hand_is_what_is_kept(state: State) -> None:
    """Whatever the order and the names of questions, a state that has just been opened says the same."""
    kept = StoredTurns(state)
    for number, name in enumerate(["7:5", "7:9", "7:5", "7:ab12", "7:10", "7:7"]):
        kept.keep(Question(text="?", chat=HERE, asked=date(2025, 2, 14), id=name), f"turn {number}")
        for asked in ("7:4", "7:5", "7:9", "7:10", "7:11", "7:ab12", "7:cd"):
            again = Question(text="?", chat=HERE, asked=date(2025, 2, 14), id=asked)
            assert kept.before(again) == StoredTurns(state).before(again), (number, asked)
    state.forget(7)
    assert kept.before(question(99)) is None
