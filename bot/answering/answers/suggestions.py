"""What to ask instead of a question that was refused: somebody of nearly that name, or a part of it that was spoken of.

Nothing, where nothing of the question is in the articles: the same three questions under every refusal help nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.answering.query.answer_types import NAME
from bot.answering.query.request import (
    LatestNews,
    ListSpeakers,
    More,
    Request,
    UnknownSpeaker,
    WhatTheySaid,
    Whole,
    WhoSaid,
)
from prompts import replies
from retrieval.entities.registry import FEW_LETTERS, is_name
from retrieval.lang.tokens import fold, words
from retrieval.search.retriever import Retriever

MOST = 3
"""Suggestions under a refusal."""

NEARLY = 0.85
"""Likeness of two surnames from which on one may have been meant for the other."""

LOOKED_AT = 1_000
"""Speakers among whom one of a near name is looked for, the most quoted ones."""


def fitting(request: Request, retriever: Retriever) -> tuple[str, ...]:
    """Questions near to a refused one that have an answer."""
    if isinstance(request, More | Whole | LatestNews | ListSpeakers):
        return ()
    asked = fold(request.text).strip(" ?!.")
    found = (each for each in _each(request, retriever) if fold(each).strip(" ?!.") != asked)
    return tuple(dict.fromkeys(found))[:MOST]


def _each(request: Request, retriever: Retriever) -> Iterator[str]:
    speakers = retriever.speakers
    for name in _strangers(request):
        for row in _nearly(name, retriever):
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


def _nearly(name: str, retriever: Retriever) -> list[int]:
    """The speakers whose surname is spelt much like that of somebody unknown."""
    surname = words(name)[-1:]
    if not surname or len(surname[0]) <= FEW_LETTERS:
        return []
    speakers = retriever.speakers[:LOOKED_AT]
    surnames = {
        row: words(each.name)[-1] for row, each in enumerate(speakers) if is_name(each.name) and words(each.name)
    }
    found = process.extract(
        surname[0], surnames, scorer=JaroWinkler.normalized_similarity, score_cutoff=NEARLY, limit=MOST - 1
    )
    return [row for _, _, row in found]
