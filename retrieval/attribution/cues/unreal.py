"""Cues that tell of no act of speech that took place: it is to come, or one of several things that may be."""

from __future__ import annotations

from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.parse import Parse

# "Is expected to endorse", "is to endorse": nobody has done so yet.
_TO_COME = frozenset("expected poised scheduled slated due set supposed is are was were".split())
_MODALS = frozenset("can could may might must shall should will would ca wo 'd 'll ’d ’ll".split())
_CONDITIONS = frozenset(["if", "unless", "whether"])
_HIGHEST = 4


def unreal(parse: Parse, frame: Frame) -> bool:
    """Whether a cue is no act of speech that took place: "pledged delegates", "came to laud the town"."""
    verb, dep = frame.verb, parse.dep[frame.verb]
    if dep == "amod" or merely_possible(parse, frame):
        return True
    if dep == "xcomp" and parse.lower[parse.head[verb]] in _TO_COME:
        return True
    if parse.lower[parse.head[verb]] in ("went", "goes", "go", "going", "continued", "proceeded"):
        return False
    purpose = parse.tag[verb] == "VB" and any(parse.lower[t] == "to" for t in parse.children_by(verb, "aux"))
    return purpose and dep in ("advcl", "acl", "relcl")


def merely_possible(parse: Parse, frame: Frame) -> bool:
    """Whether a cue tells what somebody might say: "if Jones asks", "that would show voters", "they may conclude".

    "He would warn them" tells what he used to say, "he won't reveal it" what he refuses; and "Jones said he would
    endorse it" are Jones's own words.
    """
    at = frame.verb
    for _ in range(_HIGHEST):
        if any(parse.lower[t] in _CONDITIONS for t in parse.children_by(at, "mark")):
            return True
        modals = [parse.lower[t] for t in parse.children_by(at, "aux") if parse.lower[t] in _MODALS]
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
