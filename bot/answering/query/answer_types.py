"""What kind of thing answers a question: a number, a day, a name, a reason; and where such a thing stands."""

from __future__ import annotations

import re
from collections.abc import Set

from retrieval.lang.en.function_words import MAY_GIVE_REASON
from retrieval.lang.en.numbers import NUMBER
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.phrases.time_phrases import DAY, PLACE
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import fold, terms

MOST_MARKED = 3
"""Things marked in one sentence; more would point at nothing."""

_WORD = r"[^\W\d_][\w'’-]*"
NAME = re.compile(r"(?<=[\w,;] )[A-ZÀ-Þ][\w'’-]+(?: (?:(?:of|de|van|al|the) )?[A-ZÀ-Þ][\w'’-]+)*")
REASON = re.compile(rf"\b{any_of(MAY_GIVE_REASON)}\b", re.IGNORECASE)
_ASKS_FOR = (
    (phrases.ASKS_WHEN, DAY),
    (phrases.ASKS_HOW_MANY, NUMBER),
    (phrases.ASKS_WHY, REASON),
    (phrases.ASKS_WHERE, PLACE),
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


def finer(question: str) -> re.Pattern[str] | None:
    """A sum, an age, a length of time, a share: what the number asked for must be; None where any will do."""
    asked = fold(question)
    return next((held for words, held in phrases.FINER_KINDS if words.search(asked)), None)


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
