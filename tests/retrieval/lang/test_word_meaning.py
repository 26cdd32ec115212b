"""Likeness of words in meaning."""

from __future__ import annotations

from retrieval.lang.word_meaning import vectors


def test_words_of_like_meaning_are_near() -> None:
    """Nearer than others; a word that the table lacks is near to nothing."""
    kids, children, tax, strange = vectors(["kids", "children", "tax", "qwzrx"])
    assert kids @ children > 0.7 > 0.3 > kids @ tax
    assert kids @ strange == 0.0
