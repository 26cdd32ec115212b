"""A text's words as they are compared: what only a house's style changes is taken out, and told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.lang.en.function_words import DENIALS, LIMITS
from retrieval.lang.en.inflection import one_spelling
from retrieval.lang.tokens import UNSEEN, seen

_LETTERS = rf"[^\W\d_]+(?:[{UNSEEN}]+[^\W\d_]+)*"
_WORD = re.compile(
    rf"(?P<recased>\[[^\W\d_]\]{_LETTERS}(?:['’ʼ‘]{_LETTERS})*)|"  # "[w]e"
    r"\[[^\]\n]{0,200}\]|…|\.(?:\s?\.){2,}"  # an editor's brackets, an omission
    rf"|[$€£¥]?\d+(?:[.,:]\d+)*|(?:[^\W\d_]\.){{2,}}|{_LETTERS}(?:['’ʼ‘]{_LETTERS})*|[?!%]"
)
_OMISSION = re.compile(r"\[?(?:…|\.\s?\.\s?\.)[\s.…]*\]?\Z")
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘", "'"))
_BRACKETS = str.maketrans("", "", "[]")
_JOINED = {("per", "cent"): "percent"}
_SYMBOLS = {"%": "percent"}


@dataclass(frozen=True)
class Word:
    """A word, number or sign of a text.

    ``key``: what is compared. ``start``, ``end``: where it stands, code points. ``omits``: no word of the source's but
    an editor's: words were left out there, or others put in their place.
    """

    key: str
    written: str
    start: int
    end: int
    omits: bool = False


def compared(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a part of a text, in order."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        written = match.group()
        if written[0] in "[…." and not match["recased"]:
            found.append(Word(written, written, *match.span(), omits=True))
            continue
        key = _key(written)
        before = found[-1] if found else None
        if (
            before is not None
            and (joined := _JOINED.get((before.key, key)))
            and text[before.end : match.start()].isspace()
        ):
            found[-1] = Word(joined, text[before.start : match.end()], before.start, match.end())
        elif key and key != "!":  # that is a house's; but a question isn't a statement
            found.append(Word(key, written, *match.span()))
    return found


def is_omission(word: Word) -> bool:
    """Whether this only leaves words out: "…", "[...]"."""
    return word.omits and _OMISSION.match(word.written) is not None


def denies(key: str) -> bool:
    """Whether a word, folded, says the opposite of what stands behind it."""
    return key in DENIALS or key.endswith("n't")


def turns(key: str) -> bool:
    """Whether a word, folded, limits what stands before it, or denies what stands behind it."""
    return key in LIMITS or denies(key)


def style_of(draft: Sequence[Word], source: Sequence[Word]) -> list[tuple[str, str]]:
    """Words that are the same to a reader and written in another way, as the draft and the source have them."""
    return [
        (mine.written, theirs.written)
        for mine, theirs in zip(draft, source, strict=True)
        if _plain(mine.written) != _plain(theirs.written)
    ]


def _plain(written: str) -> str:
    return unicodedata.normalize("NFKC", seen(written)).translate(_APOSTROPHES).casefold()


@lru_cache(maxsize=50_000)
def _key(written: str) -> str:
    if written in _SYMBOLS:
        return _SYMBOLS[written]
    plain = _plain(written).translate(_BRACKETS)
    if any(map(str.isdigit, plain)):
        return plain.replace(",", "") if re.fullmatch(r"[$€£¥]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain) else plain
    return one_spelling(plain.replace(".", ""))
