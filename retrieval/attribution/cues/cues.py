"""Attribution frames: a cue ("said", "according to"), the head of who spoke, and what hangs on the cue."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.attribution.cues.cue_subjects import bearer, subject
from retrieval.attribution.parse import VERBS, Parse
from retrieval.lang.en.people import can_speak
from retrieval.lang.en.speech_nouns import FIGURES, NOUN_CUES, NOUN_CUES_WITH_MATTER, RELEASED, SPEECH_NOUNS, WORDS_OF
from retrieval.lang.en.speech_verbs import CUES, SAY, VOWS


@dataclass(slots=True)
class Frame:
    """One attribution in the text.

    ``verb`` and ``source`` are tokens (the source's head; -1: none found). ``group`` is the class of the cue: say,
    act, mind, show, noun ("his claim that"), quote (a verb of speech only beside a quote), according, colon.
    """

    verb: int
    lemma: str
    group: str
    source: int
    content: list[int]


def frames(parse: Parse) -> list[Frame]:
    """All attribution frames of an article in order of their cue."""
    found: list[Frame] = []
    for token in range(len(parse)):
        if parse.stand_in[token]:
            continue
        word = parse.lower[token]
        if word == "read" or word == "reads" or word == "reading":
            if (source := _writer(parse, token)) >= 0:
                found.append(Frame(token, "read", "say", source, []))
        elif word in WORDS_OF and (source := _owner_of_words(parse, token)) >= 0:
            found.append(Frame(token, f"in somebody's {word}", "according", source, []))
        elif word == "for" and (source := _viewer(parse, token)) >= 0:
            found.append(Frame(token, "for somebody", "according", source, []))
        elif word == "according":
            source = _object_of_to(parse, token)
            if source >= 0:
                found.append(Frame(token, "according to", "according", source, []))
        elif (
            word in NOUN_CUES | NOUN_CUES_WITH_MATTER
            and parse.tag[token] in ("NN", "NNS")
            and (frame := _noun_frame(parse, token)) is not None
        ):
            found.append(frame)
        elif word in CUES and _is_verb(parse, token):
            lemma, group = CUES[word]
            if lemma == "put" and _puts_figure(parse, token):
                group = "figure"
            if lemma == "add" and _adds_thing(parse, token):
                continue
            if lemma == "point" and "out" not in parse.lower[token + 1 : token + 3]:
                continue
            found.append(Frame(token, lemma, group, subject(parse, token), contents(parse, token)))
    return found


def _puts_figure(parse: Parse, token: int) -> bool:
    """Whether "put" tells a figure: "put the toll at four"."""
    told = any(parse.lower[t] in FIGURES for t in parse.children_by(token, "dobj"))
    _, high = parse.sentence_of(token)
    return told and "at" in parse.lower[token + 1 : min(high, token + 10)]


def _adds_thing(parse: Parse, token: int) -> bool:
    """Whether "add" isn't speech: "added the heron to its list", "to add the question “…” to the census"."""
    objects = [t for t in parse.children_by(token, "dobj") if parse.quote[t] < 0 and t > token]
    if not objects or parse.children_by(token, "ccomp"):
        return False
    certain = any(parse.lower[t] == "the" for t in parse.children_by(objects[0], "det"))
    if parse.lower[objects[0]] in SPEECH_NOUNS and not certain:
        return False  # "added a word of thanks"
    _, high = parse.sentence_of(token)
    colon = any(parse.word[t] == ":" for t in range(objects[0], high))
    return not colon and not (token and parse.stand_in[token - 1])


def _noun_frame(parse: Parse, token: int) -> Frame | None:
    """The frame of "Jones's claim that …"; None where the noun has no owner or no clause."""
    owners = parse.children_by(token, "poss")
    clauses = [
        t
        for t in parse.children_by(token, "acl", "ccomp", "relcl")
        if parse.lower[parse.left[t]] == "that"
        and parse.children_by(t, "nsubj", "nsubjpass", "expl")
        and parse.lower[parse.children_by(t, "nsubj", "nsubjpass", "expl")[0]] != "that"
    ]
    if owners and not clauses:
        clauses = _equated(parse, token) or _subject_matter(parse, token)
    if owners and clauses:
        return Frame(token, parse.lower[token], "noun", owners[-1], clauses)
    return _spelled_out(parse, token, owners)


def _equated(parse: Parse, noun: int) -> list[int]:
    """The clause in "Jones's answer remains that …"."""
    verb = parse.head[noun]
    if parse.dep[noun] != "nsubj" or parse.lower[verb] not in ("is", "was", "remains", "remained"):
        return []
    return [t for t in parse.children_by(verb, "ccomp") if t > verb and parse.lower[parse.left[t]] == "that"]


def _subject_matter(parse: Parse, noun: int) -> list[int]:
    """What hangs on the noun in "Jones's promise to sell" and "Jones's remarks about the port"."""
    if parse.lower[noun] not in NOUN_CUES_WITH_MATTER:
        return []
    return [
        t
        for t in parse.children[noun]
        if t > noun
        and (
            (parse.dep[t] == "acl" and parse.tag[t] == "VB" and parse.lower[parse.left[t]] == "to")
            or (parse.dep[t] == "prep" and parse.lower[t] in ("about", "against", "for", "on", "of"))
        )
    ]


def _spelled_out(parse: Parse, noun: int, owners: list[int]) -> Frame | None:
    """The frame of "Jones made a promise: that …" and "a complaint from Jones: that …"."""
    _, high = parse.sentence_of(noun)
    colon = next((t for t in range(noun + 1, high - 3) if parse.word[t] == ":"), -1)
    if colon < 0 or colon - noun > 15 or parse.lower[colon + 1] != "that":
        return None
    if owners:
        source = owners[-1]
    else:
        givers = [
            o
            for prep in parse.children_by(noun, "prep")
            if parse.lower[prep] in ("from", "by", "of")
            for o in parse.children_by(prep, "pobj")
        ]
        above = parse.head[noun]
        source = givers[0] if givers else subject(parse, above) if parse.tag[above] in VERBS else -1
    return Frame(noun, parse.lower[noun], "noun", source, [colon + 1]) if source >= 0 else None


def _owner_of_words(parse: Parse, token: int) -> int:
    """The owner in "in Jones's words" or "in his view"; -1 elsewhere."""
    owners = parse.children_by(token, "poss")
    head = parse.head[token]
    if not owners and parse.lower[token - 2 : token] == ["in", "the"]:  # "in the words of the coach"
        return next((o for p in parse.children_by(token, "prep") for o in parse.children_by(p, "pobj")), -1)
    if not owners or parse.dep[token] != "pobj" or parse.lower[head] not in ("in", "by"):
        return -1
    low, high = parse.sentence_of(token)
    closed = (
        head == parse.sentence_of(token)[0]
        or token + 1 >= high
        or parse.word[token + 1] in (",", ".")
        or parse.stand_in[token + 1]
    )
    opened = (
        head == low or parse.word[head - 1] in (",", "“") or parse.lower[head - 1] in ("because", "that", "and", "but")
    )
    return owners[0] if closed and opened else -1


def _writer(parse: Parse, token: int) -> int:
    """Who wrote what reads so in "issued a letter which read in full, “…”" and "a statement reading: “…”"; else -1."""
    noun = parse.head[token]
    if parse.dep[token] not in ("relcl", "acl") or parse.lower[noun] not in SPEECH_NOUNS:
        return -1
    _, high = parse.sentence_of(token)
    quoted = any(parse.quote[t] >= 0 for t in range(token + 1, min(high, token + 6)))
    return bearer(parse, noun) if quoted else -1


def _viewer(parse: Parse, token: int) -> int:
    """Whose view a sentence with a quoted fragment is: "For the ministry it is a “good” sign"; -1 elsewhere."""
    low, high = parse.sentence_of(token)
    verb = parse.head[token]
    if token != low or parse.lower[verb] not in ("is", "was") or parse.dep[verb] != "ROOT":
        return -1
    viewers = [t for t in parse.children_by(token, "pobj") if parse.tag[t] == "NNP"]
    quoted = any(parse.quote[t] >= 0 and not parse.stand_in[t] for t in range(verb, high))
    return viewers[0] if viewers and quoted and parse.children_by(verb, "attr", "acomp") else -1


def _is_verb(parse: Parse, token: int) -> bool:
    if parse.tag[token] in VERBS:
        return True
    if parse.tag[token] not in ("NNS", "NN"):
        return False
    if parse.children_by(token, "nsubj", "ccomp"):
        return True
    # "Trump claims he is": a verb after a name that the tagger took for a noun.
    low, high = parse.sentence_of(token)
    after_name = token > low and parse.tag[token - 1] == "NNP" and parse.word[token][0].islower()
    begins = after_name and proper_start(parse, token - 1) == low
    if not begins or token + 2 >= high:
        return False
    return parse.tag[token + 1] in ("PRP", "DT", "NNP", "PRP$") or parse.lower[token + 1] == "that"


def proper_start(parse: Parse, token: int) -> int:
    """The first token of the proper nouns in a row that end at ``token``."""
    while token > 0 and parse.tag[token - 1] == "NNP" and parse.sentence[token - 1] == parse.sentence[token]:
        token -= 1
    return token


def _object_of_to(parse: Parse, token: int) -> int:
    for child in parse.children[token]:
        if parse.lower[child] == "to":
            objects = parse.children_by(child, "pobj")
            if objects:
                return _giver(parse, objects[0])
    return -1


def _giver(parse: Parse, noun: int) -> int:
    """Who is meant by "according to calculations by Jones" or "data released by the bank": who made or gave it."""
    if parse.tag[noun] in ("NNP", "NNPS") or can_speak(parse.lower[noun]):
        return noun
    released = [t for t in parse.children_by(noun, "acl") if parse.lower[t] in RELEASED]
    for above in (noun, *released):
        for preposition in parse.children_by(above, "prep", "agent"):
            gives = parse.lower[preposition] == "by" or (above == noun and parse.lower[preposition] == "from")
            for giver in parse.children_by(preposition, "pobj") if gives else ():
                if parse.tag[giver] in ("NNP", "NNPS") or can_speak(parse.lower[giver]):
                    return giver
    return noun


def _behind_occasion(parse: Parse, verb: int) -> list[int]:
    """The clause in "said for the first time that some had left", which the parser hangs on "time"."""
    nouns = [o for prep in parse.children_by(verb, "prep") for o in parse.children_by(prep, "pobj") if o > verb]
    clauses = [c for noun in nouns for c in parse.children_by(noun, "relcl", "acl")]
    opening = [parse.left[c] for c in clauses if parse.children_by(c, "nsubj", "nsubjpass")]
    told = any(parse.lower[t] == "that" and parse.tag[t] == "IN" for t in opening)
    return clauses if told and parse.lower[verb] in SAY else []


def contents(parse: Parse, verb: int) -> list[int]:
    """The children of ``verb`` that can hold what was said."""
    found = parse.children_by(verb, "ccomp", "xcomp", "dobj", "prep", "parataxis", "oprd", "attr", "acomp", "dative")
    for child in parse.children_by(verb, "advcl"):
        opening = parse.lower[parse.left[child]]
        vowed = opening == "to" and parse.left[child] == verb + 1 and parse.lower[verb] in VOWS
        if child > verb and (vowed or opening in ("for", "that", "whether", "if", "as")):
            found.append(child)
    if not any(parse.dep[t] == "ccomp" for t in found):
        found += _behind_occasion(parse, verb)
    plain = [t for t in found if parse.dep[t] in ("ccomp", "acomp", "oprd") and parse.tag[t] == "JJ" and t > verb]
    for child in parse.children_by(verb, "conj"):
        # "told them that …, and that …", "declared himself open and no less determined": the parser joins the cue.
        second = parse.lower[parse.left[child]] == "that" and bool(parse.children_by(child, "nsubj", "nsubjpass"))
        if second or (plain and parse.tag[child] in ("JJ", "VBN") and not parse.children_by(child, "nsubj", "aux")):
            found.append(child)
    return sorted(found)
