"""Quotation marks: where quoted text begins and ends. Pure text, one pass, no language model.

Handles every pair of quotation marks that Unicode has, typewriter marks, `` and '', and mixtures of them. Only
outermost quotes are returned: what is quoted inside a quote belongs to it. Apostrophes, inches and feet aren't marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from retrieval.lang.en.abbreviations import ELIDED
from retrieval.lang.en.speech_verbs import AFTER_A_QUOTE
from retrieval.lang.patterns import any_of

CLOSING = {
    '"': '"”“',
    "“": '”"',
    "„": '“”"',
    "‟": '”"',
    "«": "»",
    "″": '″"',
    "＂": "＂",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "❝": "❞",
}
"""Double marks that open a quotation, each with those that may close it."""

BACKWARDS = {"”": '”"', "»": "«»", "❞": "❝❞"}
"""Marks that close in one language and open in another."""

SINGLE_OPEN, SINGLE_CLOSE = "‘'`‚‛‹", "’'`‘›"
MARKS = frozenset("".join((*CLOSING, *CLOSING.values(), *BACKWARDS)))
"""Every double mark."""

_DASHES, _SINGLES = "‐‑‒–—―−﹘﹣－", "‘’‚‛`´′ʼ‹›"
FOLDED = str.maketrans({**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(MARKS, '"'), **dict.fromkeys(_SINGLES, "'")})
"""For ``str.translate``: dashes and marks as a typewriter has them, code point for code point."""

# Of three in a row the first closes what is quoted inside: ''He said 'no.'''
_MARK = re.compile(r"(?<=[^\s'])'(?=''(?!'))|``|''|[“”„‟«»\"＂「」『』〝〞〟❝❞‘’‚‛'`]")
_CLOSES = {
    "”": {"“", "„", "‟", '"', "``", "''", "”"},
    "“": {"„"},
    "»": {"«", "»"},
    "«": {"»"},
    '"': {'"', "“", "„", "``"},
    "''": {"``", '"', "“", "''"},
    "’": {"‘"},
    "'": {"'", "`", "‘"},
    "＂": {"＂"},
    "」": {"「"},
    "』": {"『"},
    "〞": {"〝"},
    "〟": {"〝"},
    "❞": {"❝"},
}
_SINGLE = frozenset("‘’‚‛'`")
_NEAR = 20  # code points behind a paragraph in which the next begins
_FIRST = tuple('“"„«‘`')
_DOUBLE_OR_OPENING = re.compile(rf"``+|''+|(?<![^\W_])[{SINGLE_OPEN}]+(?=\S)")
# Elisions that open with an apostrophe.
_ELIDED = re.compile(rf"['’‘](?:\d0s|{any_of(ELIDED)})\b", re.IGNORECASE)


class Quoted(NamedTuple):
    """An outermost quoted span, marks included, in code points of the text.

    ``closed`` is false where the closing mark is missing and the span was ended by rule.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def quoted_spans(text: str, paragraphs: Iterable[tuple[int, int]] | None = None) -> list[Quoted]:
    """The outermost quoted spans of ``text`` in order.

    Args:
        text: an article, a line of an answer, a question.
        paragraphs: ``(start, end)`` of each paragraph; no quote reaches over a paragraph's end. None: it is one.
    """
    return [quote for start, end in paragraphs or [(0, len(text))] for quote in _in_paragraph(text, start, end)]


def quotations(text: str) -> list[str]:
    """What a paragraph sets in quotation marks, without the marks; an unclosed quotation goes on to the end."""
    return [text[quote.inner_start : quote.inner_end] for quote in quoted_spans(text)]


def unmarked(text: str) -> str:
    """A text without its quotation marks: what isn't ours to quote, like a person's question, in our own words."""
    text = "".join(char for char in text if char not in MARKS)
    while (without := _DOUBLE_OR_OPENING.sub("", text)) != text:
        text = without
    return text


def _in_paragraph(text: str, start: int, end: int) -> list[Quoted]:
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text, start, end)]
    if not marks:
        return []
    if _stand_apart(text, start, end, marks):
        pairs = zip(marks[::2], marks[1::2], strict=True)
        return [Quoted(a, b + 1, a + 1, b, True) for (a, _), (b, _) in pairs if text[a + 1 : b].strip()]
    found: list[Quoted] = []
    opened: tuple[int, str] | None = None
    last_single = _last_closing_singles(text, marks, end)
    for at, mark in marks:
        after = at + len(mark)
        before_char = text[at - 1] if at > start else " "
        after_char = text[after] if after < end else " "
        if opened is None:
            if _opens(text, at, mark, before_char, after_char, last_single):
                opened = (at, mark)
            continue
        open_at, open_mark = opened
        if _shuts(text, at, mark, open_mark, before_char, after_char, last_single):
            found.append(Quoted(open_at, after, open_at + len(open_mark), at, True))
            opened = None
        elif _reopens(mark, open_mark, before_char, after_char):
            cut = _cut(text, open_at + len(open_mark), at)
            if cut > open_at + len(open_mark):
                found.append(Quoted(open_at, cut, open_at + len(open_mark), cut, False))
            opened = (at, mark)
    if opened is not None and opened[1] not in _SINGLE:
        open_at, open_mark = opened
        stop = end
        while stop > open_at and text[stop - 1].isspace():
            stop -= 1
        goes_on = text[stop : stop + _NEAR].lstrip().startswith(_FIRST)  # in the next paragraph: no mark is missing
        cut = _cut(text, open_at + len(open_mark), stop)
        stop = cut if not goes_on or _ASKED_SMALL.match(text, cut - 1) else stop
        if stop > open_at + len(open_mark):
            found.append(Quoted(open_at, stop, open_at + len(open_mark), stop, False))
    return [quote for quote in found if text[quote.inner_start : quote.inner_end].strip()]


