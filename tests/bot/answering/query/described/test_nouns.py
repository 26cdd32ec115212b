"""What a description says that somebody is, and whether an article calls somebody so."""

from __future__ import annotations

import pytest

from bot.answering.query.described.nouns import Noun


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("the widow in the kestrel case", "widow"),
        ("Pugh's lawyer", "lawyer"),
        ("the fan who threw her ticket", "fan"),
        ("union boss", "boss"),
        ("the governors office", "governor"),
    ],
)
def test_the_noun_of_a_description(text: str, last: str) -> None:
    """In front of what follows it, behind whose it is; of an office, whose it is."""
    noun = Noun.of(text)
    assert noun is not None
    assert noun.names[0].role[-1] == last


@pytest.mark.parametrize("text", ["", "the", "the pier", "the lawyer's", "kim jong un"])
def test_what_describes_nobody(text: str) -> None:
    """No noun for a person or a body at the end."""
    assert Noun.of(text) is None


@pytest.mark.parametrize(
    ("text", "told", "naming", "is_sure"),
    [
        ("the widow", "Mr Reid's widow, Aileen", "", True),
        ("the council boss", "Council President Dale", "", True),
        ("the president", "the president's uncle, Carl", "", False),
        ("the transport secretary", "Giles Orme, the shadow transport secretary", "", False),
        ("the shadow transport secretary", "Giles Orme, the shadow transport secretary", "", True),
        ("the fire chief", "police chief Rut Dahl of the bakery", "", False),
        ("the lawyer", "Louise Hart", "Louise Hart said her client was a gambler.", True),
        ("the minister", "Her deputy, Anil", "The Minister's deputy, Anil, spoke.", False),
    ],
)
def test_how_surely_somebody_is_called_so(text: str, told: str, naming: str, *, is_sure: bool) -> None:
    """By the noun that stands for them, not for whose they are, and by what tells it."""
    noun = Noun.of(text)
    assert noun is not None
    assert (noun.level([told], lambda: naming, "Aileen") >= 0.6) is is_sure
