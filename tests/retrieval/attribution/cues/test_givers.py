"""Whose words a quote gives that has no cue of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Statement

Found = Callable[[str], list[Statement]]

_QUOTE = "“I have read the file to its end, and nobody else has.”"


@pytest.mark.parametrize(
    "text",
    [
        f"Maria Lopez, deputy coroner for Westmark, was asked why it took so long: {_QUOTE}",
        f"Senator Maria Lopez issued a statement on the harbour.\n\n{_QUOTE}",
        f"The crew lost, leaving coach Maria Lopez furious. {_QUOTE}",
        f"Maria Lopez was not happy. {_QUOTE}",
        f"Maria Lopez takes another view. {_QUOTE}",
        f"Maria Lopez, a former pilot, put it bluntly. {_QUOTE}",
        f"And Maria Lopez? {_QUOTE}",
        f"Maria Lopez’s advice? {_QUOTE}",
        f"According to Lopez, the file was false. Maria Lopez stated,\n\n{_QUOTE}\n\nThe mayor denies it.",
        f"Maria Lopez published a letter which read in full: {_QUOTE}",
        f"Minister for Ports Maria Lopez: {_QUOTE}",
    ],
)
def test_the_sentence_before_tells_whose_words_these_are(statements: Found, text: str) -> None:
    """Who was asked, issued a statement or is shown in a mood speaks; so does whose label or letter it is."""
    assert {s.speaker for s in statements(text) if "I have read" in s.text} == {"Maria Lopez"}


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("The union rejected the plan.", "the union"),
        ("The strike ended.", None),
        ("Maria Lopez of the union rejected the plan.", None),
    ],
)
def test_it_is_the_body_that_the_sentence_before_is_about(statements: Found, before: str, speaker: str | None) -> None:
    """By its name or by what sort of body it is; a thing, or somebody who belongs to a body, isn't meant."""
    found = statements(f"{before} “We have read the file to its end,” it said.")
    assert [each.speaker for each in found if "read the file" in each.text] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        f"Maria Lopez was furious with Otto Brandt. {_QUOTE}",
        f"The harbour was quiet. {_QUOTE}",
        f"Maria Lopez takes another view than Otto Brandt. {_QUOTE}",
        f"Maria Lopez takes another view.\n\n{_QUOTE}",
        f"Here is what I wrote for the paper. Excerpt:\n\n{_QUOTE}",
        f"Maria Lopez received Otto Brandt's letter.\n\n{_QUOTE}",
    ],
)
def test_in_doubt_nobody_speaks(statements: Found, text: str) -> None:
    """Two people, none, or a label that is no name."""
    assert {s.speaker for s in statements(text) if "I have read" in s.text} == {None}


def test_whom_the_sentence_before_reports_goes_on_before_an_earlier_quote_does(statements: Found) -> None:
    """A quote after a report of somebody else's words isn't the earlier speaker's."""
    found = statements(
        "Jon Brandt said: “The harbour stays open.” Chief constable Maria Lopez acknowledged that there were problems. "
        f"{_QUOTE}\n\n“We will see to it in May.”"
    )
    assert {s.speaker for s in found if "I have read" in s.text or "see to it" in s.text} == {"Maria Lopez"}


@pytest.mark.parametrize(
    "led_in",
    [
        "A statement from his daughter, Maria Lopez, was read by the prosecutor.",
        "The clerk read out a letter from the teacher Maria Lopez.",
    ],
)
def test_what_a_statement_says_is_said_by_who_gave_it(statements: Found, led_in: str) -> None:
    """ "It said", of a document that somebody else read out."""
    found = statements(f"Peter Hahn died in May.\n\n{led_in}\n\n“I have read the file,” it said. “Nobody else has.”")
    assert [each.speaker for each in found] == ["Maria Lopez"] * 2


@pytest.mark.parametrize(
    ("between", "speaker"),
    [
        ("Peter Hahn was milder.", "Peter Hahn"),
        ("Peter Hahn has read it. He shrugs about it.\n\n", "Peter Hahn"),
        ("Lopez was milder.", "Maria Lopez"),
        ("The noise went on.", "Maria Lopez"),
    ],
)
def test_a_quote_goes_on_with_whom_the_sentence_before_it_is_about(
    statements: Found, between: str, speaker: str
) -> None:
    """Not with who was quoted before that sentence."""
    text = f"Peter Hahn came by boat.\n\n“Let him say that here,” said Maria Lopez. {between} {_QUOTE}"
    assert {s.speaker for s in statements(text) if "I have read" in s.text} == {speaker}
