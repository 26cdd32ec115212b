"""What kind of thing answers a question: a number, a day, a name, a reason; and where such a thing stands."""

from __future__ import annotations

import re
from collections.abc import Set

from retrieval.lang.en.function_words import MAY_GIVE_REASON
from retrieval.lang.en.numbers import NUMBERS, SCALES
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.times import MONTH, WEEKDAYS
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import fold, terms

MOST_MARKED = 3
"""Things marked in one sentence; more would point at nothing."""

_WORD = r"[^\W\d_][\w'’-]*"
_MONTH = rf"(?-i:(?=[A-Z])){MONTH}\b\.?"  # "may" and "march" are words too
_COUNTS = any_of(NUMBERS.keys() - {"zero", "one"})

NUMBER = re.compile(
    rf"[$€£]?\d[\d,.]*(?<![,.])(?:[-\s]?(?:percent|per cent|{any_of(SCALES)})\b|%)?"
    rf"|\b(?:(?:{_COUNTS}|dozens?|{any_of(SCALES)}s?|half|a third|quarters?|percent)\b[-\s]?)+"
    r"|\bone\b(?: (?:fifth|quarter|third|half)\b)?",
    re.IGNORECASE,
)
DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+\d{{1,2}}\b(?:st|nd|rd|th)?)?(?:,?\s+(?:19|20)\d\d\b)?"
    rf"|\b(?:(?:last|next|this)\s+)?(?:{any_of(WEEKDAYS)}\b|(?:week|month|year)s?\b)|\b(?:19|20)\d\d\b"
    r"|\b(?:today|yesterday|tomorrow|tonight)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"(?<=[\w,;] )[A-ZÀ-Þ][\w'’-]+(?: (?:(?:of|de|van|al|the) )?[A-ZÀ-Þ][\w'’-]+)*")
REASON = re.compile(rf"\b{any_of(MAY_GIVE_REASON)}\b", re.IGNORECASE)
_ASKS_FOR = (
    (phrases.ASKS_WHEN, DAY),
    (phrases.ASKS_HOW_MANY, NUMBER),
    (phrases.ASKS_WHY, REASON),
    (phrases.ASKS_WHO, NAME),
)


def expected(question: str) -> re.Pattern[str] | None:
    """What the answer must hold, as a pattern; None when any words will do.

    The first word that asks counts: "how many were hurt when the ferry struck" asks for no day; nor does a clause
    before a comma: "when it struck, how many were hurt".
    """
    asked = phrases.FRONTED_CLAUSE.sub("", fold(question))
    found = [(match.start(), n) for n, (words, _) in enumerate(_ASKS_FOR) if (match := words.search(asked))]
    return _ASKS_FOR[min(found)[1]][1] if found else None


def has(kind: re.Pattern[str], sentence: str, wanted: Set[str]) -> bool:
    """Whether a sentence holds a thing of that kind which the question doesn't name itself."""
    return any(not set(terms(found.group())) & wanted for found in kind.finditer(sentence))


def marked(question: str, text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where in a span of a text stands what a question asks for, as offsets in the text."""
    kind = expected(question)
    if kind is None:
        return ()
    wanted = set(terms(question))
    found = [each for each in kind.finditer(text, start, end) if not set(terms(each.group())) & wanted]
    if kind is REASON:
        return tuple((each.start(), _clause_end(text, each.end(), end)) for each in found[:1])
    spans = [(each.start(), each.start() + len(each.group().rstrip(" -\n"))) for each in found]
    return tuple(span for span in spans[:MOST_MARKED] if span[0] < span[1])


def _clause_end(text: str, at: int, end: int) -> int:
    stop = re.compile(r"[,;:–—](?=\s)|[.!?”\"](?=\s|$)").search(text, at, end)
    return stop.start() if stop else end
