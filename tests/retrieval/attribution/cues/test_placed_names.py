"""Names that attribute a quote by where they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Statement

Found = Callable[[str], list[Statement]]


def speaker_of(found: list[Statement], words: str) -> str | None:
    """Who is found to have said some words."""
    (one,) = [each for each in found if words in each.text]
    return one.speaker


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody checked the pumps.”\n\n-- Actor Tilda Brandt, pleading at a hearing on Monday. Brandt lives here.",
        "“Nobody checked the pumps.”\n— Tilda Brandt, a nurse in Orle, after the wall was found to be unsafe",
        "Tilda Brandt, The Orle Gazette: “Nobody checked the pumps.”",
        "Judge Tilda Brandt frowned. There was laughter.\n\nThe judge: “Nobody checked the pumps.”",
        "“Nobody checked the pumps,” said presiding Judge Tilda Brandt.",
        "“Nobody checked the pumps,” Tilda Brandt.",
        "“Nobody checked the pumps,” Tilda Brandt from her kitchen. The town laughed.",
        "“Nobody checked the pumps,” chimed in Tilda Brandt.",
        "“Nobody checked the pumps,” piped up Tilda Brandt, a nurse in Orle.",
        "“Nobody checked the pumps,” was Tilda Brandt’s verdict.",
        "“Nobody checked the pumps.” Tilda Brandt said.",
        "It took an hour. Remarked county surveyor Tilda Brandt, “Nobody checked the pumps.”",
        "Asked Minister Tilda Brandt: “Nobody checked the pumps?”",
        "Wrote the novelist Tilda Brandt in a letter to the paper: “Nobody checked the pumps.”",
    ],
)
def test_a_name_beside_a_quote_attributes_it_without_a_verb(statements: Found, text: str) -> None:
    """Signatures, labels with a paper, names whose verb is lost, and cues that open the sentence."""
    assert speaker_of(statements(text), "checked the pumps") == "Tilda Brandt"


def test_a_cue_at_the_head_of_a_sentence_is_no_first_name(statements: Found) -> None:
    """ "Added Brandt" is Brandt, who added."""
    text = "Tilda Brandt came late. Added Brandt: “Nobody checked the pumps.”"
    assert speaker_of(statements(text), "checked the pumps") == "Tilda Brandt"


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody checked the pumps.” Tilda Brandt said the town would pay.",
        "“Nobody checked the pumps.”\n\n- Tilda Brandt: a portrait is shown on Sunday.",
        "“Nobody checked the pumps.”\n\n— Tilda Brandt’s report comes out in May.",
    ],
)
def test_a_name_that_begins_something_else_signs_nothing(statements: Found, text: str) -> None:
    """The next sentence, the next item of a list and a work of somebody's are no signatures."""
    assert speaker_of(statements(text), "checked the pumps") is None
