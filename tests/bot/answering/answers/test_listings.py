"""Who is quoted, and which articles there are."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.model import Status
from tests.bot.answering.conftest import ERIK, HOLM, MARA, Ask, Other, Report, Said


def test_who_is_quoted(ask: Ask) -> None:
    """Most quoted first, each with a statement as proof; those on a topic only, where one is named."""
    answer = ask("who is quoted")
    heading, *lines = answer.text.splitlines()
    assert heading == "5 speakers, the most quoted first:"
    assert lines[0] == f"{HOLM}, 3 statements [1]"
    assert {HOLM, MARA, ERIK, "Will Price", "Coast Guard"} == {line.split(",")[0] for line in lines}
    assert "Price" not in ask("who is quoted about the ferry").text


@pytest.mark.parametrize(
    "question",
    [
        "list everybody who is quoted in the story about Holm's bridge",
        "everyone quoted in the article about the bridge pls",
        "how many people are quoted in the story about the bridge?",
        "who was quoted most often on the bridge",
        "most quoted people on the bridge",
    ],
)
def test_who_is_quoted_in_a_story(question: str, asked_of: Other) -> None:
    """However it is asked: counted in that story by person, those without a name last; nobody of other stories."""
    said = [Said("“No,”", "the mayor"), Said("“Yes,”", HOLM), Said("“Ask us,”", MARA), Said("“Today,”", MARA)]
    bridge = Report(
        "Holm's bridge. “No,” the mayor said. “Yes,” Holm said. “Ask us,” Mara Lindqvist said. “Today,” she said.",
        10,
        said,
    )
    fees = Report(
        "Fees. “High,” Erik Lindqvist said. “Too high,” Holm said. “Far too high,” Holm said.",
        11,
        [Said("“High,”", ERIK), Said("“Too high,”", HOLM), Said("“Far too high,”", HOLM)],
    )
    answer = asked_of([bridge, fees])(question)
    assert [line.rpartition(" [")[0] for line in answer.text.splitlines()[1:]] == [
        f"{MARA}, 2 statements",
        f"{HOLM}, 1 statement",
        "the mayor, 1 statement",
    ]
    assert answer.text.startswith("3 speakers on ")


def test_how_often_somebody_is_quoted(ask: Ask) -> None:
    """Counted, and all of it."""
    assert ask("how often is Holm quoted?").text.startswith("3 of 3 statements")


def test_which_articles(ask: Ask) -> None:
    """Newest first, each by a sentence of its own; on a topic, of days, or all."""
    answer = ask("which articles are there")
    assert answer.text.startswith("5 articles\n13 Feb 2025: ")
    days = [each.article.published for each in answer.citations]
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)
    assert ask("articles about the pension reform").text.startswith("1 article\n")
    assert ask("articles since 12 February").text.startswith("3 articles\n")
    assert ask("latest on the bridge").citations[0].article.published == date(2025, 2, 12)


def test_who_is_quoted_in_an_article(asked_of: Other) -> None:
    """The one with the topic in its title, and not each that mentions it."""
    ask = asked_of(
        [
            Report("Sundby votes. “Yes,” Holm said.", 10, [Said("“Yes,”", HOLM)]),
            Report("Ice is thick. “Cold,” Mara Lindqvist said in Sundby.", 11, [Said("“Cold,”", MARA)]),
        ]
    )
    assert {each.speaker for each in ask("who is quoted in the article about sundby").citations if each.speaker} <= {
        HOLM
    }
    assert MARA not in ask("who is quoted in the article about sundby").text


def test_an_article_is_told_by_what_it_reports(asked_of: Other) -> None:
    """Its first sentence behind the lines that say who published it."""
    credit = "This article was originally published by Harbour News and is reprinted with permission."
    text = f"{credit}\nThe mole of Sundby is closed until the spring."
    assert "The mole of Sundby is closed" in asked_of([Report(text, 10)])("what is new").text


@pytest.mark.parametrize(
    "question",
    ["who is quoted in the Evening Mercury", "which articles are from the Evening Mercury?"],
)
def test_an_outlet_that_no_article_is_from_is_told(question: str, ask: Ask) -> None:
    """Nothing of other outlets is listed in its stead."""
    answer = ask(question)
    assert answer.status is Status.REFUSED
    assert "Evening Mercury" in answer.text


def test_an_outlet_limits_the_lists(ask: Ask) -> None:
    """Only who is quoted there, only what it published."""
    assert {each.article.publisher for each in ask("who is quoted in the Island Post").citations} == {"Island Post"}
    assert {each.article.publisher for each in ask("which articles are from the Island Post").citations} == {
        "Island Post"
    }
