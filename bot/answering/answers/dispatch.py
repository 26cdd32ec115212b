"""Which function answers which request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answering.answers import listings, open_question, paging
from bot.answering.answers.help import greeted
from bot.answering.answers.what_they_said import said, spoken
from bot.answering.answers.who_is import who_is
from bot.answering.answers.who_said import who_said
from bot.answering.dialogue.followups import Turn
from bot.answering.drafting.draft import Draft
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.query.request import Request, Want
from prompts import Prompts, replies
from retrieval.model import Status
from retrieval.search.topic import Fit


def drafted(request: Request, asked: date, last: Turn | None, builder: LineBuilder, prompts: Prompts) -> Draft:
    """The draft for what is wanted."""
    match request.want:
        case Want.SAID:
            return said(request, builder)
        case Want.WHOM:
            return Draft(Status.CLARIFY, words=replies.WHO_IS_MEANT)
        case Want.WHO_SAID:
            return who_said(request, builder)
        case Want.WHO_IS:
            return who_is(request, builder)
        case Want.SPEAKERS:
            return listings.speakers(request, builder)
        case Want.ARTICLES | Want.NEWS:
            return listings.articles(request, builder)
        case Want.MORE:
            return paging.more(last, builder)
        case Want.WHOLE:
            return paging.whole(request, last, builder)
        case Want.HELP:
            return greeted(builder.retriever, prompts)
        case Want.FIND:
            return _settled(request, builder) or open_question.found(request, builder, asked)


def _settled(request: Request, builder: LineBuilder) -> Draft | None:
    """The statement that settles "did X …?", where one holds the words of the question; no verdict beyond it."""
    if not request.speakers or request.about is None or any(len(named.rows) > 1 for named in request.speakers):
        return None
    draft = spoken(replace(request, want=Want.SAID), builder, Fit.OWN_WORDS)
    return draft if draft is not None and draft.status is not Status.REFUSED else None
