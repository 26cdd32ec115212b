"""Cues to leave out: whose source can't have said anything ("the outcome shows"), or that tell of no act of speech."""

from __future__ import annotations

from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.parse import PROPER, Parse
from retrieval.lang.en.function_words import CONDITIONS, MODALS, TO_COME
from retrieval.lang.en.numbers import PARTS, QUANTITIES
from retrieval.lang.en.people import can_tell
from retrieval.lang.en.speech_verbs import GOES_ON_TO, ORDERED, THINGS_SHOW
from retrieval.lang.en.times import TIMES


def is_mute(parse: Parse, frame: Frame) -> bool:
    """Whether the source of a frame isn't a person or thing whose words an article could tell.

    Of a noun that isn't known for a thing or a person the cue tells: people say, things show. "According to" makes a
    source of everything.
    """
    source = frame.source
    if frame.group == "according" or parse.tag[source] in PROPER or parse.tag[source].startswith(("PRP", "W")):
        return False
    if _is_amount(parse, source):
        return False
    if parse.lower[source] in TIMES or any(letter.isdigit() for letter in parse.word[source]):
        return True
    if _can_tell(parse, source):
        return False
    shown = frame.lemma in THINGS_SHOW or frame.group in ("show", "mind", "quote", "noun")
    participle = parse.tag[frame.verb] == "VBG" and not parse.children_by(frame.verb, "aux")
    return shown or participle or _is_the_thing_that(parse, frame)


def _can_tell(parse: Parse, noun: int) -> bool:
    """Whether a noun or what stands beside it is a name, a person, a body or a text."""
    low, _ = parse.sentence_of(noun)
    if parse.word[noun][0].isupper() and noun > low:
        return True
    beside = parse.children_by(noun, "appos")
    return can_tell(parse.lower[noun]) or any(parse.tag[t] in PROPER or can_tell(parse.lower[t]) for t in beside)


def _is_the_thing_that(parse: Parse, frame: Frame) -> bool:
    """Whether a cue tells of its source by "that" or "which": "bottles that said"; of people it would be "who"."""
    if parse.dep[frame.verb] != "relcl":
        return False
    return any(parse.lower[t] in ("that", "which") for t in parse.children_by(frame.verb, "nsubj", "dobj", "pobj"))


def _is_amount(parse: Parse, token: int) -> bool:
    return parse.tag[token] == "CD" or parse.lower[token] in QUANTITIES or parse.lower[token] in PARTS


_HIGHEST = 4


def unreal(parse: Parse, frame: Frame) -> bool:
    """Whether a cue isn't an act of speech that took place: "pledged delegates", "came to laud the town"."""
    verb, dep = frame.verb, parse.dep[frame.verb]
    if dep == "amod" or merely_possible(parse, frame):
        return True
    if dep == "xcomp" and parse.lower[parse.head[verb]] in TO_COME:
        return True
    if parse.lower[parse.head[verb]] in GOES_ON_TO:
        return False
    purpose = parse.tag[verb] == "VB" and any(parse.lower[t] == "to" for t in parse.children_by(verb, "aux"))
    return purpose and dep in ("advcl", "acl", "relcl")


def merely_possible(parse: Parse, frame: Frame) -> bool:
    """Whether a cue tells what somebody might say: "if Jones asks", "that would show voters", "they may conclude".

    "He would warn them" tells what he used to say, "he won't reveal it" what he refuses; and "Jones said he would
    endorse it" are Jones's own words.
    """
    at = frame.verb
    above = parse.head[at]
    if frame.group == "mind" and parse.dep[at] == "ccomp" and parse.lower[parse.left[at]] in ("how", "whether", "if"):
        return True  # "wondered how the fans feel"
    if parse.dep[at] == "xcomp" and parse.lower[above] in ORDERED and parse.children_by(above, "auxpass"):
        return True  # "Jones was told to report to a ward"
    for _ in range(_HIGHEST):
        if any(parse.lower[t] in CONDITIONS for t in parse.children_by(at, "mark")):
            return True
        modals = [parse.lower[t] for t in parse.children_by(at, "aux") if parse.lower[t] in MODALS]
        if modals:
            used_to = frame.group == "say" and modals[-1] in ("would", "'d", "’d") and parse.tag[frame.verb] == "VB"
            if (used_to and at == frame.verb) or parse.children_by(at, "neg"):
                return False
            return not _is_own_plan(parse, frame, at)
        joined = parse.dep[at] == "conj" and parse.tag[at] == "VB" and not parse.children_by(at, "nsubj", "aux")
        if parse.dep[at] != "xcomp" and not joined:
            return False
        at = parse.head[at]
    return False


def _is_own_plan(parse: Parse, frame: Frame, verb: int) -> bool:
    """Whether a clause is what the speaker says of himself: "Jones said he would endorse it"."""
    while parse.dep[verb] == "conj":
        verb = parse.head[verb]
    return parse.dep[verb] == "ccomp" and parse.tag[frame.source] == "PRP"
