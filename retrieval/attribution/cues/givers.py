"""Whose words a quote gives that no verb with a speaker attributes: by the sentence before it, or by its document."""

from __future__ import annotations

from dataclasses import replace

from retrieval.attribution.cues.cue_subjects import bearer
from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.ner import Named, named_at
from retrieval.attribution.parse import FINITE, NOUNS, PROPER, SUBJECTS, VERBS, Parse, weak
from retrieval.lang.en.function_words import COPULAS
from retrieval.lang.en.speech_nouns import PUBLISHED_WORDS, RELEASED, SPEECH_NOUNS
from retrieval.lang.en.speech_verbs import CUES, GESTURES, QUESTIONED, SAY

_RIGHT_BEFORE = 3
"""Tokens between a participle and the quote that it leads in: "saying, '…'", "saying that '…'"."""
_WIDEST_NOTE = 8
"""Tokens of "a note on the port of Bremen" before "which said"."""
_LONGEST_ASIDE = 6
"""Tokens of "And Jane Brown's advice?"."""
_PARAGRAPHS = 3
"""How far behind its first mention a document is known for whose it is."""


def giver(parse: Parse, first: int) -> tuple[int, bool]:
    """The token of who gives the words of a quote, and whether only a person may; -1 where the sentence tells nobody.

    Who was asked, who issued a statement, and, in the quote's own paragraph, the only person whom it shows in a mood:
    "Jones was furious. “…”", "which left Jones furious. “…”".

    Args:
        parse: the article's tokens.
        first: the quote's first token.
    """
    if first == 0 or parse.stand_in[first - 1]:
        return -1, False
    low, high = parse.sentence_of(first - 1)
    high = min(high, first)
    for verb in range(low, high):
        if parse.tag[verb] not in VERBS or parse.dep[verb] not in ("ROOT", "conj", "ccomp"):
            continue
        asked = parse.children_by(verb, "nsubjpass")
        if asked and parse.lower[verb] in QUESTIONED:
            return asked[0], False
        subjects = [t for t in parse.children_by(verb, "nsubj") if not parse.stand_in[t]]
        asked = [t for t in parse.children_by(verb, "advcl") if parse.lower[t] in QUESTIONED and t < verb]
        if subjects and asked and parse.tag[asked[0]] == "VBN" and not parse.children_by(asked[0], "nsubjpass"):
            return subjects[0], True
        issued = [t for t in parse.children_by(verb, "dobj") if parse.lower[t] in PUBLISHED_WORDS]
        if subjects and issued and not parse.children_by(issued[0], "poss"):
            return subjects[0], False
        if parse.paragraph[first - 1] != parse.paragraph[first]:
            continue
        if parse.lower[verb] in COPULAS and "mood" in parse.lower[verb : verb + 4]:
            return (subjects[0], True) if subjects and _only_person(parse, low, high, subjects[0]) else (-1, False)
        mood = [t for t in parse.children_by(verb, "acomp") if parse.tag[t] in ("JJ", "JJR", "VBN", "VBD")]
        if parse.tag[verb - 1] in PROPER and subjects:
            subjects = [verb - 1]
        gesture = parse.lower[verb] in GESTURES and parse.dep[verb] != "ccomp"
        if subjects and gesture and _only_person(parse, low, high, subjects[0]):
            return subjects[0], True
        if subjects and mood and parse.lower[verb] in COPULAS and _only_person(parse, low, high, subjects[0]):
            return subjects[0], True
    if parse.paragraph[first - 1] == parse.paragraph[first]:
        rules = (_whom_it_is_about, _left_in_a_mood, _subject_alone, _asked_after)
        return next((whom for rule in rules if (whom := rule(parse, low, high)) >= 0), -1), True
    return -1, False


def of_the_main_clause(parse: Parse, frame: Frame, end: int) -> Frame:
    """ "Jones released a note saying / which said: …", "said Brown had left, adding: …": the words are Jones's.

    The parser hangs the participle on the nearest noun. A thing there is what the main clause's subject speaks by;
    a person there is one whom the main clause's subject reports about, unless his own verb is one of speech.

    Args:
        parse: the article's tokens.
        frame: of the cue before the quote.
        end: the quote's first token.
    """
    verb, source = frame.verb, frame.source
    dep = parse.dep[verb]
    participle = parse.tag[verb] == "VBG" and dep != "pcomp" and not parse.children_by(verb, "nsubj", "aux")
    thing = weak(parse, source) or parse.lower[source] in SPEECH_NOUNS
    document = parse.lower[source] in SPEECH_NOUNS or any(
        parse.lower[t] in SPEECH_NOUNS and parse.dep[t] == "dobj" for t in range(max(0, source - _WIDEST_NOTE), source)
    )
    if source < 0 or end - verb > _RIGHT_BEFORE or not (participle or (dep == "relcl" and thing and document)):
        return frame
    at = verb
    while (above := parse.head[at]) != at:
        reported = parse.dep[at] == "ccomp" and parse.lower[above] in SAY and parse.lower[at] not in CUES
        if parse.tag[above] in FINITE and (thing or (participle and reported)):
            own = [t for t in parse.children_by(above, "nsubj") if not parse.stand_in[t] and t < verb]
            if own and own[-1] != source and not weak(parse, own[-1]):
                return replace(frame, source=own[-1])
        at = above
    return frame


