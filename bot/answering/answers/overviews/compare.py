"""What several say on something, side by side, each under their own name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answering.answers import near_misses
from bot.answering.answers.open_question import OWN_WITHIN, lines_of
from bot.answering.drafting.candidates import Candidates, on_topic, speaking
from bot.answering.drafting.draft import Draft, answered
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.drafting.sentence_judge import Judged
from bot.answering.query.described.bearers import meant
from bot.answering.query.request import Compare, WhatTheySaid
from prompts import replies
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.quotation_marks import unmarked
from retrieval.search.selector import Named

EACH = 3
"""Lines of each who is compared."""


def compared(request: Compare, builder: LineBuilder, asked: date) -> Draft | None:
    """The words of each on the topic, else the passages that name them with it; None where one has neither."""
    if request.about is None and phrases.ASKS_WHY.match(request.text.lower()):
        return None
    topic = request.about.text if request.about is not None else ""
    read = {name: meant(name, topic, builder.retriever, asked=request.text) for name in request.strangers}
    described = tuple(Named(0, 0, reading.rows) for reading in read.values() if reading is not None)
    sides = (*request.speakers, *described)
    of_all = WhatTheySaid(
        text=request.text,
        speakers=sides,
        about=request.about,
        within=request.within,
        context=request.context,
        days=request.days,
        outlet=request.outlet,
    )
    candidates = Candidates(of_all, builder, asked)
    best = candidates.found().best
    lines: list[Line] = []
    rest: list[Line] = []
    for named in sides:
        if not (own := _own(replace(of_all, speakers=(named,)), candidates, best, builder)):
            return None
        lines += own[:EACH]
        rest += own[EACH:]
    for name in (name for name, reading in read.items() if reading is None):
        found = near_misses.naming(name, request.about, builder, on_topic=request.about is not None)
        if not found:
            return None
        lines += _under(name, found[:EACH])
    return replace(answered(lines, len(lines)), rest=tuple(rest), in_order=True) if lines else None


def _own(request: WhatTheySaid, candidates: Candidates, best: Sequence[Judged], builder: LineBuilder) -> list[Line]:
    """The lines of one side, under its name: the likeliest, else those on the topic, else the passages that name it."""
    known, named = builder.retriever.speakers, request.speakers[0]
    names = {known[row].name for row in speaking([named], builder)}

    def is_theirs(each: Judged) -> bool:
        said = [one for one in builder.said_at(each.article, each.start, each.end) if one.by in names]
        return bool(builder.kept(said, request))

    theirs = [each for each in best if is_theirs(each)]
    found = lines_of(candidates.wanted, theirs, builder, reported=True, of=names)
    pairs = [(each.score, line) for each, line in found if names & builder.heard_in(line)]
    own = [line for _, line in pairs]
    if not own or pairs[0][0] < best[0].score - OWN_WITHIN:
        own = on_topic(own, request, builder)
    name = known[named.rows[0]].name
    own = own or near_misses.naming(name, request.about, builder, on_topic=request.about is not None)
    heard = {each: None for line in own[:EACH] for each in sorted(names & builder.heard_in(line))}
    return _under(replies.listed(list(heard) if len(named.rows) > 1 and heard else [name]), own)


def _under(name: str, lines: list[Line]) -> list[Line]:
    return [replace(line, heading=f"{unmarked(name)}:") if not n else line for n, line in enumerate(lines)]
