"""The sentences of a text, found without a language model: quick enough for the path of a question."""

from __future__ import annotations

from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.sentence_ends import ends


def spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences between two offsets of a text as (start, end), without the white space around them.

    A paragraph's end is also a sentence's end: a heading has none. A line that was wrapped to a width ends none.
    """
    found = []
    for first, last in paragraphs(text[start:end]):
        position = start + first
        for stop in ends(text[start + first : start + last]):
            sentence = text[position : start + first + stop]
            stripped = sentence.lstrip()
            if stripped:
                found.append((position + len(sentence) - len(stripped), position + len(sentence.rstrip())))
            position = start + first + stop
    return found
