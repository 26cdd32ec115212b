"""Which function answers which request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.answering.answers import listings, open_question, paging
from bot.answering.answers.help import greeted
from bot.answering.answers.near_misses import nobody
from bot.answering.answers.overviews.best_quotes import best_quotes
from bot.answering.answers.overviews.compare import compared
from bot.answering.answers.overviews.gist import gist
from bot.answering.answers.overviews.over_time import changed, timeline
from bot.answering.answers.quote_check import verified
from bot.answering.answers.suggestions import fitting
from bot.answering.answers.what_they_said import said, spoken
from bot.answering.answers.who_is import who_is
from bot.answering.answers.who_said import who_said
from bot.answering.dialogue.followups import Turn
from bot.answering.drafting.draft import Draft, refused
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.grounding.gate import cited, passed
from bot.answering.query import request as requests
from bot.answering.query.request import OpenQuestion, Request, WhatTheySaid
from prompts import Prompts, replies
from retrieval.lang.quotation_marks import unmarked
from retrieval.model import Answer, Status
from retrieval.search.topic import Fit


@dataclass(frozen=True)
class Asking:
    """What a request is answered with: the builder of lines, the day asked, the turn before, what people read."""

    builder: LineBuilder
    asked: date
    last: Turn | None
    prompts: Prompts


MOST_SUGGESTIONS = 6
"""Buttons below an answer; more are a wall."""


def drafted(request: Request, asking: Asking) -> Draft:
    """The draft that answers a request; a plain search's where a request that is only likely finds nothing."""
    draft = ANSWERS[type(request)](request, asking)
    if request.likely and draft.status is not Status.ANSWERED and not isinstance(request, OpenQuestion):
        return _open(OpenQuestion(text=request.text), asking)
    return draft


def checked(
    request: Request, draft: Draft, question: str, builder: LineBuilder, *, strict: bool
) -> tuple[Answer, Draft]:
    """The answer with what the gate let through, and the draft of that; a refusal when it let nothing through.

    Args:
        request: what was asked.
        draft: what was made for it.
        question: as it was put.
        builder: what made the draft's lines.
        strict: raise ``CheckFailed`` at a bad line.
    """
    lines = passed(draft.lines, builder.owned, strict=strict)
    if draft.status is Status.ANSWERED and not lines:
        draft = refused(replies.NOTHING_CHECKED, builder.retriever.coverage)
    draft = replace(draft, lines=tuple(lines), rest=tuple(passed(draft.rest, builder.owned, strict=strict)))
    text, citations = cited(lines)
    suggestions = draft.suggestions
    if draft.status is Status.REFUSED and not suggestions:
        suggestions = fitting(request, builder.retriever)
    answer = Answer(
        question=question,
        status=draft.status,
        text="\n".join(part for part in (unmarked(draft.words), text) if part),
        citations=citations,
        suggestions=tuple(dict.fromkeys(suggestions))[:MOST_SUGGESTIONS],
        more=len(draft.rest),
    )
    return answer, draft


def _open(request: OpenQuestion, asking: Asking) -> Draft:
    settled = _settled(request, asking.builder)
    return settled or open_question.found(request, asking.builder, asking.asked)


def _plainly(request: Request, asking: Asking) -> Draft:
    """The best passages for a question that no surer form answers, or a refusal."""
    return open_question.found(OpenQuestion(text=request.text), asking.builder, asking.asked)


def _settled(request: OpenQuestion, builder: LineBuilder) -> Draft | None:
    """The statement that settles "did X …?", where one holds the words of the question; no verdict beyond it."""
    if not request.speakers or request.about is None or any(len(named.rows) > 1 for named in request.speakers):
        return None
    asked = WhatTheySaid(text=request.text, speakers=request.speakers, about=request.about, inherited=request.inherited)
    draft = spoken(asked, builder, Fit.OWN_WORDS)
    return draft if draft is not None and draft.status is not Status.REFUSED else None


ANSWERS: Mapping[type[Request], Callable[[Any, Asking], Draft]] = {
    requests.WhatTheySaid: lambda request, asking: said(request, asking.builder),
    requests.QuoteCheck: lambda request, asking: verified(request, asking.builder),
    requests.WhoSaid: lambda request, asking: who_said(request, asking.builder),
    requests.UnknownSpeaker: lambda request, asking: nobody(request, asking.builder),
    requests.UnclearSpeaker: lambda _request, _asking: Draft(Status.CLARIFY, words=replies.WHO_IS_MEANT),
    requests.WhoIs: lambda request, asking: who_is(request, asking.builder),
    requests.Gist: lambda request, asking: gist(request, asking.builder) or _plainly(request, asking),
    requests.Compare: lambda request, asking: compared(request, asking.builder) or _plainly(request, asking),
    requests.Change: lambda request, asking: changed(request, asking.builder) or _plainly(request, asking),
    requests.Timeline: lambda request, asking: timeline(request, asking.builder) or _plainly(request, asking),
    requests.BestQuotes: lambda request, asking: best_quotes(request, asking.builder) or _plainly(request, asking),
    requests.OpenQuestion: _open,
    requests.ListSpeakers: lambda request, asking: listings.speakers(request, asking.builder),
    requests.ListArticles: lambda request, asking: listings.articles(request, asking.builder),
    requests.Whole: lambda request, asking: paging.whole(request, asking.last, asking.builder),
    requests.More: lambda _request, asking: paging.more(asking.last, asking.builder),
    requests.Help: lambda _request, asking: greeted(asking.builder.retriever, asking.prompts),
}
"""The function for each type in ``AnyRequest``."""
