"""Which words count as the same, and which never do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.house_style import compared, denies, is_omission, style_of, turns


def keys(text: str) -> list[str]:
    return [each.key for each in compared(text)]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("We won't pay.", "We won’t pay,"),
        ("the labour programme", "The labor program"),
        ("they organised seven travelling shows", "they organized 7 traveling shows"),
        ("1,000 per cent", "1000 percent"),
        ("12% of it", "12 percent of it"),
        ("the U.S. said so", "the US said so"),
        ("a well-known man – or not", "a well known man — or not"),
        ("in\u00ad for\u200bmed", "in formed"),
    ],
)
def test_a_houses_style_changes_no_word(mine: str, theirs: str) -> None:
    assert keys(mine) == keys(theirs)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("15 people", "1.5 people"),
        ("we can win", "we can't win"),
        ("they filled it", "they filed it"),
        ("the sl\u0430ve trade", "the slave trade"),  # a Cyrillic letter
        ("You lied? Then go", "You lied. Then go"),
        ("$7 million", "7 million"),
        ("the price", "the prize"),
    ],
)
def test_other_words_are_others(mine: str, theirs: str) -> None:
    assert keys(mine) != keys(theirs)


def test_brackets_and_dots_are_an_editors() -> None:
    found = compared("We [the council] will … [...] pay")
    assert [each.written for each in found if each.omits] == ["[the council]", "…", "[...]"]
    assert [is_omission(each) for each in found if each.omits] == [False, True, True]


def test_what_turns_a_sense() -> None:
    assert all(map(denies, ("not", "don't", "never")))
    assert turns("but")
    assert not denies("but")


def test_style_is_told() -> None:
    assert style_of(compared("the labour vote"), compared("The labor vote")) == [("labour", "labor")]
    assert style_of(compared("rotten"), compared("rot\u00adten")) == []


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    for each in compared(text):
        assert text[each.start : each.end] == each.written
