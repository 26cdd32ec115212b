"""Passages cover an article's words, in order, and are never longer than what the embedder sees."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.chunking import LONGEST, split
from retrieval.model import Article, Passage

SENTENCE = "The council of the harbour town met on Tuesday and spoke for an hour about the ferry."


def cut(text: str) -> list[Passage]:
    return split(Article(title="t", text=text))


LINES = st.text(st.sampled_from("aB .!?\"”'…\t\u00a0\u2028é\u0301😀"), max_size=120)
TEXTS = st.one_of(
    st.text(min_size=1, max_size=400),
    st.lists(LINES, min_size=1, max_size=30).map("\n".join).filter(bool),
    st.lists(st.sampled_from([SENTENCE, SENTENCE * 14, "Heading", "", " ", "x" * 2_500]), min_size=1).map("\n".join),
).filter(bool)


@given(TEXTS)
def test_between_passages_stands_only_white_space(text: str) -> None:
    """Every span slices back to its words, spans follow one another, and no word is left out."""
    passages = cut(text)
    position = 0
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text == passage.text.strip()
        assert position <= passage.start < passage.end
        assert not text[position : passage.start].strip()
        assert len(passage.text) <= LONGEST
        position = passage.end
    assert not text[position:].strip()
    assert bool(passages) == bool(text.strip())
    numbers = [passage.paragraph for passage in passages]
    assert numbers == sorted(numbers)


def test_a_paragraph_is_a_passage() -> None:
    """Blank lines and line ends divide; the number is the paragraph's."""
    passages = cut(f"{SENTENCE}\n\n{SENTENCE}\n{SENTENCE}")
    assert [passage.paragraph for passage in passages] == [1, 2, 3]
    assert {passage.text for passage in passages} == {SENTENCE}


def test_a_heading_goes_with_the_paragraph_below_it() -> None:
    """Alone it would answer nothing; the number is that of the paragraph that answers."""
    (passage,) = cut(f"What the harbour master said\n\n{SENTENCE}")
    assert passage.text.startswith("What the harbour master said")
    assert passage.text.endswith(SENTENCE)
    assert passage.paragraph == 2


def test_a_last_line_without_a_full_stop_is_kept() -> None:
    """It looks like a heading, but nothing stands below it."""
    assert cut(f"{SENTENCE}\n\nThe end")[-1].text == "The end"


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Line ends inside of sentences, as in mail, don't divide; blank lines do."""
    wrapped = (
        "The council of the harbour town met on Tuesday and spoke for\n"
        "an hour about the ferry, which has been late on every day of\n"
        "this month, and about the ice in the sound, which nobody had\n"
        "foreseen."
    )
    assert [passage.text for passage in cut(f"{wrapped}\n\n{wrapped}")] == [wrapped, wrapped]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    """Each piece is whole sentences, as many as fit, with the paragraph's number."""
    pieces = cut(" ".join([SENTENCE] * 40))
    assert len(pieces) == 4
    assert all(piece.text.endswith("ferry.") and piece.text.startswith("The") for piece in pieces)
    assert {piece.paragraph for piece in pieces} == {1}


@pytest.mark.parametrize("unit", ["x", "word ", ". ", "“", ".”", "\u0301", "😀", " .\n"])
def test_a_line_of_200_000_characters_is_cut_quickly(unit: str) -> None:
    """Whatever it is made of: no piece is too long, and time grows with the text, not with its square."""
    text = (unit * 200_000)[:200_000]
    started = time.process_time()
    passages = cut(text)
    assert time.process_time() - started < 2
    assert sum(len(passage.text.split()) for passage in passages) >= len(text.split())
    assert max(len(passage.text) for passage in passages) <= LONGEST
