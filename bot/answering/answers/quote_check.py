"""Whether somebody said these very words: their statement that holds them, or that none does and what comes nearest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.answering.answers.near_misses import within
from bot.answering.answers.who_is import which
from bot.answering.drafting import line_builder
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.speaker_lines import MOST, Sayings
from bot.answering.query.request import Request
from retrieval.lang.tokens import words
from retrieval.model import Statement
from retrieval.search.selector import Ranked
from retrieval.search.topic import Fit, Topic

MOST_NEAREST = 2
"""Statements that a refusal shows beside the words that nobody said."""

LIKE_IT = 0.67
"""Share of a quotation's terms from which on a statement comes near it."""


def verified(request: Request, sayings: Sayings) -> Draft:
    """The statements of those asked about that hold the quoted words, to the letter but for case and punctuation."""
    for named in request.speakers:
        if len(named.rows) > 1 and not named.beside:
            return which(request, named.rows, sayings)
    speakers = {row: sayings.catalog.speakers[row] for named in request.speakers for row in named.rows}
    lines, near = [], []
    for row, speaker in speakers.items():
        ranked = _like(request, sayings.catalog.statement_rows(speaker=row), sayings)
        kept = sayings.kept(ranked, request, speaker.name)
        lines += line_builder.said(_to_the_letter(request, kept), speaker, sayings.catalog)
        near += line_builder.said(kept[:MOST_NEAREST], speaker, sayings.catalog)
    if lines:
        return answered(lines, MOST)
    who = " and ".join(speaker.name for speaker in speakers.values())
    found = f"I found no article that quotes {who} with these words."
    everybody = np.flatnonzero(sayings.catalog.speaker_of_statement >= 0).tolist()
    others = sayings.each_under_their_own(_to_the_letter(request, _like(request, everybody, sayings)), request)
    if others:
        found += " They are somebody else's."
    return refused(found, sayings.catalog.coverage, nearest=(others or near)[:MOST_NEAREST])


def _like(request: Request, rows: Sequence[int], sayings: Sayings) -> list[Ranked[Statement]]:
    quoted = request.quoted or ""
    holding = sayings.retriever.snapshot.own.coverage(quoted) >= LIKE_IT
    rows = [row for row in rows if holding[row]]  # to rank all of everybody's takes ten times as long
    ranked = sayings.retriever.statements(rows, Topic(quoted, quoted, named=True), most_of_it=LIKE_IT)
    return [each for each in ranked if each.fit is Fit.OWN_WORDS]


def _to_the_letter(request: Request, ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    quoted = words(request.quoted or "")
    return [each for each in ranked if within(quoted, words(each.item.text))]
