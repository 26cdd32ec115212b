"""Phrases with which people go on from an answer, as regular expressions: "and on NATO?", "no, I meant", "who else"."""

from __future__ import annotations

import re

from retrieval.lang.en.phrases.question_phrases import TOPIC_PREPOSITIONS
from retrieval.lang.en.speech_verbs import SPOKEN
from retrieval.lang.patterns import any_of

_ON = any_of(TOPIC_PREPOSITIONS)


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


PRONOUN = _phrase(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs)\b")
THAT = _phrase(r"\b(?:that|this|it|those|these)\b")
CORRECTION = _phrase(
    r"^(?:no+|nope|not (?:him|her|that|them)|sorry|actually|i meant?|wrong)\b[\s,:;.!-]*(?:i (?:meant?|mean)\b)?"
)
MORE_OF_THE_SAME = _phrase(
    r"^(?:and|also|but|so|ok(?:ay)?|then|what about|how about|and what about|or)\b[\s,]*"
    r"(?:what about|how about)?\s*|^(?=(?:on|about|regarding)\b)"
)
LEADING_ON = _phrase(rf"^(?:{_ON}|to|in|for)\b\s*")
ABOUT_IT = _phrase(rf"\b(?:{_ON}|to|of)\s+(?:it|that|this)\b\W*$")
WHO_SAID_SO = _phrase(r"(?:and\s+)?(?:who|has any(?:one|body)|did any(?:one|body))\b")
THEY_SAID = _phrase(rf"\b(?:did|does|has|have|had)\s+(?:he|she|they)\b.*\b(?:{any_of(SPOKEN)}|think)\b")
DETAIL = _phrase(r"^(?:and )?(?:where|when|how|why|to whom|who to)\b")
WHO_ELSE = _phrase(
    r"(?:and |but )?(?:(?:who|any(?:one|body)) else|any others?)"
    r"(?: (?:said|says|spoke|talked|commented)(?: (?:that|so|this|it|something|anything))?"
    r"(?: (?:about|on|to) (?:that|this|it))?)?\W*"
)
ONLY_WHEN = frozenset("and but or what how about on in for during the then".split())
"""What a follow-up may hold beside its days or its outlet: "and what about last week?"."""

WHY = _phrase(r"(?:and |but )?(?:why|how come|why so|why is that|how so|because)(?: that| not)?\W*")
WHO_IS = _phrase(r"^(?:and )?who(?:'s|’s| is| was| are| were)\b")
LEANS_ON_THE_TURN_BEFORE = _phrase(
    r"\b(?:he|she|they|him|her|them|his|hers|theirs?|it|its|that|this|those|these|there|then|one|so|same|former|latter)\b"
    r"|^(?:and|but|or|so|also|then|what about|how about)\b"
)
POINTING = frozenset(
    "he she they him her them his hers their theirs it its that this those these there then one ones so same former"
    " latter and but or also what about how".split()
)
"""Words that a rewriting puts a name or a topic for, or leaves out."""

AGREES = _phrase(
    r"(?:yes|yeah|yep|yup|yea|ya|sure|ok(?:ay)?|please|go ahead|do(?: it| that| so)?|of course|absolutely|that one)"
    r"(?:[\s,]+(?:yes|please|go ahead|do(?: it| that| so)?|show me(?: that| them| it)?|that one|sure|thanks?))*"
    r"\W*"
)
DOUBTS = _phrase(
    r"(?:(?:but |and )?(?:are|r) (?:you|u) (?:quite |really |absolutely )?(?:sure|certain|positive|serious)|really"
    r"|says who|is that (?:right|true|correct|so)|you sure|how do you know(?: that)?|prove it|source)"
    r"(?: (?:about|of) (?:that|this|it))?\W*"
)
BACK_TO = _phrase(
    r"(?:(?:ok(?:ay)?|right|now|so|anyway|let['’]?s|let us|can we|please|well|and)[\s,]+)*"
    r"(?:(?:go|going|get|come|circle|circling|turn)\s+)?(?:back|return|returning) to (?P<what>(?:the )?[^?]{2,60}?)\W*$"
)
POSSESSIVE = _phrase(r"\b(?:his|hers|their|theirs)\b|\bher\b(?=\s+[a-z])")
PERSON = _phrase(r"\b(?:he|she|they|him|her|them)\b")
