"""What a turn of one speaker shares: a venue or a day told with one quote holds for its neighbours."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from retrieval.attribution.coref.noun_phrases import phrase
from retrieval.attribution.coref.resolver import Voices
from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.ner import key
from retrieval.attribution.parse import Parse
from retrieval.attribution.venue_and_date import venue
from retrieval.model import Kind, Statement

_PLATFORMS = frozenset("x twitter telegram facebook instagram youtube linkedin tiktok threads bluesky social".split())
_WRITTEN = frozenset("posted wrote tweeted posts writes tweets".split())
_PREPOSITIONS = frozenset("in on at to by via over during through".split())


class _Group(NamedTuple):
    """Several people who are said to speak on one platform: where in the text, its words, and their roles."""

    token: int
    words: str
    roles: frozenset[str]


def shared(
    statements: Sequence[Statement], parse: Parse, frames: Sequence[Frame], voices: Voices, text: str
) -> list[Statement]:
    """The statements with the venues that they share with their turn, or with a group that their speaker is one of."""
    made = list(statements)
    groups = list(_groups(parse, frames, text))
    for at, one in enumerate(made):
        if one.kind is Kind.DIRECT and one.venue is None and one.speaker is not None:
            token = bisect_left(parse.start, one.start)
            for group in groups:
                roles = {role.split()[-1] for role in voices.roles.of(one.speaker)}
                written = one.cue is not None and one.cue.lower() in _WRITTEN
                if group.token < token and (written or (one.cue is not None and roles & group.roles)):
                    made[at] = one.model_copy(update={"venue": group.words})
    for turn in _turns(made, parse):
        told = {made[i].venue for i in turn} - {None}
        if len(told) != 1:
            continue
        (words,) = told
        pointing = words is not None and words.startswith("the ") and words.islower()
        source = next(i for i in turn if made[i].venue == words)
        for i in turn:
            near = _paragraph(parse, made[i]) == _paragraph(parse, made[source])
            # What is told later in a turn holds for a quote before it, but not for what was merely reported there.
            fits = i > source or (made[i].kind is Kind.DIRECT and made[source].kind is Kind.DIRECT)
            # "Jones told the Gazette that …": his quote in the next paragraph is of the same talk.
            outlet = (
                words is not None
                and i > source
                and made[i].kind is Kind.DIRECT
                and words.split()[0].lower() not in _PREPOSITIONS
            )
            outlet = outlet and _paragraph(parse, made[i]) - _paragraph(parse, made[source]) == 1
            if made[i].venue is None and fits and (near or outlet or (pointing and made[i].kind is Kind.DIRECT)):
                day = made[i].said_on or (made[source].said_on if near else None)
                made[i] = made[i].model_copy(update={"venue": words, "said_on": day})
    return made


def _paragraph(parse: Parse, statement: Statement) -> int:
    token = min(bisect_left(parse.start, statement.start), len(parse) - 1)
    return parse.paragraph[token]


def _turns(statements: Sequence[Statement], parse: Parse) -> Iterator[list[int]]:
    """Runs of statements of one speaker that no other speaker interrupts, in paragraphs that follow each other."""
    turn: list[int] = []
    for at, one in enumerate(statements):
        if turn:
            before = statements[turn[-1]]
            apart = _paragraph(parse, one) - _paragraph(parse, before)
            if one.speaker != before.speaker or apart > 1:
                yield turn
                turn = []
        if one.speaker is not None:
            turn.append(at)
    if turn:
        yield turn


def _groups(parse: Parse, frames: Sequence[Frame], text: str) -> Iterator[_Group]:
    for frame in frames:
        if frame.source < 0 or frame.group != "say":
            continue
        several = parse.tag[frame.source] == "NNS" or bool(parse.children_by(frame.source, "conj"))
        where = venue(parse, frame) if several else None
        if where is None or key(parse.word[where[1]]) not in _PLATFORMS:
            continue
        first, last = phrase(parse, frame.source)
        roles = frozenset(key(parse.word[t]).removesuffix("s") for t in range(first, last + 1))
        yield _Group(frame.verb, text[parse.start[where[0]] : parse.end[where[1]]], roles)
