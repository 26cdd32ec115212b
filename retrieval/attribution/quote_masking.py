"""The text that the parser reads: an article's paragraphs with every full quote stood in for by two words.

A parser reads ``“It works,” Jones said`` far better, and faster, than the same sentence around sixty quoted words.
Every code point of the reading keeps the offset that it has in the article.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from retrieval.lang.en.function_words import SMALL_IN_TITLES
from retrieval.lang.en.speech_verbs import AFTER_A_QUOTE, BEFORE_A_QUOTE, IN_HEADLINES, SAYS_MORE
from retrieval.lang.patterns import any_of
from retrieval.lang.quotation_marks import Quoted
from retrieval.lang.sentence_ends import cuts

# The parser's memory grows with a text's length; a paragraph of news is seldom over 1,000 code points.
LONGEST_PIECE = 1500
_LONGEST_WORD = 60
# A paragraph of fewer words holds no statement.
_FEWEST_WORDS = 2
LONGEST_LINE = 15
"""Words of a line of a dialogue; of longer quotes side by side both are one person's."""
_BETWEEN = 2  # code points between two paragraphs of one quotation
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_SENTENCE_END = re.compile(r"[.?!…]\s+(?=[A-Z“\"‘'])")
_NO_BREAK = str.maketrans(
    {"\n": " ", "\r": " ", "\t": " ", "\u00a0": " ", "’": "'", "\x00": " ", "\u2028": " ", "―": "—"}
)


class Shape(Enum):
    """What a quoted span looks like, before anybody asks who said it."""

    FULL = "full"
    FRAGMENT = "fragment"
    TITLE = "title"


