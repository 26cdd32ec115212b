"""Answers about the collection itself: who is quoted, which articles there are, what is new."""

from __future__ import annotations

from itertools import islice

from bot.answering.answers.overviews.subject import articles_on
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import LineBuilder, day, scope
from bot.answering.query.request import Request
from prompts import replies
from retrieval.lang.quotation_marks import unmarked
from retrieval.lang.tokens import terms
from retrieval.model import Article
from retrieval.search.topic import Topic

MOST_LEADS = 5
MOST_SPEAKERS = 8
MOST_OF_A_STORY = 20
MOST_LISTED = 40
"""Articles or speakers that are looked up at all: those shown, and those for "more"."""


def speakers(request: Request, builder: LineBuilder) -> Draft:
    """Who is quoted most, in all articles or those on a topic, counted, each with a statement as proof."""
    retriever = builder.retriever
    only = set(request.within) or None
    if request.about:
        found = list(retriever.articles(request.about)) or articles_on(request.about.text, request, builder)
        only = _titled(request.about, found)
    if request.outlet:
        of_it = {each.id for each in retriever.articles() if each.publisher == request.outlet}
        only = of_it if only is None else only & of_it
    if only == set():
        return _no_article(request, builder)
    said: dict[int, list[int]] = {}
    for statement, row in retriever.said_by(builder.of_days(retriever.rows_of(articles=only, repeats=False), request)):
        if only is not None or retriever.speakers[row].name[:1].isupper():
            said.setdefault(row, []).append(statement)
    # Whoever has a name before "the judge", and whoever is quoted most first.
    order = sorted(said, key=lambda row: (retriever.speakers[row].name[:1].islower(), -len(said[row]), row))
    lines = []
    for row in order[:MOST_LISTED]:
        first = retriever.statements(said[row][:20])[0]
        told = f"{unmarked(retriever.speakers[row].name)}, {replies.STATEMENTS.of(len(said[row]))}"
        lines.append(Line((told,), (builder.evidence(first.article, first.item),)))
    if not lines:
        return refused(replies.NOBODY_QUOTED, retriever.coverage)
    limits = scope(request.about, request.days, request.outlet)
    heading = replies.SPEAKERS_QUOTED.of(len(order), scope=limits)
    return answered(lines, MOST_SPEAKERS if only is None else MOST_OF_A_STORY, heading=heading)


def articles(request: Request, builder: LineBuilder) -> Draft:
    """The articles on a topic, or all, newest first, each by the sentence that it opens with."""
    retriever = builder.retriever
    found = retriever.articles(request.about)
    if request.outlet:
        found = (each for each in found if each.publisher == request.outlet)
    fitting = (each for each in found if request.days is None or request.days.hold(each.published))
    lines = [lead(article, builder) for article in islice(fitting, MOST_LISTED)]
    if not lines:
        return _no_article(request, builder)
    is_limited = request.about is not None or request.days is not None or request.outlet is not None
    all_of_them = len(lines) if is_limited else retriever.coverage.articles
    may_be_more = len(lines) == all_of_them == MOST_LISTED
    count = replies.ARTICLES_OR_MORE.format(n=all_of_them) if may_be_more else replies.ARTICLES.of(all_of_them)
    return answered(lines, MOST_LEADS, heading=count)


def _no_article(request: Request, builder: LineBuilder) -> Draft:
    limits = scope(request.about, request.days, request.outlet)
    return refused(replies.NO_ARTICLE_ON.format(scope=limits), builder.retriever.coverage)


def _titled(about: Topic, articles: list[Article]) -> set[str]:
    """The ids of those articles that have the topic in their title: "the article about Munich"; else of all."""
    wanted = set(terms(about.key))
    return {each.id for each in [each for each in articles if wanted <= set(terms(each.title))] or articles}


def lead(article: Article, builder: LineBuilder) -> Line:
    """The sentence that an article opens with, under its day."""
    label = f"{day(article.published)}: " if article.published else ""
    return builder.passage(article, *builder.retriever.opening(article), label)
