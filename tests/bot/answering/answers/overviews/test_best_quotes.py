"""The most quotable words."""

from __future__ import annotations

import pytest

from retrieval.model import Kind
from tests.bot.answering.conftest import HOLM, Ask


@pytest.mark.parametrize(
    "question", ["best quote from Holm", "give me a punchy line by Holm on the toll", "top three quotes of Holm"]
)
def test_whole_direct_quotes_of_the_one_named(quarrel: Ask, question: str) -> None:
    """No reported words, and nobody else's."""
    answer = quarrel(question)
    assert {each.speaker for each in answer.citations} == {HOLM}
    assert {each.kind for each in answer.citations} == {Kind.DIRECT}


@pytest.mark.parametrize("question", ["best three quotes", "the best quotes"])
def test_the_best_quotes_of_all(quarrel: Ask, question: str) -> None:
    """Nobody and nothing is named: direct quotes all the same, no sentence of the paper's."""
    answer = quarrel(question)
    assert {each.kind for each in answer.citations} == {Kind.DIRECT}
    assert len(answer.citations) == 3