class Quote(NamedTuple):
    """A quoted span of the article with its shape and the paragraph (index) that it stands in."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    shape: Shape
    paragraph: int
    closed: bool
    mark: str
    words: int


class Piece(NamedTuple):
    """One text for the parser, with runs ``(offset in the text, offset in the article, quote or -1)``.

    Inside a run whose quote is >= 0 and that stands in for a quote, offsets don't advance.
    """

    text: str
    paragraph: int
    runs: list[tuple[int, int, int]]


_SMALL_WORD = re.compile(r"(?<![\w’'.])[a-z]{2,}(?![\w])")


_SPEAKS = rf"\b(?:{any_of(BEFORE_A_QUOTE)}|told \w+|that)"
_SAID = re.compile(_SPEAKS + r"$", re.IGNORECASE)
_TO_SOMEBODY = re.compile(r"\byou(?:r|rs)?\b[^.?!]*\?$", re.IGNORECASE)
_SAID_COMMA = re.compile(_SPEAKS + r"[^,.]{0,25},$", re.IGNORECASE)


def shape_of(text: str, quoted: Quoted) -> Shape:
    """Whether a quoted span reads as an utterance, as a fragment of one, or as the title of a work."""
    inner = text[quoted.inner_start : quoted.inner_end]
    words = _WORD.findall(inner)
    if not words:
        return Shape.FRAGMENT
    stripped = inner.strip()
    ended = (stripped.rstrip("'’”\"»") or stripped)[-1] in ".,?!…—–-;:，。！？、"
    first = next((c for c in stripped if c.isalnum()), "a")
    heavy = [w for w in words if w.lower() not in SMALL_IN_TITLES]
    titled = len(words) > 1 and len(words) <= 9 and all(not w[0].islower() for w in heavy) and not words[0][0].islower()
    lead = text[max(0, quoted.start - 40) : quoted.start].rstrip(" \t\u00a0")
    running = lead[-1:].isalnum() or lead[-1:] in "'’" or (lead[-1:] == "," and not _SAID_COMMA.search(lead))
    running = running and bool(lead) and not _SAID.search(lead)
    if titled and (stripped[-1] not in ".?!…," or running) and not all(w.isupper() for w in words):
        return Shape.TITLE
    if len(words) == 1 and running:
        return Shape.FRAGMENT
    opened = not first.islower() or stripped[0] in "…." or lead[-1:] in (":",)
    tail = text[quoted.end : quoted.end + 1]
    if opened and (ended or len(words) >= 4 or (tail in (",", ".") and len(words) > 1)):
        return Shape.FULL
    if len(_SENTENCE_END.findall(inner)) and len(words) > 40:
        return Shape.FULL
    if lead[-1:] in (",",) and ended and len(words) >= 4:
        return Shape.FULL
    return Shape.FRAGMENT


def with_blocks(spans: list[Quoted], blocks: Sequence[tuple[int, int]]) -> list[Quoted]:
    """Quoted spans, and paragraphs that are set off instead; all but the last of a row go on in the next paragraph."""
    bare = [(start, end) for start, end in blocks if not any(q.start < end and start < q.end for q in spans)]
    last = {block for block, after in pairwise([*bare, (sys.maxsize, 0)]) if after[0] - block[1] > _BETWEEN}
    return sorted([*spans, *(Quoted(*block, *block, closed=block in last) for block in bare)])


def classified(text: str, spans: list[Quoted], paragraph_spans: list[tuple[int, int]]) -> list[Quote]:
    """Each quoted span with its shape and its paragraph."""
    starts = [start for start, _ in paragraph_spans]
    return [
        Quote(
            q.start,
            q.end,
            q.inner_start,
            q.inner_end,
            shape_of(text, q),
            bisect_right(starts, q.start) - 1,
            q.closed,
            text[q.start : q.inner_start] or "“",
            len(_WORD.findall(text[q.inner_start : q.inner_end])),
        )
        for q in spans
    ]


def asked(text: str, quotes: Sequence[Quote]) -> frozenset[int]:
    """The quotes, by index, that end in a question to somebody: "Do you deny that?"."""
    found = set()
    for index, quote in enumerate(quotes):
        inner = text[quote.inner_start : quote.inner_end].rstrip()
        if inner.endswith("?") and _TO_SOMEBODY.search(inner):
            found.add(index)
    return frozenset(found)


def side_by_side(text: str, quotes: Sequence[Quote]) -> frozenset[int]:
    """The quotes, by index, beside which another stands with nothing between: lines of two people's dialogue."""
    met = [
        n
        for n, (one, other) in enumerate(pairwise(quotes))
        if one.closed
        and one.paragraph == other.paragraph
        and text[one.end : other.start].isspace()
        and max(one.words, other.words) <= LONGEST_LINE
    ]
    return frozenset(met) | {n + 1 for n in met}


def pieces(text: str, paragraph_spans: list[tuple[int, int]], quotes: list[Quote]) -> list[Piece]:
    """The texts for the parser, in order; a paragraph is one, or several where it is too long."""
    made: list[Piece] = []
    following = 0
    small = _small_words(text)
    for number, (start, end) in enumerate(paragraph_spans):
        inside: list[tuple[int, Quote]] = []
        while following < len(quotes) and quotes[following].paragraph == number:
            inside.append((following, quotes[following]))
            following += 1
        if not inside and len(text[start : min(end, start + 80)].split(maxsplit=3)) < _FEWEST_WORDS:
            continue
        made.extend(_cut(*_worded(text, start, end, inside, small), number))
    return made


def _worded(
    text: str, start: int, end: int, inside: list[tuple[int, Quote]], small: frozenset[str]
) -> tuple[str, list[tuple[int, int, int]]]:
    parts: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = 0

    def put(words: str, article: int, quote: int) -> None:
        nonlocal length
        if words:
            parts.append(words)
            runs.append((length, article, quote))
            length += len(words)

    def copy(begin: int, stop: int) -> None:
        put(text[begin:stop].translate(_NO_BREAK), begin, -1)

    heading = _is_heading(text[start : min(end, start + 300)])
    at = start
    if (dateline := _DATELINE.match(text, start, end)) and (not inside or dateline.end() <= inside[0][1].start):
        at = dateline.end()
    for index, quote in inside:
        copy(at, quote.start)
        if quote.shape is Shape.FULL:
            put(_stand_in(text, quote, end), quote.start, index)
            at = quote.end
        else:
            at = quote.start
    copy(at, end)
    worded = _LONG_WORD.sub(_shortened, "".join(parts))
    if heading or (len(worded) > 40 and worded.isupper()):
        worded = _WORD.sub(lambda m: _sentence_case(m, small), worded)
    return worded, runs


