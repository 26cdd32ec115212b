"""How likely a clause that hangs on a cue is something that was said: a logistic regression on the parse.

Rules find every clause that could be what "said", "promised" or "hopes" reports; weights tell "denied the charge"
from "denied him a room". They are fitted by ``tests/fitting/fit_clause_classifier.py`` on half A of PolNeAR.
"""

from __future__ import annotations

from functools import cache

from retrieval.attribution.coref.noun_phrases import Voice
from retrieval.attribution.parse import Parse, is_passive, weak
from retrieval.attribution.reported.reported_clauses import Reported
from retrieval.lang.en.function_words import CLAUSE_OPENINGS
from retrieval.lang.en.people import can_speak
from retrieval.lang.en.speech_nouns import SPEECH_NOUNS
from retrieval.lang.en.speech_verbs import CUES
from retrieval.logistic import Logistic

WEIGHTS = "plausibility.json"


def features(parse: Parse, clause: Reported, voice: Voice) -> set[str]:
    """What is known of a clause, its cue and its speaker, as names of features that hold."""
    frame = clause.frame
    verb, source, lemma, group = frame.verb, frame.source, frame.lemma, frame.group
    tag, dep, lower = parse.tag, parse.dep, parse.lower
    one = {
        f"cue {lemma}",
        f"group {group}",
        f"how {clause.how}",
        f"group {group} how {clause.how}",
        f"tag {tag[verb]}",
        f"group {group} tag {tag[verb]}",
        f"dep {dep[verb]}",
        f"group {group} dep {dep[verb]}",
        f"source {_kind_of(voice)}",
        f"source dep {dep[source]}",
        f"words {min(clause.words, 6)}",
        f"apart {min(4, abs(verb - source) // 2)}",
    }
    if clause.words >= 12:
        one.add("long")
    if parse.head[source] == verb:
        one.add("own subject")
    if voice.person:
        one.add("person")
    if weak(parse, source):
        one |= {"thing", f"thing group {group}", f"thing how {clause.how}"}
    if is_passive(parse, verb):
        one |= {"passive", f"passive group {group}"}
    if clause.end <= parse.start[verb]:
        one |= {"before", f"before how {clause.how}"}
    if dep[verb] in ("relcl", "acl", "advcl", "pcomp", "xcomp"):
        one.add("in clause")
    head = parse.head[verb]
    if dep[verb] in ("xcomp", "ccomp", "advcl", "pcomp", "prep"):
        one.add(f"head {lower[head]}")
    if head != verb:
        one.add(f"below {tag[head]} by {dep[verb]}")
        if lower[head] in CUES:
            one.add(f"below a cue {CUES[lower[head]][1]} by {dep[verb]}")
    for child in parse.children_by(verb, "aux", "neg", "auxpass", "mark", "prt"):
        one |= {f"{dep[child]} {lower[child]}", dep[child]}
    if not clause.kids:
        one.add("no kids")
    for child in parse.children_by(verb, "advmod"):
        one.add(f"adverb {lower[child]}")
    if clause.end <= parse.start[verb]:
        begin = min(parse.left[source], source, verb)
        one.add(f"before {parse.word[begin - 1] if begin else ''}")
        one.add(f"before {parse.word[begin - 1] if begin else ''} {clause.how}")
    if any(parse.stand_in[t] for t in range(*parse.sentence_of(verb))):
        one.add("beside a quote")
    for child in clause.kids:
        kid = f"kid {dep[child]}"
        opening = lower[parse.left[child]]
        if opening in CLAUSE_OPENINGS:
            one |= {f"opens {opening}", f"group {group} opens {opening}", f"{kid} opens {opening}"}
        one |= {f"{kid} {tag[child]}", f"{kid} at {min(3, child - verb)}" if child > verb else f"{kid} ahead"}
        if parse.children_by(child, "nsubj", "nsubjpass", "expl"):
            one.add(f"{kid} with subject")
        for helper in parse.children_by(child, "aux", "neg"):
            one.add(f"kid {dep[helper]} {lower[helper]}")
        one |= {kid, f"group {group} {kid}", f"cue {lemma} {kid}"}
        if dep[child] == "prep":
            one |= {f"prep {lower[child]}", f"group {group} prep {lower[child]}", f"cue {lemma} prep {lower[child]}"}
        elif dep[child] == "dobj":
            one |= {f"object {tag[child]}", f"group {group} object {tag[child]}"}
            sort = _sort_of(parse, child)
            one |= {f"object {sort}", f"group {group} object {sort}", f"cue {lemma} object {sort}"}
    return one


def _sort_of(parse: Parse, noun: int) -> str:
    """Whether a noun stands for people, for words, or for something else."""
    if parse.tag[noun] in ("NNP", "NNPS"):
        return "name"
    if parse.lower[noun] in SPEECH_NOUNS:
        return "words"
    return "people" if can_speak(parse.lower[noun]) else "thing"


def _kind_of(voice: Voice) -> str:
    if voice.pronoun:
        return "pronoun"
    return "description" if voice.name is None or voice.name[0].islower() else "name"


class Plausibility(Logistic):
    """Scores clauses: how likely somebody would read them as somebody's words."""

    def of(self, parse: Parse, clause: Reported, voice: Voice) -> float:
        """The probability that a clause tells something that ``voice`` said."""
        return self.score(features(parse, clause, voice))


@cache
def fitted() -> Plausibility:
    """The weights of the package."""
    return Plausibility.read(__package__, WEIGHTS)
