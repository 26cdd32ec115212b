"""Who all spoke on something."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from retrieval.model import Status
from tests.bot.answering.conftest import ERIK, HOLM, MARA, Ask, Report, Said

Other = Callable[[Sequence[Report]], Ask]

HEARING = Report(
    "Hearing on the ferry fares. Senator Jon Holm asked why fares rose. “Who signed the fares?” Holm said. Mara"
    " Lindqvist, the harbour master, answered. “The pump drowned in the harbour, and I said so,” she said. Senator"
    " Erik Lindqvist laughed. “Somebody did,” Lindqvist said.",
    13,
    [
        Said("“Who signed the fares?”", HOLM),
        Said("“The pump drowned in the harbour, and I said so,”", MARA, mention="she"),
        Said("“Somebody did,”", ERIK),
    ],
    [(HOLM, "Senator Jon Holm"), (MARA, "Mara Lindqvist, the harbour master"), (ERIK, "Senator Erik Lindqvist")],
)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("who spoke at the hearing on ferry fares?", [HOLM, MARA, ERIK]),
        ("So who all talked about the ferry fares, gimme names", [HOLM, MARA, ERIK]),
        ("which people commented on the ferry fares", [HOLM, MARA, ERIK]),
        ("list everyone who talked about the ferry fares", [HOLM, MARA, ERIK]),
        ("Which senators spoke about the ferry fares?", [HOLM, ERIK]),
        ("which politicians testified on the ferry fares", [HOLM, ERIK]),
        ("what senators or harbour masters said anything on the ferry fares? give me a line", [HOLM, MARA, ERIK]),
    ],
)
def test_each_who_spoke_is_named_once_with_words_of_theirs(asked_of: Other, question: str, names: list[str]) -> None:
    """All of them, or those whom the article calls what is asked for, also by what the noun loosely stands for."""
    answer = asked_of([HEARING])(question)
    assert answer.status is Status.ANSWERED
    assert [each.speaker for each in answer.citations] == names
    assert answer.text.startswith(f"{len(names)} speakers on")


def test_a_kind_that_nobody_is_of_lists_nobody(asked_of: Other) -> None:
    """Nobody is a scientist there: no list of those who aren't."""
    answer = asked_of([HEARING])("which scientists spoke about the ferry fares")
    assert "speakers on" not in answer.text


def test_one_witness_is_not_several(asked_of: Other) -> None:
    """ "Which witness" asks for one by what they said."""
    assert "speaker" not in asked_of([HEARING])("which witness talked about the ferry fares").text


def test_words_that_hold_the_whole_subject_are_whose_are_asked_for(asked_of: Other) -> None:
    """ "Who talked about …" with somebody's very words asks for them alone."""
    answer = asked_of([HEARING])("who talked about the drowned pump")
    assert [each.speaker for each in answer.citations] == [MARA]
