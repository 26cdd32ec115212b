"""Nouns for people, what they are called by, and bodies; the lists stand in ``people.txt``, which explains them."""

from __future__ import annotations

from retrieval.lang.en.speech_verbs import SPEECH_NOUNS
from retrieval.lang.word_lists import sections

_LISTS = sections(__name__, "people.txt")
TITLES = _LISTS["titles"]
NAME_SUFFIXES = _LISTS["name suffixes"]
POSITIONS = _LISTS["positions"]
ROLES = _LISTS["roles"]
BODY_WORDS = _LISTS["bodies"]
GENDERED = dict.fromkeys(_LISTS["male"], "m") | dict.fromkeys(_LISTS["female"], "f")
"""Nouns and titles of men and of women."""

_SPEAKERS = ROLES | BODY_WORDS | _LISTS["speakers"] | SPEECH_NOUNS
_TELLERS = _LISTS["more people"] | _LISTS["tellers"]


def can_tell(noun: str) -> bool:
    """Whether a common noun in lower case can be said to tell something, though it may seldom do: "data", "a firm"."""
    singulars = {noun, noun.removesuffix("s"), noun.removesuffix("es"), noun.removesuffix("ies") + "y"}
    return any(n in _TELLERS or can_speak(n) or n.endswith(("man", "woman")) for n in singulars)


def can_speak(noun: str) -> bool:
    """Whether a common noun in lower case stands for people, a body or a text that can be said to speak."""
    singular = noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
    return (
        any(n in _SPEAKERS for n in (noun, singular))
        or noun.endswith(("men", "women", "people", "ists", "ees", "ians", "ors", "ers", "ist", "ee", "ian"))
        or (singular.endswith(("er", "or", "ant")) and len(singular) > 6)
    )
