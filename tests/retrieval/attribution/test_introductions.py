"""How an article introduces its people."""

from __future__ import annotations

import pytest

from retrieval.attribution import Analyst
from retrieval.model import Article


def told(analyst: Analyst, text: str) -> set[tuple[str, str]]:
    """Each name with the words that introduce it."""
    return {(each.speaker, each.text) for each in analyst.analyse(Article(title="A test", text=text)).introductions}


@pytest.mark.parametrize(
    ("text", "introduced"),
    [
        ("Solicitor Ada Holm, for the Lund family, said no.", "Solicitor Ada Holm, for the Lund family"),
        ("Ada Holm, of the Tenants’ Union, said no.", "Ada Holm, of the Tenants’ Union"),
        (
            "Ada Holm, who was appointed chief executive in April, said no.",
            "who was appointed chief executive in April",
        ),
        ("He is a friend of the mayor, Ada Holm.", "the mayor, Ada Holm"),
    ],
)
def test_what_stands_beside_a_name_introduces_it(analyst: Analyst, text: str, introduced: str) -> None:
    """Whom somebody speaks for, what they were put into, and nobody else's office."""
    (words,) = (words for name, words in told(analyst, text) if name == "Ada Holm")
    assert words.endswith(introduced)


@pytest.mark.parametrize("aside", ["with a sigh", "for once", "of 12 Mill Road"])
def test_an_aside_introduces_nobody(analyst: Analyst, aside: str) -> None:
    """How somebody speaks, and where they live."""
    assert not told(analyst, f"Ada Holm, {aside}, said no.")


def test_an_aide_holds_no_office(analyst: Analyst) -> None:
    """An introduction has all of the phrase, also where the parse hangs a name on the nearest noun."""
    text = "Later, a spokeswoman for the mayor, Ona Perrin, telephoned to amend that: beyond that, she said, it is so."
    assert told(analyst, text) == {("Ona Perrin", "a spokeswoman for the mayor, Ona Perrin")}
