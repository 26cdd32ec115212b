"""Who somebody is."""

from __future__ import annotations

import pytest

from retrieval.model import Status
from tests.bot.answering.conftest import ERIK, Ask, Other, Report, Said, quotes


def test_who_somebody_is(ask: Ask) -> None:
    """In the words of the articles."""
    answer = ask("who is Erik Lindqvist")
    assert quotes(answer) == ["Erik Lindqvist, who speaks for the fishermen"]
    assert answer.suggestions == (f"What did {ERIK} say?",)


NAMESAKES = (
    Report(
        "The council met. “The budget is small,” said John Tarrant, the MP for Sundby.",
        3,
        [Said("“The budget is small,”", "John Tarrant")],
        [("John Tarrant", "John Tarrant, the MP for Sundby")],
    ),
    Report(
        "Northport won. “We trained hard for the match,” said striker John Tarrant.",
        9,
        [Said("“We trained hard for the match,”", "John Tarrant")],
        [("John Tarrant", "striker John Tarrant")],
    ),
)


@pytest.mark.parametrize("question", ["What did John Tarrant say?", "Who is John Tarrant?", "What did Tarrant say?"])
def test_of_two_people_of_one_name_it_asks_which(asked_of: Other, question: str) -> None:
    """What tells them apart stands behind the name, and each question that it offers is answered by one of them."""
    ask = asked_of(NAMESAKES)
    answer = ask(question)
    assert answer.status is Status.CLARIFY
    assert [each in answer.text for each in ("John Tarrant (MP)", "John Tarrant (striker)")] == [True, True]
    assert len(answer.suggestions) == len(NAMESAKES)
    for suggestion, own, other in zip(answer.suggestions, ("MP", "striker"), ("striker", "MP"), strict=True):
        told = ask(suggestion)
        assert told.status is Status.ANSWERED
        assert own in told.text
        assert other not in told.text


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("What did the MP John Tarrant say?", "“The budget is small,”"),
        ("What did striker John Tarrant say?", "“We trained hard for the match,”"),
        ("what did john tarrant (striker) say", "“We trained hard for the match,”"),
        ('Did John Tarrant say "We trained hard for the match"?', "“We trained hard for the match,”"),
    ],
)
def test_a_role_or_the_words_tell_which_of_two(asked_of: Other, question: str, quoted: str) -> None:
    """A question that says which one isn't asked back."""
    answer = asked_of(NAMESAKES)(question)
    assert answer.status is Status.ANSWERED
    assert quotes(answer)[0] == quoted
    assert {each.speaker for each in answer.citations if each.quote.startswith("“")} < {
        "John Tarrant (MP)",
        "John Tarrant (striker)",
    }


def test_a_bare_surname_elsewhere_is_shown_under_no_fuller_name(asked_of: Other) -> None:
    """The mayor's words are the mayor's; a farmer's of that surname are found on their topic, as the farmer's."""
    ask = asked_of(
        [
            Report(
                "The square was full. “The fountain will run,” said mayor Ada Marsh.",
                3,
                [Said("“The fountain will run,”", "Ada Marsh")],
                [("Ada Marsh", "mayor Ada Marsh")],
            ),
            Report(
                "The harvest was poor. “The rain came too late,” Marsh said.",
                5,
                [Said("“The rain came too late,”", "Marsh")],
            ),
        ]
    )
    assert quotes(ask("What did Marsh say?"))[:1] == ["“The fountain will run,”"]
    assert "rain" not in ask("What did Ada Marsh say?").text
    answer = ask("What did Marsh say about the rain?")
    assert [(each.quote, each.speaker) for each in answer.citations] == [("“The rain came too late,”", "Marsh")]


def test_who_somebody_is_is_told_by_day(asked_of: Other) -> None:
    """The roles that articles give, the earliest first, each once."""
    reports = [
        Report(
            f"Day {day}. {who} spoke. “It is number {day},” she said.",
            day,
            [Said(f"“It is number {day},”", "Ada Holm")],
            [("Ada Holm", who)],
        )
        for day, who in (
            (9, "former mayor Ada Holm, a professor"),
            (3, "Ada Holm, the mayor"),
            (5, "the mayor, Ada Holm"),
        )
    ]
    told = quotes(asked_of(reports)("Who is Ada Holm?"))
    assert told == ["Ada Holm, the mayor", "former mayor Ada Holm, a professor"]


def test_an_office_is_its_holders_of_the_days_asked_for(asked_of: Other) -> None:
    """Who held it then, where articles of those days tell; without days it asks which."""
    reports = [
        Report(
            f"The bridge, part {day}. “It is number {day},” said Prime Minister {name}.",
            day,
            [Said(f"“It is number {day},”", name)],
            [(name, f"Prime Minister {name}")],
        )
        for day, name in ((3, "Ada Holm"), (9, "Bo Lund"))
    ]
    ask = asked_of(reports)
    assert ask("What did the prime minister say?").status is Status.CLARIFY
    for day, name in ((3, "Ada Holm"), (9, "Bo Lund")):
        answer = ask(f"What did the prime minister say on {day} February 2025?")
        assert [each.speaker for each in answer.citations] == [name]
