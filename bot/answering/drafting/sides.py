"""On which side somebody stands: for what was asked about or against it, as far as an article tells by its verbs."""

from __future__ import annotations

from collections.abc import Callable, Set

from retrieval.lang.en.function_words import DETERMINERS, NEGATIONS
from retrieval.lang.en.speech_verbs import PARTISANS, SIDES
from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.quotation_marks import quoted_spans
from retrieval.lang.sentences import spans
from retrieval.lang.tokens import terms, words
from retrieval.model import Article, Kind, Statement
from retrieval.search.selector import Ranked

AGAINST, IN_FAVOUR = "criticised", "welcomed"

REACH = 3
"""Words behind a negation that it turns into their opposite."""

OBJECT = 12
"""Words behind a verb among which what it is about stands."""

SHORT = 4
"""Sentences of a paragraph that tells of one side."""


class Sides:
    """The sides of those who speak in an article.

    Args:
        article: the article.
        subject: the terms of what they are for or against.
    """

    def __init__(self, article: Article, subject: Set[str]) -> None:
        self._article, self._subject = article, subject
        self._paragraphs = paragraphs(article.text)
        self._sentences = [_unquoted(article.text[slice(*span)]) for span in spans(article.text, 0, len(article.text))]

    def of(self, each: Ranked[Statement]) -> str | None:
        """A key of ``SIDES``; None where the article doesn't tell, or tells both.

        By the statement where it is a report of the act itself, else by any sentence of the article whose subject its
        speaker is, else by whom the paragraph is of: "her critics".
        """
        if each.item.kind is not Kind.DIRECT and (told := self._acts(f"{each.item.cue or ''} {each.item.text}")):
            return told
        name = set(words(each.by or "")[-1:])
        by_name = {self._acts(text, name) for text in self._sentences if name <= set(words(text))} - {None}
        return by_name.pop() if len(by_name) == 1 else None if by_name else self._partisan(each)

    def _acts(self, text: str, name: Set[str] = frozenset()) -> str | None:
        """The side of the verb in a text, behind a name, with the subject as its object."""
        called = words(text)
        begin = next((n for n, word in enumerate(called) if word in name), 0)
        found = {
            side
            for side, family in SIDES.items()
            for n, word in enumerate(called)
            if n >= begin
            and word in family
            and NEGATIONS.isdisjoint(called[max(0, n - REACH) : n])
            and DETERMINERS.isdisjoint(called[max(0, n - 1) : n])  # "an attack" is nobody's act
            and self._subject & set(terms(" ".join(called[n + 1 : n + 1 + OBJECT])))
        }
        return found.pop() if len(found) == 1 else None

    def _partisan(self, each: Ranked[Statement]) -> str | None:
        text = self._article.text
        home = next((span for span in self._paragraphs if span[0] <= each.item.start < span[1]), None)
        if home is None or len(spans(text, *home)) > SHORT:
            return None
        told = set(words(_unquoted(text[slice(*home)])))
        found = [side for side, family in PARTISANS.items() if told & family]
        return found[0] if len(found) == 1 else None


def sides_of(subject: Set[str]) -> Callable[[Ranked[Statement]], str | None]:
    """What tells the sides of statements of several articles, each of which is read once."""
    read: dict[str, Sides] = {}

    def of(each: Ranked[Statement]) -> str | None:
        if each.article.id not in read:
            read[each.article.id] = Sides(each.article, subject)
        return read[each.article.id].of(each)

    return of


def _unquoted(text: str) -> str:
    kept, at = [], 0
    for quote in quoted_spans(text):
        kept.append(text[at : quote.inner_start])
        at = quote.inner_end
    return " ".join([*kept, text[at:]])
