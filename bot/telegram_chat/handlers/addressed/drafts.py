"""Which words are to be checked against the articles, and which ask something."""

from __future__ import annotations

import re

from retrieval.lang.en.question_words import QUESTION_WORDS, REQUEST_WORDS
from retrieval.lang.quotation_marks import quoted_spans
from retrieval.lang.sentences import spans as sentences
from retrieval.lang.tokens import words

_FEWEST_WORDS = 4
# As ``bot.checking.checker`` counts: fewer in marks are a title or a single word of somebody's.
_LONG = 40
# Words besides the quotations: a pasted text, whose last line may ask.
_LABELLED = re.compile(r"\s*[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,4}:\s")
# "Will Smith: …" asks nothing, though "will" may.
_ENDS_IN_A_QUESTION = re.compile(r"\?[\s\"'”’»)]*\Z")


def holds_a_claim(text: str) -> bool:
    """Whether a text that a message points at is worth checking: it quotes, or says more than the bare words."""
    return _quotes(text) or len(words(text)) >= _FEWEST_WORDS


def is_draft(text: str) -> bool:
    """Whether a person's own words are a text to check: they quote somebody, and ask nothing.

    A text of several sentences may ask on its way; it is a question where its end is one.
    """
    if not _quotes(text):
        return False
    outside = _outside(text)
    if not words(outside):
        return False  # a bare quotation asks who said it
    if _ENDS_IN_A_QUESTION.search(outside):
        return "\n" in text.strip() and len(words(outside)) > _LONG
    if _LABELLED.match(text):
        return True
    first = words(outside)[0]
    asks = first in QUESTION_WORDS or first in REQUEST_WORDS
    return not asks or len(sentences(outside, 0, len(outside))) > 1


def _quotes(text: str) -> bool:
    return any(len(words(text[each.inner_start : each.inner_end])) >= _FEWEST_WORDS for each in quoted_spans(text))


def _outside(text: str) -> str:
    """The text without its quotations; a full stop, where a quotation ends a sentence, stays behind."""
    parts, at = [], 0
    for each in quoted_spans(text):
        inside = text[each.inner_start : each.inner_end].rstrip()
        parts += [text[at : each.start], ". " if inside.endswith((".", "!")) else " "]
        at = each.end
    return "".join([*parts, text[at:]])
