"""Reported clauses: the span of what was said, with quoted fragments in it or without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.statements.frames import Frame
from retrieval.statements.lexicon import CUES, TIMES, can_speak
from retrieval.statements.parse import Parse
from retrieval.statements.subjects import is_passive, weak

# Which dependents of a cue are what was said, by class of the cue. Chosen by how often such spans overlap a labelled
# one on half A of PolNeAR: those under 0.75 are left out.
_DEPS = {
    "say": frozenset(["ccomp", "xcomp", "parataxis", "advcl"]),
    "act": frozenset(["ccomp", "xcomp", "dobj", "prep", "oprd", "attr", "acomp", "advcl"]),
    "mind": frozenset(["ccomp", "xcomp", "advcl"]),
    "show": frozenset(["ccomp"]),
    "noun": frozenset(["acl", "ccomp", "relcl"]),
}
_WITH_OBJECT = frozenset(
    "announce deny question note recall propose acknowledge admit confirm claim promise explain predict stress "
    "emphasize pledge suggest recommend reveal concede lament underscore reiterate urge proclaim declare insist "
    "allege caution disclose say support oppose want favor prefer doubt consider regard view demand know fear "
    "point".split()
)
_WITH_PREPOSITION = frozenset(
    "ask complain warn boast object testify hint wonder joke rail caution insist inquire".split()
)
_WEAK_ACTS = frozenset("attack challenge encourage portray depict order rip instruct scold discuss".split())
# Cues without which what hangs on them would read as the contrary, or as nothing: they belong to the span.
_KEPT = frozenset("want hope wish fear doubt plan intend seek desire expect deny refuse decline worry oppose".split())
_REFLEXIVE = frozenset(["himself", "herself", "itself", "themselves"])

# Shorter spans say nothing ("supports Trump"): on half A a third of them overlap no labelled one.
_FEWEST_WORDS = {"act": 4, "mind": 4, "say": 2, "show": 3, "according": 3}


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported clause: its frame and its span in code points of the article."""

    frame: Frame
    start: int
    end: int


def reported(parse: Parse, frame: Frame, sources: Mapping[int, int]) -> Reported | None:
    """What ``frame`` reports; None where nothing that was said hangs on its cue.

    Args:
        parse: the article's tokens.
        frame: the attribution.
        sources: the source of each cue of the article, by the cue's token.
    """
    if frame.group == "according":
        return _clause_around(parse, frame)
    if frame.group == "figure":
        _, high = parse.sentence_of(frame.verb)
        return _span(parse, frame, frame.verb, min(parse.right[frame.verb], high - 1))
    if frame.group == "noun" and parse.lower[frame.content[0]] == "that":
        _, high = parse.sentence_of(frame.verb)
        return _span(parse, frame, frame.content[0], high - 1)
    if frame.group not in _DEPS or frame.source < 0:
        return None
    if _unreal(parse, frame.verb):
        return None
    direct = parse.head[frame.source] == frame.verb or parse.dep[frame.verb] == "conj"
    if weak(parse, frame.source) and not (direct and frame.group in ("say", "show")):
        return None
    verb = frame.verb
    if _is_parenthetical(parse, frame):
        low, high = parse.sentence_of(verb)
        return _span(parse, frame, low, high - 1)
    chosen = [child for child in frame.content if not parse.stand_in[child] and _holds(parse, frame, child)]
    if not chosen:
        return _host(parse, frame) or _rest(parse, frame) or _fronted(parse, frame)
    clauses = [child for child in chosen if parse.dep[child] == "ccomp" and child > verb]
    if clauses and frame.group == "say":
        chosen = [child for child in chosen if child >= clauses[0] or child < verb]
    elif frame.lemma == "say" and all(parse.dep[child] == "dobj" for child in chosen):
        rest = _rest(parse, frame)
        if rest is not None:
            return rest
    first = min(parse.left[child] for child in chosen)
    last = max(parse.right[child] for child in chosen)
    if all(child > verb for child in chosen):
        first = max(first, verb + 1)
        himself = any(parse.lower[t] in _REFLEXIVE for t in range(verb + 1, min(verb + 3, len(parse))))
        # An object alone reads as nothing; one of a single word isn't worth its verb.
        bare = all(parse.dep[child] in ("dobj", "prep") for child in chosen) and last - first > 1
        if frame.group == "act" or frame.lemma in _KEPT or himself or bare or parse.children_by(verb, "neg"):
            first = min(
                [
                    verb,
                    *(
                        t
                        for t in parse.children_by(verb, "neg", "aux", "auxpass")
                        if t > frame.source and parse.tag[t] != "TO"
                    ),
                ]
            )
    elif frame.source > 0 and first <= parse.left[frame.source] <= last and first < verb:
        # "Strikes …, the ministry said": the attribution ends the clause, unless the clause goes on after it.
        edge = min(parse.left[frame.source], verb)
        after = max(parse.right[frame.source], verb)
        if not any(parse.left[child] < edge and parse.right[child] > after for child in chosen):
            last = edge - 1
    if _breaks_off(parse, frame, last):
        rest = _rest(parse, frame)
        if rest is not None:
            return rest
    last = _before_quote(parse, frame, first, last)
    return _span(parse, frame, first, _before_next(parse, frame, first, last, sources))


