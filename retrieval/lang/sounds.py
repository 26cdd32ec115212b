"""How words sound, roughly and in any alphabet: a name transliterated is known again by its consonants.

After Soundex (Russell, 1918), with l and r as one. Letters outside of the Latin alphabet are read by their names in
Unicode: an alphabet's letter ("CYRILLIC SMALL LETTER EL") by its first consonant, a syllable ("HANGUL SYLLABLE TEU") by
all of them. Ideographs have no sound there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Indel

from retrieval.lang.tokens import fold

ALIKE = 0.75
"""Likeness of two words' consonants from which on one may be the other, with an ending of its language."""

ALIKE_IN_LETTERS = 0.6
"""The same of the letters of two words in the Latin alphabet."""

ALIKE_IN_CONSONANTS = 0.5
"""The same of their consonants as letters: "Lindqvist" has d, q and v where Greek has t, k and b."""

LONGEST = 60
"""Characters of a word from which on it is no name, however it sounds."""

_CLASSES = {
    letter: digit
    for digit, letters in enumerate(("bpfvw", "cgjkqsxz", "dt", "lr", "mn"), start=1)
    for letter in letters
}
_ALPHABETS = ("ARABIC", "ARMENIAN", "CYRILLIC", "GEORGIAN", "GREEK", "HEBREW", "LATIN")
_ARABIC_VOWELS = {"waw": "u", "yeh": "i", "alef": "a"}
_KANA = "\u3040-\u30ff"
_WORD = re.compile(r"[\u30a0-\u30ff]+|[^\s\u30a0-\u30ff‐–—-]+")
"""Japanese has no blanks; foreign names stand there in a script of their own."""


def stands_in(name: str, text: str) -> bool:
    """Whether a text may hold a name, as its own language writes it; one of ideographs alone always may."""
    if any(map(_is_ideograph, text)) and not re.search(f"[{_KANA}]", text):
        return True
    return any(_is_alike(name, word) for word in _WORD.findall(text))


def likeness(name: str, word: str) -> float:
    """How alike a name and a word of another language are, 0 to 1; 0 if their consonants sound unlike."""
    if len(word) > LONGEST or not _is_alike(name, word := fold(word)):
        return 0.0
    romanised = "".join(letter for char in word for letter in _latin(char))
    if any(unicodedata.name(char, "").startswith("ARABIC") for char in word):
        name = fold(name).replace("p", "b")  # Arabic has no p
    one, other = (re.sub("[aeiouy]", "", fold(each)) for each in (name, romanised))
    alike = Indel.normalized_similarity(one, other)
    if alike < ALIKE_IN_CONSONANTS or _CLASSES.get(one[:1]) != _CLASSES.get(other[:1]):
        return 0.0
    return (alike + Indel.normalized_similarity(_consonants(name), _consonants(word))) / 2


def _is_alike(name: str, word: str) -> bool:
    if len(word) > LONGEST:
        return False
    code, other = _consonants(name), _consonants(word)
    spelt, seen = fold(name), fold(word)
    if seen.isascii() and Indel.normalized_similarity(spelt, seen) < ALIKE_IN_LETTERS:
        return False
    return code == other if len(code) < 2 else Indel.normalized_similarity(code, other) >= ALIKE


def _consonants(word: str) -> str:
    codes = [_CLASSES.get(letter, 0) for char in unicodedata.normalize("NFC", word) for letter in _latin(char)]
    return "".join(str(code) for n, code in enumerate(codes) if code and (n == 0 or codes[n - 1] != code))


@lru_cache(maxsize=4096)
def _latin(char: str) -> str:
    """The Latin letters by which a character is read."""
    folded = fold(char)
    if folded.isascii():
        return folded
    name = unicodedata.name(char, "")
    if not name or " SIGN" in name or _is_ideograph(char):
        return ""
    letters = name.split()[-1].lower()
    if not name.startswith(_ALPHABETS):
        return letters
    if name.startswith("ARABIC") and letters in _ARABIC_VOWELS:
        return _ARABIC_VOWELS[letters]
    return letters[1] if len(letters) == 2 and letters[0] == "e" else letters[0]


def _is_ideograph(char: str) -> bool:
    return unicodedata.name(char, "").startswith("CJK UNIFIED")
