"""What sort of speaker a voice is: a person, a body, a document, a group, or somebody without a name."""

from __future__ import annotations

from itertools import takewhile

from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.coref.noun_phrases import Voice
from retrieval.attribution.ner import Named, key
from retrieval.attribution.parse import PROPER, Parse
from retrieval.lang.en.first_names import GIVEN
from retrieval.lang.en.people import (
    AGE,
    BODY_NOUNS,
    BODY_WORDS,
    COMPANIES,
    COMPANY_ENDINGS,
    NAMES_LIKE_PLACES,
    PARTICLES,
    PERSON_NOUNS,
    SEVERAL,
    TITLES,
    is_office,
)
from retrieval.lang.en.speech_nouns import DOCUMENTS
from retrieval.model import SpeakerType

_IN_NAMES = frozenset("of for on and the at in".split())
_LEADS_ON = ("IN", "TO", "WP", "WP$", "WDT")
"""Tags behind which a mention tells of what somebody is something, or what they do."""


def type_of(parse: Parse, book: NameBook, voice: Voice) -> SpeakerType | None:
    """The sort of a speaker by how the article names them there; None where nobody is certain.

    Args:
        parse: the article's tokens.
        book: its names.
        voice: who speaks.
    """
    name = voice.name
    if name is None:
        return None
    words = name.split()
    head = _head(parse, voice)
    common = head >= 0 and parse.tag[head] in ("NN", "NNS") and parse.word[head] in words  # "Residents said"
    if common or _is_described(name, words):
        return _of_description(parse, voice, words)
    if key(words[-1]) in COMPANY_ENDINGS | BODY_NOUNS and len(words) > 1:
        return SpeakerType.BODY
    # "Petralux" and "Northgate Water" have a person's form; what they are called tells.
    if voice.person and not _is_called_a_body(parse, voice):
        return SpeakerType.PERSON
    given = len(words) == 1 and key(name) in GIVEN and key(name) not in NAMES_LIKE_PLACES
    return SpeakerType.PERSON if given or book.is_person(Named(tuple(words), 0, 0, False)) else SpeakerType.BODY


def _is_described(name: str, words: list[str]) -> bool:
    """Whether a speaker has no name: "the study", "Pugh's lawyer", "40 mayors"."""
    small = {word.split("-")[0] for word in words if word[0].islower()} - PARTICLES - _IN_NAMES  # "al-Lawati"
    return not name[0].isupper() or bool(small)


def _is_called_a_body(parse: Parse, voice: Voice) -> bool:
    """Whether an article says "the company" there, and not only what somebody is director of."""
    mention = range(max(voice.first, 0), voice.last + 1)
    behind = takewhile(lambda t: parse.tag[t] not in _LEADS_ON, mention)
    nouns = {parse.lower[t] for t in behind if parse.tag[t] not in PROPER}
    return bool(nouns & (BODY_NOUNS | COMPANIES)) and not nouns & (PERSON_NOUNS - BODY_NOUNS - COMPANIES)


def _of_description(parse: Parse, voice: Voice, words: list[str]) -> SpeakerType:
    if key(words[0]) in ("one", "another"):
        return SpeakerType.UNNAMED
    head = _head(parse, voice)
    noun = parse.lower[head] if head >= 0 else key(words[-1])
    plural = head >= 0 and (parse.tag[head] in ("NNS", "NNPS") or parse.lower[head] == "people")
    if noun in DOCUMENTS or (noun.endswith("s") and noun[:-1] in DOCUMENTS):
        return SpeakerType.DOCUMENT
    if plural or noun in SEVERAL or (head >= 0 and parse.children_by(head, "conj")):
        return SpeakerType.GROUP
    if noun in PERSON_NOUNS - BODY_NOUNS or noun in TITLES or noun == AGE:
        return SpeakerType.UNNAMED
    if noun in BODY_NOUNS | COMPANIES | BODY_WORDS:
        return SpeakerType.BODY
    return SpeakerType.UNNAMED if is_office(noun) else SpeakerType.BODY


def _head(parse: Parse, voice: Voice) -> int:
    """The token of a voice's mention on which the others hang; -1 where it has none."""
    inside = range(voice.first, voice.last + 1) if voice.first >= 0 else range(0)
    return next((t for t in inside if parse.head[t] not in inside or parse.head[t] == t), -1)
