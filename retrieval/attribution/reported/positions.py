"""What a cue reports, told from where it stands in its sentence: for what the parser hung elsewhere."""

from __future__ import annotations

from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.grammar import FINITE, PROPER, VERBS, is_passive, weak
from retrieval.attribution.parse import Parse
from retrieval.attribution.parse_repairs import inserted
from retrieval.attribution.reported.clauses import Reported, before_marks, span
from retrieval.lang.en.speech_verbs import CUES, can_speak

# Cues after which the rest of a sentence is what was said, however the parser took it.
_CLAUSAL = frozenset(
    "say tell announce note argue claim warn add explain state insist suggest acknowledge believe think contend "
    "maintain predict report reveal concede admit assert declare write estimate confirm stress emphasize".split()
)
_NO_ASSERTION = frozenset(
    "after when while as if although though since because before until once unless whereas where how".split()
)


def is_parenthetical(parse: Parse, frame: Frame) -> bool:
    """Whether subject and cue stand between commas inside a clause: "Voters, Jones suggested, don't …"."""
    verb = frame.verb
    low, high = parse.sentence_of(verb)
    if frame.group == "say" and frame.source > verb and inserted(parse, verb) == frame.source:
        return not any(parse.stand_in[low:high])
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


def host(parse: Parse, frame: Frame) -> Reported | None:
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
        return span(parse, frame, parse.left[host], begin - 1)
    if parse.dep[verb] == "ccomp" and not (begin > low and parse.word[begin - 1] == ","):
        return None
    return span(parse, frame, parse.left[host], parse.right[host])


def rest(parse: Parse, frame: Frame) -> Reported | None:
    """The rest of the sentence after a cue whose clause the parser hung elsewhere."""
    verb = frame.verb
    _, high = parse.sentence_of(verb)
    if frame.lemma not in _CLAUSAL or frame.source > verb or is_passive(parse, verb):
        return None
    if any(parse.tag[t] == "TO" for t in parse.children_by(verb, "aux")):
        return None
    soon = range(verb + 1, min(high, verb + 16))
    that = next((t for t in soon if parse.lower[t] == "that" and parse.dep[t] == "mark"), -1)
    if any(CUES.get(parse.lower[t], ("", ""))[1] == "say" and parse.tag[t] in VERBS for t in range(verb + 1, that)):
        that = -1  # another's: "warned of a storm, arguing that"
    first = that if that > 0 else verb + 1
    if first >= high or (that < 0 and (frame.lemma == "tell" or parse.tag[first] in ("IN", ",", ".", "TO", "CC", ":"))):
        return None
    if any(parse.stand_in[t] for t in range(verb, high)):
        return None
    finite = next((t for t in range(first + 1, high) if parse.tag[t] in FINITE), -1)
    if finite < 0 or parse.word[first:finite].count(",") == 1:
        return None
    return span(parse, frame, first, high - 1)


def fronted(parse: Parse, frame: Frame) -> Reported | None:
    """The sentence before a cue that closes it: "The park is shut, the ministry announced this week"."""
    verb = frame.verb
    low, high = parse.sentence_of(verb)
    begin = before_marks(parse, min(parse.left[frame.source], frame.source, verb))
    if frame.lemma not in _CLAUSAL or begin <= low + 1 or parse.word[begin - 1] != "," or is_passive(parse, verb):
        return None
    if weak(parse, frame.source) or any(parse.stand_in[low:high]):
        return None
    if parse.lower[low] in _NO_ASSERTION and parse.dep[low] in ("mark", "advmod"):
        return None
    if any(parse.tag[t] in FINITE for t in range(max(verb, frame.source) + 1, high)):
        return None
    objects = parse.children_by(verb, "dobj")
    if objects and frame.lemma != "tell" and objects[0] != frame.source:
        return None
    if not any(parse.tag[t] in FINITE for t in range(low, begin)):
        return None
    return span(parse, frame, low, begin - 2)


def around(parse: Parse, frame: Frame) -> Reported | None:
    """What stands before or after "according to Jones" in its sentence."""
    low, high = parse.sentence_of(frame.verb)
    after = max(parse.right[frame.source], frame.source, frame.verb)
    named = any(parse.tag[t] in PROPER for t in range(parse.left[frame.source], frame.source + 1))
    if not named and not can_speak(parse.lower[frame.source]) and parse.tag[frame.source] not in ("PRP", "PRP$"):
        return None
    goes_on = "," in parse.word[after : after + 2] and any(parse.tag[t] in FINITE for t in range(after + 1, high))
    if goes_on and frame.verb - low > 2 and not any(parse.tag[t] in FINITE for t in range(low, frame.verb)):
        return span(parse, frame, low, high - 1)  # "The trouble, according to Jones, was the port"
    if frame.verb - low > 2:
        return span(parse, frame, low, frame.verb - 1)
    return span(parse, frame, after + 1, high - 1)


def resumed(parse: Parse, frame: Frame, before: Reported | None) -> Reported | None:
    """What a colon adds to a clause that stands before its cue: "It is sold, he said: the ships go first"."""
    colon = frame.verb + 1
    _, high = parse.sentence_of(frame.verb)
    if before is None or frame.group != "say" or colon >= high or parse.word[colon] != ":":
        return None
    if before.end > parse.start[frame.verb] or any(parse.stand_in[colon:high]):
        return None
    if not any(parse.tag[t] in FINITE for t in range(colon, high)):
        return None
    return span(parse, frame, colon + 1, high - 1)
