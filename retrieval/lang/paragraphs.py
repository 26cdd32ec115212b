"""Paragraphs of an article, whatever its line ends, and safe cuts in what is too long for one parse."""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BLANK = re.compile(r"(?:\r\n|[\n\r\u2028\u2029])[ \t\u00a0]*(?:\r\n|[\n\r\u2028\u2029])")
_SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*\s+(?=[^\sa-z])")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of each paragraph, outer whitespace left out.

    A line is a paragraph, save in an article whose lines were wrapped to a width: there a blank line ends one.
    """
    lines = [span for m in _LINE.finditer(text) if (span := _stripped(text, m.start(), m.end())) is not None]
    if not _is_wrapped(text, lines):
        return lines
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        if joined and _BLANK.search(text, joined[-1][1], start) is None:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines break in mid-sentence: most lines that another follows directly end without a full stop."""
    if len(lines) < 4 or _BLANK.search(text) is None:
        return False
    inner = [
        (lines[i], lines[i + 1])
        for i in range(len(lines) - 1)
        if _BLANK.search(text, lines[i][1], lines[i + 1][0]) is None
    ]
    if len(inner) < 3:
        return False
    broken = sum(
        1
        for (start, end), (following, _) in inner
        if (40 <= end - start <= 120 and (text[end - 1].isalnum() or text[end - 1] in ",-"))
        or text[following].islower()
    )
    return broken * 2 > len(inner)


def cuts(text: str, limit: int) -> list[tuple[int, int]]:
    """Cut ``text`` into stretches of at most ``limit`` code points: at a sentence's end, else a space."""
    if len(text) <= limit:
        return [(0, len(text))]
    pieces: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > limit:
        stop = 0
        for m in _SENTENCE_END.finditer(text, start + limit // 3, start + limit):
            stop = m.end()
        if not stop:
            stop = text.rfind(" ", start + 1, start + limit) + 1
        if stop <= start:
            stop = start + limit
        pieces.append((start, stop))
        start = stop
    if start < len(text):
        pieces.append((start, len(text)))
    return pieces
