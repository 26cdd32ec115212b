"""Verbs that a quoted fragment is the object of: "thanked “the nurses who …”", "gave its “deepest sympathies”"."""

from __future__ import annotations

from retrieval.attribution.cues.cue_filters import merely_possible
from retrieval.attribution.cues.cue_subjects import subject
from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.parse import VERBS, Parse, is_passive, weak
from retrieval.lang.en.speech_verbs import COMMUNICATES, GOES_ON_TO, HANDS_OVER

_STEPS = 4
"""Of the parse between a fragment and its verb."""
_FEWEST_WORDS = 3
"""Of a fragment: one or two words in marks are as often a name or a doubt of the article's own."""
_RIGHT_BEFORE = 3
"""Tokens between a verb and the words that it quotes."""
_CIRCUMSTANCES = frozenset(["advmod", "prep", "advcl", "nsubj", "nsubjpass", "npadvmod", "mark"])
"""What tells how, when or of whom in a clause ahead of its verb."""
_OBJECTS = frozenset("dobj pobj prep dative oprd attr acomp ccomp xcomp amod conj".split())


def quoted_object(parse: Parse, first: int, end: int, words: int) -> Frame | None:
    """The frame of a verb of communication whose object or complement is quoted; None where there is none.

    Args:
        parse: the article's tokens.
        first: the first token of the fragment with its marks.
        end: one behind its last.
        words: how many it has.
    """
    top = next((t for t in range(first, end) if not first <= parse.head[t] < end), -1)
    if top < 0 or words < _FEWEST_WORDS:
        return None
    top = next(
        (t for t in range(first, end) if not first <= parse.head[t] < end and parse.word[t][0].isalnum()),
        top,
    )
    at = top
    for _ in range(_STEPS):
        if parse.dep[at] not in _OBJECTS or parse.head[at] == at:
            return None
        at = parse.head[at]
        if parse.tag[at] in VERBS and not first <= at < end:
            break
    else:
        return None
    own = parse.tag[first - 1] == "PRP$" if first > 0 else False
    if at > first or not (parse.lower[at] in COMMUNICATES or (own and parse.lower[at] in HANDS_OVER)):
        return None
    if is_passive(parse, at) or parse.children_by(at, "neg"):
        return None
    source = subject(parse, at)
    if source < 0 or weak(parse, source) or first <= source < end:
        return None
    frame = Frame(at, parse.lower[at], "quote", source, [])
    return None if merely_possible(parse, frame) else frame


def tells_of(parse: Parse, frame: Frame, index: int) -> bool:
    """Whether quoted words are what a verb above them tells, and not how, when or about whom it does.

    Not so in "Once the “golden boy”, his gossip meant", "They “voluntarily” agreed", "before school started on a
    “walk-in”".
    """
    first, end = parse.quote_tokens[index]
    part = next((t for t in range(first, end) if parse.word[t][0].isalnum()), first)
    while parse.head[part] != frame.verb and parse.head[part] != part:
        part = parse.head[part]
    if frame.verb >= end:
        told = parse.dep[part] not in _CIRCUMSTANCES
        return told or (frame.group == "say" and parse.word[end - 2] == ",") or parse.word[end] == ","
    return (
        frame.group != "quote"
        or first - frame.verb <= _RIGHT_BEFORE
        or (part in frame.content and (parse.dep[part] != "xcomp" or parse.lower[frame.verb] in GOES_ON_TO))
    )
