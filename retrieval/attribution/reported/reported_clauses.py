"""Reported clauses: the span of what was said, with quoted fragments in it or without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.cues.unreal import unreal
from retrieval.attribution.grammar import FINITE, weak
from retrieval.attribution.parse import Parse
from retrieval.attribution.reported import positions
from retrieval.attribution.reported.clauses import Reported, before_marks, span
from retrieval.lang.en.speech_verbs import CUES

# Which dependents of a cue can be what was said, by class of the cue.
_DEPS = {
    "say": frozenset(["ccomp", "xcomp", "parataxis", "advcl"]),
    "act": frozenset(["ccomp", "xcomp", "dobj", "prep", "oprd", "attr", "acomp", "advcl"]),
    "mind": frozenset(["ccomp", "xcomp", "advcl"]),
    "show": frozenset(["ccomp"]),
    "noun": frozenset(["acl", "ccomp", "relcl"]),
}
# Cues without which what hangs on them would read as the contrary, or as nothing: they belong to the span.
_KEPT = frozenset("want hope wish fear doubt plan intend seek desire expect deny refuse decline worry oppose".split())
_PREPOSITIONS = frozenset("about against as at for of on over to with".split())
_WHERE = frozenset("at in on over to with".split())
# Cues whose object is who hears it.
_TOLD = frozenset("tell assure notify inform remind".split())
# Cues whose preposition tells only what they are about: "said of him".
_TOPICAL = frozenset("say tell add state write announce respond reply answer remark".split())
_REFLEXIVE = frozenset(["himself", "herself", "itself", "themselves"])


def reported(parse: Parse, frame: Frame, sources: Mapping[int, int]) -> Reported | None:
    """What ``frame`` reports; None where nothing that was said hangs on its cue.

    Args:
        parse: the article's tokens.
        frame: the attribution.
        sources: the source of each cue of the article, by the cue's token.
    """
    if frame.group == "according":
        return positions.around(parse, frame)
    if frame.group == "figure":
        _, high = parse.sentence_of(frame.verb)
        return span(parse, frame, frame.verb, min(parse.right[frame.verb], high - 1))
    if frame.group == "noun" and parse.lower[frame.content[0]] == "that":
        _, high = parse.sentence_of(frame.verb)
        return span(parse, frame, frame.content[0], high - 1)
    if frame.group == "noun" and all(
        parse.dep[t] in ("acl", "prep") and parse.lower[parse.left[t]] != "that" for t in frame.content
    ):
        last = max(parse.right[t] for t in frame.content)
        found = span(parse, frame, frame.verb, last)
        return found and replace(found, how="matter", kids=tuple(frame.content))
    if frame.group not in _DEPS or frame.source < 0:
        return None
    if unreal(parse, frame) or (weak(parse, frame.source) and frame.group not in ("say", "show")):
        return None
    verb = frame.verb
    if positions.is_parenthetical(parse, frame):
        low, high = parse.sentence_of(verb)
        return span(parse, frame, low, high - 1)
    chosen = [child for child in frame.content if not parse.stand_in[child] and _holds(parse, frame, child)]
    if any(parse.tag[child] == "PRP" for child in chosen) and all(
        parse.tag[child] == "PRP" or parse.lower[child] in _WHERE for child in chosen
    ):
        chosen = []  # "mentioned it on television" tells nothing
    how = "clause"
    if not chosen:
        for name, rule in (("host", positions.host), ("rest", positions.rest), ("fronted", positions.fronted)):
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
        rest = positions.rest(parse, frame)
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
    last = _goes_on(parse, verb, last) if how == "named" else last
    if _breaks_off(parse, frame, last):
        rest = positions.rest(parse, frame)
        if rest is not None:
            return rest
    last = _before_quote(parse, frame, first, last)
    found = span(parse, frame, first, _before_next(parse, frame, first, last, sources))
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
    if dep == "dobj" and parse.lower[child] in _REFLEXIVE and group == "say":
        # "declared himself open to talks"
        return True
    if dep == "prep":
        return group == "act" and parse.lower[child] in _PREPOSITIONS
    if dep == "advcl":
        return parse.lower[parse.left[child]] in ("for", "that", "whether", "if", "to")
    if dep == "ccomp" and parse.word[parse.left[child] - 1] == "," and frame.lemma not in _TOLD:
        # "When Jones announced his run, Brown was away": the next clause, which the parser took for his words.
        return not parse.children_by(frame.verb, "dobj")
    return dep in _DEPS[group]


def _closes(parse: Parse, frame: Frame) -> bool:
    """Whether subject and cue stand behind a comma, as where they close what was said."""
    begin = before_marks(parse, min(parse.left[frame.source], frame.source, frame.verb))
    return parse.dep[frame.verb] not in ("relcl", "acl") and begin > 0 and parse.word[begin - 1] in (",", "-", "–", "—")


def _names(parse: Parse, frame: Frame, child: int) -> bool:
    """Whether a child of a cue that reports no clause can name what was said: "denied the charge"."""
    if parse.stand_in[child] or child < frame.verb or frame.group == "show" or weak(parse, frame.source):
        return False
    if parse.dep[child] == "dobj":
        withheld = frame.lemma in ("deny", "charge") and parse.children_by(frame.verb, "dative")
        return not withheld and frame.lemma not in _TOLD and parse.tag[child] not in ("PRP", "WP", "WDT")
    if parse.dep[child] != "prep" or frame.lemma in _TOPICAL or parse.lower[child] in ("by", "in", "after", "before"):
        return False
    return parse.lower[child] in ("about", "against", "for", "of") or bool(parse.children_by(child, "pcomp"))
