"""What was said to something, by side."""

from __future__ import annotations

import pytest

from retrieval.model import Kind, Status
from tests.bot.answering.conftest import ERIK, HOLM, MARA, Ask, Other, Report, Said


@pytest.fixture
def on_the_toll(asked_of: Other) -> Ask:
    """Four on the toll: one for it, one against, one who tells neither; and one on another thing."""
    return asked_of(
        [
            Report(
                "Toll bridge divides us. The council decided on the toll bridge on Monday. Jon Holm backed the toll"
                " bridge. “It pays for the steel,” Holm said. Mara Lindqvist condemned the toll bridge."
                " “We are fleeced,” Lindqvist said. “I was at sea,” Pia Lund said.",
                10,
                [
                    Said("“It pays for the steel,”", HOLM, mention="Holm"),
                    Said("“We are fleeced,”", MARA),
                    Said("“I was at sea,”", "Pia Lund"),
                ],
            ),
            Report(
                "Bakery opens. The bakery opened on Monday. “Rye is dear,” Erik Lindqvist said.",
                11,
                [Said("“Rye is dear,”", ERIK)],
            ),
        ]
    )


@pytest.mark.parametrize(
    "question",
    [
        "reactions to the toll bridge",
        "who is for and who is against the toll bridge?",
        "how did people react to the toll bridge",
        "pros and cons of the toll bridge",
    ],
)
def test_reactions_stand_under_their_side(on_the_toll: Ask, question: str) -> None:
    """Who is told to be on a side under it, who isn't under neither, and nothing of other stories."""
    answer = on_the_toll(question)
    assert [each.speaker for each in answer.citations] == [HOLM, MARA, "Pia Lund"]
    favour, against, neither = (answer.text.index(head) for head in ("In favour:", "Against:", "Also said:"))
    places = [answer.text.index(each.quote) for each in answer.citations]
    assert favour < places[0] < against < places[1] < neither < places[2]


@pytest.mark.parametrize(
    ("question", "who"),
    [("who criticised the toll bridge", {MARA}), ("who backed the toll bridge", {HOLM})],
)
def test_supporters_are_no_critics(on_the_toll: Ask, question: str, who: set[str]) -> None:
    """Of those who are told to be on a side, those on the one asked for."""
    assert {each.speaker for each in on_the_toll(question).citations} == who


def test_how_one_person_took_it(on_the_toll: Ask) -> None:
    """The article's own words on it, and what they said."""
    answer = on_the_toll("how did Jon Holm react to the toll bridge?")
    assert Kind.PASSAGE in {each.kind for each in answer.citations}
    assert {each.speaker for each in answer.citations} == {None, HOLM}


def test_each_speaker_comes_once_before_any_twice(asked_of: Other) -> None:
    """However much the first of them says of it."""
    holm = ["“The toll bridge is a gift,”", "“The toll bridge pays for itself,”", "“I love the toll bridge,”"]
    others = ["“We are fleeced,”", "“Nobody asked the ferrymen,”"]
    text = "Toll bridge opens. " + " ".join(f"{quote} Jon Holm said." for quote in holm)
    text += f" {others[0]} Mara Lindqvist said. {others[1]} Pia Lund said."
    said = [Said(quote, HOLM) for quote in holm] + [Said(others[0], MARA), Said(others[1], "Pia Lund")]
    answer = asked_of([Report(text, 10, said)])("reactions to the toll bridge")
    assert {each.speaker for each in answer.citations[:3]} == {HOLM, MARA, "Pia Lund"}


def test_reactions_to_what_articles_call_otherwise(asked_of: Other) -> None:
    """Are those of the story that the search puts first, where it has the question's names."""
    told = (
        "Northport clinic shut at night. “Mothers will die,” Jon Holm said. “It is for the best,” Mara Lindqvist said."
    )
    said = [Said("“Mothers will die,”", HOLM), Said("“It is for the best,”", MARA)]
    bakery = Report("Bakery opens. “Rye is dear,” Erik Lindqvist said.", 11, [Said("“Rye is dear,”", ERIK)])
    ask = asked_of([Report(told, 10, said), bakery])
    answer = ask("reaction to the Northport maternity pause")
    assert {each.speaker for each in answer.citations} == {HOLM, MARA}
    assert ask("reaction to the Eastmoor maternity pause", chat="two").status is Status.REFUSED
