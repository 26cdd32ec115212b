"""What each paragraph of a text is, told by its form alone: prose, or what stands between and around it.

Nothing is stored of this: it is the same for every reader of a text, and follows when the rules get better.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from retrieval.lang.en.people import PARTICLES
from retrieval.lang.en.phrases.credit_phrases import BY, COPYRIGHT
from retrieval.lang.en.phrases.page_phrases import CREDIT_AT_THE_END, CREDIT_LINE
from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.patterns import any_of
from retrieval.lang.sentence_ends import ends_a_sentence
from retrieval.lang.sentences import spans

_HEADING, _SIGNATURE, _CREDIT = 110, 80, 400  # code points
_FEWEST_ITEMS = 3  # short lines in a row that are a list, or verse, and no headings
_ITEM = re.compile(r"(?:[-*•‣◦]|[0-9]{1,3}[.)])\s")
_LABEL = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,4}|Q|A):\s+\S")
_OPENING = tuple('"“„«‘')
_SIGNED = re.compile(r"(?:[—–]|--)[ ]*[A-ZÀ-Þ]")
_PART = rf"(?:[A-ZÀ-Þ][\w.'’-]*|and|&|in|{any_of(PARTICLES)})"
_NAMES = re.compile(rf"{_PART}(?:,? {_PART}){{0,9}}")


class ParagraphKind(StrEnum):
    """What a paragraph is."""

    TEXT = "text"
    HEADING = "heading"
    BYLINE = "byline"
    CAPTION = "caption"
    QUOTE = "quote"
    TURN = "turn"
    LIST = "list"
    SIGNATURE = "signature"

    @property
    def is_prose(self) -> bool:
        """Whether it holds sentences that tell something."""
        return self in (ParagraphKind.TEXT, ParagraphKind.QUOTE, ParagraphKind.TURN, ParagraphKind.LIST)


class Paragraph(NamedTuple):
    """A paragraph's span, in code points, and its kind."""

    start: int
    end: int
    kind: ParagraphKind


@lru_cache(maxsize=64)
def paragraph_kinds(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, in order, each with its kind."""
    found = paragraphs(text)
    kinds = [_by_itself(text[start:end]) for start, end in found]
    for number, kind in enumerate(kinds):
        if kind is ParagraphKind.HEADING:
            first = last = number
            while first and kinds[first - 1] in (ParagraphKind.HEADING, ParagraphKind.LIST):
                first -= 1
            while last + 1 < len(kinds) and kinds[last + 1] is ParagraphKind.HEADING:
                last += 1
            if last - first + 1 >= _FEWEST_ITEMS and first > 0:
                kinds[number : last + 1] = [ParagraphKind.LIST] * (last + 1 - number)
            elif number == len(kinds) - 1:  # nothing stands below it
                kinds[number] = ParagraphKind.TEXT
    return tuple(Paragraph(start, end, kind) for (start, end), kind in zip(found, kinds, strict=True))


def prose(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences between two offsets that stand in prose; where none does, all of them."""
    aside = [each for each in paragraph_kinds(text) if not each.kind.is_prose and each.start < end and start < each.end]
    found = spans(text, start, end)
    within = [span for span in found if not any(each.start <= span[0] < each.end for each in aside)]
    return within or found


def _by_itself(paragraph: str) -> ParagraphKind:
    line = " ".join(paragraph.split())
    bare = line.strip("*_ ")
    is_open = not ends_a_sentence(paragraph, 0, len(paragraph))
    by = BY.match(bare)
    if by is not None and len(line) <= _HEADING and is_open and _NAMES.fullmatch(bare[by.end() :]):
        return ParagraphKind.BYLINE
    if len(line) <= _CREDIT and (CREDIT_LINE.fullmatch(bare) or CREDIT_AT_THE_END.search(bare.rstrip(".")[-120:])):
        return ParagraphKind.CAPTION
    if len(line) <= _SIGNATURE and (_SIGNED.match(bare) or COPYRIGHT.match(bare)):
        return ParagraphKind.SIGNATURE
    if _ITEM.match(line):
        return ParagraphKind.LIST
    if _LABEL.match(line):
        return ParagraphKind.TURN
    if line.startswith(_OPENING):
        return ParagraphKind.QUOTE
    is_marked = line.startswith("#") and line.lstrip("#").startswith(" ")
    if len(line) <= _HEADING and (is_marked or (is_open and line[-1] not in ":;,")):
        return ParagraphKind.HEADING
    return ParagraphKind.TEXT
