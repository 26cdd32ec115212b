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


SILENT = (
    Report(
        "The mill stands still. At the Vik bakery, owner Rut Dahl stayed. “We bake on,” Dahl said. Her husband, Per"
        " Dahl, swept. A cousin called Odd Brekke slept. Ina Moe sat there. “I heard it,” said"
        " Moe, who survived the fire.",
        10,
        [Said("“We bake on,”", "Rut Dahl"), Said("“I heard it,”", "Ina Moe", mention="Moe, who survived the fire")],
        [("Rut Dahl", "owner Rut Dahl"), ("Per Dahl", "Her husband, Per Dahl")],
    ),
    Report("The mill is old. Odd Brekke didn't come. A bakery owner came.", 11),
)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("who is Per Dahl", ["Her husband, Per Dahl, swept."]),
        ("who's Odd Brekke?", ["A cousin called Odd Brekke slept.", "Odd Brekke didn't come."]),
        ("who is the bakery owner", ["owner Rut Dahl"]),
        ("who is Rut Dahl's husband", ["Her husband, Per Dahl, swept."]),
        ("what did the bakery owner say", ["“We bake on,”", "owner Rut Dahl"]),
        ("what did the survivor say", ["“I heard it,”"]),
    ],
)
def test_those_who_are_only_named_or_described(question: str, quoted: list[str], asked_of: Other) -> None:
    """By how articles introduce them, else by the sentences that name them; "her husband" with its sentence."""
    answer = asked_of(SILENT)(question)
    assert answer.status is Status.ANSWERED
    assert quotes(answer) == quoted


@pytest.mark.parametrize("question", ["what did the bakery chairwoman say", "what did the fire chief say"])
def test_a_role_is_nobodys_who_is_only_near_to_it(question: str, asked_of: Other) -> None:
    """Neither by what it is of alone, nor by a title that lacks it."""
    text = (
        "Fire. “All is lost,” police chief Rut Dahl of the bakery said. “We bake on,” said Per Dahl, chief of the mill."
    )
    dahls = ("Rut Dahl", "police chief Rut Dahl of the bakery"), ("Per Dahl", "Per Dahl, chief of the mill")
    said = [Said("“All is lost,”", "Rut Dahl"), Said("“We bake on,”", "Per Dahl")]
    assert asked_of([Report(text, 10, said, dahls)])(question).status is Status.REFUSED


def test_an_office_of_a_place_is_that_of_the_article_that_names_the_place(asked_of: Other) -> None:
    """Not the one of elsewhere whom articles just call by the office."""
    said = [Said("“No ships,”", "Mayor")]
    vik = Report(
        "Vik votes. “Yes,” Mayor Rut Dahl said in Vik.",
        10,
        [Said("“Yes,”", "Rut Dahl")],
        [("Rut Dahl", "Mayor Rut Dahl")],
    )
    answer = asked_of([vik, Report("Sundby waits. “No ships,” the Mayor said.", 11, said)])(
        "What did the Mayor of Vik say?"
    )
    assert {each.speaker for each in answer.citations if each.quote.startswith("“")} == {"Rut Dahl"}


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
    assert (answer.citations[0].quote, answer.citations[0].speaker) == ("“The rain came too late,”", "Marsh")
    assert [each.speaker for each in answer.citations if "rain" in each.quote] == ["Marsh"]


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


TOLD = (
    Report(
        "Ferry sold. Finance chief Ada Moe will run the line until spring. Ada Moe, who joined from a bank in 2023,"
        " said the price was fair. “It was time,” Moe said. Odd Moe, the quickest of the rowers, was not there.",
        10,
        [Said("“It was time,”", "Ada Moe")],
        [("Ada Moe", "Finance chief Ada Moe")],
    ),
)


def test_who_somebody_is_is_told_in_whole_sentences(asked_of: Other) -> None:
    """What else an article tells of them stands there too, and no other's words or deeds under their name."""
    answer = asked_of(TOLD)("who is Ada Moe")
    assert answer.text.startswith("Ada Moe, as introduced: Finance chief Ada Moe will run the line until spring. [1]")
    assert any("joined from a bank in 2023" in quote for quote in quotes(answer))
    assert not any("rowers" in quote or "It was time" in quote for quote in quotes(answer))
