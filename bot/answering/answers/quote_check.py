"""Whether somebody said these very words: their statement that holds them, or that none does and what comes nearest."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answers.who_is import which
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.line_builder import MOST, LineBuilder
from bot.answering.query.request import QuoteCheck
from prompts import replies
from retrieval.lang.tokens import run_within, words
from retrieval.model import Statement
from retrieval.search.selector import Ranked

MOST_NEAREST = 2
"""Statements that a refusal shows beside the words that nobody said."""

LIKE_IT = 0.67
"""Share of a quotation's terms from which on a statement comes near it."""


def verified(request: QuoteCheck, builder: LineBuilder) -> Draft:
    """The statements of those asked about that hold the quoted words, to the letter but for case and punctuation."""
    for named in request.speakers:
        if len(named.rows) > 1 and not named.beside and not _is_theirs(request, named.rows, builder):
            return which(request, named.rows, builder)
    speakers = {row: builder.retriever.speakers[row] for named in request.speakers for row in named.rows}
    lines, near = [], []
    for row in speakers:
        kept = builder.kept(builder.retriever.quoting(request.quoted, LIKE_IT, [row]), request)
        lines += builder.said(_to_the_letter(request, kept))
        near += builder.said(kept[:MOST_NEAREST])
    if lines:
        return answered(lines, MOST)
    # What nobody said for certain may be what somebody denied.
    everybodys = _to_the_letter(request, builder.retriever.quoting(request.quoted, LIKE_IT, uncertain=True))
    if unsaid := builder.not_said(everybodys):
        return answered(unsaid, MOST, heading=replies.NOT_SAID)
    who = [speaker.name for speaker in speakers.values()] or [request.described_as or ""]
    found = replies.NOT_THESE_WORDS.format(who=replies.listed(who))
    others = builder.each_under_their_own(everybodys, request)
    if others:
        found = f"{found} {replies.OTHERS_WORDS}"
    elif doubted := builder.of_nobody_certain(everybodys):
        return refused(replies.SPEAKER_NOT_CERTAIN, builder.retriever.coverage, nearest=doubted[:MOST_NEAREST])
    return refused(found, builder.retriever.coverage, nearest=(others or near)[:MOST_NEAREST])


def _is_theirs(request: QuoteCheck, rows: Sequence[int], builder: LineBuilder) -> bool:
    """Whether one of several people of a name said the words: each line tells whose they are."""
    return bool(_to_the_letter(request, builder.retriever.quoting(request.quoted, LIKE_IT, rows)))


def _to_the_letter(request: QuoteCheck, ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    quoted = words(request.quoted)
    return [each for each in ranked if run_within(quoted, words(each.item.text))]