def _stand_apart(text: str, start: int, end: int, marks: list[tuple[int, str]]) -> bool:
    """Whether a paragraph's marks have blanks on both sides, as in text that was cut into tokens: " What is it? " ."""
    sides = (text[max(start, at - 1) : at] + text[at + 1 : min(end, at + 2)] for at, _ in marks)
    return len(marks) % 2 == 0 and all(mark == '"' for _, mark in marks) and all(not each.strip() for each in sides)


def _last_closing_singles(text: str, marks: list[tuple[int, str]], end: int) -> int:
    """Where the last single mark stands that can close a quote; -1 when there is none."""
    for at, mark in reversed(marks):
        if mark in "’'" and len(mark) == 1 and not _inside_word(text, at, end):
            return at
    return -1


def _inside_word(text: str, at: int, end: int) -> bool:
    return at > 0 and text[at - 1].isalnum() and at + 1 < end and text[at + 1].isalnum()


def _opens(text: str, at: int, mark: str, before: str, after: str, last_single: int) -> bool:
    if mark in ("“", "„", "‟", "«", "``", "「", "『", "〝", "❝", "＂"):
        return True
    if mark in ("”", "»", "’", "」", "』", "〞", "〟", "❞"):
        # ”So in Finnish,” »so in German« or »so in Swedish».
        return mark in "”»" and not before.isalnum() and before not in ".,!?" and after.isalnum()
    if mark in ('"', "''"):
        # After a digit and before a space it is an inch; after a letter and before a space a stray closing mark.
        if before.isalnum() or before in ".,!?;":
            return after.isalnum() and not before.isalnum()
        return not after.isspace()
    # single marks: only where a word begins, and where something can close it
    if before.isalnum() or before in ".,!?" or after.isspace() or after in ".,":
        return False
    if _ELIDED.match(text, at) and mark != "‘":
        return False
    return last_single > at + 1


def _shuts(text: str, at: int, mark: str, opener: str, before: str, after: str, last_single: int) -> bool:
    if mark == opener == "“":
        # The wrong key at a quote's end: “It is late,“ she said.
        return before in ",.?!" and after.isspace()
    if opener not in _CLOSES.get(mark, ()):
        return False
    if mark not in ('"', "''") and mark not in _SINGLE:
        return True
    if mark in ('"', "''"):
        if after.isalnum() and (before.isspace() or before in "([—–-"):
            return False
        # 6'2" inside a quote
        return not (
            before.isdigit()
            and after.isspace()
            and text.find('"', at + 1, at + 200) > 0
            and text[max(0, at - 3) : at].count("'") == 1
        )
    if after.isalnum():
        return False
    # A plural's apostrophe inside a single quote: the quote goes on when a better closing mark follows.
    return not (before in "sS" and last_single > at and after.isspace())


def _reopens(mark: str, opener: str, before: str, after: str) -> bool:
    """Whether this mark, met inside an open quote of the same rank, can only open another one."""
    if opener in _SINGLE or mark in _SINGLE:
        return False
    if mark in ("“", "``"):
        return opener in ("“", "``", '"') and (before.isspace() or before in "([—–")
    return mark == '"' and opener == '"' and before.isspace() and after.isalnum()


_SOMEBODY_SAID = re.compile(rf"\s+(?:he|she|they|it|[A-Z][\w.’'-]+(?:\s[A-Z][\w’'-]+)*)\s+{any_of(AFTER_A_QUOTE)}\b")
_SOMEBODY_ASKED = re.compile(rf"\s+(?:[\w.’'-]+\s+){{1,6}}?{any_of(AFTER_A_QUOTE)}\b\s*[.,:]")
_ASKED_SMALL = re.compile(r"[?!]\s+[a-z]")  # somebody's next sentence begins with a capital
_STOP = re.compile(r"[.,!?…]+(?=\s)")


def _cut(text: str, start: int, end: int) -> int:
    """Where a quote without a closing mark ends when another one opens at ``end``: after its first clause."""
    stops = [m.end() for m in _STOP.finditer(text, start, end)]
    for stop in stops:
        if _SOMEBODY_SAID.match(text, stop, end) or (
            text[stop - 1] in ",!?" and _SOMEBODY_ASKED.match(text, stop, end)
        ):
            return stop
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
