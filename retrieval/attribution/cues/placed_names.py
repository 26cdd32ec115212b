"""Who is named where a quote's speaker stands, without a verb that the parser finds: "“…” — Jones, mayor of Orle"."""

from __future__ import annotations

from retrieval.attribution.ner import named_at
from retrieval.attribution.parse import FINITE, PROPER, Parse
from retrieval.lang.en.people import PERSON_NOUNS
from retrieval.lang.en.speech_verbs import CUES, SAY

_STOPS = (".", "?", "!")
_DASHES = ("-", "–", "—", "―", "--")
# Tokens of a signature with a role and an occasion behind the name.
_LONGEST_SIGNATURE = 25
# Tokens of a clause that has lost its verb, between its name and its end: "Jones from his desk".
_LONGEST_REMNANT = 8
_IN_PHRASE = frozenset("DT JJ NN NNS NNP NNPS POS HYPH CD IN".split())


def signer(parse: Parse, at: int) -> int:
    """The last token of the name in a signature that begins at ``at``: "— Jane Brown, mayor of Bremen"; -1 elsewhere.

    What follows the signature's first sentence is the article's own again.
    """
    if at + 1 >= len(parse) or not parse.word[at].startswith(_DASHES):
        return -1
    end = at + 1
    while end < len(parse) and parse.paragraph[end] == parse.paragraph[at] and parse.word[end] not in _STOPS:
        end += 1
    names = [t for t in range(at + 1, min(at + 8, end)) if parse.tag[t] in PROPER and parse.word[t][0].isalpha()]
    if not names or names[0] > at + 3 or end - at > _LONGEST_SIGNATURE:
        return -1
    last = names[0]
    while last + 1 in names:
        last += 1
    if last + 1 < end and parse.word[last + 1] in (":", "'s", "'"):
        return -1  # the next item of a list, and "— Brown's report"
    for token in range(at, end):
        if parse.tag[token] in FINITE and parse.dep[token] not in ("aux", "auxpass"):
            own = parse.children_by(token, "nsubj", "nsubjpass")
            if not own or any(names[0] <= t <= last for t in own):
                return -1
    return last


def bare_name(parse: Parse, begin: int, end: int) -> int:
    """The last token of the name in "“…,” Jane Brown." and "“…,” Brown from her desk."; -1 elsewhere.

    Args:
        parse: the article's tokens.
        begin: the first token behind a quote that ends in a comma.
        end: where the sentence ends, or the next quote begins.
    """
    named = named_at(parse, begin)
    if named is None or named.first != begin or not named.person or end - begin > _LONGEST_REMNANT:
        return -1
    if any(parse.tag[t] in (*FINITE, "VB", "VBG", "VBN", "CC") for t in range(begin, end)):
        return -1
    whole = named.last == end - 1 or parse.tag[named.last + 1] == "IN"
    return named.last if whole and (end == len(parse) or not parse.stand_in[end]) else -1


def label(parse: Parse, begin: int, colon: int) -> int:
    """The last token of the name in "Jane Brown, the Harbour Post: “…”", or of "The judge: “…”"; -1 elsewhere."""
    if colon - begin == 2 and parse.lower[begin] == "the" and parse.lower[begin + 1] in PERSON_NOUNS:
        return begin + 1
    named = named_at(parse, begin)
    if named is None or not named.person or len(named.words) < 2 or named.first != begin:
        return -1
    if parse.word[named.last + 1] != ",":
        return -1
    behind = range(named.last + 2, colon)
    plain = all(parse.tag[t] in (*PROPER, "DT", "IN", "CC", "POS") for t in behind)
    return named.last if plain and any(parse.tag[t] in PROPER for t in behind) else -1


def led_by_cue(parse: Parse, begin: int, end: int) -> tuple[int, int]:
    """Cue and name in "Remarked coach Jane Brown, “…”", which the parser takes for a participle; -1, -1 elsewhere.

    Args:
        parse: the article's tokens.
        begin: the first token of the sentence.
        end: the first one of the quote.
    """
    if not _is_past_cue(parse, begin) or parse.word[end - 1] not in (",", ":"):
        return -1, -1
    for token in range(begin + 1, end - 1):
        if parse.tag[token] not in _IN_PHRASE or (token == begin + 1 and parse.tag[token] == "IN"):
            break
        if (named := named_at(parse, token)) is not None:
            closed = parse.word[named.last + 1] in (",", ":") or parse.tag[named.last + 1] == "IN"
            return (begin, named.last) if closed else (-1, -1)
    return -1, -1


def mend_leading_cues(parse: Parse) -> None:
    """Make a verb of what the tagger took for a first name: "Added Brown: “…”"."""
    for token in range(len(parse) - 1):
        opens = token == 0 or parse.sentence[token - 1] != parse.sentence[token]
        if opens and parse.tag[token] == "NNP" and parse.tag[token + 1] in PROPER and _is_past_cue(parse, token):
            parse.tag[token] = "VBD"


def _is_past_cue(parse: Parse, token: int) -> bool:
    word = parse.lower[token]
    return word in SAY and CUES[word][0] != word and not word.endswith(("ing", "s")) and parse.word[token][0].isupper()


def behind_a_particle(parse: Parse, verb: int, end: int) -> int:
    """The last token of the person in "chimed in Jones" and "piped up Jones,"; -1 where none stands there."""
    if verb + 2 >= end or parse.tag[verb + 1] not in ("RP", "IN", "RB"):
        return -1
    named = named_at(parse, verb + 2)
    owns = named is not None and named.last + 1 < end and parse.tag[named.last + 1] == "POS"  # "opened in Jones's hall"
    return named.last if named is not None and named.person and not owns else -1
