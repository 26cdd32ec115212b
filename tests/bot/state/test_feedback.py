"""Thumbs."""

from __future__ import annotations

from bot.state.database import State
from bot.state.feedback import Feedback
from retrieval.model import Answer, Status

ANSWER = Answer(question="What did Holm say?", status=Status.REFUSED, text="Nothing.")


def test_a_second_thumb_takes_the_first_ones_place(state: State) -> None:
    """One opinion a person and answer."""
    feedback = Feedback(state)
    feedback.give(7, 7, "7:1", ANSWER, good=True)
    feedback.give(8, 7, "7:1", ANSWER, good=True)
    feedback.give(7, 7, "7:1", ANSWER, good=False)
    assert feedback.counts() == (1, 1)
