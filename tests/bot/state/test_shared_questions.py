"""Questions behind shared links."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.state import shared_questions
from bot.state.conversations import REMEMBERED
from bot.state.database import State
from bot.state.shared_questions import SharedQuestions
from bot.state.tables import now


def test_a_shared_question_has_one_key(state: State) -> None:
    """Fit for a link, found by it, and another person's is another."""
    shared = SharedQuestions(state)
    key = shared.key_of(7, "What did Holm say?")
    assert key == shared.key_of(7, "What did Holm say?") != shared.key_of(8, "What did Holm say?")
    assert shared.question(key) == "What did Holm say?"
    assert key.replace("-", "").replace("_", "").isalnum()
    assert len(key) <= 60
    assert shared.question("nobodys") is None
    state.forget(7)
    assert shared.question(key) is None


def test_a_question_that_was_shared_long_ago_is_forgotten(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """After as long as its answer; shared again, it counts from then."""
    shared = SharedQuestions(state)
    key = shared.key_of(7, "What did Holm say?")
    shared.tidy()
    assert shared.question(key) == "What did Holm say?"
    moment = now() + REMEMBERED - timedelta(days=1)
    monkeypatch.setattr(shared_questions, "now", lambda: moment)
    assert shared.key_of(7, "What did Holm say?") == key
    other = shared.key_of(8, "What did Holm say?")
    moment += REMEMBERED - timedelta(days=1)
    shared.tidy()
    assert shared.question(key) == "What did Holm say?"
    moment += timedelta(days=2)
    shared.tidy()
    assert (shared.question(key), shared.question(other)) == (None, None)
