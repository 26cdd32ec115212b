"""Families of words by which a question says what it wants."""

from __future__ import annotations

from retrieval.lang.word_lists import sections, table

_LISTS = sections(__name__, "question_words.txt")

FRAME = _LISTS["frame"]
OVERVIEW_WORDS = _LISTS["overview words"]
WHAT_CHANGES = _LISTS["what changes"]
QUESTION_WORDS = _LISTS["question words"]
REQUEST_WORDS = _LISTS["request words"]
POINTS_AT_WORDS = frozenset(each.replace("_", " ") for each in _LISTS["points at words"])
THANKS = frozenset(each.replace("_", " ") for each in _LISTS["thanks"])
LEADS_TO_A_TOPIC = _LISTS["leads to a topic"]
OF_ANY_STORY = OVERVIEW_WORDS | FRAME | _LISTS["of any story"]
JOINS_A_TOPIC = _LISTS["joins a topic"]
NEWSPAPER_WORDS = _LISTS["newspapers' names"]
CHAT_SPELLINGS = {key: " ".join(meant) for key, meant in table(__name__, "chat_spellings.txt").items()}
"""What chats write for a word, and the word."""