def _shortened(m: re.Match[str]) -> str:
    """A word too long for the tokenizer, its tail made spaces so that offsets stay."""
    return m.group()[:_LONGEST_WORD].ljust(len(m.group()))


def _small_words(text: str) -> frozenset[str]:
    """The words that the article writes small somewhere."""
    return frozenset(_SMALL_WORD.findall(text))


def _is_heading(text: str) -> bool:
    """Whether a paragraph capitalises nearly all of its longer words, as headlines do."""
    if len(text) >= 300:
        return False
    words = [w for w in _WORD.findall(text) if len(w) > 3 and w[0].isalpha()]
    return len(words) >= 3 and sum(not w[0].islower() for w in words) >= 0.8 * len(words)


def _sentence_case(m: re.Match[str], small: frozenset[str]) -> str:
    word = m.group()
    lower = word.lower()
    if len(lower) != len(word) or m.start() == 0 or lower in ("it", "us"):
        return word if not (word.isupper() and m.start() == 0) else word.capitalize()
    if lower in small or lower in SMALL_IN_TITLES or lower in IN_HEADLINES:
        return lower
    return word.capitalize() if word.isupper() and len(word) > (5 if small else 3) else word


def _stand_in(text: str, quote: Quote, end: int) -> str:
    inner = text[quote.inner_start : quote.inner_end].rstrip().rstrip("'’”\"")
    tail = text[quote.end : min(end, quote.end + 60)]
    mark = inner[-1:] if inner[-1:] in ",.?!" else ""
    if (mark in ("?", "!", ".") and tail[:1].isspace() and tail.lstrip()[:1].islower()) or (
        mark in ("?", "!") and _SPOKEN.match(tail)
    ):
        mark = ","
    elif not mark and tail[:1] not in (",", "."):
        mark = "," if tail.strip() else "."
    before = text[quote.start - 1 : quote.start]
    lead = " " if before and not before.isspace() and before not in "([" else ""
    glue = " " if tail and not tail[0].isspace() and tail[0] not in ",.;:?!)]" else ""
    return f"{lead}“It works{mark}”{glue}"


# "PORTLAND, Maine (AP) - ": a place, perhaps a day and an agency, before the first sentence.
_DATELINE = re.compile(
    r"[A-Z][A-Z.’'-]+(?:[ ,/]+[A-Z][\w.’'-]*){0,6}(?:,? \d{1,2})?(?:,? \d{4})?"
    r"\s*(?:\([^)\n]{2,40}\))?\s*(?:—|–|-|―|--)+\s+(?=\S)"
)
_SPOKEN = re.compile(
    rf"\s+(?:(?:[A-Z][\w.'’-]*|the|a|an|former|one)\s+){{0,5}}"
    rf"{any_of(AFTER_A_QUOTE)}\b(?!{SAYS_MORE})"
)


def _cut(worded: str, runs: list[tuple[int, int, int]], number: int) -> list[Piece]:
    made = []
    begins = [run[0] for run in runs]
    for start, end in cuts(worded, 0, len(worded), LONGEST_PIECE):
        if not worded[start:end].strip():
            continue
        first = bisect_right(begins, start) - 1
        last = bisect_right(begins, end - 1)
        own = []
        for begin, article, quote in runs[first:last]:
            moved = max(begin, start)
            own.append((moved - start, article if quote >= 0 else article + moved - begin, quote))
        made.append(Piece(worded[start:end], number, own))
    return made
