"""News words of other languages are read as English ones."""

from __future__ import annotations

import pytest

from retrieval.lang.glossary import english, in_english


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("¿Cuántos soldados murieron en Osby?", "¿how many soldiers died Osby?"),
        ("Où a eu lieu la manifestation ?", "where took place protest ?"),
        ("Wann wurde Vasil Petrenko verhaftet?", "when Vasil Petrenko arrested?"),
        ("Cosa ha detto la ministra sui migranti?", "what said minister sui migrants?"),
        ("Скільки людей поранено?", "how many people wounded?"),
    ],
)
def test_a_question(text: str, read: str) -> None:
    """Its small words go; names and what isn't known stay as they are."""
    assert in_english(text) == read


def test_kept_words_are_names() -> None:
    """ "Donna" is a woman in Italian, and somebody's name."""
    assert in_english("Che cosa ha detto Donna Petrenko?", frozenset({"donna"})).endswith("said Donna Petrenko?")


def test_endings_and_articles_before_a_vowel() -> None:
    """A stem stands for all its endings; a word on the list as it is comes first."""
    assert english("déclarait") == "said"
    assert english("l'accord") == "agreement"
    assert english("Quuxbarrow") is None
