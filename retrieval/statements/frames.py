"""Attribution frames: a cue ("said", "according to"), the noun phrase of who spoke, and what hangs on the cue."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.statements.lexicon import ACT, MIND, SAY, SHOW, WITH_QUOTE
from retrieval.statements.parse import Parse

_CUES = {**SHOW, **WITH_QUOTE, **MIND, **ACT, **SAY}
_VERBS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(slots=True)
class Frame:
    """One attribution in the text.

    ``verb`` and ``source`` are tokens (the source's head; -1: none found). ``group`` is the strongest class that
    the verb belongs to: say, act, mind, show, quote, according.
    """

    verb: int
    lemma: str
    group: str
    source: int
    content: list[int]
    passive: bool = False


def group_of(form: str) -> tuple[str, str] | None:
    """Lemma and class of a verb form."""
    for name, table in (("say", SAY), ("act", ACT), ("mind", MIND), ("show", SHOW), ("quote", WITH_QUOTE)):
        if form in table:
            return table[form], name
    return None


def frames(parse: Parse) -> list[Frame]:
    """All attribution frames of an article in order of their cue."""
    found: list[Frame] = []
    for token in range(len(parse)):
        if parse.stand_in[token]:
            continue
        word = parse.lower[token]
        if word == "according":
            frame = _according(parse, token)
            if frame is not None:
                found.append(frame)
            continue
        if word not in _CUES or parse.tag[token] not in _VERBS:
            continue
        known = group_of(word)
        if known is None:
            continue
        lemma, group = known
        source, passive = subject(parse, token)
        found.append(Frame(token, lemma, group, source, contents(parse, token), passive))
    return found


def _according(parse: Parse, token: int) -> Frame | None:
    for child in parse.children[token]:
        if parse.lower[child] == "to":
            objects = parse.children_by(child, "pobj")
            if objects:
                return Frame(token, "according to", "according", objects[0], [])
    return None


def subject(parse: Parse, verb: int, depth: int = 0) -> tuple[int, bool]:
    """The head token of who speaks by ``verb`` (-1: nobody found), and whether the verb is passive."""
    passive = bool(parse.children_by(verb, "auxpass"))
    if passive:
        for child in parse.children_by(verb, "agent"):
            objects = parse.children_by(child, "pobj")
            if objects:
                return objects[0], False
    own = parse.children_by(verb, *_SUBJECTS)
    if own:
        chosen = own[-1] if parse.dep[verb] != "relcl" else own[0]
        if parse.lower[chosen] in ("who", "which", "that") and parse.dep[verb] == "relcl":
            return parse.head[verb], passive
        return chosen, passive
    if depth > 4:
        return -1, passive
    dep, head = parse.dep[verb], parse.head[verb]
    if head == verb:
        return -1, passive
    if dep == "acl":
        return head, passive
    if dep in ("conj", "xcomp", "advcl", "ccomp", "dep") and parse.tag[head] in (*_VERBS, "MD"):
        return subject(parse, head, depth + 1)[0], passive
    if dep == "pcomp":
        upper = parse.head[head]
        if parse.tag[upper] in _VERBS:
            return subject(parse, upper, depth + 1)[0], passive
    return -1, passive


def contents(parse: Parse, verb: int) -> list[int]:
    """The children of ``verb`` that can hold what was said."""
    return parse.children_by(
        verb, "ccomp", "xcomp", "dobj", "prep", "parataxis", "oprd", "attr", "acomp", "dative"
    )


def phrase(parse: Parse, head: int) -> tuple[int, int]:
    """First and last token of the noun phrase headed by ``head``, without relative clauses and outer commas."""
    low, high = parse.sentence_of(head)
    cut = [head]
    pending = [head]
    while pending:
        current = pending.pop()
        for child in parse.children[current]:
            if parse.dep[child] in ("relcl", "acl", "punct", "cc", "conj", "advcl", "parataxis", "ccomp") and (
                parse.dep[child] != "punct" and not (parse.dep[child] in ("cc", "conj") and current == head)
            ):
                continue
            if parse.stand_in[child] or parse.dep[child] == "punct" and child > current:
                continue
            cut.append(child)
            pending.append(child)
    chosen = sorted(cut)
    # Only what is contiguous with the head, commas and hyphens between its parts included.
    first = last = head
    inside = set(chosen)
    while first - 1 >= low and (
        first - 1 in inside or parse.word[first - 1] in ("-", "–", "'") and first - 2 in inside
    ):
        first -= 1
    while last + 1 < high and (
        last + 1 in inside or last + 2 in inside and parse.word[last + 1] in (",", "-", "–", "'s", "(", "&")
    ):
        last += 1
    while first < head and (parse.tag[first] in (",", ":", "``", "''") or parse.word[first] in ",-–—"):
        first += 1
    while last > head and (parse.tag[last] in (",", ":", ".", "``", "''") or parse.word[last] in ",-–—"):
        last -= 1
    return first, last
