"""Where a sentence ends, and texts cut there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.lang.sentence_ends import cuts, ends, ends_a_sentence


@pytest.mark.parametrize(
    ("text", "ended"),
    [("It sails.", True), ("It sails.”", True), ("Does it?", True), ("met Sen.", False), ("met her on", False)],
)
def test_an_abbreviation_ends_no_sentence(text: str, ended: bool) -> None:
    """A full stop behind a shortened word tells nothing."""
    assert ends_a_sentence(text, 0, len(text)) is ended


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Engr. Musa Gambo, by his counsel, Barr. Ilo, sued. It sailed.", 2),
        ("The minister, Chief (Mrs.) Ada Cole, spoke. (It sailed.) She left.", 3),
        ("They went to the U.S. (and to the U.K.) Then they left.", 2),
    ],
)
def test_titles_end_no_sentence(text: str, sentences: int) -> None:
    """Those of Lagos neither, nor one in brackets."""
    assert len(list(ends(text))) == sentences


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(min_value=5, max_value=50))
def test_cuts_cover_the_text(text: str, limit: int) -> None:
    """Pieces follow on each other and none is too long."""
    pieces = cuts(text, 0, len(text), limit)
    assert "".join(text[a:b] for a, b in pieces) == text
    assert all(b - a <= limit for a, b in pieces)
