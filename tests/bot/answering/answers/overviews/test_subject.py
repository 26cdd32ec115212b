"""Which articles an overview is made of."""

from __future__ import annotations

from retrieval.model import Status
from tests.bot.answering.conftest import Ask, Other, Report


def test_subject_is_of_the_outlet_and_days_asked(quarrel: Ask) -> None:
    """Articles of other days are left out."""
    answer = quarrel("timeline of the toll bridge since 10 February")
    assert {each.article.published.day for each in answer.citations if each.article.published} == {11}


def test_a_word_for_any_story_need_not_stand_in_it(asked_of: Other) -> None:
    """ "The Kestrel case" is told of the Kestrel."""
    ask = asked_of([Report("Kestrel inquest. The Kestrel sank on 3 February 2025.", 10)])
    assert ask("timeline of the Kestrel case please").status is Status.ANSWERED
