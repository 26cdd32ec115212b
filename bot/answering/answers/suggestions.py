"""What to ask: for somebody who has just come, and instead of a question that was refused.

Instead of that, somebody of nearly that name, or a part of it that was spoken of; nothing, where nothing of it is in
the articles: the same three questions under every refusal help nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.drafting.draft import Draft, covered
from bot.answering.query.answer_types import NAME
from bot.answering.query.request import (
    ListArticles,
    ListSpeakers,
    More,
    Request,
    UnknownSpeaker,
    WhatTheySaid,
    Whole,
    WhoSaid,
)
from prompts import Prompts, replies
from retrieval.lang.tokens import fold
from retrieval.model import Status
from retrieval.search.retriever import Retriever

MOST = 3
"""Suggestions under a refusal."""

MOST_EXAMPLES = 3
"""Questions to begin with."""


def fitting(request: Request, retriever: Retriever) -> tuple[str, ...]:
    """Questions that have an answer and are near to a refused one."""
    is_list = isinstance(request, ListArticles) and request.about is None
    if is_list or isinstance(request, More | Whole | ListSpeakers):
        return ()
    asked = fold(request.text).strip(" ?!.")
    found = (each for each in _each(request, retriever) if fold(each).strip(" ?!.") != asked)
    return tuple(dict.fromkeys(found))[:MOST]


def _each(request: Request, retriever: Retriever) -> Iterator[str]:
    speakers = retriever.speakers
    for name in _strangers(request):
        for row in retriever.names.nearly(name, MOST - 1):
            yield replies.what_did(speakers[row].name)
    for named in request.speakers or retriever.names.find(request.text):
        called = request.text[named.start : named.end] if not request.speakers else ""
        if len(named.rows) == 1 and (request.speakers or called[:1].isupper()):
            yield replies.what_did(speakers[named.rows[0]].name)
    if request.about and not isinstance(request, WhoSaid) and retriever.is_spoken_of(request.about.text):
        yield replies.WHO_SAID_ANYTHING.format(topic=request.about.text)
    for name in NAME.findall(f". {request.about.text}" if request.about else request.text):
        if not retriever.names.find(name) and retriever.is_spoken_of(name):
            yield replies.WHO_SAID_ANYTHING.format(topic=name)


def _strangers(request: Request) -> tuple[str, ...]:
    """The names in a request that nobody bears."""
    if isinstance(request, UnknownSpeaker) and not request.is_office:
        return request.name, *request.strangers
    return (request.described_as or "", *request.strangers) if isinstance(request, WhatTheySaid) else ()


def greeted(retriever: Retriever, prompts: Prompts) -> Draft:
    """The greeting, with questions to begin with as suggestions."""
    return Draft(Status.HELP, words=greeting(retriever, prompts), suggestions=_examples(retriever))


def greeting(retriever: Retriever, prompts: Prompts) -> str:
    """What to say to somebody who has just come."""
    return prompts.load("help").fill(
        coverage=replies.I_HAVE.format(coverage=covered(retriever.coverage)),
        examples="\n".join(f"• {example}" for example in _examples(retriever)),
    )


def _examples(retriever: Retriever) -> tuple[str, ...]:
    """Questions that this collection can answer."""
    named = [speaker.name for speaker in retriever.speakers if speaker.name[:1].isupper()]
    return tuple(replies.what_did(name) for name in named[:MOST_EXAMPLES])
