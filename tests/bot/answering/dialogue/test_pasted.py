"""Several questions at once are answered one by one; a draft is offered to be checked."""

from __future__ import annotations

import pytest

from bot.answering.dialogue.pasted import MOST, pasted
from retrieval.model import Status
from tests.bot.answering.conftest import ERIK, HOLM, MARA, Ask

SEVERAL = "1. What did Holm say about the bridge?\n2. and Erik Lindqvist?\n- What did Mara say about ice?"


def test_each_question_is_answered_below_itself(ask: Ask) -> None:
    """A line may lean on the one before; the citations are numbered through."""
    answer = ask(SEVERAL)
    assert answer.status is Status.ANSWERED
    assert [each.number for each in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert [each for each in dict.fromkeys(c.speaker for c in answer.citations) if each] == [HOLM, ERIK, MARA]
    asked = [line for line in answer.text.splitlines() if line[:1].isdigit()]
    assert asked == [
        "1. What did Holm say about the bridge?",
        "2. and Erik Lindqvist?",
        "3. What did Mara say about ice?",
    ]
    assert {each.speaker for each in ask("what did she say?").citations} - {None} == {MARA}


def test_what_isnt_there_is_said_below_its_question(ask: Ask) -> None:
    """The others are answered all the same."""
    answer = ask("What did Sven Berg say?\nWhat did Mara say about ice?")
    assert answer.status is Status.ANSWERED
    at = [answer.text.index(part) for part in ("Sven Berg say?", "Sven Berg isn't quoted", "Mara say about", MARA)]
    assert at == sorted(at)
    assert ask("What did Sven Berg say?\nWhat did Nils Dahl say?").status is Status.REFUSED


def test_more_than_are_answered_at_once(ask: Ask) -> None:
    """The first ones, and it is told."""
    answer = ask("\n".join(f"What did Holm say about the bridge in {year}?" for year in range(2000, 2000 + MOST + 3)))
    assert f"first {MOST} of {MOST + 3}" in answer.text


def test_several_quotations_are_a_draft(ask: Ask) -> None:
    """It offers to check them."""
    draft = "“We can't build a bridge from hope,” Holm said.\nMara added: “The ice is thick and it will stay.”"
    answer = ask(draft)
    assert (answer.status, answer.citations) == (Status.CLARIFY, ())
    assert "/check" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "what did Holm say",
        "Did Holm say “who pays? we do”?",
        "Holm\nthe bridge",
        "",
        "what did Holm say\n\n",
        "?\n?\n?",
    ],
)
def test_one_question_is_no_list(text: str) -> None:
    """Nor are lines that ask nothing, nor marks within a quotation."""
    assert pasted(text) is None


def test_questions_of_one_line() -> None:
    """They end with marks of their own."""
    found = pasted("What did Holm say? And who criticised him? why?")
    assert found is None or found.questions
    found = pasted("What did Holm say? And who criticised him?")
    assert found is not None
    assert found.questions == ("What did Holm say?", "And who criticised him?")
