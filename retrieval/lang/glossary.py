"""News words of other languages in English: a question and an article in two languages can be about the same."""

from __future__ import annotations

import re
from functools import lru_cache

from retrieval.lang.languages import SMALL_WORDS
from retrieval.lang.tokens import fold
from retrieval.lang.word_lists import sections, table

_LISTS = sections(__name__, "other_languages.txt")
SPEAKS, ASKS = _LISTS["speaks"], _LISTS["asks"]
"""English words of the glossary for what is done in words, and those that ask."""

SHORTEST_STEM = 2
"""Letters of a stem; what follows them is any ending."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_JOINED = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_ELIDED = re.compile(r"^(?:l|d|qu|s|n|j|c|m|t|dell|all|nell|sull|un)['’]", re.IGNORECASE)


@lru_cache(maxsize=1)
def _entries() -> tuple[dict[str, str], dict[str, str]]:
    """English by whole words (two of them joined by a blank), and by stems."""
    whole: dict[str, str] = {}
    stems: dict[str, str] = {}
    for english, others in table(__name__, "glossary.txt").items():
        for other in others:
            entry = fold(other.replace("_", " "))
            known = stems if entry.endswith("*") else whole
            known.setdefault(entry.rstrip("*"), english.replace("_", " "))
    return whole, stems


@lru_cache(maxsize=4096)
def english(word: str) -> str | None:
    """The English word for a word of another language, or for two words with a blank between them; None: unknown."""
    whole, stems = _entries()
    folded = fold(_ELIDED.sub("", word))
    if folded in whole or " " in folded:
        return whole.get(folded)
    ends = range(len(folded), SHORTEST_STEM - 1, -1)
    return next((stems[folded[:end]] for end in ends if folded[:end] in stems), None)


def in_english(text: str, kept: frozenset[str] = frozenset()) -> str:
    """What can be read of a text in another language: names and numbers as they stand, known words in English.

    Small words go. ``kept``: folded words, as of names, that stay as they are.
    """
    text = _JOINED.sub(" ", text)
    found = list(_WORD.finditer(text))
    read: list[str] = []
    end, skip = 0, False
    for n, each in enumerate(found):
        read.append(text[end : each.start()])
        end = each.end()
        if skip:
            skip = False
            continue
        bare = _ELIDED.sub("", each[0])
        if fold(bare) in kept:
            read.append(bare)
            continue
        two = english(f"{each[0]} {found[n + 1][0]}") if n + 1 < len(found) else None
        skip = two is not None
        one = two or english(each[0])
        if one is not None or fold(bare) not in SMALL_WORDS:
            read.append(one or bare)
    return " ".join("".join((*read, text[end:])).split())
