"""What pages say beside their articles, as lists of words; the file beside tells where they are from."""

from __future__ import annotations

from retrieval.lang.word_lists import sections

PAGE_WORDS = sections(__name__, "page_words.txt")
"""By list: what asks for something, leads on, claims rights, tells of the desk, speaks to the reader, as the house."""
