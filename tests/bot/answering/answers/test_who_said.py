"""Who said it: by its words, its topic, or what was done about it."""

from __future__ import annotations

import pytest

from retrieval.model import Kind, Status
from tests.bot.answering.conftest import ERIK, HOLM, MARA, Ask, Other, Report, Said, quotes


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("who said “nobody asked the fishermen about the bridge”", ERIK),
        ("who said nobody asked the fishermen about the bridge", ERIK),
        ("who said anything about fares", ERIK),
        ("who criticised the minister", HOLM),
        ("who welcomed the reform", "Will Price"),
        ("who said “far too thin”", HOLM),
    ],
)
def test_who_said_it(question: str, speaker: str, ask: Ask) -> None:
    """By its words, something like them, its topic, or what was done about it."""
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].speaker == speaker


def test_a_question_without_a_speaker_is_nobodys(ask: Ask) -> None:
    """What the article gives to nobody is put under nobody's name."""
    answer = ask("who said “who pays for it?”")
    assert all(each.speaker is None or "Who pays" not in each.quote for each in answer.citations)


def test_a_day_in_what_was_said_is_no_day_asked_about(asked_of: Other) -> None:
    """Where nobody said it in those days."""
    quote = "“People want a villain by Friday,”"
    ask = asked_of([Report(f"Water. {quote} Mara Lindqvist said.", 10, [Said(quote, MARA)])])
    assert ask("who said people want a villain by friday").citations[0].speaker == MARA


def test_words_of_nobody_certain_are_shown(asked_of: Other) -> None:
    """Under no name, and so told, with the sentence before them, which may tell who "she" is."""
    quote = "“A town is a promise with drains.”"
    ask = asked_of([Report(f"A sign. Ada Lund stood there. {quote} Jon Holm said nothing.", 10, [Said(quote, None)])])
    answer = ask("who said “a town is a promise with drains”")
    assert answer.status is Status.ANSWERED
    assert "isn't certain" in answer.text
    assert [each.speaker for each in answer.citations] == [None]
    assert [each.quote for each in answer.citations] == [f"Ada Lund stood there. {quote}"]


def test_nobody_criticises_himself(asked_of: Other) -> None:
    """Whoever took the stance by the article's word, of the person named whatever else the topic says; no other."""
    ask = asked_of(
        [
            Report(
                "Plan. Mara Lindqvist criticised the plan of Jon Holm as too dear. Jon Holm praised his plan.",
                10,
                [
                    Said("criticised the plan of Jon Holm as too dear", MARA, Kind.INDIRECT, "criticised"),
                    Said("praised his plan", HOLM, Kind.INDIRECT, "praised"),
                ],
            )
        ]
    )
    assert quotes(ask("who criticised Holm's approach")) == ["criticised the plan of Jon Holm as too dear"]
    assert ask("who praised Holm's approach").text.startswith("I found nobody in the articles who welcomed")


def test_words_whose_speaker_isnt_certain(asked_of: Other) -> None:
    """Are shown where anybody is asked for who said something like it, and that nobody certain says them."""
    quote = "“But a midge can't read a map.”"
    answer = asked_of([Report(f"Border. The farmers met on Monday. {quote}", 10, [Said(quote, None)])])(
        "who said a midge can't read a map"
    )
    assert answer.text.startswith("The articles have these words, but who says them isn't certain:")
    assert [each.speaker for each in answer.citations] == [None]
