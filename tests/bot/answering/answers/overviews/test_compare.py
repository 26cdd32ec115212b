"""Two side by side."""

from __future__ import annotations

import pytest

from retrieval.model import Kind
from tests.bot.answering.conftest import ERIK, HOLM, Ask, Other, Report, Said


@pytest.mark.parametrize(
    "question",
    [
        "compare Holm and Erik Lindqvist on the toll",
        "how do Holm and Lindqvist differ on the toll?",
        "difference between Lindqvist and Holm on the toll",
        "Holm vs Lindqvist on the toll",
        "what do Holm and Lindqvist each say about the toll",
    ],
)
def test_each_under_their_own_name(quarrel: Ask, question: str) -> None:
    """The words of both, neither under the other's name."""
    answer = quarrel(question)
    by = {each.speaker: each.quote for each in answer.citations}
    assert by.keys() == {HOLM, ERIK}
    assert "Nobody in my harbour" in by[ERIK]


def test_a_quote_of_the_same_article_stands_among_reported_words(asked_of: Other) -> None:
    """A side that is only reported on the topic has a quote from there, too."""
    filler = "\n\n".join(
        f"Rain fell on the island for {n} days, and boats lay in the harbours. " * 6 for n in (2, 3, 4)
    )
    holm = (
        f"Toll. Holm said that the toll is a mistake. Holm said that the toll scares the sailors.\n\n{filler}\n\n"
        "“We will lose every guest,” Holm said."
    )
    erik = "Fares. “The toll pays for the quay,” Erik Lindqvist said."
    answer = asked_of(
        [
            Report(
                holm,
                10,
                [
                    Said("that the toll is a mistake", HOLM, Kind.INDIRECT),
                    Said("that the toll scares the sailors", HOLM, Kind.INDIRECT),
                    Said("“We will lose every guest,”", HOLM),
                ],
            ),
            Report(erik, 11, [Said("“The toll pays for the quay,”", ERIK)]),
        ]
    )("compare Holm and Erik Lindqvist on the toll")
    assert "“We will lose every guest,”" in [each.quote for each in answer.citations if each.speaker == HOLM]


def test_what_two_quarrel_about_may_be_named_by_neither(asked_of: Other) -> None:
    """The article that quotes both and tells of it has their words, the nearest first; "v" is "versus"."""
    text = (
        "Row in the hall. Brand and Akhtar fell out over the cut of the inspectors.\n\n“You were in the cabinet,” Ola"
        " Brand said.\n\n“You saved a fortune,” Nasreen Akhtar said."
    )
    said = [Said("“You were in the cabinet,”", "Ola Brand"), Said("“You saved a fortune,”", "Nasreen Akhtar")]
    answer = asked_of([Report(text, 10, said)])("brand v akhtar on the inspectors cut, who says what")
    assert {each.speaker for each in answer.citations} == {"Ola Brand", "Nasreen Akhtar"}


def test_words_on_something_else_are_no_side(ask: Ask) -> None:
    """Who said nothing on the topic has no side, whatever else they said."""
    answer = ask("compare Jon Holm and Will Price on the bridge")
    assert not any("fair reform" in each.quote for each in answer.citations)
    assert "Will Price:" not in answer.text


def test_one_who_is_only_described_has_a_side(asked_of: Other) -> None:
    """ "His deputy" is who the article introduces so."""
    told = (
        "Row over the pool. Mayor Ola Brand wants to shut the pool.\n\n“The pool costs us a fortune,” Brand said."
        "\n\nDeputy mayor Nasreen Akhtar voted against him.\n\n“The pool is all that our children have,” Akhtar said."
    )
    said = [
        Said("“The pool costs us a fortune,”", "Ola Brand"),
        Said("“The pool is all that our children have,”", "Nasreen Akhtar"),
    ]
    answer = asked_of([Report(told, 10, said)])("brand v his deputy on shutting the pool, a line each")
    assert {each.speaker for each in answer.citations} == {"Ola Brand", "Nasreen Akhtar"}
