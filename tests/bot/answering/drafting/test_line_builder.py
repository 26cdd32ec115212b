"""Statements and passages as lines: who, where, when, and each quote once."""

from __future__ import annotations

import pytest

from retrieval.model import Hedge, Kind, Status
from tests.bot.answering.conftest import HOLM, MARA, Ask, Other, Report, Said, quotes

ALLEGED = (Hedge.ALLEGED, "allege")


def test_one_quote_in_two_articles_is_one_line(ask: Ask) -> None:
    """With both citations, and where else it stands."""
    answer = ask("what did Mara Lindqvist say about ice")
    lines = [line for line in answer.text.splitlines() if "The ice is thick" in line]
    assert len(lines) == 1
    assert "(also in Harbour News)" in lines[0]
    assert lines[0].endswith("[1][2]")
    assert {each.article.publisher for each in answer.citations[:2]} == {"Harbour News", "Island Post"}


def test_a_fragment_of_a_quote_is_the_same_quote(asked_of: Other) -> None:
    """Five words or more of it; fewer may be anybody's."""
    whole, part = "“The ice is thick and it will stay until spring,”", "the ice “is thick and it will stay” so"
    ask = asked_of(
        [
            Report(f"Ice. {whole} Holm said.", 10, [Said(whole, HOLM)]),
            Report(f"More ice. Holm called {part}.", 11, [Said(part, HOLM, Kind.PARTIAL)], publisher="Island Post"),
            Report("Yet more. Holm spoke of “thick” ice.", 12, [Said("“thick”", HOLM, Kind.PARTIAL)]),
        ]
    )
    text = ask("what did holm say").text
    assert text.count("also in") == 1
    assert len(text.splitlines()) == 2


def test_occasion_and_day_stand_beside_the_words(ask: Ask) -> None:
    """As far as the article tells them."""
    assert ask("what did mara say about ice").text.startswith(f"{MARA}, on the radio, 10 Feb 2025: “The ice is thick")


def test_kinds_are_told_apart(ask: Ask) -> None:
    """Own words, words quoted in part, and reported words that stand in no marks of ours."""
    text = ask("what did holm say").text
    assert f"{HOLM}: “The minister has never seen our island.”" in text
    assert f"{HOLM} (quoted in part), in the council: the budget" in text
    assert f"{MARA} (reported): that the ferry would sail again in May" in ask("what did mara say about the ferry").text


def test_somebody_is_introduced_once(ask: Ask) -> None:
    """In the article's words, with a citation; not where a topic was asked about."""
    text = ask("what did holm say").text
    assert text.count("as introduced: The mayor, Jon Holm [") == 1
    assert "as introduced" not in ask("what did holm say about the minister").text


def test_marks_in_names_and_outlets_are_the_articles(asked_of: Other) -> None:
    """A nickname or a paper in quotation marks neither breaks an answer nor quotes anybody."""
    name, words = "Earl “Duke” Berg", "“The tide waits for nobody,”"
    both = [
        Report(f"Tide. {words} Berg said.", day, [Said(words, name, venue="on “Tide Talk”")], publisher=paper)
        for day, paper in ((10, "The “Real” News"), (11, "Island 'Free' Post"))
    ]
    both[1] = Report("Later. " + both[1].text, 11, both[1].said, publisher=both[1].publisher)
    ask = asked_of(both)
    answer = ask("what did Berg say")
    assert answer.status is Status.ANSWERED
    assert len(answer.citations) == 2
    assert ask("who is quoted").status is Status.ANSWERED


def test_words_inside_words_are_shown_once(asked_of: Other) -> None:
    """A statement that another line shows most of is no line of its own."""
    outer, inner = "that he had asked the council to lower the fees", "to lower the fees"
    text = f"Fees. Holm said {outer}."
    ask = asked_of([Report(text, 10, [Said(outer, HOLM, Kind.INDIRECT), Said(inner, HOLM, Kind.INDIRECT)])])
    assert quotes(ask("what did holm say about fees")) == [outer]


def test_what_two_said_together_is_each_ones(asked_of: Other) -> None:
    """One span under two names: each line and each citation names whose it is shown as, and both pass the gate."""
    words = "that the bridge must be rebuilt"
    report = Report(
        f"Agreed. Mara Lindqvist and Jon Holm said {words}.",
        10,
        [Said(words, MARA, Kind.INDIRECT), Said(words, HOLM, Kind.INDIRECT)],
    )
    ask = asked_of([report])
    for question in ("who said anything about the bridge", "what did Lindqvist and Holm say about the bridge"):
        answer = ask(question)
        assert [(c.number, c.speaker, c.quote) for c in answer.citations] == [(1, MARA, words), (2, HOLM, words)]
        assert [line[-3:] for line in answer.text.splitlines()] == ["[1]", "[2]"]


def test_a_sentence_with_more_than_one_statement_is_shown_whole(asked_of: Other) -> None:
    """What follows the reported half isn't cut off."""
    text = "Ponds. Holm said he had seen the ponds of the estate, “and there's a trampoline in one of them”."
    said = [
        Said("he had seen the ponds of the estate", HOLM, Kind.INDIRECT),
        Said("“and there's a trampoline in one of them”", HOLM, Kind.PARTIAL),
    ]
    answer = asked_of([Report(text, 10, said)])("what did holm say about the ponds of the estate")
    assert "a trampoline in one of them" in answer.citations[0].quote


def test_a_hedge_outside_of_the_words_stands_beside_the_name(asked_of: Other) -> None:
    """Who says it, where and how surely take nothing from a quote's share of its sentence."""
    report = Report(
        "A trial. Prosecutors allege that in the council Jon Holm said: “Burn the bridge papers.”",
        10,
        [Said("“Burn the bridge papers.”", HOLM, venue="in the council", via="Prosecutors", hedge=ALLEGED)],
    )
    text = asked_of([report])("What did Jon Holm say about the papers?").text
    assert text.startswith("Jon Holm, alleged, according to Prosecutors, in the council: “Burn the bridge papers.”")


@pytest.mark.parametrize(
    ("sentence", "said", "mention", "cue", "shown"),
    [
        (
            "Jon Holm warned both crews to stow the nets.",
            "stow the nets",
            "Jon Holm",
            "warned",
            "warned both crews to ",
        ),
        ("Jon Holm asked to see the pier.", "see the pier", "Jon Holm", "asked", "asked to "),
        (
            "Jon Holm voted by two to one to mend the pier.",
            "mend the pier",
            "Jon Holm",
            "mend",
            "voted by two to one to ",
        ),
        ("Jon Holm said that the pier was old.", "the pier was old", "Jon Holm", "said", ""),
    ],
)
def test_reported_words_say_who_is_to_do_what(
    asked_of: Other, sentence: str, said: str, mention: str, cue: str, shown: str
) -> None:
    """A bare infinitive says nothing alone: what leads to it stands before it."""
    report = Report(f"The pier. {sentence}", 10, [Said(said, HOLM, Kind.INDIRECT, cue=cue, mention=mention)])
    assert f"{HOLM} (reported): {shown}{said} [1]" in asked_of([report])("what did Jon Holm say?").text
