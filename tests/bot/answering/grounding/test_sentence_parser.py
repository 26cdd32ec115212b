"""A model's text is cut into sentences as it comes, however it comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.grounding.sentence_parser import PLACE, Unfit, sentences, taken_apart

TEXT = [
    'Mr. Holm said: "No. Never! The U.S. won\'t." [1]',
    "It cost 3.5 million crowns [2].",
    "“Why?” he asked the council of St. Vik [3][4]!",
    "According to Berg, it is over [5] .",
    "The end [1, 2]…",
]


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 1_000])
@pytest.mark.parametrize("between", [" ", "\n", "\n\n- "])
def test_sentences_are_the_same_however_they_come(piece: int, between: str) -> None:
    """Abbreviations, figures, quotations and citations behind the full stop end none too early."""
    text = between.join(TEXT)
    pieces = [text[n : n + piece] for n in range(0, len(text), piece)]
    assert [each.removeprefix("- ").strip() for each in sentences(pieces)] == TEXT


def test_a_sentence_is_there_as_soon_as_the_next_begins() -> None:
    """Nobody waits for the whole text."""
    found = sentences(iter(["Holm said it [1]. ", "Ber", "g did", "n't [2]. "]))
    assert next(found) == "Holm said it [1]."


def test_what_never_ends_is_not_kept() -> None:
    """Neither in memory, nor as a sentence."""
    (only,) = sentences("word " for _ in range(100_000))
    assert len(only) < 10_000
    with pytest.raises(Unfit, match="too long"):
        taken_apart(only)


@given(st.lists(st.text(alphabet="ab .!?\n\"'“”‘’[]123…«»()", max_size=12), max_size=12))
def test_no_word_is_lost_or_made(pieces: list[str]) -> None:
    """Whatever a model writes, its sentences put together are its text but for white space."""
    assert "".join("".join(sentences(pieces)).split()) == "".join("".join(pieces).split())


@given(st.text(alphabet="ab .,:\"'“”‘’„«»`[]12\u200b\u202e*_", max_size=60))
def test_any_sentence_is_taken_apart_or_unfit(text: str) -> None:
    """Nothing else happens, and no mark is left in what isn't quoted."""
    try:
        apart = taken_apart(text)
    except Unfit:
        return
    assert apart.own.count(PLACE) == len(apart.quoted)
    assert apart.numbers
    assert not set(apart.own) & set('"“”„«»`[]\u200b\u202e')


@pytest.mark.parametrize(
    ("text", "quoted", "numbers"),
    [
        ('He said: "I go" [1].', ("I go",), (1,)),
        ("He said: “I go” and ‘I stay’ [1][3, 2][1].", ("I go", "I stay"), (1, 3, 2)),
        ("The workers' union said “it's over”【2】.", ("it's over",), (2,)),
        ("He said ``I go'' [1]", ("I go",), (1,)),
        ('1. **He** said: "I *go*" [1]', ("I go",), (1,)),
        ("He said: „Ich gehe“ [1]", ("Ich gehe",), (1,)),
    ],
)
def test_what_is_found_in_a_sentence(text: str, quoted: tuple[str, ...], numbers: tuple[int, ...]) -> None:
    """Quotations in many marks, citations in their order."""
    apart = taken_apart(text)
    assert (apart.quoted, apart.numbers) == (quoted, numbers)
