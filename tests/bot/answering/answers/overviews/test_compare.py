"""Two side by side."""

from __future__ import annotations

import pytest

from tests.bot.answering.conftest import ERIK, HOLM, Ask


@pytest.mark.parametrize(
    "question",
    [
        "compare Holm and Erik Lindqvist on the toll",
        "how do Holm and Lindqvist differ on the toll?",
        "difference between Lindqvist and Holm on the toll",
        "Holm vs Lindqvist on the toll",
        "what do Holm and Lindqvist each say about the toll",
    ],
)
def test_each_under_their_own_name(quarrel: Ask, question: str) -> None:
    """The words of both, neither under the other's name."""
    answer = quarrel(question)
    by = {each.speaker: each.quote for each in answer.citations}
    assert by.keys() == {HOLM, ERIK}
    assert "Nobody in my harbour" in by[ERIK]
