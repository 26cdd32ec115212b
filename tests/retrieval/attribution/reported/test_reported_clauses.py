"""Reported statements without marks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Kind, Statement

Found = Callable[[str], list[Statement]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria Lopez said that the harbour is full.", "that the harbour is full"),
        ("Maria Lopez said the harbour is full.", "the harbour is full"),
        ("The harbour is full, Maria Lopez said.", "The harbour is full"),
        ("Maria Lopez told the Guardian that she wants to sell.", "that she wants to sell"),
        ("Maria Lopez denied that the harbour is full.", "denied that the harbour is full"),
        ("Maria Lopez has declined to name a buyer.", "has declined to name a buyer"),
        ("Maria Lopez did not say whether she will sell.", "did not say whether she will sell"),
        ("Maria Lopez called the plan of the council a gift.", "called the plan of the council a gift"),
        ("According to Maria Lopez, the harbour is full.", "the harbour is full"),
        ("Maria Lopez believes the harbour is full.", "the harbour is full"),
        ("Maria Lopez said Wednesday the harbour is full.", "the harbour is full"),
    ],
)
def test_the_span_is_what_was_said(statements: Found, text: str, expected: str) -> None:
    """The attribution is left out, and negation kept."""
    found = [s for s in statements(text) if s.text == expected]
    assert [(s.kind, s.speaker) for s in found] == [(Kind.INDIRECT, "Maria Lopez")]


def test_a_parenthetical_attribution_in_mid_sentence(statements: Found) -> None:
    """The clause around the parenthetical is the statement."""
    (found,) = statements("Voters, Lopez suggested, do not care about the harbour.")
    assert found.speaker == "Lopez"
    assert found.text.startswith("Voters")
    assert found.text.endswith("harbour")


def test_a_wish_inside_a_report_names_who_passed_it_on(statements: Found) -> None:
    """What Hahn says that the council wants is the council's, via Hahn."""
    found = statements("Peter Hahn said Berlin wants the town to hold elections.")
    assert ("Berlin", "Peter Hahn") in {(s.speaker, s.via) for s in found}


def test_who_was_asked_did_not_say_it(statements: Found) -> None:
    """The subject of a passive is spoken to, not speaking."""
    found = statements("Maria Lopez was asked whether the harbour is full.")
    assert "Maria Lopez" not in {s.speaker for s in found}


def test_things_do_not_speak(statements: Found) -> None:
    """A verb of speech whose subject can't speak reports nobody."""
    assert statements("The road calls for repair. The bridge refuses to open in the rain.") == []


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Peter Hahn put the toll at four dead and ten hurt.", "put the toll at four dead", "Peter Hahn"),
        ("Kyiv's answer remains that the troops must leave.", "the troops must leave", "Kyiv"),
        ("Peter Hahn has declared himself open to talks with Maria Lopez.", "himself open to talks", "Peter Hahn"),
        ("Peter Hahn made a promise to the town: that the harbour stays.", "the harbour stays", "Peter Hahn"),
        ("Peter Hahn is less sure. In his view the harbour is lost.", "the harbour is lost", "Peter Hahn"),
        ("For the White House the release is a “good” sign.", "the release is a “good” sign", "White House"),
        ("Maria Lopez spoke. Peter Hahn is willing to sell, he said.", "is willing to sell", "Peter Hahn"),
    ],
)
def test_what_isnt_said_with_a_verb_of_speech(
    statements: Callable[[str], list[Statement]], text: str, words: str, speaker: str
) -> None:
    """Figures, nouns of speech, viewpoints and states of mind are reported of the right person."""
    assert [s.speaker for s in statements(text) if words in s.text] == [speaker]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Maria Lopez announced her resignation from the council.", "announced her resignation from the council"),
        (
            "Maria Lopez would not say when, or if, the harbour will open.",
            "would not say when, or if, the harbour will open",
        ),
        ("The paper recalled Maria Lopez's promise to open the harbour.", "promise to open the harbour"),
        (
            "Peter Hahn wrote about Maria Lopez's criticism of the plan for the port.",
            "criticism of the plan for the port",
        ),
    ],
)
def test_what_is_named_and_not_told(statements: Found, text: str, words: str) -> None:
    """A noun can name what was said: its topic or its purpose is the statement."""
    assert [s.speaker for s in statements(text) if s.text in words and len(s.text) * 2 > len(words)] == ["Maria Lopez"]


@pytest.mark.parametrize(
    "text",
    [
        "The Gazette is expected to endorse the mayor.",
        "Pledged delegates decide. The figures include pledged delegates.",
        "Maria Lopez came to the harbour to discuss the plan.",
        "After Maria Lopez announced her run, here we are.",
    ],
)
def test_a_verb_of_speech_in_another_sense_reports_no_clause(statements: Found, text: str) -> None:
    """Charging money, pledged delegates and purposes are no statements, nor is the article's own clause."""
    assert [s.text for s in statements(text) if "run" not in s.text] == []


def test_what_might_be_said_has_not_been(statements: Found) -> None:
    """ "Would show", "may conclude" and "if Hahn asks" report nothing; "he won't reveal" and "would warn" do."""
    for text in (
        "By selling the harbour Peter Hahn would show voters he is serious about the budget.",
        "Peter Hahn may conclude that the harbour is too small for the fleet.",
        "The sale fails if Peter Hahn announces that the harbour stays open.",
        "Asked whether Peter Hahn believed the harbour was full, the clerk left.",
    ):
        assert "Peter Hahn" not in {s.speaker for s in statements(text)}, text
    for text in (
        "Peter Hahn would warn voters that the harbour is too small.",
        "Peter Hahn wouldn’t say whether the harbour is too small.",
        "Peter Hahn said he would consider selling the harbour.",
    ):
        assert "Peter Hahn" in {s.speaker for s in statements(text)}, text