def resumed(parse: Parse, frame: Frame, before: Reported | None) -> Reported | None:
    """What a colon adds to a clause that stands before its cue: "It is sold, he said: the ships go first"."""
    colon = frame.verb + 1
    _, high = parse.sentence_of(frame.verb)
    if before is None or frame.group != "say" or colon >= high or parse.word[colon] != ":":
        return None
    if before.end > parse.start[frame.verb] or any(parse.stand_in[colon:high]):
        return None
    if not any(parse.tag[t] in _FINITE for t in range(colon, high)):
        return None
    return _span(parse, frame, colon + 1, high - 1)


def _is_parenthetical(parse: Parse, frame: Frame) -> bool:
    """Whether subject and cue stand between commas inside a clause: "Voters, Jones suggested, don't …"."""
    verb = frame.verb
    low, high = parse.sentence_of(verb)
    begin = parse.left[frame.source]
    return (
        frame.group == "say"
        and frame.source == verb - 1
        and low < begin - 1
        and parse.word[begin - 1] == ","
        and parse.word[verb + 1 : verb + 2] == [","]
        and verb + 3 < high
        and not any(parse.stand_in[low:high])
        and parse.tag[verb + 2] not in ("CC", "VBG")
    )


def _unreal(parse: Parse, verb: int) -> bool:
    """Whether a cue is no act of speech that took place: "pledged delegates", "came to laud the town"."""
    dep = parse.dep[verb]
    if dep == "amod":
        return True
    if parse.lower[parse.head[verb]] in ("went", "goes", "go", "going", "continued", "proceeded"):
        return False
    purpose = parse.tag[verb] == "VB" and any(parse.lower[t] == "to" for t in parse.children_by(verb, "aux"))
    return purpose and dep in ("advcl", "acl", "relcl")


def _breaks_off(parse: Parse, frame: Frame, last: int) -> bool:
    """Whether a clause ends right before a finite verb, as where the parser took its subject for a clause."""
    _, high = parse.sentence_of(frame.verb)
    return frame.group == "say" and frame.verb < last and last + 1 < high and parse.tag[last + 1] in _FINITE


def _before_next(parse: Parse, frame: Frame, first: int, last: int, sources: Mapping[int, int]) -> int:
    """Where a span ends that runs on into what the same speaker did next: "… and has indicated that"."""
    for at in range(first + 1, last + 1):
        if sources.get(at) == frame.source and at > frame.verb and parse.dep[at] == "conj":
            joint = at
            while joint > first and parse.tag[joint] != "CC":
                joint -= 1
            if joint > first and joint > at - 5:
                return joint - 1
    return last


def _before_quote(parse: Parse, frame: Frame, first: int, last: int) -> int:
    """Where a reported clause ends that runs on into a quote with a cue of its own: "…, saying: '…'"."""
    for at in range(first, last + 1):
        if not parse.stand_in[at]:
            continue
        above = at
        for _ in range(6):
            above = parse.head[above]
            if above == frame.verb or parse.head[above] == above:
                break
            if first < above <= last and parse.lower[above] in CUES and not parse.stand_in[above]:
                return min(at, parse.left[above], above) - 1
        return at - 1
    return last


def _holds(parse: Parse, frame: Frame, child: int) -> bool:
    dep, lemma = parse.dep[child], frame.lemma
    before = child < frame.verb
    if before and dep not in ("ccomp", "parataxis"):
        return False
    if frame.group == "act" and (lemma in _WEAK_ACTS or (is_passive(parse, frame.verb) and dep == "dobj")):
        return False
    if dep == "conj":
        return frame.group in ("say", "mind")
    if dep == "dobj" and parse.lower[child] in _REFLEXIVE and frame.group == "say":
        # "declared himself open to talks"
        return True
    if dep == "dobj" and frame.group in ("say", "mind"):
        return lemma in _WITH_OBJECT
    if dep == "prep" and frame.group == "say":
        return lemma in _WITH_PREPOSITION and parse.lower[child] in (
            "about",
            "of",
            "to",
            "on",
            "against",
            "for",
            "at",
            "with",
            "over",
        )
    if dep == "prep" and frame.group == "act":
        return parse.lower[child] in ("for", "on", "to", "with", "as", "of", "about", "against")
    if frame.group == "mind" and dep == "ccomp" and lemma in ("see", "know", "understand"):
        return lemma == "know" and bool(parse.children_by(child, "mark"))
    if frame.group == "mind" and lemma in ("see", "understand", "feel") and dep == "xcomp":
        return False
    if dep == "advcl" and parse.lower[parse.left[child]] not in ("for", "that", "whether", "if"):
        return False
    return dep in _DEPS[frame.group]


