"""Texts to the terms that lexical ranking counts."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from retrieval.lang.en.function_words import STOP_WORDS

VERSION = "3"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
"""``u.s.``: its letters are one word, as in ``US``."""

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Where a word may or may not be broken, or letters join: they are no part of what a word says."""

_UNSEEN = re.compile(f"[{UNSEEN}]")
_MAY_GO = re.compile(rf"[{UNSEEN}\u0300-\u1fff\u2070-\U0010ffff]")
"""Where combining characters lie, and what isn't seen; punctuation and Latin letters, most of any text, are passed over
at once."""

_POSSESSIVE = re.compile(r"['’](?:s|S)?$")

LONGEST_WORD = 64
"""Code points. Anything longer isn't a word of a language; it is cut so that a stranger can't fill the index."""

_OFTEN = 400
"""Code points of the longest text whose words are kept at hand: a question meets the same titles and sentences again
and again, and seven of ten texts have just been read."""

_AT_HAND = 4_096

_local = threading.local()


def seen(text: str) -> str:
    """A text without the characters in it that nobody sees."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def places_seen(text: str) -> list[int]:
    """Where each character of ``seen(text)`` stands in ``text``."""
    return [place for place, character in enumerate(text) if character not in UNSEEN]


def fold(text: str) -> str:
    """Case, accents and compatibility forms folded, so that ``Łódź`` and ``lodz`` compare equal; ``UNSEEN`` out."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    for letter, plain in _NO_DECOMPOSITION:  # seven searches are a tenth of the price of one translation
        decomposed = decomposed.replace(letter, plain)
    return _MAY_GO.sub(
        lambda found: "" if found[0] in UNSEEN or unicodedata.combining(found[0]) else found[0], decomposed
    )


_NO_DECOMPOSITION = (("ł", "l"), ("ø", "o"), ("đ", "d"), ("ı", "i"), ("æ", "ae"), ("œ", "oe"), ("’", "'"))


def words(text: str) -> list[str]:
    """The words of a text, folded, in order, possessive endings off."""
    return list(_words_at_hand(text)) if len(text) <= _OFTEN else _words(text)


def _words(text: str) -> list[str]:
    return [
        (_POSSESSIVE.sub("", found) if "'" in found or "’" in found else found)[:LONGEST_WORD]
        for found in _WORD.findall(_joined(fold(text)))
    ]


def run_within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether some words stand in a row in others."""
    return bool(part) and any(whole[n] == part[0] and whole[n : n + len(part)] == part for n in range(len(whole)))


def _joined(text: str) -> str:
    return _ACRONYM.sub(lambda found: found.group().replace(".", ""), text) if "." in text else text


def terms(text: str) -> list[str]:
    """The stems of a text's words, stop words left out."""
    return list(_terms_at_hand(text)) if len(text) <= _OFTEN else _terms(text)


def _terms(text: str) -> list[str]:
    stems: list[str] = _stemmer().stemWords([word for word in words(text) if word not in STOP_WORDS])
    return stems


@lru_cache(_AT_HAND)
def _words_at_hand(text: str) -> tuple[str, ...]:
    return tuple(_words(text))


@lru_cache(_AT_HAND)
def _terms_at_hand(text: str) -> tuple[str, ...]:
    return tuple(_terms(text))


def _stemmer() -> Any:
    """This thread's: one isn't safe to share. Without a cache, which would be slower than it is on texts."""
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        import Stemmer

        stemmer = _local.stemmer = Stemmer.Stemmer("english", 0)
    return stemmer
