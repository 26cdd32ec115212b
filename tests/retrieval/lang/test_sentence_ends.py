"""Where a sentence ends, and texts cut there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.lang.sentence_ends import cuts, ends_a_sentence


@pytest.mark.parametrize(
    ("text", "ended"),
    [("It sails.", True), ("It sails.”", True), ("Does it?", True), ("met Sen.", False), ("met her on", False)],
)
def test_an_abbreviation_ends_no_sentence(text: str, ended: bool) -> None:
    """A full stop behind a shortened word tells nothing."""
    assert ends_a_sentence(text, 0, len(text)) is ended


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(min_value=5, max_value=50))
def test_cuts_cover_the_text(text: str, limit: int) -> None:
    """Pieces follow on each other and none is too long."""
    pieces = cuts(text, 0, len(text), limit)
    assert "".join(text[a:b] for a, b in pieces) == text
    assert all(b - a <= limit for a, b in pieces)
