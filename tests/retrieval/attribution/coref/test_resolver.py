"""Whose name stands beside a noun, and whose doesn't."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Statement


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("The family of one patient, Walter Pugh, said in a statement: “{}”", "family"),
        ("“{},” said Walter Pugh's neighbours.", "neighbours"),
        ("Fans of Walter Pugh held up a banner. “{},” they sang.", None),
        ("A lawyer for Walter Pugh said: “{}.”", "lawyer"),
        ("“{},” said the mother of Walter Pugh.", "mother"),
        ("The owners, Pugh and Partners, said: “{}.”", "Pugh and Partners"),
    ],
)
def test_those_around_somebody_are_not_he(
    statements: Callable[[str], list[Statement]], text: str, whose: str | None
) -> None:
    """Kin, fans, lawyers and owners of a person aren't the person."""
    (speaker,) = {s.speaker for s in statements(text.format("He was the best of us")) if "best of us" in s.text}
    assert speaker != "Walter Pugh"
    assert whose is None or (speaker is not None and whose in speaker)


def test_a_role_of_somebody_at_the_end_of_a_text_is_read(statements: Callable[[str], list[Statement]]) -> None:
    """A text may end with whose relative somebody is."""
    assert statements("“He was the best of us,” said the mother of Pugh")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("But the Iyaloja of the market, Chief (Mrs.) Bisi Ojo, said: “{}”", "Bisi Ojo"),
        ("Reacting, the Police Public Relations Officer, SP Emeka Nwosu, said: “{}”", "Emeka Nwosu"),
        ("Her old teacher, the Belgian founder Luc Maes, wrote: “{}”", "Luc Maes"),
        ("Her chairman, the former judge Sir Anthony Prewitt, wrote: “{}”", "Anthony Prewitt"),
        ("Walter Pugh met us on Tuesday. His words: “{}”", "Walter Pugh"),
        ("Westmark, which reports today, has seen it, said its sales chief, Tom Ackerly. “{}”", "Tom Ackerly"),
        ("Imogen Vasquez casts bells. Vasquez said: “{}”\n\nHector Vasquez died in May.", "Imogen Vasquez"),
    ],
)
def test_offices_of_any_name_are_not_the_speaker(
    statements: Callable[[str], list[Statement]], text: str, speaker: str
) -> None:
    """The person whom they go with is, and a surname is of who was named so far."""
    found = statements(text.format("He was the best of us."))
    assert {s.speaker for s in found if "best of us" in s.text} == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Deputy Pádraig Feehily, who chairs the party, was there. “{}” the Longmoor TD said.", "Pádraig Feehily"),
        ("Anna Berg, MP for Longmoor, met Sam Lund. “{}” the Longmoor MP said.", "Anna Berg"),
        ("The storm lasted two days. “{}” the Longmoor MP said.", "the Longmoor MP"),
    ],
)
def test_a_seat_is_no_name(statements: Callable[[str], list[Statement]], text: str, speaker: str) -> None:
    """ "The Longmoor MP" is whom the paragraph is about, or a description."""
    found = statements(text.format("He was the best of us,"))
    assert {s.speaker for s in found if "best of us" in s.text} == {speaker}


def test_a_first_name_of_two_is_whose_the_article_gives_in_full(statements: Callable[[str], list[Statement]]) -> None:
    """ "Mary-Jane" alone is Mary-Jane Fox."""
    found = statements("Mary-Jane Fox left on Monday. “Watch this space,” Mary-Jane wrote.")
    assert [s.speaker for s in found] == ["Mary-Jane Fox"]
