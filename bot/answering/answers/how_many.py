"""How many of something: the sentences that count it, and articles that count differently."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import date

from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import LineBuilder, day, outlet
from bot.answering.query.answer_types import NAME
from retrieval.lang.en import numbers
from retrieval.lang.en.function_words import STOP_WORDS, THIRD_PERSON
from retrieval.lang.en.phrases.question_phrases import HOW_MANY
from retrieval.lang.paragraph_kinds import prose
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import fold, terms, words
from retrieval.model import Article, Passage
from retrieval.search.selector import Ranked

NEAR = 6
"""Words after a number, in its clause, among which what it counts stands: "four of the city's districts"."""

MOST = 4
"""Articles whose numbers are set side by side."""

BETWEEN = 3
"""Words that may stand between a number and what it counts, "of the" aside: "63 hot dogs"."""

AS_GOOD = 0.8
"""Share of what the best count holds of the question from which on another counts the same."""

_SMALL = {"no": 0} | numbers.NUMBERS
_OF_EACH = re.compile(r"(?<![\w$€£.,-])(?P<digits>\d{1,3}(?:,\d{3})+|\d+)-(?P<noun>[^\W\d_]+)(?!-old)")
"""A number that its noun is tied to: "the 193-member assembly"."""

_NUMBER = re.compile(
    rf"(?<![\w$€£.,-])(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)|\b(?P<small>{any_of(_SMALL)})\b)"
    rf"(?:\s(?P<scale>{any_of(numbers.SCALES)})\b)?(?![\w%]|[.,:]\d|-\w)",
    re.IGNORECASE,
)
_HE = re.compile(rf"\b{any_of((*THIRD_PERSON, 'it', 'its'))}\b", re.IGNORECASE)
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


def counted(
    question: str,
    ranked: Sequence[Ranked[Passage]],
    held: Callable[[str], float] = lambda _: 1.0,
    names: Sequence[str] = (),
) -> list[Count]:
    """The sentence of each article that best counts what a question asks the number of, best article first.

    ``held``: how much of the question a text holds; of sentences that hold about as much, the first one is meant.
    ``names``: people in the question; a sentence that counts for somebody else names others. Other names that a
    question has must stand in the article.
    """
    noun = _noun(question)
    if not noun:
        return []
    instead = " ".join(word for word in words(question) if word in noun | numbers.COUNTS_ANYBODY)
    found: dict[str, tuple[float, Count]] = {}
    places = [name.split() for name in NAME.findall(asking(question)) if name not in names]
    for each in ranked:
        told = f"{each.article.title} {each.article.text}"
        if not all(any(word in told for word in place) for place in places):
            continue
        for start, end in prose(each.article, each.item.start, each.item.end):
            sentence = each.article.text[start:end]
            value = _value(sentence, noun)
            if value is None or not _names(sentence, names, f"{each.article.title} {each.item.text}"):
                continue
            fits = held(f"{sentence} {instead}")
            if each.article.id not in found or AS_GOOD * fits > found[each.article.id][0]:
                found[each.article.id] = fits, Count(value, each.article, start, end, instead)
    return [count for _, count in found.values()]


def _names(sentence: str, names: Sequence[str], around: str) -> bool:
    """Whether each name stands in a sentence; or around it, where the sentence says "he" or names nobody else."""
    own, beside = set(terms(sentence)), set(terms(around))
    stands_alone = _HE.search(sentence) is None and NAME.search(sentence) is not None
    return all(set(terms(name)) & (own if stands_alone else own | beside) for name in names if terms(name))


def asking(question: str) -> str:
    """The sentence of a question that asks, without what leads up to it."""
    return next((part for part in re.split(r"(?<=[.!?]) ", question) if HOW_MANY.search(part)), question)


def asks_for_one(question: str) -> bool:
    """Whether a question asks for the number of something that sentences can be seen to count."""
    return bool(_noun(question))


def side_by_side(counts: Sequence[Count], builder: LineBuilder) -> list[Line]:
    """A line for each article, the newest first, where they don't all give one number; else none."""
    if len({count.value for count in counts}) < 2:
        return []
    newest = sorted(counts[:MOST], key=lambda count: count.article.published or date.min, reverse=True)
    return [_line(count, builder) for count in newest]


def _line(count: Count, builder: LineBuilder) -> Line:
    day_and_outlet = [day(count.article.published)] if count.article.published else []
    day_and_outlet += [outlet(count.article)] if count.article.publisher else []
    lead = f"{', '.join(day_and_outlet)}: " if day_and_outlet else ""
    return builder.passage(count.article, count.start, count.end, lead)


def _noun(question: str) -> Set[str]:
    """The words of which one must stand beside the number; none when the question asks for no count."""
    asked = HOW_MANY.search(question)
    if asked is None:
        return frozenset()
    phrase = words(asked["noun"])
    first, rest = phrase[0], words(question[asked.start("noun") :])[1:5]
    for family in numbers.COUNTED_ALIKE:
        if family & ({first, *rest} if first in numbers.COUNTS_ANYBODY else {first}):
            return family
    if first in numbers.COUNTS_ANYBODY or first.removesuffix("s") in numbers.SCALES:
        return frozenset()
    ends = next((n for n, word in enumerate(phrase) if n and word in STOP_WORDS | numbers.COUNTS_ANYBODY), len(phrase))
    return frozenset(terms(next((word for word in phrase[:ends] if _is_plural(word)), first)))


def _is_plural(word: str) -> bool:
    return word in numbers.IRREGULAR_PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    )


def _value(sentence: str, noun: Set[str]) -> float | None:
    """The first number in a sentence that counts a noun."""
    for tied in _OF_EACH.finditer(sentence):
        if noun & {*terms(tied["noun"]), fold(tied["noun"])}:
            return float(tied["digits"].replace(",", ""))
    for number in _NUMBER.finditer(sentence):
        digits = number["digits"]
        if digits and not number["scale"] and (_YEAR.fullmatch(digits) or "." in digits):
            continue  # a year or a time of day
        value = float(digits.replace(",", "")) if digits else float(_SMALL[fold(number["small"])])
        value *= numbers.SCALES.get(fold(number["scale"] or ""), 1)
        behind = words(_CLAUSE.split(sentence[number.end() :])[0])
        if any(noun <= family for family in numbers.COUNTED_ALIKE):
            before = words(_CLAUSE.split(sentence[: number.start()])[-1])
            if noun & set(behind[:NEAR]) or (
                _killed(before, noun) and (not behind or behind[0] in numbers.COUNTS_PEOPLE)
            ):
                return value
        elif _counts(behind, noun, several=value != 1):
            return value
    return None


def _killed(before: list[str], noun: Set[str]) -> bool:
    """Whether words lead from "killed" or "toll" to a number: "killing at least", "the toll rose to"."""
    for word in reversed(before[-NEAR:]):
        if word in noun or word == "killing":
            return True
        if word not in numbers.BEFORE_A_TOLL:
            return False
    return False


def _counts(behind: list[str], noun: Set[str], *, several: bool) -> bool:
    """Whether the words behind a number come to a noun before anything parts them from it."""
    passed = 0
    for n, word in enumerate(behind[: NEAR + 1]):
        if noun & {word, *terms(word)}:
            follows = behind[n + 1] if n + 1 < len(behind) else ""
            alone = not follows or follows in STOP_WORDS
            return not several or _is_plural(word) or alone  # "50 email addresses" aren't emails
        if word in numbers.JOINS_A_COUNT:
            continue
        passed += 1
        if word in STOP_WORDS or passed > BETWEEN:
            return False
    return False
