"""What several say on something, side by side, each under their own name."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.answers import near_misses
from bot.answering.answers.who_is import which
from bot.answering.drafting.draft import Draft, answered
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import LineBuilder, surest
from bot.answering.query.request import Compare
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.quotation_marks import unmarked
from retrieval.model import Kind, Statement
from retrieval.search.selector import Named, Ranked

EACH = 3
"""Lines of each who is compared."""


def compared(request: Compare, builder: LineBuilder) -> Draft | None:
    """The words of each on the topic, else the passages that name them with it; None where one has neither."""
    if request.about is None and phrases.ASKS_WHY.match(request.text.lower()):
        return None
    lines: list[Line] = []
    rest: list[Line] = []
    for named in request.speakers:
        if len(named.rows) > 1:
            return which(request, named.rows, builder)
        name = builder.retriever.speakers[named.rows[0]].name
        said = builder.each_under_their_own(_with_own_words(named, request, builder), request)
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


def _with_own_words(named: Named, request: Compare, builder: LineBuilder) -> list[Ranked[Statement]]:
    """What one of them said on the topic, with a quote of the same article among the first where those are none."""
    rows = builder.of_days(builder.retriever.rows_of(named.rows), request)
    every = builder.retriever.statements(rows, request.about)
    ranked = surest(every)
    first = {each.article.id for each in ranked[:EACH]}
    quotes = [each for each in every if each.item.kind is Kind.DIRECT and each.article.id in first]
    if not quotes or any(each.item.kind is Kind.DIRECT for each in ranked[:EACH]):
        return ranked
    return [*ranked[: EACH - 1], quotes[0], *(each for each in ranked[EACH - 1 :] if each is not quotes[0])]


def _under(name: str, lines: list[Line]) -> list[Line]:
    return [replace(line, heading=f"{unmarked(name)}:") if not n else line for n, line in enumerate(lines)]
