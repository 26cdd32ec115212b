"""What articles report with a hedge, with its speaker's own words on it, which mostly stand right behind."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.drafting.draft import Draft
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import LineBuilder
from retrieval.model import Hedge, Kind, Statement, Status

BEHIND = 200
"""Code points behind such words within which their speaker's own begin."""

HEDGES = frozenset([Hedge.DENIED, Hedge.FALSE, Hedge.HEARSAY, Hedge.QUESTIONED, Hedge.ALLEGED, Hedge.DISPUTED])


def with_own_words(draft: Draft, builder: LineBuilder) -> Draft:
    """A draft in which each denial or doubtful report is followed by what its speaker says to it."""
    if draft.status is not Status.ANSWERED or draft.in_order:
        return draft
    shown = {each.key for line in draft.lines for each in line.evidence}
    lines: list[Line] = []
    for line in draft.lines:
        lines.append(line)
        for own in _own_words(line, builder):
            if shown.isdisjoint(each.key for each in own.evidence):
                lines.append(own)
                shown.update(each.key for each in own.evidence)
    return replace(draft, lines=tuple(lines))


def _own_words(line: Line, builder: LineBuilder) -> list[Line]:
    """The direct words right behind of whom a line has deny something, or is told to have said it."""
    said = line.evidence[0].span if line.evidence else None
    if not isinstance(said, Statement) or said.hedge not in HEDGES or said.kind is Kind.DIRECT:
        return []
    near = [
        each
        for each in builder.retriever.statements_in(said.article_id)
        if each.by == said.speaker and each.item.kind is Kind.DIRECT and 0 <= each.item.start - said.end <= BEHIND
    ]
    return builder.said(near[:1])
