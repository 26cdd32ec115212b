"""Texts as they are compressed: they come back, older ones, too, and damage is told."""

from __future__ import annotations

import zlib
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.store.compression import FILE, compressed, text_of

NEWS = "The government said that it would not be able to pay for the ferry, according to the president."


@given(st.text())
def test_texts_come_back(text: str) -> None:
    assert text_of(compressed(text)) == text


def test_common_phrases_cost_little() -> None:
    assert len(compressed(NEWS)) < 0.75 * len(zlib.compress(NEWS.encode()))


def test_what_older_versions_compressed_is_read() -> None:
    assert text_of(zlib.compress(NEWS.encode())) == NEWS


@pytest.mark.parametrize("part", [slice(-3), slice(0), slice(9)])
def test_a_part_is_told(part: slice) -> None:
    with pytest.raises(ValueError, match="cut off"):
        text_of(compressed(NEWS)[part])


def test_other_damage_is_told() -> None:
    held = compressed(NEWS)
    for damaged in (held + b"x", held[:9] + bytes(9) + held[18:]):
        with pytest.raises(ValueError):  # noqa: PT011 - zlib words it
            text_of(damaged)


def test_the_phrases_are_those_of_all_records() -> None:
    """Whoever changes them makes every record unreadable."""
    assert sha256(FILE.read_bytes()).hexdigest() == "b4c81212049add59ab12e2b526fb2cc2b4acbc8e1e265ea5e4bfd2d0fd793242"
