"""Reported clauses: the span of what was said, with quoted fragments in it or without."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.statements.frames import Frame
from retrieval.statements.parse import Parse

_CLAUSES = ("ccomp", "xcomp", "parataxis", "oprd")


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported clause: its frame and its span in code points of the article."""

    frame: Frame
    start: int
    end: int


def reported(parse: Parse, frame: Frame) -> Reported | None:
    """What ``frame`` reports; None where nothing that was said hangs on its cue."""
    if frame.group == "according":
        return _sentence_around(parse, frame)
    chosen: list[int] = []
    for child in frame.content:
        dep = parse.dep[child]
        if (
            dep in _CLAUSES
            or (
                frame.group in ("act", "mind") and dep in ("dobj", "prep", "acomp", "attr") and child > frame.verb
            )
            or (
                frame.lemma in ("tell", "ask", "urge", "deny", "call", "warn", "propose")
                and dep in ("dobj", "prep")
            )
        ) and not parse.stand_in[child]:
            chosen.append(child)
    if not chosen:
        return None
    first = min(parse.left[child] for child in chosen)
    last = max(parse.right[child] for child in chosen)
    if first <= frame.verb <= last and all(child > frame.verb for child in chosen):
        first = frame.verb + 1
    if frame.source >= 0 and first <= frame.source <= last and frame.source > frame.verb:
        last = min(last, parse.left[frame.source] - 1)
    return _span(parse, frame, first, last)


def _sentence_around(parse: Parse, frame: Frame) -> Reported | None:
    low, high = parse.sentence_of(frame.verb)
    inner_last = max(parse.right[frame.source], frame.source)
    if frame.verb - low > high - inner_last:
        return _span(parse, frame, low, frame.verb - 1)
    return _span(parse, frame, inner_last + 1, high - 1)


def _span(parse: Parse, frame: Frame, first: int, last: int) -> Reported | None:
    while first <= last and (
        not parse.word[first][0].isalnum() and parse.word[first] not in ("“", '"', "'", "‘", "$")
    ):
        first += 1
    while last >= first and parse.word[last] in (".", ",", ":", ";", "-", "–", "—", "?", "!"):
        last -= 1
    if last < first or any(parse.stand_in[at] for at in range(first, last + 1)):
        return None
    return Reported(frame, parse.start[first], parse.end[last])
