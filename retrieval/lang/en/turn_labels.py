"""Labels before a colon: those of interviews and transcripts, and those that aren't a turn. Collected by hand."""

from __future__ import annotations

from retrieval.lang.word_lists import sections

_LISTS = sections(__name__, "turn_labels.txt")

QUESTION = frozenset(["q", "question", "questions"])
ANSWER = frozenset(["a", "answer"])
ASKERS = _LISTS["askers"]
NO_TURN = _LISTS["no turn"]
