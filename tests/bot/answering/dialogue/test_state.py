"""A question may lean on what the last answer was about: whom it quoted, which story, what it offered."""

from __future__ import annotations

import pytest

from retrieval.model import Status
from tests.bot.answering.conftest import ERIK, HOLM, MARA, Ask, Other, Report, Said, quotes

FERRY = [
    Report(
        "Ferry runs aground. The ferry Aurora ran aground off Northport on Monday; three people were killed and eleven"
        " wounded. “We did all we could,” the pilot, Sven Berg, said. The ferry is 40 metres long. Rescuers came from"
        " Southbay, and divers searched the wreck until night.",
        10,
        [Said("“We did all we could,”", "Sven Berg")],
        [("Sven Berg", "the pilot, Sven Berg")],
    ),
    Report(
        "Council adopts its budget. The council adopted the budget on Tuesday. “We saved the school,” the mayor, Jon"
        " Holm, said. The hall is 90 metres long.",
        11,
        [Said("“We saved the school,”", HOLM)],
        [(HOLM, "the mayor, Jon Holm")],
    ),
]


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (["How many people were killed when the ferry ran aground?", "and wounded?"], "eleven"),
        (["what happened to the ferry Aurora", "how long is it"], "40 metres"),
        (["when did the ferry run aground", "where did the rescuers come from"], "Southbay"),
        (["who said “We did all we could”", "are you sure?"], "ran aground"),
        (["what did Holm say", "what did Berg say", "back to Holm"], "We saved the school"),
    ],
)
def test_follow_ups_stay_with_the_story(turns: list[str], words: str, asked_of: Other) -> None:
    """What isn't said again is that of the answer before."""
    ask = asked_of(FERRY)
    *_, answer = [ask(turn) for turn in turns]
    assert answer.status is Status.ANSWERED, answer.text
    assert any(words in quote for quote in quotes(answer)), answer.text


@pytest.mark.parametrize("turn", ["how come?", "and how many got hurt?", "on what grounds?"])
def test_a_detail_or_a_question_behind_and_is_of_the_story(turn: str, asked_of: Other) -> None:
    """Whatever it finds, what another story tells doesn't come first."""
    ask = asked_of(FERRY)
    ask("what happened to the ferry Aurora")
    answer = ask(turn)
    assert answer.citations, answer.text
    assert answer.citations[0].article.title == "Ferry runs aground"


def test_he_is_whom_a_question_without_an_answer_named(asked_of: Other) -> None:
    """Rather than whom the one before it named."""
    ask = asked_of(FERRY)
    ask("where did Sven Berg go in Zanzibar?")
    assert ask("and Jon Holm?").status is Status.REFUSED
    assert {each.speaker for each in ask("what did he say?").citations} - {None} == {HOLM}


def test_he_is_whom_the_answer_quoted(asked_of: Other) -> None:
    """Where the question named nobody, the answer did."""
    ask = asked_of(FERRY)
    ask("who spoke about all they could do?")
    ask("who said “We did all we could”")
    assert {each.speaker for each in ask("what exactly did he say?").citations} >= {"Sven Berg"}


def test_a_new_topic_is_not_held_in_the_old_story(asked_of: Other) -> None:
    """What another story clearly answers is answered from that."""
    ask = asked_of(FERRY)
    ask("what happened to the ferry Aurora")
    assert "adopted the budget" in ask("when was the budget adopted by the council?").text


def test_yes_takes_the_first_offer(ask: Ask) -> None:
    """And after an answer without an offer or anything left, it is no question."""
    refused = ask("what did Holm say about volcanoes")
    assert refused.status is Status.REFUSED
    assert refused.suggestions
    taken = ask("yes please")
    assert taken.status is Status.ANSWERED
    assert HOLM in {each.speaker for each in taken.citations}


def test_an_unanswered_turn_loses_nothing(ask: Ask) -> None:
    """The subject is still there after a question that nothing answers."""
    ask("what did Mara say about ice")
    assert ask("who won the cup in Zanzibar?").status is Status.REFUSED
    assert {each.speaker for each in ask("back to Mara").citations} == {MARA}
    ask("what did Erik Lindqvist say about the bridge")
    assert {each.speaker for each in ask("what did he say about fares?").citations} == {ERIK}
