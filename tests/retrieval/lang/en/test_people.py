"""Which nouns can speak or tell, and which say what a person is."""

from __future__ import annotations

import pytest

from retrieval.lang.en.people import can_speak, can_tell, is_office


@pytest.mark.parametrize("noun", ["senator", "senators", "ministry", "report", "protesters", "economist", "fishermen"])
def test_people_bodies_and_texts_can_speak(noun: str) -> None:
    """Those in the lists, their plurals, and what ends like them."""
    assert can_speak(noun)


@pytest.mark.parametrize("noun", ["bridge", "deal", "press conferences", "water", "number"])
def test_things_cannot_speak(noun: str) -> None:
    """A ferry says nothing."""
    assert not can_speak(noun)


@pytest.mark.parametrize("noun", ["data", "firm", "treaties", "airlines", "midwife", "uncle"])
def test_what_seldom_speaks_can_tell(noun: str) -> None:
    """Data tell, firms too, one or many."""
    assert can_tell(noun)


def test_an_office_is_a_role_a_title_or_ends_like_one() -> None:
    """In lower case and in the singular."""
    assert all(map(is_office, ["president", "fisherman", "librarian", "spokeswoman"]))
    assert not any(map(is_office, ["city", "women", "vote"]))
