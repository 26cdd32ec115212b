"""How well each sentence answers a question, and whether the best one does: weak signs, by fitted weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.answering.drafting import sentence_weights
from bot.answering.drafting.relevance import Wanted
from bot.answering.query import answer_types
from retrieval.lang import word_meaning
from retrieval.lang.en import numbers
from retrieval.lang.en.function_words import DENIES, STOP_WORDS
from retrieval.lang.en.phrases.question_phrases import HOW_MANY
from retrieval.lang.en.phrases.time_phrases import DAY
from retrieval.lang.en.places import COUNTRIES, NATIONALITIES
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.en.times import TIMES
from retrieval.lang.tokens import terms, words
from retrieval.model import Article, Passage
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Ranked
from retrieval.search.topic import told_in

SHORTEST = 4
"""Words of a sentence that tells something."""

BEFORE = 200
"""Code points before a sentence that are read with it, for whom "she" and "the ship" stand."""

SAME_THING = 0.5
"""Likeness from which on a word may stand for what is counted: "positions" for "jobs"."""

LEAST_ALIKE = 0.35
"""Cosine of two words' vectors below which they have nothing to do with each other."""

BESIDE = 3
"""Words within which two stand near each other."""

ALL = 0.99
"""Share of a question from which on a sentence and what stands before it hold all of it."""

DENIED = 3
"""Words behind "not" or "never" that it denies."""

_FIRST_WORDS = 512
"""Words of the texts read for a question for which there is room at first."""

_ENDS = re.compile(r"[.!…][”\"'’»)\]]*(?:\s|$)|\?[”\"'’»)\]]+")
_FIXED = frozenset((*NATIONALITIES, *(word for name in COUNTRIES for word in words(name)), *TIMES, *numbers.NUMBERS))
"""Words for which others that are alike in meaning never stand: "Mexico" for "Canada"."""


def is_sentence(text: str) -> bool:
    """Whether a text is a sentence that tells something: no heading, byline or caption, and no question."""
    return len(text.split()) >= SHORTEST and _ENDS.search(text) is not None


@dataclass(frozen=True)
class Judged:
    """A sentence with its signs and its score: the logit, but for a constant, that it is the one that answers."""

    article: Article
    start: int
    end: int
    score: float = 0.0
    signs: Mapping[str, float] | None = None

    @property
    def text(self) -> str:
        """Its words."""
        return self.article.span(self.start, self.end)


