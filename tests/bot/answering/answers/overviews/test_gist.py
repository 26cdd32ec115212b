"""What an article comes to."""

from __future__ import annotations

import pytest

from retrieval.model import Kind, Status
from tests.bot.answering.conftest import ERIK, HOLM, Ask


@pytest.mark.parametrize(
    "question",
    [
        "What is the article about the toll bridge plan about?",
        "tl;dr of the toll bridge plan",
        "summarise the story on the toll bridge plan",
        "main points of the council's toll bridge plan",
        "gist of 'Council plans a toll bridge'",
    ],
)
def test_opening_points_and_a_quote_of_each_side(quarrel: Ask, question: str) -> None:
    """The opening sentence first, then points, then one quote of each who speaks in it; nothing of other stories."""
    answer = quarrel(question)
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].quote.startswith("The council presented its plan")
    assert {each.speaker for each in answer.citations if each.kind is Kind.DIRECT} == {HOLM, ERIK}
    assert len({each.article.id for each in answer.citations}) == 1


def test_gist_of_what_no_article_tells(quarrel: Ask) -> None:
    """What isn't there has no gist."""
    assert quarrel("summary of the earthquake in Lisbon").status is Status.REFUSED
