"""Questions behind shared links."""

from __future__ import annotations

from bot.state.database import State
from bot.state.shared_questions import SharedQuestions


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
