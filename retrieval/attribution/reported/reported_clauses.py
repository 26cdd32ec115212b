"""Reported clauses: the span of what was said, with quoted fragments in it or without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from retrieval.attribution.cues.cue_filters import unreal
from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.parse import FINITE, PROPER, VERBS, Parse, is_passive, weak
from retrieval.attribution.parse_repairs import inserted
from retrieval.lang.en.function_words import PLACE_OR_HEARER, REFLEXIVES, SUBORDINATORS, TOPIC_OR_PLACE
from retrieval.lang.en.people import can_speak
from retrieval.lang.en.speech_verbs import CLAUSE_FOLLOWS, CUES, KEPT_IN_SPAN, OBJECT_HEARS, TOPICAL
from retrieval.lang.en.times import TIMES


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported clause: its frame, its span in code points of the article, and how many words that is.

    ``how`` names the rule that found it, ``kids`` are the cue's dependents that hold it.
    """

    frame: Frame
    start: int
    end: int
    words: int
    how: str = "clause"
    kids: tuple[int, ...] = ()


def _before_marks(parse: Parse, token: int) -> int:
    """The token itself, or the closing quotation mark before it: "fans of “Prison Break,” Jones said"."""
    closes = token > 1 and parse.word[token - 1] in ("”", '"', "''", "’", "'", "»") and parse.word[token - 2] == ","
    return token - 1 if closes and parse.quote[token - 1] >= 0 and not parse.stand_in[token - 1] else token


def _span(parse: Parse, frame: Frame, first: int, last: int) -> Reported | None:
    """The clause from token to token, without marks and quotes at its ends; None where it holds a quote or nothing."""
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
    if words < 2:
        return None
    return Reported(frame, parse.start[first], parse.end[last], words)


def _is_parenthetical(parse: Parse, frame: Frame) -> bool:
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


def _rest(parse: Parse, frame: Frame) -> Reported | None:
    """The rest of the sentence after a cue whose clause the parser hung elsewhere."""
    verb = frame.verb
    _, high = parse.sentence_of(verb)
    if frame.lemma not in CLAUSE_FOLLOWS or frame.source > verb or is_passive(parse, verb):
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
    return _span(parse, frame, first, high - 1)


def _fronted(parse: Parse, frame: Frame) -> Reported | None:
    """The sentence before a cue that closes it: "The park is shut, the ministry announced this week"."""
    verb = frame.verb
    low, high = parse.sentence_of(verb)
    begin = _before_marks(parse, min(parse.left[frame.source], frame.source, verb))
    if frame.lemma not in CLAUSE_FOLLOWS or begin <= low + 1 or parse.word[begin - 1] != "," or is_passive(parse, verb):
        return None
    if weak(parse, frame.source) or any(parse.stand_in[low:high]):
        return None
    if parse.lower[low] in SUBORDINATORS and parse.dep[low] in ("mark", "advmod"):
        return None
    if any(parse.tag[t] in FINITE for t in range(max(verb, frame.source) + 1, high)):
        return None
    objects = parse.children_by(verb, "dobj")
    if objects and frame.lemma != "tell" and objects[0] != frame.source:
        return None
    if not any(parse.tag[t] in FINITE for t in range(low, begin)):
        return None
    return _span(parse, frame, low, begin - 2)


def _around(parse: Parse, frame: Frame) -> Reported | None:
    """What stands before or after "according to Jones" in its sentence."""
    low, high = parse.sentence_of(frame.verb)
    after = max(parse.right[frame.source], frame.source, frame.verb)
    named = any(parse.tag[t] in PROPER for t in range(parse.left[frame.source], frame.source + 1))
    if not named and not can_speak(parse.lower[frame.source]) and parse.tag[frame.source] not in ("PRP", "PRP$"):
        return None
    goes_on = "," in parse.word[after : after + 2] and any(parse.tag[t] in FINITE for t in range(after + 1, high))
    if goes_on and frame.verb - low > 2 and not any(parse.tag[t] in FINITE for t in range(low, frame.verb)):
        return _span(parse, frame, low, high - 1)  # "The trouble, according to Jones, was the port"
    if frame.verb - low > 2:
        return _span(parse, frame, low, frame.verb - 1)
    return _span(parse, frame, after + 1, high - 1)


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
    return _span(parse, frame, colon + 1, high - 1)


# Which dependents of a cue can be what was said, by class of the cue.
_DEPS = {
    "say": frozenset(["ccomp", "xcomp", "parataxis", "advcl"]),
    "act": frozenset(["ccomp", "xcomp", "dobj", "prep", "oprd", "attr", "acomp", "advcl"]),
    "mind": frozenset(["ccomp", "xcomp", "advcl"]),
    "show": frozenset(["ccomp"]),
    "noun": frozenset(["acl", "ccomp", "relcl"]),
}


