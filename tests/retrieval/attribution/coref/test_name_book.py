"""One person is one, by any of the article's names for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Statement

Statements = Callable[[str], list[Statement]]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Omar Haddad, alias Pip, was held in Bremen. “I was at home,” Pip told the court.", "at home", "Omar Haddad"),
        (
            "Gang leader Marco Silva, better known as “Pip”, was jailed. “I regret it all,” Pip said.",
            "regret it",
            "Marco Silva",
        ),
        (
            "Jane Brown, who is known as Pip, sings. “I write at night,” said Pip. Pip is 30. Pip sings. Pip rests.",
            "write at night",
            "Pip",
        ),
    ],
)
def test_an_alias_is_who_bears_it(statements: Statements, text: str, words: str, speaker: str) -> None:
    """By the full name, unless the article is about somebody by the other one."""
    assert [each.speaker for each in statements(text) if words in each.text] == [speaker]


@pytest.mark.parametrize(("who", "name"), [("His brother N. Mallesh", "N. Mallesh"), ("The farmer S. Rao", "S. Rao")])
def test_a_person_with_an_initial_can_be_who_speaks_next(statements: Statements, who: str, name: str) -> None:
    """A noun for a person before an initial tells that no country is meant."""
    text = f"Jan Holm was found dead. {who} said the bank had sent three notices. “We sold it all,” he said."
    assert [each.speaker for each in statements(text) if "sold" in each.text] == [name]


@pytest.mark.parametrize("who", ["Seven-year-old Alfrik Dean fell in June.", "Alfrik Dean, 7, fell in June."])
def test_who_has_an_age_is_a_person_and_called_by_the_first_name_later(statements: Statements, who: str) -> None:
    """However rare that name is, so that "he" may be him."""
    text = f"{who}\n\n“It is in the book,” the warden, Colin Pratt, said.\n\nAlfrik is at school. “It hurts,” he said."
    assert [each.speaker for each in statements(text) if "hurts" in each.text] == ["Alfrik Dean"]


@pytest.mark.parametrize(
    "told",
    [
        "Ada Holm told the inquest into the death of her uncle, Michael Holm.",
        "The deaths of Tom Vane and Michael Holm shook Orle, Ada Holm said.",
    ],
)
def test_of_two_who_bear_a_surname_the_one_is_meant_whom_a_clause_is_about(statements: Statements, told: str) -> None:
    """Not the uncle whom it names nearest."""
    found = statements(f"The raft sank.\n\n{told}\n\n“It was hit by two waves,” Holm said.")
    assert [each.speaker for each in found if "two waves" in each.text] == ["Ada Holm"]


def test_mr_stays_the_one_of_a_family_whom_he_was_told_to_be(statements: Statements) -> None:
    """Though the article names another one first, and nobody right before."""
    text = (
        "The man in the grave is Tom Holm, a rider. His father, Jan Holm, had looked for him.\n\n“He is gone,” "
        "said Mr Holm.\n\nThe police were sorry.\n\nNobody else was.\n\n“It was the wrong hymn,” said Mr Holm."
    )
    assert [each.speaker for each in statements(text) if "hymn" in each.text] == ["Jan Holm"]


@pytest.mark.parametrize(
    ("who", "later"),
    [
        ("Captain Lennox Pascall, the master,", "His cousin, Merle Pascall, prays. “God is good,” Ms Pascall said."),
        ("Medical Superintendent Lennox Pascall", "It rained."),
    ],
)
def test_no_title_of_somebody_else_tells_the_gender(statements: Statements, who: str, later: str) -> None:
    """Neither that of a relative nor the letters of an office."""
    text = f"Otto Brandt fishes. “It is dark,” Brandt said.\n\n{who} said it was light.\n\n“I saw it,” he said.\n\n"
    assert [each.speaker for each in statements(text + later) if "I saw it" in each.text] == ["Lennox Pascall"]


@pytest.mark.parametrize("who", ["The chairman, Lucy Holm,", "The Bishop of Orle, the Rt Revd Lucy Holm,"])
def test_no_office_makes_a_man_of_a_woman_by_her_first_name(statements: Statements, who: str) -> None:
    """ "Chairman" and "bishop" are men's by their words alone."""
    text = f"{who} said there was no reason to wait.\n\nHolm said that she was sorry. “We have no land,” she said."
    assert [each.speaker for each in statements(text) if "no land" in each.text] == ["Lucy Holm"]


@pytest.mark.parametrize(
    ("told", "who", "speaker"),
    [
        ("Kofi Tarrant headed it in.", "Striker Tarrant", "Kofi Tarrant"),
        ("Chantelle Tarrant won on Monday.", "Hairdresser Chantelle", "Chantelle Tarrant"),
        ("It was won on Monday.", "Baker Tarrant", "Baker Tarrant"),
        ("Kofi Tarrant and Baker Tarrant came on Monday.", "Baker Tarrant", "Baker Tarrant"),
    ],
)
def test_a_trade_that_opens_a_sentence_is_none_of_a_name(
    statements: Statements, told: str, who: str, speaker: str
) -> None:
    """Where somebody by that name was named in full before; else the trade may be a first name."""
    found = statements(f"{told}\n\n{who}, 33, said: “Nobody here will pay.”")
    assert [each.speaker for each in found if "will pay" in each.text] == [speaker]
