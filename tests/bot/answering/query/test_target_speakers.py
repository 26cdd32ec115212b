"""Whose words a question asks for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.answering.query.intent import understand
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import WhatTheySaid
from bot.answering.query.target_speakers import asked_of, speakers, stance, together, unknown
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named
from tests.bot.answering.conftest import HOLM, MARA, TODAY


def parsed(text: str, known: Retriever) -> ParsedQuestion:
    return ParsedQuestion.of(text, TODAY, known)


def names(found: Sequence[Named], question: ParsedQuestion) -> list[str]:
    """The words of these names in a question."""
    return [question.rest[each.start : each.end] for each in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("what did Holm say about Price", ["Holm"]),
        ("Holm and Price on the reform", ["Holm", "Price"]),
        ("what did Holm say and what did Price say", ["Holm", "Price"]),
        ("the reform, according to Price", ["Price"]),
        ("compare Holm and Price", ["Holm", "Price"]),
        ("what share of the bridge did Holm pay", []),
        ("how old is Holm", []),
    ],
)
def test_names_whose_words_are_asked_for(text: str, wanted: list[str], known: Retriever) -> None:
    """And not whoever they spoke about, nor anybody where a fact is asked."""
    question = parsed(text, known)
    assert names(speakers(question), question) == wanted


def test_who_is_asked_is_taken_as_a_whole(known: Retriever) -> None:
    """With the office beside the name; somebody's spokesman is somebody else."""
    question = asked_of(parsed("what did the harbour master Mara Lindqvist say", known))
    (meant,) = question.names
    assert [known.speakers[row].name for row in meant.rows] == [MARA]
    assert asked_of(parsed("what did the Holm spokesman say", known)).names == ()
    described = asked_of(parsed("what did the mayor actually say", known)).names
    assert [known.speakers[each.rows[0]].name for each in described] == [HOLM]


def test_several_are_each_known_or_not(known: Retriever) -> None:
    """One alone isn't several."""
    question = parsed("what did Holm, Price and Sven Berg say about the bridge", known)
    both = together(question)
    assert both is not None
    found, strangers = both
    assert names(found, question) == ["Holm", "Price"]
    assert names(strangers, question) == ["Sven Berg"]
    assert together(parsed("what did Holm say about the bridge and the ice", known)) is None


def test_somebody_whom_nobody_knows(known: Retriever) -> None:
    """Is found by what is asked of them, with a capital where the question has any."""
    question = parsed("what did Sven Berg say", known)
    span = unknown(question)
    assert span is not None
    assert question.called(*span) == "Sven Berg"
    assert unknown(parsed("what did Holm say", known)) is None
    assert unknown(parsed("what did anybody say to Holm", known)) is None


def test_what_somebody_did_about_it() -> None:
    """By the verb, in any form of it."""
    assert stance("slammed") == stance("criticise") == "criticised"
    assert stance("said") is None


def test_whom_somebody_told_is_no_description(known: Retriever) -> None:
    """Though "guardian" is also what somebody may be."""
    request = understand(ParsedQuestion.of("what did holm tell the guardian", TODAY, known))
    assert isinstance(request, WhatTheySaid)
    assert request.described_as is None
    assert [known.speakers[each.rows[0]].name for each in request.speakers] == [HOLM]
