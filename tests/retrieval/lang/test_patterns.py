"""Regular expressions made of word lists."""

from __future__ import annotations

import re

from retrieval.lang.patterns import any_of, phrase


def test_the_longest_alternative_is_tried_first() -> None:
    """Else "a few" would never be found behind "a"."""
    assert re.match(any_of(["a", "a few", "few"]), "a few days")[0] == "a few"  # type: ignore[index]


def test_words_are_taken_literally_and_once_in_one_order() -> None:
    """A full stop is a full stop; a set gives the same pattern in every process."""
    assert any_of({"u.s", "us"}) == any_of(["us", "u.s", "us"]) == r"(?:u\.s|us)"


def test_a_phrase_is_found_in_any_case() -> None:
    """As people type."""
    assert phrase(r"what else\b").match("What ELSE?")
