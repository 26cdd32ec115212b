"""Who somebody is."""

from __future__ import annotations

from tests.bot.answering.conftest import ERIK, Ask, quotes


def test_who_somebody_is(ask: Ask) -> None:
    """In the words of the articles."""
    answer = ask("who is Erik Lindqvist")
    assert quotes(answer) == ["Erik Lindqvist, who speaks for the fishermen"]
    assert answer.suggestions == (f"What did {ERIK} say?",)
