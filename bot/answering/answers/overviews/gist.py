"""What an article or a story comes to: how it opens, and what it says on what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answering.answers.overviews.subject import articles_on, called, lead
from bot.answering.drafting.candidates import Candidates
from bot.answering.drafting.draft import Draft, answered
from bot.answering.drafting.evidence import Line, overlap
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.query.request import Gist, OpenQuestion
from retrieval.model import Article

MOST = 5
"""Sentences shown at once."""

WHOLE = 2
"""Articles that are read whole."""

LATE = 2.0
"""What standing at the end of its article takes off the logit that a sentence is one that answers.

Chosen on 35 questions of strangers: five lines hold .83 of what is expected, without it .71; of 8 of `world` .94.
"""

POINTS = 2
"""Sentences of a gist that are the likeliest of any; behind them come those of somebody who isn't heard yet."""

OTHERS = 6
"""Articles of whose openings "more" tells."""


def gist(request: Gist, builder: LineBuilder, asked: date) -> Draft | None:
    """The opening of the article that is best on it, and the likeliest sentences; None where no article is on it."""
    if not (request.about or request.speakers or request.days or request.outlet):  # of the story at hand
        articles = [each for each in map(builder.retriever.article, request.within) if each is not None]
        request = replace(request, text=articles[0].title) if articles else request
    else:
        articles = articles_on(called(request, builder), request, builder)
    if not articles:
        return None
    lines = [opening(articles[0], builder)]
    points = _points(articles, request, builder, asked)
    heard = {line.speaker for line in points[:POINTS]}
    sides = [line for line in points[POINTS:] if line.speaker and line.speaker not in heard]
    for line in (*points[:POINTS], *sides, *points[POINTS:]):
        shown = [each.key for before in lines for each in before.evidence]
        if len(lines) < MOST and not any(overlap(each.key, key) for each in line.evidence for key in shown):
            lines.append(line)
    others = [opening(article, builder) for article in articles[1 : 1 + OTHERS]]
    return answered([*lines, *others], len(lines))


def opening(article: Article, builder: LineBuilder) -> Line:
    """The sentence that an article opens with, under its day and outlet."""
    start, end = builder.uncut(article, *builder.retriever.opening(article))
    return builder.passage(article, start, end, lead(article))


def _points(articles: list[Article], request: Gist, builder: LineBuilder, asked: date) -> list[Line]:
    """The likeliest sentences of the articles, those that stand early before others."""
    ids = {article.id for article in articles}
    whole = tuple(article.id for article in articles[:WHOLE])
    searched = OpenQuestion(text=request.text, about=request.about, within=whole)
    found = Candidates(searched, builder, asked, whole=whole).found().best
    best = sorted(found, key=lambda each: LATE * each.start / len(each.article.text) - each.score)
    kept = [each for each in best if each.article.id in ids][: 2 * MOST]
    return [builder.line_of(each.article, each.start, each.end) for each in kept]
