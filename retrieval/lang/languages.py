"""Whether a text is in English: all that is told of a language, by its letters and its small words."""

from __future__ import annotations

import re
import unicodedata

from retrieval.lang.en.function_words import ONLY_ENGLISH
from retrieval.lang.word_lists import sections

_OTHERS = frozenset().union(*sections(__name__, "other_languages.txt").values())
_WORD = re.compile(r"[^\W\d_]+")


def is_foreign(text: str) -> bool:
    """Whether a text is surely not in English: its letters aren't Latin, or it has more small words of others.

    A mark that opens a question tells Spanish.
    """
    if "¿" in text or "¡" in text:
        return True
    spoken = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    letters = "".join(spoken)
    if 2 * sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters) > len(letters):
        return True
    return sum(word in _OTHERS for word in spoken) > sum(word in ONLY_ENGLISH for word in spoken)
