"""Whether passages hold an answer, and whether a sentence of theirs is one."""

from __future__ import annotations

import pytest

from bot.answering.drafting.answerability import Judgement, judged
from bot.answering.drafting.candidates import Candidates
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.drafting.premises import Premises
from bot.answering.query.request import OpenQuestion
from retrieval.search.retriever import Retriever
from tests.bot.answering.conftest import TODAY


def judgement(question: str, known: Retriever) -> Judgement:
    candidates = Candidates(OpenQuestion(text=question), LineBuilder(known), TODAY)
    found = candidates.found()
    return judged(candidates, Premises(question, known), found.ranked, found.best[:1], known, TODAY)


def test_a_sentence_that_holds_all_of_it_is_the_answer(known: Retriever) -> None:
    """And nothing is lacking."""
    judged_so = judgement("Who hurt three sailors when the ferry struck the quay?", known)
    assert (judged_so.is_held, judged_so.is_likely, judged_so.lacking, judged_so.unsaid) == (True, True, (), ())


@pytest.mark.parametrize(
    "question",
    [
        "Why did the ferry strike the bridge?",
        "How did the harbour master sink the ferry?",
    ],
)
def test_what_is_taken_for_granted_must_be_borne_out(question: str, known: Retriever) -> None:
    """Words that stand apart don't make what happened."""
    assert judgement(question, known).unsaid


def test_a_name_that_no_article_has_is_lacking(known: Retriever) -> None:
    """However much the rest is like an article."""
    judged_so = judgement("When did Congress adopt the pension reform?", known)
    assert judged_so.lacking == ("Congress",)


def test_no_common_word_is_no_answer(known: Retriever) -> None:
    """Whatever the vectors say."""
    assert not judgement("How cold is liquid helium?", known).may_answer