def _host(parse: Parse, frame: Frame) -> Reported | None:
    """The clause that a parenthetical stands in: "Voters, Jones suggested, don't …"."""
    verb = frame.verb
    host = parse.head[verb]
    if frame.group != "say" or host == verb or parse.dep[verb] not in ("parataxis", "ccomp", "advcl", "conj"):
        return None
    low, _ = parse.sentence_of(verb)
    begin = min(parse.left[frame.source], verb)
    if parse.dep[verb] == "advcl" and parse.lower[parse.left[verb]] != "as":
        return None
    if any(parse.stand_in[t] for t in range(parse.left[host], parse.right[host] + 1)):
        return None
    if parse.dep[verb] == "conj" and not (frame.source > verb and parse.word[verb - 1] == ","):
        return None
    if parse.dep[verb] == "conj":
        return _span(parse, frame, parse.left[host], begin - 1)
    if parse.dep[verb] == "ccomp" and not (begin > low and parse.word[begin - 1] == ","):
        return None
    return _span(parse, frame, parse.left[host], parse.right[host])


# Cues after which the rest of a sentence is what was said, however the parser took it.
_CLAUSAL = frozenset(
    "say tell announce note argue claim warn add explain state insist suggest acknowledge believe think contend "
    "maintain predict report reveal concede admit assert declare write estimate confirm stress emphasize".split()
)
_FINITE = ("VBD", "VBZ", "VBP", "MD")


_NO_ASSERTION = frozenset(
    "after when while as if although though since because before until once unless whereas where how".split()
)


def _fronted(parse: Parse, frame: Frame) -> Reported | None:
    """The sentence before a cue that closes it: "The park is shut, the ministry announced this week"."""
    verb = frame.verb
    low, high = parse.sentence_of(verb)
    begin = min(parse.left[frame.source], frame.source, verb)
    if frame.lemma not in _CLAUSAL or begin <= low + 1 or parse.word[begin - 1] != "," or is_passive(parse, verb):
        return None
    if weak(parse, frame.source) or any(parse.stand_in[low:high]):
        return None
    if parse.lower[low] in _NO_ASSERTION and parse.dep[low] in ("mark", "advmod"):
        return None
    if any(parse.tag[t] in _FINITE for t in range(max(verb, frame.source) + 1, high)):
        return None
    objects = parse.children_by(verb, "dobj")
    if objects and frame.lemma != "tell" and objects[0] != frame.source:
        return None
    if not any(parse.tag[t] in _FINITE for t in range(low, begin)):
        return None
    return _span(parse, frame, low, begin - 2)


def _rest(parse: Parse, frame: Frame) -> Reported | None:
    """The rest of the sentence after a cue whose clause the parser hung elsewhere."""
    verb = frame.verb
    _, high = parse.sentence_of(verb)
    if frame.lemma not in _CLAUSAL or frame.source > verb or is_passive(parse, verb) or parse.tag[verb] == "VB":
        return None
    that = next((t for t in range(verb + 1, min(high, verb + 16)) if parse.lower[t] == "that"), -1)
    first = that if that > 0 else verb + 1
    if first >= high or (that < 0 and (frame.lemma == "tell" or parse.tag[first] in ("IN", ",", ".", "TO", "CC", ":"))):
        return None
    if any(parse.stand_in[t] for t in range(verb, high)):
        return None
    if not any(parse.tag[t] in _FINITE for t in range(first + 1, high)):
        return None
    return _span(parse, frame, first, high - 1)


def _clause_around(parse: Parse, frame: Frame) -> Reported | None:
    low, high = parse.sentence_of(frame.verb)
    after = max(parse.right[frame.source], frame.source, frame.verb)
    if not can_speak(parse.lower[frame.source]) and parse.tag[frame.source] not in ("NNP", "NNPS", "PRP", "PRP$"):
        return None
    if frame.verb - low > 2:
        return _span(parse, frame, low, frame.verb - 1)
    return _span(parse, frame, after + 1, high - 1)


def _span(parse: Parse, frame: Frame, first: int, last: int) -> Reported | None:
    if first == frame.verb + 1 and first + 1 < last:
        if parse.lower[first] in TIMES and parse.tag[first] in ("NNP", "NN"):
            # "The ministry said Wednesday it would": the day is when it was said.
            first += 1
        elif parse.lower[first] == "to" and "that" in parse.lower[first : first + 5]:
            first = parse.lower.index("that", first)
    while first <= last and not parse.word[first][0].isalnum() and parse.word[first] not in ("“", '"', "'", "‘", "$"):
        first += 1
    while last >= first and parse.word[last] in (".", ",", ":", ";", "-", "–", "—", "?", "!"):
        last -= 1
    while last >= first and parse.stand_in[last]:
        last -= 1
    if last < first or any(parse.stand_in[at] for at in range(first, last + 1)):
        return None
    words = sum(1 for at in range(first, last + 1) if parse.word[at][0].isalnum())
    if words < _FEWEST_WORDS.get(frame.group, 2):
        return None
    return Reported(frame, parse.start[first], parse.end[last])
