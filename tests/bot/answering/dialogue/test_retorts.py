"""What was said to the words shown last stands beside them, on any subject."""

from __future__ import annotations

import pytest

from retrieval.model import Status
from tests.bot.answering.conftest import Ask, Other, Report, Said

CLERK, ROWAN, PETER, MARY = "Ada Clerk", "Rowan Bell", "Peter Bell", "Mary Moss"

VOTE = Report(
    "Market vote. Rowan Bell, the council leader, opened the meeting. “Parking is free from May,” Bell said. Mary Moss,"
    " a florist, rose. “Nobody told the stalls,” Moss said of the plan. “Letters went out in June,” Bell replied. His"
    " son Peter Bell watched. “Dad was calm,” said Peter Bell. The town clerk, Ada Clerk, said nothing then. “Both may"
    " be right,” she said on Friday.",
    10,
    [
        Said("“Parking is free from May,”", ROWAN, mention="Bell"),
        Said("“Nobody told the stalls,”", MARY, mention="Moss"),
        Said("“Letters went out in June,”", ROWAN, mention="Bell", cue="replied"),
        Said("“Dad was calm,”", PETER, mention="Peter Bell"),
        Said("“Both may be right,”", CLERK, mention="she"),
    ],
    [
        (ROWAN, "Rowan Bell, the council leader"),
        (MARY, "Mary Moss, a florist"),
        (PETER, "His son Peter Bell"),
        (CLERK, "The town clerk, Ada Clerk"),
    ],
)
ELSEWHERE = Report(
    "Harbour. “The stalls at the harbour are full,” said Ida Falk. “Letters are a waste,” said Ida Falk to the"
    " council.",
    12,
    [
        Said("“The stalls at the harbour are full,”", "Ida Falk", mention="Ida Falk"),
        Said("“Letters are a waste,”", "Ida Falk"),
    ],
)


@pytest.fixture
def asked(asked_of: Other) -> Ask:
    return asked_of([VOTE, ELSEWHERE])


@pytest.mark.parametrize(
    ("turn", "first"),
    [
        ("what did Bell say back", "“Letters went out in June,”"),
        ("so what did the council leader say to that", "“Letters went out in June,”"),
        ("his answer?", "“Letters went out in June,”"),
        ("and who answered her", "“Letters went out in June,”"),
        ("and the clerk's response", "“Both may be right,”"),
    ],
)
def test_what_stands_behind_the_words_comes_first(turn: str, first: str, asked: Ask) -> None:
    """Of whom a name, a role or a pronoun means in the story; the namesake whom it calls by the surname alone."""
    asked("what did Moss say about the stalls")
    answer = asked(turn)
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].quote == first


def test_nobody_who_answers_is_made_up(asked: Ask) -> None:
    """Where the one asked about says nothing there, nor anywhere, nobody else's words stand for theirs."""
    asked("what did Moss say about the stalls")
    answer = asked("what did Quuxbarrow say to that")
    assert answer.status is not Status.ANSWERED or not answer.citations


def test_after_the_last_citation_was_looked_at(asked: Ask) -> None:
    """Which an answer with a single one has, too."""
    asked("what did Moss say about the stalls")
    asked("show the last one in full")
    answer = asked("what did Bell say back")
    assert answer.citations[0].quote == "“Letters went out in June,”"
