"""What several say on something, side by side, each under their own name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answering.answers import near_misses
from bot.answering.answers.overviews.subject import articles_on, is_on, is_person
from bot.answering.answers.what_they_said import own_on_the_topic
from bot.answering.answers.who_is import which
from bot.answering.drafting.draft import Draft, answered
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import LineBuilder, surest
from bot.answering.query.request import Compare, WhatTheySaid
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.phrases.time_phrases import IN_A_YEAR
from retrieval.lang.quotation_marks import unmarked
from retrieval.model import Kind, Statement
from retrieval.search.selector import Named, Ranked
from retrieval.search.topic import Topic

EACH = 3
"""Lines of each who is compared."""


def compared(request: Compare, builder: LineBuilder, asked: date) -> Draft | None:
    """The words of each on the topic, else the passages that name them with it; None where one has neither."""
    if request.about is None and phrases.ASKS_WHY.match(request.text.lower()):
        return None
    lines: list[Line] = []
    rest: list[Line] = []
    stories = _stories(request, builder)
    meant: list[Named] = []
    for named in request.speakers:
        row = _meant(named, request, stories, builder)
        if row is None:
            return which(request, named.rows, builder)
        meant.append(replace(named, rows=(row,)))
    for named, own in zip(meant, _found(meant, request, builder, asked), strict=True):
        row = named.rows[0]
        if own:
            own = _with_a_quote(own, row, request, builder)
            lines += _under(builder.retriever.speakers[row].name, own[:EACH])
            rest += own[EACH:]
            continue
        name = builder.retriever.speakers[row].name
        ranked = _with_own_words(row, request, builder) or _in_those(row, stories, request.about, builder)
        said = builder.each_under_their_own(ranked, request)
        found = said or near_misses.naming(name, request.about, builder, on_topic=request.about is not None)
        if not found:
            return None
        lines += _under(name, found[:EACH])
        rest += found[EACH:]
    for name in request.strangers:
        found = near_misses.naming(name, request.about, builder, on_topic=request.about is not None)
        if not found:
            return None
        lines += _under(name, found[:EACH])
    return replace(answered(lines, len(lines)), rest=tuple(rest), in_order=True) if lines else None


def _found(meant: Sequence[Named], request: Compare, builder: LineBuilder, asked: date) -> list[list[Line]]:
    """What each of them said on the topic, as a search has it; a search keeps no days and no outlet."""
    if not meant or request.about is None or request.days or request.outlet or IN_A_YEAR.search(request.text):
        return [[] for _ in meant]
    asked_of = WhatTheySaid(text=request.text, speakers=tuple(meant), about=request.about)
    return own_on_the_topic(asked_of, builder, asked)


def _with_a_quote(own: list[Line], row: int, request: Compare, builder: LineBuilder) -> list[Line]:
    """One's lines with a quote among the first where those have none."""
    spans = (each.span for line in own[:EACH] for each in line.evidence)
    if any(isinstance(span, Statement) and span.kind is Kind.DIRECT for span in spans):
        return own
    quotes = [each for each in _with_own_words(row, request, builder) if each.item.kind is Kind.DIRECT]
    return [*own[: EACH - 1], *builder.said(quotes[:1]), *own[EACH - 1 :]]


def _stories(request: Compare, builder: LineBuilder) -> list[str]:
    """The ids of the articles on the topic, or of those that quote all who are compared, the best first."""
    quoting = [
        {each.article.id for each in builder.retriever.statements(builder.retriever.rows_of(_all(named, builder)))}
        for named in request.speakers
    ]
    both = set.intersection(*quoting) if quoting else set()
    on = articles_on(request.about.text, request, builder) if request.about is not None else []
    told = [
        article.id
        for article in on
        if article.id in both or (request.about is not None and is_on(article, request.about.text, builder))
    ]
    if request.about is None or all(is_person(named.rows[0], builder) for named in request.speakers):
        told += sorted(both - set(told))  # what two people quarrel about may be named by none of them
    return sorted(told, key=lambda each: each not in both)


def _all(named: Named, builder: LineBuilder) -> tuple[int, ...]:
    """Those whom a name may mean; of a body also the people whom articles introduce by it."""
    names = builder.retriever.names
    beside = [
        other
        for row in named.rows
        if not is_person(row, builder)
        for other in names.beside(builder.retriever.speakers[row].name)
    ]
    return tuple(dict.fromkeys((*named.rows, *beside)))


def _meant(named: Named, request: Compare, stories: Sequence[str], builder: LineBuilder) -> int | None:
    """Which of several namesakes: the one who spoke on the topic, else in a story at hand; None where several did."""
    if len(named.rows) < 2:
        return named.rows[0]
    retriever = builder.retriever
    on_topic = retriever.statements(builder.of_days(retriever.rows_of(named.rows), request), request.about)
    spoke = {each.by for each in surest(on_topic)} if request.about is not None else set()
    rows = [row for row in named.rows if retriever.speakers[row].name in spoke] or list(named.rows)
    for article in stories:
        here = [row for row in rows if retriever.rows_of([row], articles=[article])]
        if here:
            return here[0] if len(here) == 1 else None
    return rows[0] if len(rows) == 1 else None


def _with_own_words(row: int, request: Compare, builder: LineBuilder) -> list[Ranked[Statement]]:
    """What one of them said on the topic, with a quote of the same article among the first where those are none."""
    rows = builder.of_days(builder.retriever.rows_of([row]), request)
    every = builder.retriever.statements(rows, request.about)
    ranked = surest(every)
    first = {each.article.id for each in ranked[:EACH]}
    quotes = [each for each in every if each.item.kind is Kind.DIRECT and each.article.id in first]
    if not quotes or any(each.item.kind is Kind.DIRECT for each in ranked[:EACH]):
        return ranked
    return [*ranked[: EACH - 1], quotes[0], *(each for each in ranked[EACH - 1 :] if each is not quotes[0])]


def _in_those(row: int, stories: Sequence[str], about: Topic | None, builder: LineBuilder) -> list[Ranked[Statement]]:
    """What one of them, or those who speak for it, said in the first story that quotes them, the nearest first."""
    rows = _all(Named(0, 0, (row,)), builder)
    for article in stories:
        found = builder.retriever.statements(builder.retriever.rows_of(rows, articles=[article]), about)
        if found:
            return found
    return []


def _under(name: str, lines: list[Line]) -> list[Line]:
    return [replace(line, heading=f"{unmarked(name)}:") if not n else line for n, line in enumerate(lines)]
