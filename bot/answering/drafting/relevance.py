"""How much of a question a text holds, and whether it holds a thing of the kind asked for."""

from __future__ import annotations

from bot.answering.query import answer_types
from retrieval.lang.tokens import terms
from retrieval.search.retriever import Retriever


class Wanted:
    """What an answer to a question must hold: a thing of its kind, and its terms, the rarer the heavier."""

    def __init__(self, question: str, retriever: Retriever) -> None:
        self.question = question
        self.kind = answer_types.expected(question)
        self._retriever = retriever
        self._weights = {term: retriever.weight(term) for term in terms(question)}

    def held(self, text: str) -> float:
        """The share of the terms' weight that a text holds, 0 to 1."""
        total = sum(self._weights.values())
        return sum(self._weights[term] for term in self._weights.keys() & set(terms(text))) / total if total else 0.0

    def is_told(self, sentence: str) -> bool:
        """Whether a sentence holds a thing of the kind asked for."""
        return self.kind is None or answer_types.has(self.kind, sentence, self._weights.keys())

    def people(self, part: str) -> list[str]:
        """What stands wherever those people are named whom a part of the question names."""
        names = self._retriever.names
        return [
            names.short(each, part[each.start : each.end])
            for each in names.find(part)
            if names.is_surely_person(each.rows, capital=part[each.start].isupper())
        ]
