"""Where sentences end, without a language model: quick enough for the path of a question."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from retrieval.lang.en.abbreviations import ABBREVIATIONS

_END = re.compile(r"(?P<mark>[.!?…]+)(?P<closing>[\"”’'»)\]]*)(?=\s+[\"“‘'«(\[]*(?P<next>\w)|\s*\Z)")
_FINAL = re.compile(r"(?P<mark>[.!?…]+)(?P<closing>[\"”’'»)\]]*)\Z")
_GAP = re.compile(r"\s+")
_LAST_WORD = re.compile(r"[^\s\"“”‘(\[—–/]+\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
"""``U.S``, ``D.C``, ``J``: a letter alone, or letters with full stops between them."""


def is_abbreviation(word: str) -> bool:
    """Whether a word before a full stop is an abbreviation of news texts ("Sen", "U.S")."""
    return word.lower() in ABBREVIATIONS or _INITIALS.match(word) is not None


def ends(text: str) -> Iterator[int]:
    """The offset behind the end of each sentence of a paragraph; its own end comes last."""
    stop = len(text.rstrip())
    for found in _END.finditer(text):
        if (found["next"] or "").islower():
            continue
        if found["mark"] == "." and found["closing"] in ("", ")") and found.end() < stop:
            word = _LAST_WORD.search(text, max(0, found.start() - 40), found.start())
            # "Chief (Mrs.) Ada Cole", but "the bill (of the U.S.)."
            alone = not found["closing"] or (word is not None and text[word.start() - 1 : word.start()] == "(")
            if word is not None and alone and is_abbreviation(word[0]):
                continue
        yield found.end()
        if found.end() >= stop:
            return
    if stop:
        yield stop


def ends_a_sentence(text: str, start: int, end: int) -> bool:
    """Whether what stands between two offsets ends as sentences do: "met Sen." and "met her on" don't."""
    found = _FINAL.search(text, max(start, end - 40), end)
    if found is None:
        return False
    word = _LAST_WORD.search(text, max(start, found.start() - 40), found.start())
    return found["closing"] != "" or found["mark"] != "." or word is None or not is_abbreviation(word[0])


def cuts(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    """What stands between two offsets, cut into pieces of at most ``limit`` code points that follow on each other.

    A piece is as many whole sentences as fit; where none ends in its last three quarters it is cut at white space,
    and a word that is longer than that inside.
    """
    if end - start <= limit:
        return [(start, end)]
    pieces: list[tuple[int, int]] = []
    stops = [start + stop for stop in ends(text[start:end])]
    while end - start > limit:
        stop = stops[at - 1] if (at := bisect_right(stops, start + limit)) else start
        if stop - start < limit // 4:
            gaps = [gap.end() for gap in _GAP.finditer(text, start + limit // 4, start + limit)]
            stop = gaps[-1] if gaps else start + limit
        gap = _GAP.match(text, stop, start + limit)
        pieces.append((start, gap.end() if gap else stop))
        start = pieces[-1][1]
    return [*pieces, (start, end)] if start < end else pieces