def issuer(parse: Parse, noun: int) -> int:
    """Whose "the statement" is: of who said something in a statement, or issued one, before; -1 where nobody is told.

    Args:
        parse: the article's tokens.
        noun: the head of "the statement".
    """
    word = parse.lower[noun]
    if word not in PUBLISHED_WORDS or parse.lower[noun - 1] != "the" or parse.left[noun] != noun - 1:
        return -1
    for token in range(noun - 1, -1, -1):
        if parse.paragraph[token] < parse.paragraph[noun] - _PARAGRAPHS:
            break
        if parse.lower[token] == word and parse.tag[token] == "NN" and parse.quote[token] < 0:
            found = _source_of(parse, token)
            if found >= 0 or not any(parse.lower[t] == "the" for t in parse.children_by(token, "det")):
                return found
    return -1


def author_before(parse: Parse, token: int) -> int:
    """Who gave the statement or letter that "it" stands for, of the sentence outside of quotes before; -1 for none.

    Args:
        parse: the article's tokens.
        token: of "it".
    """
    at = token - 1
    while at > 0 and (parse.stand_in[at] or parse.sentence[at] == parse.sentence[token]):
        at -= 1
    if at <= 0 or parse.paragraph[at] < parse.paragraph[token] - 1:
        return -1
    low, high = parse.sentence_of(at)
    for noun in range(high - 1, low - 1, -1):
        given = (
            parse.lower[noun] in PUBLISHED_WORDS | SPEECH_NOUNS and parse.tag[noun] == "NN" and parse.quote[noun] < 0
        )
        if given and parse.dep[noun] in ("nsubj", "nsubjpass", "dobj"):
            return _source_of(parse, noun)
    return -1


def _source_of(parse: Parse, noun: int) -> int:
    """Who gives "a statement from Jones", "a statement released by Jones"; or whose act it is by the clause."""
    released = [t for t in parse.children_by(noun, "acl") if parse.lower[t] in RELEASED]
    for above in (noun, *released):
        for preposition in parse.children_by(above, "prep", "agent"):
            if parse.lower[preposition] == "by" or (above == noun and parse.lower[preposition] == "from"):
                return next(iter(parse.children_by(preposition, "pobj")), -1)
    return bearer(parse, noun)


def _whom_it_is_about(parse: Parse, low: int, high: int) -> int:
    """The person in "For Jane Brown, the flood was personal."; -1 elsewhere."""
    named = named_at(parse, low + 1) if parse.lower[low] == "for" and low + 1 < high else None
    if named is None or not named.person or named.first != low + 1 or parse.word[named.last + 1] != ",":
        return -1
    return named.last if _only_person(parse, low, high, named.last) else -1


def _subject_alone(parse: Parse, low: int, high: int) -> int:
    """The person by name whose doing a sentence tells, and nobody else's: "Jones takes another view."; else -1."""
    verbs = (verb for verb in range(low, high) if parse.dep[verb] == "ROOT" and parse.tag[verb] in VERBS)
    subjects = [t for verb in verbs for t in parse.children_by(verb, "nsubj") if parse.tag[t] in PROPER]
    return next((t for t in subjects if _only_person(parse, low, high, t)), -1)


def _asked_after(parse: Parse, low: int, high: int) -> int:
    """The person in "And Jones?" and "Jones's advice?", a question that the article puts to itself; else -1."""
    if parse.word[high - 1] != "?" or high - low > _LONGEST_ASIDE:
        return -1
    named = (each for t in range(low, high) if parse.tag[t] in PROPER and (each := named_at(parse, t)) is not None)
    return next((each.last for each in named if each.person and _only_person(parse, low, high, each.last)), -1)


def _left_in_a_mood(parse: Parse, low: int, high: int) -> int:
    """The person in "…, leaving coach Jane Brown furious." at the end of a sentence."""
    last = high - 1
    if last - 1 <= low or parse.word[last] != "." or parse.tag[last - 1] not in ("JJ", "VBN"):
        return -1
    named = named_at(parse, last - 2)
    if named is None or not named.person or named.last != last - 2:
        return -1
    return last - 2 if _only_person(parse, low, high, last - 2) else -1


def _only_person(parse: Parse, low: int, high: int, token: int) -> bool:
    """Whether a sentence names no other person than the one at a token."""
    own = named_at(parse, token)
    return parse.tag[token] in (*NOUNS, "PRP") and not any(
        other.person and not _same(other, own)
        for t in range(low, high)
        if not parse.stand_in[t] and (other := named_at(parse, t)) is not None
    )


def _same(one: Named, other: Named | None) -> bool:
    return other is not None and one.first == other.first


def told_last(parse: Parse, begin: int, quote: int) -> int:
    """The subject of the sentence that stands whole between a token and a quote: "Jones was milder."; -1 for none."""
    low, high = parse.sentence_of(max(quote - 1, 0))
    if low < begin or quote == 0 or any(parse.stand_in[t] or parse.quote[t] >= 0 for t in range(low, quote)):
        return -1
    tops = (t for t in range(low, min(high, quote)) if parse.dep[t] == "ROOT")
    return next((t for top in tops for t in parse.children_by(top, *SUBJECTS)), -1)
