"""Cut an article into passages: paragraph-sized spans that cover all of its words.

A passage is what a person reads as one paragraph. A heading goes with the paragraph below it, since alone it
answers nothing; a paragraph longer than the embedder can see is cut between sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.model import Article, Passage

VERSION = "2"
"""Recorded by the index, which refuses passages that were cut, or given vectors, in another way. Raise it then."""

LONGEST = 1_000
"""Code points. MiniLM sees 256 word pieces; English news has about 4.2 code points a piece."""

_HEADING = 60
"""Code points. A shorter line that doesn't end like a sentence is a heading."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE_END = re.compile(r"\n[^\S\n]*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)")
_ENDS_A_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_WORD_END = re.compile(r"\s+")


def split(article: Article) -> list[Passage]:
    """The passages of an article, in order, not overlapping; between them stands only white space."""
    text = article.text
    passages = []
    for number, start, end in _with_headings(text):
        for piece_start, piece_end in _pieces(text, start, end):
            passages.append(
                Passage(
                    article_id=article.id,
                    start=piece_start,
                    end=piece_end,
                    text=text[piece_start:piece_end],
                    paragraph=number,
                )
            )
    return passages


def _with_headings(text: str) -> Iterator[tuple[int, int, int]]:
    """(number of the paragraph, start, end), each heading joined to the paragraph below it."""
    opened: int | None = None
    last = (0, 0, 0)
    for number, (start, end) in enumerate(paragraphs(text), start=1):
        is_heading = end - start < _HEADING and not _ENDS_A_SENTENCE.search(text[start:end])
        last = (number, start if opened is None else opened, end)
        if is_heading and end - last[1] < LONGEST:
            opened = last[1]
            continue
        opened = None
        yield last
    if opened is not None:
        yield last


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stripped spans between paragraph breaks: blank lines, and line ends unless the text is hard-wrapped."""
    break_ = _BLANK_LINE if _is_hard_wrapped(text) else _LINE_END
    position = 0
    for found in break_.finditer(text):
        yield from _stripped(text, position, found.start())
        position = found.end()
    yield from _stripped(text, position, len(text))


def _is_hard_wrapped(text: str) -> bool:
    """Whether line ends fall inside sentences, as in mail and plain-text wires of 60 to 100 columns."""
    inner = [
        line for block in _BLANK_LINE.split(text) for line in [part.strip() for part in block.split("\n")][:-1] if line
    ]
    wrapped = sum(40 <= len(line) <= 100 and not _ENDS_A_SENTENCE.search(line) for line in inner)
    return len(inner) >= 2 and wrapped > len(inner) / 2


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span itself, or its sentences packed into pieces of at most ``LONGEST``."""
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = max((found.end() for found in _SENTENCE_END.finditer(window)), default=0)
        if cut < LONGEST // 4:
            cut = max((found.start() for found in _WORD_END.finditer(window)), default=0)
        if cut < LONGEST // 4:
            cut = LONGEST
        yield from _stripped(text, start, start + cut)
        start += cut
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without the white space around it; nothing when it holds nothing else."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip())
    if left < right:
        yield start + left, start + right
