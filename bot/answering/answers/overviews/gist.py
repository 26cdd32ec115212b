"""What an article or a story comes to: how it opens, what it says on what was asked, and each side's best quote."""

from __future__ import annotations

from bot.answering.answers.overviews.best_quotes import quotable
from bot.answering.answers.overviews.subject import articles_on, best_of, called, central, lead, sentences
from bot.answering.drafting.draft import Draft, answered
from bot.answering.drafting.evidence import Line, overlap
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.query.request import Gist
from retrieval.model import Article

POINTS = 2
"""Sentences beside the one that an article opens with."""

SIDES = 2
"""Speakers of whom a gist has a quote."""

OTHERS = 6
"""Articles of whose openings "more" tells."""

MOST = 1 + POINTS + SIDES


def gist(request: Gist, builder: LineBuilder) -> Draft | None:
    """The opening of the article that is best on it, its main points and quotes; None where no article is on it."""
    subject = called(request, builder)
    articles = articles_on(subject, request, builder)
    if not articles:
        return None
    lines = _of(articles[0], subject, builder)
    others = [opening(article, builder) for article in articles[1 : 1 + OTHERS]]
    return answered([*lines, *others], len(lines))


def opening(article: Article, builder: LineBuilder) -> Line:
    """The sentence that an article opens with, under its day and outlet."""
    start, end = builder.uncut(article, *builder.retriever.opening(article))
    return builder.passage(article, start, end, lead(article))


def _of(article: Article, subject: str, builder: LineBuilder) -> list[Line]:
    first = opening(article, builder)
    shown = [first.evidence[0].key]
    lines = [first]
    told = central(list(sentences(article, subject, builder)), builder)
    beside = [one for one in told if not overlap((article.id, one.start, one.end), shown[0])]
    for point in best_of(beside, POINTS):
        line = builder.line_of(point.article, point.start, point.end)
        if not any(overlap(evidence.key, key) for evidence in line.evidence for key in shown):
            shown += [evidence.key for evidence in line.evidence]
            lines.append(line)
    heard = {line.speaker for line in lines}
    for each in quotable([one for one in builder.retriever.statements_in(article.id) if one.by is not None]):
        key = article.id, each.item.start, each.item.end
        if each.by in heard or any(overlap(key, other) for other in shown):
            continue
        heard.add(each.by)
        lines += builder.said([each])
        if len(lines) >= MOST:
            break
    return lines[:MOST]
