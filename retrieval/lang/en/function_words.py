"""Words that hold sentences together: stop words, pronouns, prepositions, negations, and what gives a reason."""

from __future__ import annotations

NEGATIONS = frozenset("not no never none nobody nothing neither nor without".split())

GIVES_REASON = ("because", "since", "as a result", "so that", "due to", "in order to", "that is why", "the reason")
MAY_GIVE_REASON = (*GIVES_REASON, "after", "amid", "over", "following")
"""Beside what gives a reason in so many words, what often stands before one."""
