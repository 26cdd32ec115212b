"""What was said to something: for it, against it, and by those whose side their words don't tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import date

from bot.answering.answers.open_question import lines_of
from bot.answering.answers.overviews.subject import READ, WITHIN, articles_on, called, is_person
from bot.answering.drafting.candidates import Candidates
from bot.answering.drafting.draft import Draft, answered
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import MOST, LineBuilder
from bot.answering.drafting.relevance import Wanted
from bot.answering.drafting.sentence_judge import Judged
from bot.answering.drafting.sides import sides_of
from bot.answering.query.request import Reactions, Request, WhatTheySaid
from prompts import replies
from retrieval.lang.tokens import terms, words
from retrieval.model import Article, Statement
from retrieval.search.selector import Ranked

ARTICLES = 6
"""Articles that are read."""

WHOLE = 2
"""Of those, how many are read whole: in them nearly all react to what they are on."""


def reactions(request: Reactions, builder: LineBuilder, asked: date) -> Draft | None:
    """What was said to what a request is about, by side, each speaker once before any twice; None: nobody said any."""
    on_it = articles_on(called(request, builder), request, builder) or _nearest(request, builder)
    articles = [article.id for article in on_it[:ARTICLES]]
    if not articles:
        return None
    of_all = WhatTheySaid(
        text=request.text,
        speakers=request.speakers,
        about=request.about,
        days=request.days,
        outlet=request.outlet,
        within=tuple(articles[:WHOLE]),
    )
    candidates = Candidates(of_all, builder, asked, whole=articles[:WHOLE])
    names = candidates.asked_of
    best = [each for each in candidates.found().best if each.article.id in articles]
    if request.speakers and all(is_person(row, builder) for named in request.speakers for row in named.rows):
        chosen = _theirs(best, names, builder)
    else:
        chosen = _each_once([each for each in best if each.score >= best[0].score - WITHIN], of_all, builder)
    found = [line for _, line in lines_of(candidates.wanted, chosen, builder, reported=True, of=names)]
    lines = _by_side(found[:MOST], request, builder)
    return replace(answered(lines, MOST), rest=tuple(found[MOST:]), in_order=True) if lines else None


def _nearest(request: Reactions, builder: LineBuilder) -> list[Article]:
    """The article that a search for the whole question puts first of those with all its names, and its story's."""
    wanted = Wanted(request.text, builder.retriever)
    found = {each.article.id: each.article for each in builder.retriever.passages(request.text, READ)}
    named = [article for article in found.values() if wanted.named_in(article) == 1.0]
    return [article for article in named if wanted.is_same_story(article, named[0])]


def _theirs(best: Sequence[Judged], names: Set[str], builder: LineBuilder) -> list[Judged]:
    """The sentences in which these people speak, or that tell of them and in which nobody speaks."""
    called = {word for name in names for word in words(name)[-1:]}

    def is_theirs(each: Judged) -> bool:
        heard = {one.by for one in builder.said_at(each.article, each.start, each.end)}
        return bool(names & heard) if heard else not called.isdisjoint(words(each.text))

    return [each for each in best if is_theirs(each)]


def _each_once(best: Sequence[Judged], request: Request, builder: LineBuilder) -> list[Judged]:
    """The sentences in which somebody certainly speaks, the likeliest of each speaker first."""
    heard = set[str]()
    first: list[Judged] = []
    others: list[Judged] = []
    for each in best:
        said = [one for one in builder.said_at(each.article, each.start, each.end) if one.item.hedge is None]
        here = {one.by for one in builder.kept(said, request) if one.by is not None}
        if here:
            (first if here - heard else others).append(each)
            heard |= here
    return [*first, *others]


def on(request: Request, builder: LineBuilder) -> Iterator[tuple[Ranked[Statement], str]]:
    """What others than those whom a subject names say in the articles on it, each with the side that it is on."""
    subject = called(request, builder)
    asked = {row for named in request.speakers for row in named.rows}
    themselves = {row for named in builder.retriever.names.find(subject) for row in named.rows} - asked
    names = {builder.retriever.speakers[row].name for row in themselves}
    side = sides_of(set(terms(subject)))
    for article in articles_on(subject, request, builder)[:ARTICLES]:
        for each in builder.said_in(article):
            if each.by is not None and each.item.hedge is None and each.by not in names and (where := side(each)):
                yield each, where


def _by_side(lines: Sequence[Line], request: Request, builder: LineBuilder) -> list[Line]:
    """Lines under the side that they are on, where any is on one."""
    side = sides_of(set(terms(called(request, builder))))
    sides = [next((where for each in builder.spoken_in(line) if (where := side(each))), "") for line in lines]
    if not any(sides):
        return list(lines)
    shown: list[Line] = []
    for where, heading in replies.SIDES.items():
        of_side = [line for line, told in zip(lines, sides, strict=True) if told == where]
        shown += [replace(line, heading=heading) if not n else line for n, line in enumerate(of_side)]
    return shown
