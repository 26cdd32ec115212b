"""Whether some words are the name of an outlet, told by the words alone."""

from __future__ import annotations

import pytest

from retrieval.readers.metadata.outlets import is_agency, is_desk, is_domain, is_outlet, outlet_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Harbour News", "Harbour News"),
        ("the Island Post. All rights reserved", "The Island Post"),
        ("the BBC", "BBC"),
        ("Harbour News*", "Harbour News"),
        ("The Times of the Sea", "The Times of the Sea"),
        ("U.S. News & World Report", "U.S. News & World Report"),
        ("theconversation.com", "theconversation.com"),
        ("yesterday evening", None),
        ("a boat", None),
        ("12", None),
        ("", None),
        ("A name with far too many words in it to be that of a newspaper", None),
        ("A" * 61, None),
    ],
)
def test_a_name_ends_where_its_sentence_does(written: str, name: str | None) -> None:
    """Whatever is no name in capitals, or is too long for one, is none."""
    assert outlet_name(written) == name


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Reuters", True),
        ("the Associated Press", True),
        ("Harbour News", True),
        ("n.example", True),
        ("Jane Doe", False),
    ],
)
def test_an_outlet_is_told_by_what_it_is_called(name: str, is_one: bool) -> None:
    """An agency, a domain, a word that papers have in their names."""
    assert is_outlet(name) is is_one


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("n.example", True),
        ("news.n.example", True),
        ("n.example/path", False),
        ("example", False),
        ("N.Example", False),
    ],
)
def test_a_domain_has_no_path(name: str, is_one: bool) -> None:
    """And at least two parts."""
    assert is_domain(name) is is_one


def test_a_dash_makes_an_agency_likelier() -> None:
    """In brackets where a text starts: without one, only the agencies that are known."""
    assert is_agency("AP", dashed=False)
    assert not is_agency("Harbour News", dashed=False)
    assert is_agency("Harbour News", dashed=True)
    assert not is_agency("archive picture", dashed=True)


def test_a_byline_of_the_staff_is_nobodys() -> None:
    """A person's is."""
    assert is_desk("Reuters Staff")
    assert is_desk("The Associated Press")
    assert not is_desk("Jane Doe")