class SentenceJudge:
    """Judges sentences by one question.

    Args:
        wanted: what the answer must hold.
        retriever: tells how telling a word is, and who is named.
    """

    def __init__(self, wanted: Wanted, retriever: Retriever) -> None:
        self.wanted = wanted
        question = wanted.question
        asked = [word for word in dict.fromkeys(words(question)) if word not in STOP_WORDS | FRAME and terms(word)]
        self._asked, self._stems = asked, [terms(word) for word in asked]
        self._weights = np.array([max(map(retriever.weight, stems)) for stems in self._stems], dtype=np.float32)
        self._total = float(self._weights.sum()) or 1.0
        named = {word for each in retriever.names.find(question) for word in words(question[each.start : each.end])}
        named |= {word for name in answer_types.NAME.findall(question) for word in words(name)}
        is_fixed = [word in named or word in _FIXED or not word.isalpha() for word in asked]
        self._vectors = word_meaning.vectors(asked) * ~np.array(is_fixed, dtype=bool)[:, None]
        self._finer = answer_types.finer(question)
        self._columns: dict[str, list[int]] = {}
        for column, stems in enumerate(self._stems):
            for stem in stems:
                self._columns.setdefault(stem, []).append(column)
        self._rows: dict[str, int] = {}
        self._alike = np.zeros((_FIRST_WORDS, len(asked)), dtype=np.float32)
        self._in_article: dict[str, float] = {}
        self._held_by: dict[tuple[str, int, int], dict[str, float]] = {}
        counted = HOW_MANY.search(question)
        noun = words(counted["noun"])[0] if counted else ""
        self._counted = asked.index(noun) if noun in asked else None

    @property
    def telling(self) -> int:
        """How many words of the question tell what it is about."""
        return len(self._asked)

    def ordered(self, found: Sequence[Judged], of_the_question: Mapping[str, float]) -> list[Judged]:
        """Sentences with all their signs by how well each answers, best first.

        Before them comes what denies all that the question takes for granted: "he has not been charged", asked when.

        Args:
            found: the sentences.
            of_the_question: the signs of the question alone.
        """
        scores = sentence_weights.scores([each.signs or {} for each in found], of_the_question).tolist()
        judged = [replace(each, score=score) for each, score in zip(found, scores, strict=True)]
        return sorted(judged, key=lambda each: (not self._denies(each), -each.score))

    def _denies(self, each: Judged) -> bool:
        """Whether a sentence denies what is asked for a day, a place or a reason of, with what stands around it."""
        if self.wanted.kind is None or self.wanted.kind is numbers.NUMBER or each.signs is None:
            return False
        if each.signs["exact"] + each.signs["exact around"] < ALL or not each.signs["named"]:
            return False
        own = words(each.text)
        stems = {stem for of_one in self._stems for stem in of_one}
        denied = (own[n + 1 : n + 1 + DENIED] for n, word in enumerate(own) if word in DENIES or word.endswith("n't"))
        return any(not stems.isdisjoint(stem for word in behind for stem in terms(word)) for behind in denied)

    @staticmethod
    def answers(best: Sequence[Judged], holds: float, of_the_question: Mapping[str, float]) -> float:
        """The probability that the first sentences answer.

        Args:
            best: all that were judged, best first; at least one.
            holds: the logit that the passages hold an answer.
            of_the_question: the signs of the question alone.
        """
        found = [each.signs or {} for each in best]
        more = sentence_weights.of_the_best(
            [each.score for each in best], [each.article.id for each in best], found, holds
        )
        return sentence_weights.likelihood({**found[0], **of_the_question, **more})

    def signs(self, each: Ranked[Passage], place: int, span: tuple[int, int]) -> dict[str, float]:
        """The signs of one sentence.

        Args:
            each: the passage in which it stands.
            place: that passage's place in the ranking, from 0.
            span: the sentence's offsets in its article.
        """
        article = each.article
        sentence = article.text[slice(*span)]
        own = words(sentence)
        kind, finer = self.wanted.kind, self._finer
        is_told = kind is not None and self.wanted.is_told(sentence)
        is_finer = finer is not None and finer.search(sentence) is not None
        return {
            **self.held_by(article, span),
            "score": each.score,
            "cosine": each.cosine or 0.0,
            "place": 1 / (1 + place),
            "side by side": self._side_by_side(own),
            "in article": self._held_in(article),
            "named": self.wanted.named_in(article),
            "kind told": float(is_told),
            "kind not told": float(kind is not None and not is_told),
            "number or day": float(kind not in (numbers.NUMBER, DAY) or is_told),
            "finer told": float(is_finer),
            "finer not told": float(finer is not None and not is_finer),
            "number beside": self._number_beside(own),
            "sentence": float(is_sentence(sentence)),
        }

    def look_at(self, places: Iterable[tuple[Article, tuple[int, int]]]) -> None:
        """Read many sentences, by article and offsets, and what is around them, at once."""
        new = {(article.id, *span): (article, span) for article, span in places}
        new = {key: place for key, place in new.items() if key not in self._held_by}
        texts = [_words_around(*place) for place in new.values()]
        near = self._nearest([own for own, _ in texts])
        shares = self._shares(near)
        shares_around = self._shares(np.maximum(near, self._nearest([around for _, around in texts])))
        for key, exact, held, exact_around, held_around in zip(new, *shares, *shares_around, strict=True):
            self._held_by[key] = {
                "exact": exact,
                "alike": held - exact,
                "exact around": exact_around - exact,
                "alike around": held_around - exact_around - (held - exact),
            }

    def held_by(self, article: Article, span: tuple[int, int]) -> dict[str, float]:
        """How much of the question a sentence holds, in the same words and in others like them, and what is around it.

        Args:
            article: its article, of which the title and what stands before the sentence are read with it.
            span: its offsets there.
        """
        if (article.id, *span) not in self._held_by:
            self.look_at([(article, span)])
        return self._held_by[article.id, *span]

    def _side_by_side(self, own: Sequence[str]) -> float:
        """The share of the question's neighbouring words that stand near each other in a sentence too."""
        stands = self._likeness(own) >= 1.0
        if np.count_nonzero(stands.any(axis=0)) < 2:
            return 0.0
        at = [np.flatnonzero(column).tolist() for column in stands.T]
        near = sum(any(0 < abs(a - b) <= BESIDE for a in one for b in other) for one, other in pairwise(at))
        return near / (len(self._asked) - 1)

    def held(self, called: Sequence[str]) -> tuple[float, float]:
        """The share of the question that words hold, by weight: in the same words, and also in others like them."""
        (exact,), (held,) = self._shares(self._nearest([called]))
        return exact, held

    def _shares(self, near: NDArray[np.float32]) -> tuple[list[float], list[float]]:
        """By how like the words of several texts are to those of the question, the shares that each text holds."""
        # Summed without BLAS, which now and then tells numpy of invalid values that aren't there (numpy #24067).
        exact, held = ((each * self._weights).sum(axis=1) / self._total for each in (near >= 1.0, near))
        return exact.tolist(), held.tolist()

    def _held_in(self, article: Article) -> float:
        """The share of the question's words that stand in an article, by weight."""
        if article.id not in self._in_article:
            told = told_in(article)
            stand = np.array([not told.isdisjoint(stems) for stems in self._stems], dtype=np.float32)
            self._in_article[article.id] = float((self._weights * stand).sum()) / self._total
        return self._in_article[article.id]

    def _nearest(self, texts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """How like the likest word of each text is to each word of the question: (texts, words of the question)."""
        near = np.zeros((len(texts), len(self._asked)), dtype=np.float32)
        filled = [n for n, text in enumerate(texts) if text]
        if filled:
            starts = np.cumsum([0, *(len(texts[n]) for n in filled[:-1])])
            near[filled] = np.maximum.reduceat(self._likeness([word for text in texts for word in text]), starts)
        return near

    def _likeness(self, called: Sequence[str]) -> NDArray[np.float32]:
        """How like the question's words some are: 1 for the same, 0 for nothing; (words, words of the question)."""
        try:
            rows = [self._rows[word] for word in called]
        except KeyError:
            self._read([word for word in dict.fromkeys(called) if word not in self._rows])
            rows = [self._rows[word] for word in called]
        likeness: NDArray[np.float32] = self._alike[rows]
        return likeness

    def _read(self, new: Sequence[str]) -> None:
        """Note how like the question's words others are."""
        near = np.clip((word_meaning.vectors(new) @ self._vectors.T - LEAST_ALIKE) / (1 - LEAST_ALIKE), 0.0, 0.99)
        for row, word in enumerate(new):
            if word in _FIXED:
                near[row] = 0.0
            for stem in terms(word):
                if stem in self._columns:
                    near[row, self._columns[stem]] = 1.0
        had = len(self._rows)
        while had + len(new) > len(self._alike):
            self._alike = np.concatenate([self._alike, np.zeros_like(self._alike)])
        self._alike[had : had + len(new)] = near
        self._rows.update({word: had + n for n, word in enumerate(new)})

    def _number_beside(self, own: Sequence[str]) -> float:
        """How near a number stands to a word for what is counted: 1 for the next word, 0 where none does."""
        if self._counted is None:
            return 0.0
        at = [n for n, word in enumerate(own) if word[:1].isdigit() or word in numbers.NUMBERS]
        named = np.flatnonzero(self._likeness(own)[:, self._counted] >= SAME_THING).tolist()
        return max((1 / abs(a - b) for a in at for b in named if a != b), default=0.0)


def _words_around(article: Article, span: tuple[int, int]) -> tuple[list[str], list[str]]:
    """The words of a sentence, and those of its article's title and of what stands before it."""
    before = article.text[max(span[0] - BEFORE, 0) : span[0]]
    return words(article.text[slice(*span)]), words(f"{article.title} {before}")
