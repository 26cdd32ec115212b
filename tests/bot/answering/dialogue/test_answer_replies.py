"""Replies to an answer: a doubt, a place in its list, whose words they are, back to somebody."""

from __future__ import annotations

import pytest

from retrieval.model import Status
from tests.bot.answering.conftest import Other, quotes
from tests.bot.answering.dialogue.quarry import OLE, QUARRY, RUTH


@pytest.mark.parametrize("reply", ["who said that?", "says who?", "whose words are these", "and who said this?"])
def test_whose_words_an_answer_shows(reply: str, asked_of: Other) -> None:
    """The same words again, under the name of who said them; the next question is still on the one before."""
    ask = asked_of(QUARRY)
    ask("best quotes about the quarry")
    first = quotes(ask("what did Brandt say about the quarry"))
    answer = ask(reply)
    assert {each.speaker for each in answer.citations} == {OLE}
    assert set(quotes(answer)) & set(first)
    assert {each.speaker for each in ask("and Amsel?").citations} - {None} == {RUTH}


def test_places_in_the_list(asked_of: Other) -> None:
    """The second, the next, the other one: each is the passage of that citation."""
    ask = asked_of(QUARRY)
    cited = ask("what did Brandt say").citations
    assert len(cited) >= 2
    for reply, number in (("the second", 2), ("the other one", 1), ("the next one", 2), ("number 1 please", 1)):
        shown = ask(reply).citations[0]
        assert shown.start <= cited[number - 1].start < shown.end, reply


@pytest.mark.parametrize("doubt", ["are you sure?", "is that true?", "really?", "can I trust that?", "sure?"])
def test_a_doubt_shows_the_passage(doubt: str, asked_of: Other) -> None:
    """And where there was no answer, the same refusal again, not the passage of what was shown as the nearest."""
    ask = asked_of(QUARRY)
    cited = ask("what did Brandt say about the quarry").citations[0]
    shown = ask(doubt).citations[0]
    assert shown.start <= cited.start < cited.end <= shown.end
    refused = ask("what did Brandt say about volcanoes", chat="other")
    again = ask(doubt, chat="other")
    assert (again.status, again.citations) == (Status.REFUSED, refused.citations)
