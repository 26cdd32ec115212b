"""A quotation of a draft, found in the article: to the letter, whole words, one piece, in the speaker's own mouth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.grounding.paraphrase import tokens
from bot.answering.grounding.sentence_parser import Unfit
from retrieval.lang.en.function_words import SMALL_WORDS, TURNING
from retrieval.lang.quotation_marks import FOLDED, MARKS, SINGLE_OPEN, quoted_spans
from retrieval.lang.sentences import is_abbreviation, spans
from retrieval.lang.tokens import fold
from retrieval.model import Kind, Passage, Statement

_NESTED = re.compile(r"(?<!\w)[‘'](?=\w)(.+?)[’'](?!\w)", re.DOTALL)
_CLAUSE = re.compile(r"[;:.!?…—–\n]|\s-\s")
_PART = re.compile(r"[,;:.!?…—–\n]|\s-\s")


SHORTEST_CUT = 4
"""Words of a quotation that is part of a longer one: "go from here" tells nothing of what was said."""


@dataclass(frozen=True)
class Quoted:
    """Where a quotation stands in its article, and what stands there."""

    start: int
    end: int
    text: str


def quoted(words: str, statement: Statement) -> Quoted:
    """The article's own characters for what a draft quotes from a statement; ``Unfit`` says why there are none.

    Marks, dashes and white space are folded for the comparison, and the case of the first letter.
    """
    wanted = words.strip().rstrip(",.").strip()
    if not any(char.isalnum() for char in wanted):
        raise Unfit("it quotes no words")
    shown = f"{words.strip()[:80]!r}"
    places, nested = _own_words(statement), tuple(found.span() for found in _NESTED.finditer(statement.text))
    if not places:
        raise Unfit(f"what it cites is reported there and not quoted, so {shown} can't stand in quotation marks")
    key = _folded(wanted)[0]
    for start, end in dict.fromkeys((*places, *_marked(statement.text))):
        text, at = _folded(statement.text[start:end])
        for first in {key[:1], key[:1].swapcase()}:
            found = _whole(first + key[1:], text)
            if found is None:
                continue
            begin, stop = start + at[found], start + at[found + len(key) - 1] + 1
            if words.strip()[-1:] in ",." and statement.text[stop : stop + 1] == words.strip()[-1:]:
                stop += 1
            if (start, end) not in places and any(
                a < stop and begin < b and not begin <= a < b <= stop for a, b in nested
            ):
                continue  # it begins or ends inside of somebody else's words
            here = statement.text[begin:stop]
            if not MARKS.isdisjoint(here):
                raise Unfit(f"{shown} runs over a quotation mark of the article")
            return Quoted(statement.start + begin, statement.start + stop, here)
    raise Unfit(f"{shown} doesn't stand in what it cites, word for word")


@lru_cache(maxsize=512)
def _own_words(statement: Statement) -> tuple[tuple[int, int], ...]:
    """Where, in a statement, the speaker's own words stand between marks; a nested quotation's are somebody else's."""
    text, places = statement.text, _marked(statement.text)
    if not places and statement.kind is Kind.DIRECT:
        # Marks of another kind, or the attribution alone tells that these are the words.
        places = [(0, len(text))]
    elif not places and statement.kind is Kind.PARTIAL:
        return tuple(found.span(1) for found in _NESTED.finditer(text))
    single = text[:1] in "‘'" and text[-1:] in "’'"
    return tuple(part for start, end in places for part in ([(start, end)] if single else _unnested(text, start, end)))


def _marked(text: str) -> list[tuple[int, int]]:
    """What stands between double marks; a mark that isn't closed reaches to the end."""
    return [(q.inner_start, q.inner_end) for q in quoted_spans(text) if text[q.start] not in SINGLE_OPEN]


def _unnested(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts, at = [], start
    for found in _NESTED.finditer(text, start, end):
        parts.append((at, found.start()))
        at = found.end()
    return [(a, b) for a, b in [*parts, (at, end)] if text[a:b].strip()]


@lru_cache(maxsize=512)
def _folded(text: str) -> tuple[str, list[int]]:
    """The text folded for the comparison, and for each of its characters where it stood."""
    out: list[str] = []
    at: list[int] = []
    for n, char in enumerate(text):
        if char.isspace():
            if out and out[-1] == " ":
                continue
            char = " "
        elif not char.isascii():
            if unicodedata.category(char) == "Cf":
                continue
            char = "..." if char == "…" else char.translate(FOLDED)
        out += char
        at += [n] * len(char)
    return "".join(out), at


def _whole(key: str, text: str) -> int | None:
    """Where a text holds these words, none of them cut short at either end."""
    found = text.find(key)
    while found >= 0:
        before, behind = text[found - 1 : found], text[found + len(key) : found + len(key) + 2]
        cut = key[0].isalnum() and _in_word(before)
        cut = cut or (key[-1].isalnum() and (_in_word(behind[:1]) or (behind[:1] == "'" and _in_word(behind[1:]))))
        if not cut:
            return found
        found = text.find(key, found + 1)
    return None


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def uncut(
    quote: Quoted,
    quotes: Sequence[Quoted],
    article: str,
    span: Statement | Passage,
    own: AbstractSet[str] = frozenset(),
) -> None:
    """Raise ``Unfit`` when the sentence around a quotation says something else than the quotation alone.

    A quotation may not be cut so that a "not" or an "if" of its clause stays outside, nor a question become an
    assertion. What the line's other quotations show isn't left out, nor what it says in its own words, which keep to
    the article's order (``own``).
    """
    text = article[span.start : span.end]
    start, end = quote.start - span.start, quote.end - span.start
    left = "".join(
        "\n" if any(each.start <= span.start + n < each.end for each in quotes) else char for n, char in enumerate(text)
    )
    for first, last in spans(text, 0, len(text)):
        if not (first < end and start < last):
            continue
        clause = _CLAUSE.split(left[first : max(first, start)])[-1]
        behind = left[min(last, end) : last].lstrip("\"'”’")
        part = "" if text[end - 1] in ",;:" else _PART.split(behind)[0]
        turned = [token.raw for token in tokens(clause) + tokens(part) if token.word in TURNING - own]
        if turned:
            raise Unfit(f"{quote.text[:80]!r} leaves out {turned[-1]!r} of the same sentence")
        if text[first:last].rstrip("\"'”’») ").endswith("?") and clause.strip(" \"“‘'"):
            raise Unfit(f"{quote.text[:80]!r} makes an assertion of a question")


def is_phrase(quote: Quoted, article: str) -> bool:
    """Whether a quotation that stands alone begins and ends where the article makes a pause, or at a small word.

    "What matters is Catholic white" is cut out of a phrase, and says something else than the phrase does.
    """
    before = re.search(r"([\w'’]+)\s+\Z", article[max(0, quote.start - 40) : quote.start])
    behind = re.match(r"\s+([\w'’]+)", article[quote.end : quote.end + 40])
    last = re.search(r"([\w'’]+)\Z", quote.text)
    if quote.text[-1] in ".!?…" and not is_abbreviation(quote.text.split()[-1].rstrip(".")):
        behind = None  # it ends with its sentence
    if (before or behind) and len(quote.text.split()) < SHORTEST_CUT:
        return False
    if before is not None and fold(before[1]) not in SMALL_WORDS:
        return False
    if behind is None:
        return True
    return fold(behind[1]) in SMALL_WORDS and (last is None or fold(last[1]) not in SMALL_WORDS)
