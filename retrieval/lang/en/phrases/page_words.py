"""What pages say beside their articles, as lists of words; the file beside tells where they are from."""

from __future__ import annotations

from retrieval.lang.word_lists import sections

_LISTS = sections(__name__, "page_words.txt")

CALLS, PAST, BOX_NAMES = (_LISTS.pop(name) for name in ("calls", "past", "box names"))
"""What a call to the reader opens with; verbs of what was; words of the names of boxes."""

PAGE_WORDS = _LISTS
"""By list: what asks for something, leads on, claims rights, tells of the desk, speaks to the reader, as the house."""
