"""Paragraphs that stand in an article and are not of it: captions, photo credits, "read also", newsletter boxes.

Better one too many kept than one of the article's own lost: only whole paragraphs go, and only in forms that hardly
mean anything else. A paragraph that opens with a quotation mark is always kept: somebody may be speaking.
"""

from __future__ import annotations

import re

from retrieval.lang.en.phrases import page_phrases as phrases
from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.sentence_ends import ends_a_sentence

_LONGEST_CAPTION, _LONGEST_CALL = 600, 300  # code points

_PICTURE_LINE = re.compile(r"\[?!\[[^\]\n]{0,300}\]\([^)\n]{1,600}\)(?:\]\([^)\n]{1,600}\))?")  # Markdown's
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\([^)\n]{1,600}\)")
_END_MARK = re.compile(r"#[ ]?#[ ]?#")  # below a press release
_LONGEST_LINE = 110  # code points of a link's words, and of a caption without a full stop
_LONGEST_CREDIT = 120  # code points at a caption's end
_OPENING_MARKS = "\"“”„«‘'"


def without_boilerplate(text: str) -> str:
    """``text`` without such paragraphs; the very same text when there are none. Doing it again changes nothing."""
    small = text.lower()
    if not any(hint in small for hint in phrases.HINTS):
        return text
    found = paragraphs(text)
    end = _end(text, found)
    kept, before, dropped = "", 0, end < len(found)
    is_captioned = False  # by the line above, that names a picture's owner
    for start, stop in found[:end]:
        paragraph = text[start:stop]
        is_owner = phrases.PICTURES_OWNER.fullmatch(paragraph) is not None
        if is_owner or (is_captioned and _is_line(paragraph)) or is_the_pages(paragraph):
            dropped = True
        else:
            kept += (text[before:start] if kept else "") + paragraph
        before, is_captioned = stop, is_owner
    return without_boilerplate(kept) if dropped else text


def _end(text: str, found: list[tuple[int, int]]) -> int:
    """How many paragraphs stand above the links at the end: below "Most read" there is nothing but lines."""
    end = len(found)
    for number in range(len(found) - 1, 0, -1):
        line = " ".join(text[slice(*found[number])].split()).strip("*_# ")
        if not _is_line(line):
            break
        if phrases.ASIDE_HEADING.fullmatch(line) or phrases.LINKS_HEADING.fullmatch(line):
            end = number
    return end if any(not _is_line(text[start:stop]) for start, stop in found[:end]) else len(found)


def _is_line(paragraph: str) -> bool:
    """Whether a paragraph is a short line that ends no sentence and quotes nobody."""
    is_short = len(paragraph) <= _LONGEST_LINE and paragraph.lstrip("*_# ")[:1] not in _OPENING_MARKS
    return is_short and not ends_a_sentence(paragraph, 0, len(paragraph))


def is_the_pages(paragraph: str) -> bool:
    """Whether a paragraph of a text that was copied from a page is such a one, or of its dialog on cookies."""
    return is_boilerplate(paragraph) or phrases.COOKIE_NOTICE.fullmatch(" ".join(paragraph.split())) is not None


def is_boilerplate(paragraph: str) -> bool:
    """Whether a paragraph is a caption, a credit, or there to make the reader click."""
    line = " ".join(paragraph.split())
    bare = line.strip("*_# ")
    if _END_MARK.fullmatch(line):
        return True
    if not bare or bare[0] in _OPENING_MARKS:
        return False
    if _PICTURE_LINE.fullmatch(bare) is not None or is_caption(bare):
        return True
    bare = _LINK.sub(r"\1", bare)
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
