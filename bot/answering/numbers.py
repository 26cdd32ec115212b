"""How many of something: the sentences that count it, and articles that count differently."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from bot.answering import compose
from bot.answering.check import Line
from retrieval.catalog import Catalog
from retrieval.model import Article, Passage
from retrieval.retriever import Ranked
from retrieval.sentences import spans
from retrieval.words import terms, words

NEAR = 6
"""Words after a number, in its clause, among which what it counts stands: "four of the city's districts"."""

MOST = 4
"""Articles whose numbers are set side by side."""

DIFFERENT = "The articles give different numbers, the newest first:"

_HOW_MANY = re.compile(r"\bhow many\s+(?:more |other |of the |of )?(?P<noun>[^\W\d_][\w’'-]*)", re.IGNORECASE)
_FAMILIES = (
    frozenset("die died dead death deaths kill killed killing toll fatalities lives perished".split()),
    frozenset("wound wounded injure injured injuries hurt casualties".split()),
)
"""What stands for one another beside a number."""

_ANYBODY = frozenset("people persons were was have has had did do are is".split())
_SMALL = dict(
    zip(
        "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty".split(),
        range(21),
        strict=True,
    )
)
_SCALE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_NUMBER = re.compile(
    rf"(?<![\w$€£.,-])(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)|\b(?P<small>{'|'.join(_SMALL)})\b)"
    rf"(?:\s(?P<scale>{'|'.join(_SCALE)})\b)?(?![\w%]|[.,:]\d|-\w)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_CLAUSE = re.compile(r"[.;:!?–—()]|, (?:and|but|while)\b")


@dataclass(frozen=True)
class Count:
    """A sentence that counts what was asked for.

    ``value``: the number; ``start`` and ``end``: the sentence's; ``instead``: the question's words for what is counted,
    which the sentence may put otherwise.
    """

    value: float
    article: Article
    start: int
    end: int
    instead: str


def counted(question: str, ranked: Sequence[Ranked[Passage]]) -> list[Count]:
    """The first sentence of each article that counts what a question asks the number of, best article first."""
    noun = _noun(question)
    if not noun:
        return []
    instead = " ".join(word for word in words(question) if word in noun | _ANYBODY)
    found: dict[str, Count] = {}
    for each in ranked:
        if each.article.id in found:
            continue
        for start, end in spans(each.article.text, each.item.start, each.item.end):
            value = _value(each.article.text[start:end], noun)
            if value is not None:
                found[each.article.id] = Count(value, each.article, start, end, instead)
                break
    return list(found.values())


def side_by_side(counts: Sequence[Count], catalog: Catalog) -> list[Line]:
    """A line for each article, the newest first, where they don't all give one number; else none."""
    if len({count.value for count in counts}) < 2:
        return []
    newest = sorted(counts[:MOST], key=lambda count: count.article.published or date.min, reverse=True)
    return [_line(count, catalog) for count in newest]


def _line(count: Count, catalog: Catalog) -> Line:
    line = compose.passage_line(count.article, count.start, count.end, catalog)
    day = count.article.published
    where = [compose.day(day)] if day else []
    where += [compose.outlet(count.article)] if count.article.publisher else []
    return replace(line, parts=(f"{', '.join(where)}: ", *line.parts)) if where else line


def _noun(question: str) -> Set[str]:
    """The words of which one must stand beside the number; none when the question asks for no count."""
    asked = _HOW_MANY.search(question)
    if asked is None:
        return frozenset()
    noun = asked["noun"].lower()
    rest = words(question[asked.end() :])[:4] if noun in _ANYBODY else []
    for family in _FAMILIES:
        if family & {noun, *rest}:
            return family
    return frozenset() if noun in _ANYBODY else frozenset(terms(noun))


def _value(sentence: str, noun: Set[str]) -> float | None:
    for number in _NUMBER.finditer(sentence):
        clause = _CLAUSE.split(sentence[number.end() :])[0]
        near = words(clause)[:NEAR]
        if noun & {*near, *terms(" ".join(near))}:
            digits = number["digits"]
            if digits and not number["scale"] and (_YEAR.fullmatch(digits) or "." in digits):
                continue  # a year or a time of day
            value = float(digits.replace(",", "")) if digits else float(_SMALL[number["small"].lower()])
            return value * _SCALE.get((number["scale"] or "").lower(), 1)
    return None
