"""What a question takes for granted, and how much of that a place in an article bears out.

"Why did Delta sue the city in 2019?" takes for granted that Delta sued it, in 2019. An article on another suit,
or on that of another year, doesn't answer it, however alike the words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.distance import OSA

from bot.answering.query.answer_types import NAME
from retrieval.lang.en import numbers
from retrieval.lang.en.function_words import LIGHT_VERBS
from retrieval.lang.en.inflection import LEMMAS, one_spelling
from retrieval.lang.en.inflection import forms as inflected
from retrieval.lang.en.people import NAME_TITLES
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.places import COUNTRIES
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.en.times import MONTHS, TIMES
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import fold, terms, words
from retrieval.model import Article, Passage
from retrieval.search.retriever import Retriever
from retrieval.search.topic import told_in

MOST_OF_A_NAME = 0.5
"""Share of a name's weight that stands where somebody is named: more than one of two words that tell as much."""

AROUND = 600
"""Code points before and behind a passage that are read with it: about a passage."""

SHORTEST, LONG = 5, 8
"""Letters of a name that may be misspelt by one, and by two."""

CLOSE = 0.02
"""Share of a number by which another may differ and still be the same, rounded."""

_YEAR = re.compile(r"(?<![\w$€£-])(?:1[89]|20)\d\d(?![\w%]|[.,]\d|-\w)")
_SCORE = re.compile(r"(?<![\w.,-])\d{1,3}[-–]\d{1,3}(?![\w-])")
_TENS, _SMALL = any_of(numbers.TENS), any_of(numbers.NUMBERS)
_NUMBER = re.compile(
    r"(?:(?<![\d/])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!/\d)"
    rf"|\b(?:(?P<tens>{_TENS})[-\s])?(?P<small>{_SMALL})\b)"
    rf"(?:(?:[-\s]?(?P<scale>{any_of(numbers.SCALES)})|(?P<short>{any_of(numbers.SHORT_SCALES)}))\b)?",
    re.IGNORECASE,
)
_IN_A_NAME = re.compile(r"\S\s\w*[A-ZÀ-Þ][\w.'’]*\s$")
"""Before a number that is a part of a name: "iPhone 14", "Sept. 6", "AB 5"."""


@dataclass(frozen=True)
class Support:
    """What of a question's premises a place lacks.

    ``names``, ``numbers``, ``times``, ``words``: those that don't stand there. ``elsewhere``: names that stand in its
    article at most. ``share``: of the weight of its other words, what does stand there, 0 to 1.
    """

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    share: float = 1.0

    @property
    def lacking(self) -> tuple[str, ...]:
        """All that can be named as lacking: names, numbers, years and months."""
        return (*self.names, *self.numbers, *self.times)


