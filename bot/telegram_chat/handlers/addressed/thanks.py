"""Words that ask nothing: thanks, and that something is good."""

from __future__ import annotations

from retrieval.lang.en.question_words import THANKS
from retrieval.lang.tokens import words


def is_thanks(text: str) -> bool:
    """Whether a message only thanks."""
    return " ".join(words(text)) in THANKS
