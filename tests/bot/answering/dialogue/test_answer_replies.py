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


@pytest.mark.parametrize(
    "reply", "summarise that|tl;dr|gist?|summary please|in short|the whole article|what is it about?".split("|")
)
def test_the_article_at_hand_is_summed_up(reply: str, asked_of: Other) -> None:
    """Not all articles; at the beginning there is none at hand."""
    ask = asked_of(QUARRY)
    first = ask("what did Brandt say about the quarry").citations[0]
    answer = ask(reply)
    assert {each.article.id for each in answer.citations[:2]} == {first.article.id}
    assert "announced it on Monday" in answer.citations[0].quote


@pytest.mark.parametrize(
    "reply",
    "which paper?|link|source please|where is this from|when was it published|exact words|verbatim"
    "|did he really say that|is that a direct quote?".split("|"),
)
def test_where_the_words_of_an_answer_stand(reply: str, asked_of: Other) -> None:
    """The passage, with its article, outlet and day."""
    ask = asked_of(QUARRY)
    cited = ask("what did Brandt say about the quarry").citations[0]
    (shown,) = ask(reply).citations
    assert shown.start <= cited.start < cited.end <= shown.end
    assert shown.article.id == cited.article.id


@pytest.mark.parametrize(
    "reply", ["who else is quoted in it", "how many people are quoted there", "who else is quoted?"]
)
def test_who_speaks_in_the_article_at_hand(reply: str, asked_of: Other) -> None:
    """And in no other."""
    ask = asked_of(QUARRY)
    ask("what did Brandt say about the quarry")
    answer = ask(reply)
    assert "Nora Lund" in answer.text
    assert "Ida Falk" not in answer.text
    assert "Ida Falk" in ask("who is quoted?").text


@pytest.mark.parametrize("reply", ["say that again", "just the quotes", "only direct quotes", "as bullet points"])
def test_the_same_once_more(reply: str, asked_of: Other) -> None:
    ask = asked_of(QUARRY)
    first = ask("what did Brandt say about the quarry")
    assert quotes(ask(reply)) == quotes(first)


def test_a_turn_that_found_nothing_loses_no_answer(asked_of: Other) -> None:
    ask = asked_of(QUARRY)
    cited = ask("what did Brandt say about the quarry").citations[0]
    assert ask("xyzzy").status is Status.REFUSED
    (shown,) = ask("the full quote").citations
    assert shown.start <= cited.start < shown.end


@pytest.mark.parametrize("reply", ["quote him", "please quote him again"])
def test_whose_words_are_asked_for_by_quoting_them(reply: str, asked_of: Other) -> None:
    ask = asked_of(QUARRY)
    ask("who is Ole Brandt")
    assert {each.speaker for each in ask(reply).citations} == {OLE}
