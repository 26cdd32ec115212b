"""Lines made of the articles' own words, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answering.check import Evidence, Line, quotations, unmarked
from retrieval.catalog import Catalog
from retrieval.model import Article, Kind, Passage, Speaker, Statement
from retrieval.retriever import Ranked
from retrieval.words import words

_KIND = {Kind.DIRECT: "", Kind.PARTIAL: " (quoted in part)", Kind.INDIRECT: " (reported)"}

_SAME_WORDS = 5
"""Words that two quotes must share, one inside the other, to be the same quote in two articles."""


def day(when: date) -> str:
    """A day as answers write it: ``12 Feb 2025``."""
    return f"{when.day} {when:%b %Y}"


def said(ranked: Sequence[Ranked[Statement]], speaker: Speaker, catalog: Catalog) -> list[Line]:
    """One line for each statement, under the speaker's name, with what the article tells of where and when.

    The same quote in another article is no second line; the line says that it is "also in" that article.
    """
    lines: list[tuple[str, list[Ranked[Statement]]]] = []
    for each in ranked:
        plain = " ".join(words(_quoted(each.item)))
        twin = next((same for known, same in lines if _is_same(plain, known) and _elsewhere(each, same)), None)
        if twin is not None:
            twin.append(each)
        else:
            lines.append((plain, [each]))
    return [_said(same, speaker, catalog) for _, same in lines]


def _quoted(statement: Statement) -> str:
    """What a statement quotes: all of it, or the longest of the fragments in a partial one."""
    fragments = quotations(statement.text) if statement.kind is Kind.PARTIAL else []
    return max(fragments, key=len, default=statement.text)


def _is_same(plain: str, known: str) -> bool:
    shorter, longer = sorted((plain, known), key=len)
    return shorter == longer or (len(shorter.split()) >= _SAME_WORDS and f" {shorter} " in f" {longer} ")


def _elsewhere(each: Ranked[Statement], same: list[Ranked[Statement]]) -> bool:
    return all(each.article.id != other.article.id for other in same)


def _said(same: list[Ranked[Statement]], speaker: Speaker, catalog: Catalog) -> Line:
    first = same[0].item
    details = [part for part in (unmarked(place(first.venue)), first.said_on and day(first.said_on)) if part]
    lead = unmarked(speaker.name) + _KIND[first.kind] + "".join(f", {part}" for part in details) + ": "
    outlets = list(dict.fromkeys(outlet(other.article) for other in same[1:]))
    also = f" (also in {' and '.join(outlets)})" if outlets else ""
    return Line((lead, 0, also), tuple(evidence(each.article, each.item, catalog) for each in same), speaker.name)


_PREPOSITION = re.compile(
    r"(?:on|in|at|during|to|via|before|by|from|over|through|with|while|after|outside|inside|aboard)\b", re.IGNORECASE
)


def place(venue: str | None) -> str:
    """A venue as a line tells it: "On X" as "on X", "the Guardian", which somebody told it, as "to the Guardian"."""
    words_ = " ".join((venue or "").split())
    if not words_:
        return ""
    return words_[:1].lower() + words_[1:] if _PREPOSITION.match(words_) else f"to {words_}"


def outlet(article: Article) -> str:
    """What to call an article in a sentence: its outlet, else its day. A title may hold quotation marks of its own."""
    if article.publisher:
        return unmarked(article.publisher)
    return f"an article of {day(article.published)}" if article.published else "another article"


def evidence(article: Article, span: Statement | Passage, catalog: Catalog) -> Evidence:
    """A span with the number of the paragraph in which it starts."""
    return Evidence(article, span, catalog.paragraph_at(article.id, span.start))


def passage_line(article: Article, start: int, end: int, catalog: Catalog, lead: str = "") -> Line:
    """A span of an article shown as it stands, without a speaker."""
    span = Passage(
        article_id=article.id,
        start=start,
        end=end,
        text=article.span(start, end),
        paragraph=catalog.paragraph_at(article.id, start) or 1,
    )
    return Line((lead, 0) if lead else (0,), (Evidence(article, span, span.paragraph),))


def introduced(speaker: Speaker, catalog: Catalog, most: int = 1) -> list[Line]:
    """Who a speaker is, in the words of the articles that say most about it; nothing when none does."""
    lines, seen = [], set[str]()
    for introduction in sorted(speaker.introductions, key=lambda each: each.start - each.end):
        article = catalog.article(introduction.article_id)
        plain = " ".join(words(introduction.text))
        if article is None or any(plain in known for known in seen):
            continue
        seen.add(plain)
        lines.append(
            passage_line(
                article, introduction.start, introduction.end, catalog, f"{unmarked(speaker.name)}, as introduced: "
            )
        )
        if len(lines) == most:
            break
    return lines
