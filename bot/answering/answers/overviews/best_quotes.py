"""The most quotable words of somebody, or on something: whole sentences, short enough to be remembered."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.drafting.draft import Draft, answered
from bot.answering.drafting.line_builder import LineBuilder, surest
from bot.answering.query.request import BestQuotes
from retrieval.lang.tokens import terms, words
from retrieval.model import Kind, Statement
from retrieval.search.selector import Ranked

MOST = 3
"""Quotes shown at once."""

SHORT, LONG = 6, 30
"""Words of a sentence that a headline or a caption can hold."""


def quotable(ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    """Direct quotes: whole sentences of a good length first, else in the order given; reported words are none."""
    direct = [each for each in ranked if each.item.kind is Kind.DIRECT and each.item.hedge is None]
    return sorted(direct, key=lambda each: (not _is_whole(each.item.text), _off(each.item.text)))


def _is_whole(text: str) -> bool:
    plain = text.strip("“”\"‘’' ")
    return plain[:1].isupper() and plain[-1:] in ".!?,"


def _off(text: str) -> int:
    """How many words a quote is too short or too long."""
    count = len(words(text))
    return max(SHORT - count, count - LONG, 0)


def best_quotes(request: BestQuotes, builder: LineBuilder) -> Draft | None:
    """The best quotes of whom or on what a request names, else of all; None where there is none."""
    retriever = builder.retriever
    named = [row for each in request.speakers for row in each.rows]
    rows = retriever.rows_of(named) if named else retriever.rows_of()
    if request.about is not None:
        ranked = builder.on_topic(rows, request)
        if not named:
            ranked = _by_those_called(request.about.text, builder) or ranked
        elif not quotable(ranked):
            ranked = retriever.statements(builder.of_days(rows, request))
    else:
        ranked = retriever.statements(builder.of_days(rows, request))
    best = quotable(builder.kept(ranked, request))
    lines = [line for each in best[: MOST * 6] for line in builder.said([each]) if each.by is not None]
    return answered(list({line.text: line for line in lines}.values()), MOST) if lines else None


def _by_those_called(text: str, builder: LineBuilder) -> list[Ranked[Statement]]:
    """The statements whose article calls their speaker by these words: "a kyiv resident"."""
    wanted = set(terms(text))
    rows = builder.retriever.names.holders(text)
    if rows:
        return surest(builder.retriever.statements(builder.retriever.rows_of(rows)))
    within = builder.retriever.statements_within(builder.retriever.passages_naming(text))
    return [each for each in within if each.by is not None and wanted <= set(terms(each.item.mention or ""))]
