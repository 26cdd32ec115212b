"""Extractive answers: lines made of the articles' own words, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answering.check import Evidence, Line
from retrieval.catalog import Catalog
from retrieval.model import Kind, Passage, Speaker, Statement
from retrieval.retriever import Ranked
from retrieval.sentences import spans
from retrieval.words import terms

MOST_STATEMENTS = 6
"""Statements shown at once: a phone's screen, and as many as a person reads."""

MOST_PASSAGES = 3
"""Passages from which sentences are shown."""

_KIND = {Kind.DIRECT: "", Kind.PARTIAL: " (quoted in part)", Kind.INDIRECT: " (reported)"}


def day(when: date) -> str:
    """A day as answers write it: ``12 Feb 2025``."""
    return f"{when.day} {when:%b %Y}"


def said(ranked: Sequence[Ranked[Statement]], speaker: Speaker, catalog: Catalog) -> list[Line]:
    """One line for each statement, under the speaker's name, with what the article tells of where and when."""
    lines = []
    for each in ranked:
        statement = each.item
        details = [part for part in (statement.venue, statement.said_on and day(statement.said_on)) if part]
        lead = speaker.name + _KIND[statement.kind] + "".join(f", {part}" for part in details) + ": "
        paragraph = catalog.paragraph_at(statement.article_id, statement.start)
        lines.append(Line((lead, 0), (Evidence(each.article, statement, paragraph),), speaker.name))
    return lines


def introduced(speaker: Speaker, catalog: Catalog) -> list[Line]:
    """Who a speaker is, in the words of the article that says most about it; nothing when none does."""
    for introduction in sorted(speaker.introductions, key=lambda each: each.start - each.end):
        article = catalog.article(introduction.article_id)
        if article is None:
            continue
        paragraph = catalog.paragraph_at(article.id, introduction.start)
        passage = Passage(
            article_id=article.id,
            start=introduction.start,
            end=introduction.end,
            text=introduction.text,
            paragraph=paragraph or 1,
        )
        return [Line(("Introduced as: ", 0), (Evidence(article, passage, paragraph),))]
    return []


def found(ranked: Sequence[Ranked[Passage]], question: str) -> list[Line]:
    """The best sentence of each of the best passages, cited."""
    wanted = set(terms(question))
    lines = []
    for each in ranked[:MOST_PASSAGES]:
        passage = each.item
        sentences = spans(each.article.text, passage.start, passage.end) or [(passage.start, passage.end)]
        start, end = max(sentences, key=lambda span: _fit(each.article.text[slice(*span)], wanted))
        sentence = Passage(
            article_id=passage.article_id,
            start=start,
            end=end,
            text=each.article.span(start, end),
            paragraph=passage.paragraph,
        )
        lines.append(Line((0,), (Evidence(each.article, sentence, passage.paragraph),)))
    return lines


def _fit(sentence: str, wanted: set[str]) -> float:
    """How many of the question's terms a sentence holds; among equals the one that says more besides."""
    held = terms(sentence)
    return len(wanted & set(held)) + min(len(held), 30) / 100