def reported(parse: Parse, frame: Frame, sources: Mapping[int, int]) -> Reported | None:
    """What ``frame`` reports; None where nothing that was said hangs on its cue.

    Args:
        parse: the article's tokens.
        frame: the attribution.
        sources: the source of each cue of the article, by the cue's token.
    """
    if frame.group == "according":
        return _around(parse, frame)
    if frame.group == "figure":
        _, high = parse.sentence_of(frame.verb)
        return _span(parse, frame, frame.verb, min(parse.right[frame.verb], high - 1))
    if frame.group == "noun" and parse.lower[frame.content[0]] == "that":
        _, high = parse.sentence_of(frame.verb)
        return _span(parse, frame, frame.content[0], high - 1)
    if frame.group == "noun" and all(
        parse.dep[t] in ("acl", "prep") and parse.lower[parse.left[t]] != "that" for t in frame.content
    ):
        last = max(parse.right[t] for t in frame.content)
        found = _span(parse, frame, frame.verb, last)
        return found and replace(found, how="matter", kids=tuple(frame.content))
    if frame.group not in _DEPS or frame.source < 0:
        return None
    if unreal(parse, frame) or (weak(parse, frame.source) and frame.group not in ("say", "show")):
        return None
    verb = frame.verb
    if _is_parenthetical(parse, frame):
        low, high = parse.sentence_of(verb)
        return _span(parse, frame, low, high - 1)
    chosen = [child for child in frame.content if not parse.stand_in[child] and _holds(parse, frame, child)]
    if any(parse.tag[child] == "PRP" for child in chosen) and all(
        parse.tag[child] == "PRP" or parse.lower[child] in PLACE_OR_HEARER for child in chosen
    ):
        chosen = []  # "mentioned it on television" tells nothing
    how = "clause"
    if not chosen:
        for name, rule in (("host", _host), ("rest", _rest), ("fronted", _fronted)):
            found = rule(parse, frame)
            if found is not None:
                return replace(found, how=name)
        chosen = [child for child in frame.content if _names(parse, frame, child)]
        how = "named"
        if not chosen:
            return None
    clauses = [child for child in chosen if parse.dep[child] == "ccomp" and child > verb]
    if clauses and frame.group == "say":
        chosen = [child for child in chosen if child >= clauses[0]]
    elif frame.lemma == "say" and all(parse.dep[child] == "dobj" for child in chosen):
        rest = _rest(parse, frame)
        if rest is not None:
            return rest
    first = min(parse.left[child] for child in chosen)
    last = max(parse.right[child] for child in chosen)
    if all(child > verb for child in chosen):
        first = max(first, verb + 1)
        himself = any(parse.lower[t] in REFLEXIVES for t in range(verb + 1, min(verb + 3, len(parse))))
        # An object alone reads as nothing; one of a single word isn't worth its verb.
        bare = all(parse.dep[child] in ("dobj", "prep") for child in chosen) and last - first > 1
        if frame.group == "act" or frame.lemma in KEPT_IN_SPAN or himself or bare or parse.children_by(verb, "neg"):
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
    last = _goes_on(parse, verb, last) if how == "named" else last
    if _breaks_off(parse, frame, last):
        rest = _rest(parse, frame)
        if rest is not None:
            return rest
    last = _before_quote(parse, frame, first, last)
    found = _span(parse, frame, first, _before_next(parse, frame, first, last, sources))
    return found and replace(found, how=how, kids=tuple(chosen))


_WITH = frozenset("about against alongside as between for of with".split())


def _goes_on(parse: Parse, verb: int, last: int) -> int:
    """Where what is named ends: "tweeted an image of Jones alongside a star", whose end the parser hung on the verb."""
    for child in parse.children_by(verb, "prep"):
        if parse.left[child] == last + 1 and parse.lower[child] in _WITH:
            stop = next((t for t in range(child, parse.right[child] + 1) if parse.stand_in[t]), parse.right[child] + 1)
            last = stop - 1
    return last


def _breaks_off(parse: Parse, frame: Frame, last: int) -> bool:
    """Whether a clause ends right before a finite verb, as where the parser took its subject for a clause."""
    _, high = parse.sentence_of(frame.verb)
    return frame.group == "say" and frame.verb < last and last + 1 < high and parse.tag[last + 1] in FINITE


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
    """Whether a child of a cue is a clause that it can report, or what an act of speech is about."""
    dep, group = parse.dep[child], frame.group
    if child < frame.verb:
        return group == "say" and dep in ("ccomp", "parataxis") and _closes(parse, frame)
    if dep == "conj":
        return group in ("say", "mind")
    if dep == "dobj" and parse.lower[child] in REFLEXIVES and group == "say":
        # "declared himself open to talks"
        return True
    if dep == "prep":
        return group == "act" and parse.lower[child] in TOPIC_OR_PLACE
    if dep == "advcl":
        return parse.lower[parse.left[child]] in ("for", "that", "whether", "if", "to")
    if dep == "ccomp" and parse.word[parse.left[child] - 1] == "," and frame.lemma not in OBJECT_HEARS:
        # "When Jones announced his run, Brown was away": the next clause, which the parser took for his words.
        return not parse.children_by(frame.verb, "dobj")
    return dep in _DEPS[group]


def _closes(parse: Parse, frame: Frame) -> bool:
    """Whether subject and cue stand behind a comma, as where they close what was said."""
    begin = _before_marks(parse, min(parse.left[frame.source], frame.source, frame.verb))
    return parse.dep[frame.verb] not in ("relcl", "acl") and begin > 0 and parse.word[begin - 1] in (",", "-", "–", "—")


def _names(parse: Parse, frame: Frame, child: int) -> bool:
    """Whether a child of a cue that reports no clause can name what was said: "denied the charge"."""
    if parse.stand_in[child] or child < frame.verb or frame.group == "show" or weak(parse, frame.source):
        return False
    if parse.dep[child] == "dobj":
        withheld = frame.lemma in ("deny", "charge") and parse.children_by(frame.verb, "dative")
        return not withheld and frame.lemma not in OBJECT_HEARS and parse.tag[child] not in ("PRP", "WP", "WDT")
    if parse.dep[child] != "prep" or frame.lemma in TOPICAL or parse.lower[child] in ("by", "in", "after", "before"):
        return False
    return parse.lower[child] in ("about", "against", "for", "of") or bool(parse.children_by(child, "pcomp"))
