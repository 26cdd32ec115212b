"""Who all said anything on something, or those of a kind: each once, with the words that are most on it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.answers.overviews.best_quotes import quotable
from bot.answering.answers.overviews.subject import articles_on, called
from bot.answering.drafting.draft import Draft, answered
from bot.answering.drafting.line_builder import LineBuilder, scope
from bot.answering.query.described.bearers import called_so
from bot.answering.query.request import WhoSpoke
from prompts import replies
from retrieval.lang.tokens import terms
from retrieval.model import Article, Statement
from retrieval.search.selector import Ranked

ARTICLES = 6
"""Articles that are read."""

MOST = 8
"""Speakers shown at once."""

SURE = 0.6
"""How surely an article calls somebody what is asked for: at least in the sentence that names them."""


def who_spoke(request: WhoSpoke, builder: LineBuilder) -> Draft | None:
    """Each who speaks in the articles on a subject, in the order of those; None where nobody of the kind does.

    Where somebody's own words hold all of a subject of several words, it is they who spoke on it.
    """
    subject = called(request, builder)
    wanted = frozenset(terms(subject))
    found: dict[str, list[Ranked[Statement]]] = {}
    for article in articles_on(subject, request, builder)[:ARTICLES]:
        for each in _said_in(article, request, builder):
            found.setdefault(each.by or "", []).append(each)
    best = [_best(said, wanted) for said in found.values()]
    naming = [each for each in best if len(wanted) > 1 and wanted <= {*terms(each.item.text)}]
    lines = [line for each in naming or best for line in builder.said([each])]
    if not lines:
        return None
    return answered(lines, MOST, heading=replies.WHO_SPOKE.of(len(lines), scope=scope(request.about, request.days)))


def _said_in(article: Article, request: WhoSpoke, builder: LineBuilder) -> Iterator[Ranked[Statement]]:
    """What is said in an article for certain by those of the kind asked for."""
    levels = [called_so(kind, article, builder.retriever) for kind in request.kinds]
    for each in builder.said_in(article):
        is_named = each.by is not None and each.by[:1].isupper() and each.item.hedge is None
        if is_named and (not levels or any(of_kind.get(each.by or "", 0.0) >= SURE for of_kind in levels)):
            yield each


def _best(said: list[Ranked[Statement]], wanted: frozenset[str]) -> Ranked[Statement]:
    """The most quotable of somebody's statements, of those that hold most of a subject."""
    most = max(len(wanted.intersection(terms(each.item.text))) for each in said)
    on_it = [each for each in said if len(wanted.intersection(terms(each.item.text))) == most]
    return next(iter(quotable(on_it) or quotable(said) or on_it))
