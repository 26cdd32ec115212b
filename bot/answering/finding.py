"""Answers to everything else: the sentences that hold it, or a refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.answering import compose
from bot.answering.draft import Draft, answered, refused
from bot.answering.request import Request
from retrieval.model import Article, Passage
from retrieval.retriever import Ranked, Retriever
from retrieval.sentences import spans
from retrieval.words import fold, terms

MOST = 3
"""Sentences shown at once."""

READ = 6
"""Passages whose sentences are compared."""

_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?"
    r"|half|third|quarter|first|second|percent)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:19|20)\d\d\b|\b(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day\b|\b(?:today|yesterday|tomorrow|week|month|year)s?\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÀ-Þ][\w'’-]+")
_BECAUSE = re.compile(
    r"\b(?:because|since|due to|so that|after|amid|over|in order to|as a result|following)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class _Sentence:
    article: Article
    start: int
    end: int
    score: float


def found(request: Request, retriever: Retriever, asked: date) -> Draft:
    """The best sentences of the best passages, best first, or a refusal."""
    catalog = retriever.snapshot.catalog
    if request.unknown is not None:
        return _nobody(request.unknown, retriever)
    ranked = retriever.passages(request.text, READ, asked=asked)
    if not holds_an_answer(request.text, ranked, retriever):
        return refused("I found nothing in the articles that answers this.", catalog.coverage, _nearest(ranked))
    chosen = best_sentences(request.text, ranked)
    lines = [compose.passage_line(each.article, each.start, each.end, catalog) for each in chosen]
    return answered(lines, MOST)


def best_sentences(question: str, ranked: list[Ranked[Passage]]) -> list[_Sentence]:
    """The sentences of these passages by how well each answers, best first."""
    wanted = set(terms(question))
    kind = expected(question)
    scored = []
    for each in ranked:
        text = each.article.text
        for start, end in spans(text, each.item.start, each.item.end):
            sentence = text[start:end]
            score = each.score + HELD * _held(sentence, wanted) + KIND * (kind is None or _has(kind, sentence, wanted))
            scored.append(_Sentence(each.article, start, end, score))
    scored.sort(key=lambda sentence: -sentence.score)
    return scored


HELD, KIND = 1.0, 0.2
"""Weight of the question's terms in a sentence, and of it holding the kind of thing that is asked for."""


def _held(sentence: str, wanted: set[str]) -> float:
    return len(wanted & set(terms(sentence))) / max(1, len(wanted))


def expected(question: str) -> re.Pattern[str] | None:
    """What the answer must hold, as a pattern; None when any words will do."""
    asked = fold(question)
    if re.search(r"\bwhen\b|\bwhat (?:day|date|year|month)\b", asked):
        return _DAY
    if re.search(r"\bhow (?:many|much|long|old|far|big|large|often)\b|\bwhat (?:percentage|share|number)\b", asked):
        return _NUMBER
    if re.search(r"\bwhy\b|\bwhat (?:caused|led)\b", asked):
        return _BECAUSE
    if re.search(r"\bwho\b|\bwhom\b|\bwhose\b|\bwhere\b|\bwhich\b", asked):
        return _NAME
    return None


def _has(kind: re.Pattern[str], sentence: str, wanted: set[str]) -> bool:
    """Whether a sentence holds a thing of that kind which the question doesn't name itself."""
    return any(not set(terms(found.group())) & wanted for found in kind.finditer(sentence))


def holds_an_answer(question: str, ranked: list[Ranked[Passage]], retriever: Retriever) -> bool:
    """The one place where answering is decided: whether the best passages hold an answer at all."""
    if not ranked:
        return False
    return confidence(question, ranked, retriever) >= ENOUGH


ENOUGH = 0.5


def confidence(question: str, ranked: list[Ranked[Passage]], retriever: Retriever) -> float:
    """How sure it is that the best passages hold an answer, 0 to 1."""
    coverage = retriever.snapshot.passages.coverage(question)
    cosine = max(each.cosine or 0.0 for each in ranked)
    return 0.5 * max(float(coverage[each.row]) for each in ranked) + 0.5 * cosine


def _nobody(name: str, retriever: Retriever) -> Draft:
    """Somebody whom no article quotes: said so, with how often the name stands there."""
    catalog = retriever.snapshot.catalog
    covered = retriever.snapshot.passages.coverage(name)
    rows = [row for row in range(len(covered)) if covered[row] > 0.99][:200]
    articles = {catalog.passage(row)[1].id for row in rows} - retriever.hidden
    mentioned = f" The name stands in {len(articles)} of them." if articles else " The name doesn't stand there either."
    suggestions = (f"Who said anything about {name}?",) if articles else ()
    return refused(f"{name} isn't quoted in the articles.{mentioned}", catalog.coverage, suggestions)


def _nearest(ranked: list[Ranked[Passage]]) -> tuple[str, ...]:
    """What the nearest articles are about, as a question that they answer."""
    titles = dict.fromkeys(each.article.title for each in ranked[:2] if (each.cosine or 0) > 0.3)
    return tuple(f"Which articles are about {title}?" for title in titles)
