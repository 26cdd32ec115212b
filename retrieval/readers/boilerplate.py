"""Paragraphs that stand in an article and are not of it: captions, photo credits, "read also", newsletter boxes.

Better one too many kept than one of the article's own lost: only whole paragraphs go, and only in forms that hardly
mean anything else. A paragraph that opens with a quotation mark is always kept: somebody may be speaking.
"""

from __future__ import annotations

import re

from retrieval.lang.en.phrases import page_phrases as phrases
from retrieval.lang.paragraphs import paragraphs

_LONGEST_CAPTION, _LONGEST_CALL = 600, 300  # code points

_PICTURE_LINE = re.compile(r"\[?!\[[^\]\n]{0,300}\]\([^)\n]{1,600}\)(?:\]\([^)\n]{1,600}\))?")  # Markdown's
_LONGEST_CREDIT = 120  # code points at a caption's end
_OPENING_MARKS = "\"“”„«‘'"


def without_boilerplate(text: str) -> str:
    """``text`` without such paragraphs; the very same text when there are none. Doing it again changes nothing."""
    small = text.lower()
    if not any(hint in small for hint in phrases.HINTS):
        return text
    kept, before, dropped = "", 0, False
    for start, stop in paragraphs(text):
        if is_boilerplate(text[start:stop]):
            dropped = True
        else:
            kept += (text[before:start] if kept else "") + text[start:stop]
        before = stop
    return without_boilerplate(kept) if dropped else text


def is_boilerplate(paragraph: str) -> bool:
    """Whether a paragraph is a caption, a credit, or there to make the reader click."""
    line = " ".join(paragraph.split())
    bare = line.strip("*_# ")
    if not bare or bare[0] in _OPENING_MARKS:
        return False
    if _PICTURE_LINE.fullmatch(bare) is not None or is_caption(bare):
        return True
    if len(bare) > _LONGEST_CALL:
        return False
    is_newsletter = phrases.BY_MAIL.search(bare) is not None and phrases.NEWSLETTER.search(bare) is not None
    return is_newsletter or phrases.CALL.fullmatch(bare) is not None or phrases.NOTICE.fullmatch(bare) is not None


def is_caption(line: str) -> bool:
    """Whether a line stands under a picture: it ends with a credit, or is one."""
    if len(line) > _LONGEST_CAPTION:
        return False
    if phrases.CREDIT_LINE.fullmatch(line) is not None:
        return True
    line = line.rstrip(".*_ ")
    if line.endswith((")", "]")):
        inside = line[max(line.rfind("("), line.rfind("[")) + 1 : -1]
        return len(inside) <= _LONGEST_CREDIT and phrases.CREDIT_IN_BRACKETS.fullmatch(inside) is not None
    return phrases.CREDIT_AT_THE_END.search(line[-_LONGEST_CREDIT:]) is not None
