"""Cut an article into passages: paragraph-sized spans that cover all of its words.

A passage is what a person reads as one paragraph. A heading goes with the paragraph below it, since alone it
answers nothing; a paragraph longer than the embedder can see is cut between sentences.
"""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.lang.paragraphs import paragraphs, stripped
from retrieval.lang.sentence_ends import cuts, ends_a_sentence
from retrieval.model import Article, Passage

VERSION = "3"
"""Recorded by the index, which refuses passages that were cut, or given vectors, in another way. Raise it then."""

LONGEST = 1_000
"""Code points. MiniLM sees 256 word pieces; English news has about 4.2 code points a piece."""

_HEADING = 60
"""Code points. A shorter line that doesn't end like a sentence is a heading."""


def split(article: Article) -> list[Passage]:
    """The passages of an article, in order, not overlapping; between them stands only white space."""
    text = article.text
    passages = []
    for number, start, end in _with_headings(text):
        for piece in cuts(text, start, end, LONGEST):
            start, end = stripped(text, *piece)
            if start < end:
                passages.append(
                    Passage(article_id=article.id, start=start, end=end, text=text[start:end], paragraph=number)
                )
    return passages


def _with_headings(text: str) -> Iterator[tuple[int, int, int]]:
    """(number of the paragraph, start, end), each heading joined to the paragraph below it."""
    opened: int | None = None
    last = (0, 0, 0)
    for number, (start, end) in enumerate(paragraphs(text), start=1):
        is_heading = end - start < _HEADING and text[end - 1] not in ":;" and not ends_a_sentence(text, start, end)
        last = (number, start if opened is None else opened, end)
        if is_heading and end - last[1] < LONGEST:
            opened = last[1]
            continue
        opened = None
        yield last
    if opened is not None:
        yield last
