"""Cut an article into passages: paragraph-sized spans that cover all of its words.

A passage is what a person reads as one paragraph. A heading goes with the paragraph below it, since alone it
answers nothing; a paragraph longer than the embedder can see is cut between sentences.
"""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.lang.paragraph_kinds import paragraph_kinds
from retrieval.lang.paragraphs import stripped
from retrieval.lang.sentence_ends import cuts
from retrieval.model import Article, ParagraphKind, Passage

VERSION = "4"
"""Recorded by the index, which refuses passages that were cut, or given vectors, in another way. Raise it then."""

LONGEST = 1_000
"""Code points. MiniLM sees 256 word pieces; English news has about 4.2 code points a piece."""


def split(article: Article) -> list[Passage]:
    """The passages of an article, in order, not overlapping; between them stands only white space."""
    text = article.text
    passages = []
    for number, start, end in _with_headings(article):
        for piece in cuts(text, start, end, LONGEST):
            start, end = stripped(text, *piece)
            if start < end:
                passages.append(
                    Passage(article_id=article.id, start=start, end=end, text=text[start:end], paragraph=number)
                )
    return passages


def _with_headings(article: Article) -> Iterator[tuple[int, int, int]]:
    """(number of the paragraph, start, end), each heading, and what tells as little, joined to what stands below."""
    opened: int | None = None
    last = (0, 0, 0)
    for number, paragraph in enumerate(paragraph_kinds(article), start=1):
        last = (number, paragraph.start if opened is None else opened, paragraph.end)
        is_heading = paragraph.is_aside(article.text) and paragraph.kind is not ParagraphKind.SIGNATURE
        if is_heading and paragraph.end - last[1] < LONGEST:
            opened = last[1]
            continue
        opened = None
        yield last
    if opened is not None:
        yield last
