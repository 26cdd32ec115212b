"""How much of a question a text holds, and whether it holds a thing of the kind asked for."""

from __future__ import annotations

from collections.abc import Set

from bot.answering.query import answer_types
from retrieval.lang.en.people import NAME_TITLES
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.tokens import terms, words
from retrieval.model import Article
from retrieval.search.retriever import Retriever
from retrieval.search.topic import told_in

MOST_OF_A_NAME = 0.5
"""Share of a name's weighted terms that stand where it is meant: "Southwest" for "Southwest Airlines"."""

MOST_OF_A_TITLE = 0.5
"""The same of a title, in an article that tells of the same event."""

STORY_DAYS = 14
"""Days within which articles tell of one event."""


class Wanted:
    """What an answer to a question must hold: a thing of its kind, and its terms, the rarer the heavier."""

    def __init__(self, question: str, retriever: Retriever) -> None:
        self.question = question
        self.kind = answer_types.expected(question)
        self._retriever = retriever
        self._weights = {term: retriever.weight(term) for term in terms(question)}
        self._named_in: dict[str, float] = {}
        self._titles: dict[str, dict[str, float]] = {}
        called = [*answer_types.NAME.findall(question)]
        called += [question[each.start : each.end] for each in retriever.names.find(question)]
        named = {frozenset(set(terms(name)) - NAME_TITLES) for name in called}
        least = [name for name in named if name and not any(each and each < name for each in named)]
        self._names = [{term: retriever.weight(term) for term in name} for name in least]

    def held(self, text: str, also: Set[str] = frozenset()) -> float:
        """The share of the terms' weight that a text holds, 0 to 1; ``also``: terms that are at hand beside it."""
        total = sum(self._weights.values())
        left = self._weights.keys() - also
        own = left & set(terms(text)) if left else left
        return sum(self._weights[term] for term in own | (self._weights.keys() & also)) / total if total else 0.0

    def has_in_common(self, text: str) -> bool:
        """Whether a text holds a word of the question besides those that ask for words: not "said" alone."""
        asked = (word for word in words(self.question) if word not in FRAME and word not in ASKS_FOR_WORDS)
        return not {term for word in asked for term in terms(word)}.isdisjoint(terms(text))

    def held_beside_names(self, text: str) -> float:
        """The weight of the terms that a text holds and no name of the question."""
        own = (self._weights.keys() & set(terms(text))).difference(*self._names)
        return sum(self._weights[term] for term in own)

    def is_told(self, sentence: str) -> bool:
        """Whether a sentence holds a thing of the kind asked for."""
        return self.kind is None or answer_types.has(self.kind, sentence, self._weights.keys())

    def named_in(self, article: Article) -> float:
        """The share of the question's names of which most stands in an article, 0 to 1; 1 where it names nothing."""
        if article.id not in self._named_in:
            told = told_in(article)
            stand = [sum(weights[term] for term in weights.keys() & told) for weights in self._names]
            shares = [
                held >= MOST_OF_A_NAME * sum(weights.values()) for held, weights in zip(stand, self._names, strict=True)
            ]
            self._named_in[article.id] = sum(shares) / len(shares) if shares else 1.0
        return self._named_in[article.id]

    def is_same_story(self, article: Article, other: Article) -> bool:
        """Whether two articles tell of one event: within some days, and the one holds most of the other's title."""
        if article.id == other.id:
            return True
        if article.published and other.published and abs((article.published - other.published).days) > STORY_DAYS:
            return False
        return max(self._title_held(article, other), self._title_held(other, article)) >= MOST_OF_A_TITLE

    def _title_held(self, article: Article, other: Article) -> float:
        """The share of the weight of an article's title that another's title and text hold, 0 to 1."""
        if article.id not in self._titles:
            self._titles[article.id] = {term: self._retriever.weight(term) for term in terms(article.title)}
        weights = self._titles[article.id]
        held = weights.keys() & told_in(other)
        return sum(weights[term] for term in held) / (sum(weights.values()) or 1.0)

    def people(self, part: str) -> list[str]:
        """What stands wherever those people are named whom a part of the question names."""
        names = self._retriever.names
        return [
            names.short(each, part[each.start : each.end])
            for each in names.find(part)
            if names.is_surely_person(each.rows, capital=part[each.start].isupper())
        ]
