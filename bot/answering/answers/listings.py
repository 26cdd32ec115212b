"""Answers about the collection itself: who is quoted, which articles there are, what is new."""

from __future__ import annotations

from itertools import islice

from bot.answering.drafting import line_builder
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Line
from bot.answering.query.request import Request
from retrieval.lang.quotation_marks import unmarked
from retrieval.lang.sentences import spans
from retrieval.lang.tokens import terms
from retrieval.model import Article
from retrieval.readers.metadata.titles import after_preamble
from retrieval.search.retriever import Retriever
from retrieval.search.topic import Topic
from retrieval.store.catalog import Catalog

MOST_LEADS = 5
SHORTEST_LEAD = 40
"""Code points of a sentence that tells what an article is about; shorter ones are crossheads and exclamations."""

MOST_SPEAKERS = 8
MOST_READ = 400
"""Articles on a topic that are read."""

MOST_LISTED = 40
"""Articles or speakers that are looked up at all: those shown, and those for "more"."""


def speakers(request: Request, retriever: Retriever) -> Draft:
    """Who is quoted most, in all articles or those on a topic, each with a statement as proof."""
    catalog = retriever.snapshot.catalog
    lines = []
    only = {article.id for article in _titled(request.about, _on(request.about, retriever))} if request.about else None
    for row, speaker in enumerate(catalog.speakers):
        if not speaker.name[:1].isupper():
            continue
        said = [each for each in catalog.statement_rows(speaker=row) if each not in catalog.copies.said_before]
        if only is not None:
            said = [each for each in said if catalog.statement(each)[1].id in only]
        if not said:
            continue
        first = retriever.statements(said[:20])[0]
        count = f"{len(said)} statement{'' if len(said) == 1 else 's'}"
        lines.append(
            Line((f"{unmarked(speaker.name)}, {count}",), (line_builder.evidence(first.article, first.item, catalog),))
        )
        if len(lines) == MOST_LISTED:
            break
    if not lines:
        return refused("Nobody is quoted in the articles.", catalog.coverage)
    return answered(lines, MOST_SPEAKERS)


def articles(request: Request, retriever: Retriever) -> Draft:
    """The articles on a topic, or all, newest first, each by the sentence that it opens with."""
    catalog = retriever.snapshot.catalog
    found = _on(request.about, retriever) if request.about else catalog.without_copies()
    fitting = (
        article
        for article in found
        if article.id not in retriever.hidden and (request.days is None or request.days.hold(article.published))
    )
    lines = [lead(article, catalog) for article in islice(fitting, MOST_LISTED)]
    if not lines:
        on = f" on {request.about.text}" if request.about else ""
        then = f" from those days ({line_builder.days(request.days)})" if request.days else ""
        return refused(f"I have no article{on}{then}.", catalog.coverage)
    all_of_them = catalog.coverage.articles if request.about is None and request.days is None else len(lines)
    count = f"{all_of_them}{'' if len(lines) < MOST_LISTED or all_of_them > MOST_LISTED else ' or more'}"
    return answered(lines, MOST_LEADS, heading=f"{count} article{'' if all_of_them == 1 else 's'}")


def _on(about: Topic, retriever: Retriever) -> list[Article]:
    """The articles that hold all of the topic's words, newest first."""
    catalog = retriever.snapshot.catalog
    holding = [
        set(catalog.article_of_passage[retriever.snapshot.passages.holding(term)].tolist()) for term in terms(about.key)
    ]
    rows = sorted(set.intersection(*holding) - catalog.copies.lead.keys()) if holding else []
    found = [catalog.article_at(row) for row in rows[:MOST_READ]]
    return sorted(found, key=lambda a: a.published.toordinal() if a.published else 0, reverse=True)


def _titled(about: Topic, articles: list[Article]) -> list[Article]:
    """Those of the articles that have the topic in their title: "the article about Munich"; all when none has."""
    wanted = set(terms(about.key))
    return [article for article in articles if wanted <= set(terms(article.title))] or articles


def _is_long(start: int, end: int) -> bool:
    return end - start > SHORTEST_LEAD


def lead(article: Article, catalog: Catalog) -> Line:
    """The first sentence of an article behind its credits, under its day."""
    begin = after_preamble(article.text)
    found = [span for span in spans(article.text, begin, min(len(article.text), begin + 3_000)) if _is_long(*span)]
    start, end = (found or spans(article.text, 0, len(article.text)) or [(0, len(article.text))])[0]
    label = f"{line_builder.day(article.published)}: " if article.published else ""
    return line_builder.passage_line(article, start, end, catalog, label)
