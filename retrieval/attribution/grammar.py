"""Plain questions about tokens that several steps ask: tags, passives, and what can speak at all."""

from __future__ import annotations

from retrieval.attribution.parse import Parse
from retrieval.lang.en.speech_verbs import can_speak

VERBS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
FINITE = ("VBD", "VBZ", "VBP", "MD")
NOUNS = ("NN", "NNS", "NNP", "NNPS")
PROPER = ("NNP", "NNPS")

_AMOUNTS = frozenset("number handful dozens scores hundreds thousands millions plurality share lot bunch".split())


def weak(parse: Parse, token: int) -> bool:
    """Whether a noun phrase with this head seldom speaks: "it", "a deal"."""
    if parse.tag[token] in PROPER:
        return False
    if parse.lower[token] in ("he", "she", "they", "i", "we", "you", "who"):
        return False
    counted = [o for of in parse.children_by(token, "prep") for o in parse.children_by(of, "pobj")]
    if counted and parse.lower[token] in _AMOUNTS:
        return weak(parse, counted[0])
    return not can_speak(parse.lower[token])


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` is a passive, with or without its auxiliary ("when asked")."""
    if parse.children_by(verb, "auxpass"):
        return True
    if parse.tag[verb] != "VBN" or parse.children_by(verb, "nsubj"):
        return bool(parse.children_by(verb, "nsubjpass"))
    helped = [parse.lower[t] for t in parse.children_by(verb, "aux")]
    return parse.dep[verb] in ("acl", "advcl", "prep") and not any(
        h in ("have", "has", "had", "having", "'s", "'ve") for h in helped
    )
