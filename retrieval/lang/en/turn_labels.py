"""Labels before a colon: those of interviews and transcripts, and those that are no turn. Collected by hand."""

from __future__ import annotations

QUESTION = frozenset(["q", "question", "questions"])
ANSWER = frozenset(["a", "answer"])
ASKERS = frozenset(
    "interviewer reporter reporters host moderator presenter anchor journalist correspondent audience crowd operator"
    " caller".split()
)
"""Whose questions are nobody's statements."""

NO_TURN = frozenset(
    "title headline date by byline author source sources photo photos image picture video caption credit credits"
    " url link links note notes editor's correction update updated clarification read related see also watch listen"
    " more subscribe tags topics category location where when what why how who time price address phone email"
    " contact website tel claim verdict rating ruling fact facts background summary conclusion key example warning"
    " tip step ingredients recipe score result results final half-time scorers goals attendance referee release"
    " released director cast rated running genre publisher published length copyright section issue word words"
    " excerpt quote here today monday tuesday wednesday thursday friday saturday sunday breaking live analysis"
    " opinion exclusive explainer in this that and but it".split()
)
"""Words that open a paragraph before a colon and name nobody who speaks."""
