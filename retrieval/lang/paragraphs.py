"""Paragraphs of a text: the one answer to where they begin and end, for chunking, attribution and readers alike.

Understood are blank lines, one line a paragraph, and text wrapped to a width: with blank lines between paragraphs,
with indented first lines, or with neither.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from retrieval.lang.sentence_ends import ends_a_sentence

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Every line boundary of Unicode; U+2029 also ends a paragraph."""

_LONGEST_WRAPPED = 120
"""Code points. A line longer than this was not wrapped by a program for mail or wires."""

_SHORTEST_WRAPPED = 30
"""Code points. A shorter line that the next continues is an item of a list, or verse."""

_LONGEST_BLOCK = 12
"""Lines. A wrapped block that is longer holds several paragraphs, even where blank lines separate other blocks."""

_MAY_GO_ON = re.compile(r"[\w,%$€£–—-]")
_STARTS_SMALL = re.compile(r"[\"“„«‘'(\[]*[^\W\d_A-ZÀ-ÖØ-Þ]")
_ITEM = re.compile(r"(?:[-*•‣◦–—]|\d{1,3}[.)]|[A-Z]:)\s")


class _Line(NamedTuple):
    """One line: its span without outer white space, how far it is indented, and whether a blank line stands above."""

    start: int
    end: int
    indent: int
    after_blank: bool


@lru_cache(maxsize=64)  # the analysis asks several times of each article; nobody may change what it gets
def paragraphs(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of each paragraph in code points, in order, without outer white space."""
    lines = _lines(text)
    blocks: list[list[_Line]] = []
    for line in lines:
        if not blocks or line.after_blank:
            blocks.append([])
        blocks[-1].append(line)
    blocks = [_from_margin(block) for block in blocks]
    width = _width(text, blocks)
    if not width:
        return [(line.start, line.end) for line in lines]
    found: list[tuple[int, int]] = []
    separated = len([block for block in blocks if len(block) > 1]) > 1
    for block in blocks:
        by_indent = sum(line.indent > 0 for line in block) > 1
        by_form_only = by_indent or (separated and len(block) <= _LONGEST_BLOCK)
        for n, line in enumerate(block):
            if n and not _begins(text, block[n - 1], line, 0 if by_form_only else width):
                found[-1] = (found[-1][0], line.end)
            else:
                found.append((line.start, line.end))
    return found


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space around it; an empty one where it holds nothing else."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    start, after_blank = 0, False
    for end, following, ends_paragraph in _boundaries(text):
        first, last = stripped(text, start, end)
        if first < last:
            lines.append(_Line(first, last, len(text[start:first].expandtabs(4)), after_blank))
            after_blank = False
        else:
            after_blank = True
        start, after_blank = following, after_blank or ends_paragraph
    return lines


def _from_margin(block: list[_Line]) -> list[_Line]:
    """The lines of a block, their indents counted from the one that is least indented."""
    margin = min(line.indent for line in block)
    return [line._replace(indent=line.indent - margin) for line in block]


def _boundaries(text: str) -> list[tuple[int, int, bool]]:
    """(end of the line, start of the next, whether a paragraph ends there) of each line."""
    found = [(m.start(), m.end(), m.group() == "\u2029") for m in _LINE_END.finditer(text)]
    return [*found, (len(text), len(text), True)]


def _width(text: str, blocks: list[list[_Line]]) -> int:
    """The width that the text was wrapped to; 0 where its lines are its paragraphs.

    Wrapped is a text in which many lines that another follows directly break off in mid-sentence where the next
    line's first word would not have fitted.
    """
    pairs = [pair for block in blocks for pair in pairwise(block) if not _is_set_off(text, pair[1])]
    broken = [pair for pair in pairs if _breaks_off(text, *pair)]
    width = max((line.end - line.start for line, _ in broken), default=0)
    full = [pair for pair in broken if 4 * _length_with_first_word(text, *pair) > 3 * width]
    carried_on = [pair for pair in full if _STARTS_SMALL.match(text, pair[1].start)]
    # Without a small letter at any line's start (capitals only, or a name), three pairs are the least that tells, or
    # an indented line that goes on at the margin.
    hangs = any(line.indent > following.indent for line, following in full)
    is_wrapped = 2 * len(full) > len(pairs) and (carried_on or len(pairs) > 2 or hangs)
    return width if is_wrapped or 4 * len(carried_on) > len(pairs) else 0


def _is_set_off(text: str, line: _Line) -> bool:
    """Whether a line opens a paragraph or an item by its own form."""
    return line.indent > 0 or _ITEM.match(text, line.start) is not None


def _breaks_off(text: str, line: _Line, following: _Line) -> bool:
    length = line.end - line.start
    if not _SHORTEST_WRAPPED <= length <= _LONGEST_WRAPPED or ends_a_sentence(text, line.start, line.end):
        return False
    return text[following.start].islower() or (length >= _SHORTEST_WRAPPED + 10 and _goes_on(text, line))


def _goes_on(text: str, line: _Line) -> bool:
    return _MAY_GO_ON.match(text, line.end - 1) is not None


def _begins(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether in a wrapped text a paragraph begins with the second of two lines of a block.

    Where the lines' lengths tell nothing (``width`` 0), it does only where its own form says so.
    """
    if _is_set_off(text, following):
        return True
    ended = ends_a_sentence(text, line.start, line.end)
    if not ended and _STARTS_SMALL.match(text, following.start):
        return False
    # Where the next word would have fitted, the line was ended on purpose: by a paragraph's end or below a heading.
    is_full = _length_with_first_word(text, line, following) > width
    return not is_full and (ended or 2 * (line.end - line.start) < width)


def _length_with_first_word(text: str, line: _Line, following: _Line) -> int:
    return line.end - line.start + 1 + len(text[following.start : following.end].split(maxsplit=1)[0])