class Premises:
    """What one question takes for granted.

    Args:
        question: its words, as the articles would write names.
        retriever: tells how telling a word is.
    """

    def __init__(self, question: str, retriever: Retriever) -> None:
        self.question = question
        self._retriever = retriever
        asked = phrases.ASKED_THING.sub(" ", question)
        self.names = {name: self._forms(_written(name)) for name in _names(question)}
        self._known_as: dict[str, list[Mapping[str, float]]] = {}
        named = set(chain.from_iterable(chain.from_iterable(self.names.values())))
        self.numbers = _numbers(question)
        self.scores = tuple(_SCORE.findall(question))
        self.years = tuple(dict.fromkeys(_YEAR.findall(question)))
        self.months = tuple(
            month for month in dict.fromkeys(words(question)) if month in MONTHS and month.capitalize() in question
        )
        titles = {title for title in NAME_TITLES if title.capitalize() in question}
        passed_over = FRAME | LIGHT_VERBS | TIMES | ASKS_FOR_WORDS | titles
        left = (word for word in words(_NUMBER.sub(" ", asked)) if word not in passed_over and "'" not in word)
        self._words: dict[str, tuple[Set[str], float]] = {}
        for word in left:
            written = _written(LEMMAS.get(word, word))
            forms = {term for form in written for term in terms(form)}
            if forms and forms.isdisjoint(named):
                all_forms = forms.union(*map(terms, inflected(written[0])))
                self._words[word] = all_forms, max(map(retriever.weight, forms))
        self._places: dict[tuple[str, int], Support] = {}

    def _forms(self, called: Iterable[str]) -> list[Mapping[str, float]]:
        """The weights of the terms of each name."""
        kept = (set(terms(each)) - NAME_TITLES for each in dict.fromkeys(called))
        return [{term: self._retriever.weight(term) for term in each} for each in kept if each]

    def _aliases(self, name: str) -> list[Mapping[str, float]]:
        """The same for the other names of the speakers that a name may mean."""
        if name not in self._known_as:
            rows = [row for found in self._retriever.names.find(name) for row in found.rows]
            speakers = [self._retriever.speakers[row] for row in rows]
            called = [each for speaker in speakers for each in (speaker.name, *speaker.other_names)]
            self._known_as[name] = self._forms(called)
        return self._known_as[name]

    def _lacks(self, name: str, here: Set[str], article: Article, around: str) -> bool:
        """Whether neither a place nor its article has a name, one of its other forms, or one but for a slip."""
        forms = self.names[name]
        if _stands(forms, here) or _stands(forms, told := told_in(article) | set(terms(article.publisher or ""))):
            return False
        return not _stands(self._aliases(name), told) and not _is_spelt_alike(name, around)

    def borne_out(self, article: Article, passage: Passage) -> Support:
        """What an article bears out at one of its passages, the words around it and the title read with it."""
        key = article.id, passage.start
        if key not in self._places:
            self._places[key] = self._support(article, passage)
        return self._places[key]

    def best_of(self, places: Iterable[tuple[Article, Passage]]) -> Support:
        """The support of the place that lacks least of what the question takes for granted."""
        best = None
        for article, passage in places:
            each = self.borne_out(article, passage)
            if best is None or (len(each.lacking), -each.share) < (len(best.lacking), -best.share):
                best = each
            if not best.lacking and not best.words:
                break
        return best or Support(share=0.0)

    def held(self, text: str) -> float:
        """The share of the names and words of a question, by weight, that a text has; 0 to 1."""
        here = _terms(text)
        parts = [
            (_stands(forms, here), max(sum(form.values()) for form in forms)) for forms in self.names.values() if forms
        ]
        parts += [(not forms.isdisjoint(here), weight) for forms, weight in self._words.values()]
        total = sum(weight for _, weight in parts)
        return sum(weight for stands, weight in parts if stands) / total if total else 1.0

    def unsaid(self, place: Support) -> tuple[str, ...]:
        """What a place doesn't tell of what happened, where the question takes all of that for granted.

        "Why did the council close the bridge" takes for granted that it closed it, and "when", that the council did.
        """
        if phrases.COMPARE.search(self.question):
            return ()
        if phrases.ASKS_WHY_OR_HOW.match(self.question):
            return (*place.elsewhere, *place.words)
        return place.elsewhere if phrases.ASKS_WHEN_OR_WHERE.match(self.question) else ()

    def apart(self, places: Iterable[str]) -> tuple[str, ...]:
        """The words that none of some sentences, with what stands next to them, holds together with the others.

        Only where the question takes it for granted that they belong together: "why did the film flop" isn't answered
        where another is told to have flopped.
        """
        if phrases.OPENS_WITH_WHY.match(self.question) is None or not ASKS_FOR_WORDS.isdisjoint(words(self.question)):
            return ()
        fewest: tuple[str, ...] | None = None
        for here in map(_terms, places):
            lacking = (
                *(name for name, forms in self.names.items() if not _stands(forms, here)),
                *(word for word, (forms, _) in self._words.items() if forms.isdisjoint(here)),
            )
            if fewest is None or len(lacking) < len(fewest):
                fewest = lacking
            if not lacking:
                break
        return fewest or ()

    def _support(self, article: Article, passage: Passage) -> Support:
        around = f"{article.title}\n{article.text[max(passage.start - AROUND, 0) : passage.end + AROUND]}"
        here = _terms(around)
        values = _values(around) if self.numbers else []
        return Support(
            names=tuple(name for name in self.names if self._lacks(name, here, article, around)),
            numbers=(
                *(text for text, value in self.numbers.items() if not _is_among(value, values)),
                *(score for score in self.scores if score.replace("–", "-") not in around.replace("–", "-")),
            ),
            times=tuple(each for each in (*self.years, *self.months) if not is_of(each, article)),
            words=tuple(word for word, (forms, _) in self._words.items() if forms.isdisjoint(here)),
            elsewhere=tuple(name for name, forms in self.names.items() if not _stands(forms, here)),
            share=self._share(here),
        )

    def _share(self, here: Set[str]) -> float:
        total = sum(weight for _, weight in self._words.values())
        held = sum(weight for forms, weight in self._words.values() if not forms.isdisjoint(here))
        return held / total if total else 1.0


