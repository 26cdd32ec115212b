"""Sentences are spans of the text, found without a model."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.lang.sentences import spans


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text, 0, len(text))]


@given(
    text=st.text(st.sampled_from("aB .!?\"”'…\n\tÉ1Mr") | st.characters(), max_size=200),
    where=st.tuples(st.integers(0, 200), st.integers(0, 200)),
)
def test_sentences_cover_the_words_in_order(text: str, where: tuple[int, int]) -> None:
    """Between two sentences stands only white space, and none leaves the span that was asked for."""
    start, end = sorted(min(each, len(text)) for each in where)
    position = start
    for first, last in spans(text, start, end):
        assert position <= first < last <= end
        assert not text[position:first].strip()
        assert text[first:last] == text[first:last].strip()
        position = last
    assert not text[position:end].strip()


@pytest.mark.parametrize(
    "sentences",
    [
        ["It froze.", "The ferry stayed."],
        ["“It froze.”", "“Did it?”", "It did!"],
        ["Mr. Lind met Sen. Dahl of the U.S. Senate on Feb. 12.", "They spoke."],
        ["J. K. Holm paid 3.50 a litre.", "Nobody else did."],
        ["He waited …", "Then he left."],
        ["He said it (twice.)", "Nobody heard."],
        ["Élise left.", "Łukasz stayed."],
    ],
)
def test_full_stops_that_end_sentences_are_told_from_others(sentences: list[str]) -> None:
    """Titles, initials, months and numbers don't end one; closing marks belong to it."""
    assert cut(" ".join(sentences)) == sentences


def test_a_heading_is_a_sentence() -> None:
    """A line end ends a line without a full stop."""
    assert cut("Ice in the sound\nThe ferry stayed.") == ["Ice in the sound", "The ferry stayed."]


@pytest.mark.parametrize("unit", [". ", ".", "A. ", '." ', "x", " ", "\n"])
def test_long_texts_take_linear_time(unit: str) -> None:
    """100,000 characters of anything take no longer than a blink."""
    text = (unit * 100_000)[:100_000]
    started = time.process_time()
    cut(text)
    assert time.process_time() - started < 2


def test_a_wrapped_line_ends_no_sentence() -> None:
    """A line's end inside a wrapped paragraph is a blank; below a heading it ends one."""
    text = "Cold spell\n\nThe ferry stays in port until the ice is gone, said the\nharbour master. Nobody sails."
    assert [each.split()[0] for each in cut(text)] == ["Cold", "The", "Nobody"]
