"""Which articles an overview is made of."""

from __future__ import annotations

from retrieval.model import Status
from tests.bot.answering.conftest import Ask


def test_subject_is_of_the_outlet_and_days_asked(quarrel: Ask) -> None:
    """Articles of other days are left out."""
    answer = quarrel("timeline of the toll bridge since 10 February")
    assert {each.article.published.day for each in answer.citations if each.article.published} == {11}


def test_a_word_for_any_story_need_not_stand_in_it(quarrel: Ask) -> None:
    """ "The bridge saga" is told of the bridge."""
    assert quarrel("timeline of the toll bridge saga please").status is Status.ANSWERED