def _written(name: str) -> list[str]:
    """The ways to write a name: as it is, in American spelling, and the names of a country."""
    called = words(name)
    return [name, " ".join(map(one_spelling, called)), *COUNTRIES.get(" ".join(called), ())]


def _names(question: str) -> list[str]:
    """The names in a question: runs of capitalised words; no days, months or titles alone."""
    found: list[str] = []
    for run in NAME.finditer(question):
        for name in re.split(r"['’]s?(?:\s+|$)", run.group()):
            if terms(" ".join(word for word in words(name) if word not in NAME_TITLES | TIMES)):
                found.append(name)
    return list(dict.fromkeys(found))


def _stands(forms: Sequence[Mapping[str, float]], told: Set[str]) -> bool:
    return any(
        sum(weight for term, weight in form.items() if term in told) > MOST_OF_A_NAME * sum(form.values())
        for form in forms
    )


def _is_spelt_alike(name: str, text: str) -> bool:
    """Whether a text has the longest word of a name but for a slip."""
    longest = max(words(name), key=len)
    slips = 1 if len(longest) < LONG else 2
    near = (word for word in set(words(text)) if abs(len(word) - len(longest)) <= slips)
    return len(longest) >= SHORTEST and any(OSA.distance(word, longest, score_cutoff=slips) <= slips for word in near)


def _terms(text: str) -> set[str]:
    """The terms of a text, and those of the verbs whose irregular forms stand in it."""
    irregular = " ".join(LEMMAS[word] for word in set(words(text)) & LEMMAS.keys())
    return {*terms(text), *terms(irregular)}


def _numbers(question: str) -> dict[str, float]:
    """The numbers that a question states exactly, by its words for them; those in names, years and scores aside."""
    plain = _YEAR.sub(" ", _SCORE.sub(" ", question))
    found = {}
    for number in _NUMBER.finditer(plain):
        before, after = plain[: number.start()], plain[number.end() : number.end() + 1]
        is_part = number["digits"] and (before[-1:] == "-" or before[-1:].isalpha() or _IN_A_NAME.search(before))
        if is_part or after.isalpha() or fold(number.group()) in ("one", "zero") or phrases.NOT_EXACTLY.search(before):
            continue
        found[number.group()] = _value(number)
    return found


def _value(number: re.Match[str]) -> float:
    if digits := number["digits"]:
        value = float(digits.replace(",", ""))
    else:
        value = float(numbers.NUMBERS[fold(number["small"])] + numbers.TENS.get(fold(number["tens"] or ""), 0))
    scale = fold(number["scale"] or number["short"] or "")
    return value * (numbers.SCALES | numbers.SHORT_SCALES).get(scale, 1)


def _values(text: str) -> list[float]:
    return [_value(number) for number in _NUMBER.finditer(text)]


def _is_among(value: float, values: Iterable[float]) -> bool:
    return any(abs(each - value) <= CLOSE * value for each in values)


def is_of(time: str, article: Article) -> bool:
    """Whether an article tells of a year or month, or is of it; an article without a day may be of any."""
    day = article.published
    if day is None or time == (str(day.year) if time.isdigit() else MONTHS[day.month - 1]):
        return True
    return not told_in(article).isdisjoint(terms(time))
