"""Spellings of one name."""

from __future__ import annotations

import pytest

from retrieval.entities.spellings import Alike, is_misspelling_of, is_spelling_of, may_be_one


@pytest.mark.parametrize(
    ("one", "other", "is_spelling"),
    [
        ("joseph brandt", "joe brandt", True),
        ("dmitri petrovsky", "dmitry petrovskii", True),
        ("mara e lindqvist", "mara lindqvist", True),
        ("marta lindqvist", "marfa lindqvist", False),
        ("robert brandt", "roberta brandt", False),
        ("jan holm", "ian holm", False),
    ],
)
def test_spellings(one: str, other: str, is_spelling: bool) -> None:
    """In both directions; what may be one is found among the others."""
    assert (is_spelling_of(one, other) or is_spelling_of(other, one)) == is_spelling
    alike = Alike()
    alike.add(other)
    if is_spelling:
        assert may_be_one(one, other)
        assert alike.to(one) == [other]


def test_a_slip_needs_an_office() -> None:
    """Two people may have names that differ by a letter."""
    office = {"energi", "minist"}
    assert is_misspelling_of("marta holm", "marfa holm", office)
    assert not is_misspelling_of("marta holm", "marfa holm", set())
    assert may_be_one("marta holm", "marfa holm")
