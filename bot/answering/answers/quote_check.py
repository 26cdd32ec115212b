"""Whether somebody said these very words: their statement that holds them, or that none does and what comes nearest."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.answering.answers.who_is import which
from bot.answering.drafting.denials import BEHIND
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import MOST, LineBuilder
from bot.answering.query.intent import SHORTEST_QUOTATION
from bot.answering.query.request import QuoteCheck, WhatTheySaid
from bot.wording.alignment import ALTERED, differences, nearest
from bot.wording.house_style import compared
from prompts import replies
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.quotation_marks import quoted_spans
from retrieval.lang.tokens import run_within, words
from retrieval.model import Hedge, Kind, Statement
from retrieval.search.selector import Ranked

NEAR = 300
"""Code points behind words that another tells within which those who are told to have said them deny it."""

MOST_NEAREST = 2
"""Statements that a refusal shows beside the words that nobody said."""

LIKE_IT = 0.67
"""Share of a quotation's terms from which on a statement comes near it."""

HASTY = 0.4
"""The same of one that may be typed in haste, "theres" for "there's": how near it comes its words in a row tell."""

MOST_TOLD = 3
"""Differences that are told in words; of others how many there are."""


def without_marks(request: WhatTheySaid, builder: LineBuilder) -> Draft | None:
    """The check of words that a question gives without quotation marks; None where no statement holds them all."""
    clause = phrases.SAID_CLAUSE.match(request.text)
    claim = clause["claim"] if clause is not None else ""
    if len(words(claim)) < SHORTEST_QUOTATION:
        return None
    check = QuoteCheck(
        text=request.text, speakers=request.speakers, quoted=claim, days=request.days, outlet=request.outlet
    )
    held = _to_the_letter(check, builder.retriever.quoting(claim, LIKE_IT, uncertain=True))
    return verified(check, builder) if held else None


def verified(request: QuoteCheck, builder: LineBuilder) -> Draft:
    """The statements of those asked about that hold the quoted words, to the letter but for case and punctuation."""
    everybodys = _to_the_letter(request, builder.retriever.quoting(request.quoted, LIKE_IT, uncertain=True))
    for named in request.speakers:
        if len(named.rows) > 1 and not named.beside and not everybodys:  # else each line tells whose they are
            return which(request, named.rows, builder)
    speakers = {row: builder.retriever.speakers[row] for named in request.speakers for row in named.rows}
    names = {speaker.name for speaker in speakers.values()}
    lines: list[Line] = []
    near: list[Ranked[Statement]] = []
    for row in speakers:
        kept = builder.kept(builder.retriever.quoting(request.quoted, HASTY, [row]), request)
        lines += builder.said(_to_the_letter(request, kept))
        near += kept[:MOST_NEAREST]
    if lines:
        return answered([*lines, *_beside(lines, names, everybodys, builder)], MOST)
    # What nobody said for certain may be what somebody denied.
    if unsaid := builder.not_said(everybodys):
        return answered(unsaid, MOST, heading=replies.NOT_SAID)
    who = [speaker.name for speaker in speakers.values()] or [request.described_as or ""]
    found = replies.NOT_THESE_WORDS.format(who=replies.listed(who))
    if told := [line for each in everybodys for line in _told(each, request.quoted, names, builder)]:
        return answered(told, MOST, heading=f"{found} {replies.TOLD_BY_ANOTHER}")
    if others := builder.each_under_their_own(everybodys, request):
        return answered(others, MOST_NEAREST, heading=f"{found} {replies.OTHERS_WORDS}")
    doubted = builder.of_nobody_certain(everybodys)[:MOST_NEAREST]
    if denials := builder.said([each for each in near if _is_denial(each.item)][:1]):
        return answered([*doubted, *denials], MOST, heading=replies.SPEAKER_NOT_CERTAIN if doubted else "")
    if doubted:
        return refused(replies.SPEAKER_NOT_CERTAIN, builder.retriever.coverage, nearest=doubted)
    if (draft := _nearly(request, near, builder)) is not None:
        return draft
    return refused(found, builder.retriever.coverage, nearest=builder.said(near[:MOST_NEAREST])[:MOST_NEAREST])


def _is_told(quoted: str, statement: str) -> bool:
    """Whether somebody tells these words of another: “He said, ‘Leave it in,’”."""
    outer, wanted = quoted_spans(statement)[:1], words(quoted)
    inner = "".join(statement[each.inner_start : each.inner_end] for each in outer)
    return any(run_within(wanted, words(inner[each.inner_start : each.inner_end])) for each in quoted_spans(inner))


def _told(each: Ranked[Statement], quoted: str, names: Collection[str], builder: LineBuilder) -> list[Line]:
    """Words in which another tells what somebody asked about said, and what they answer; else nothing."""
    passes_on = each.item.hedge in (Hedge.HEARSAY, Hedge.OTHERS) or _is_told(quoted, each.item.text)
    is_told = each.by is not None and (passes_on or _is_denied(each, names, builder))
    return [*builder.said([each]), *builder.said(_denials(each, names, builder)[:1])] if is_told else []


def _beside(
    lines: Sequence[Line], names: Collection[str], held: Sequence[Ranked[Statement]], builder: LineBuilder
) -> list[Line]:
    """What belongs to words that are passed on or denied: the denial behind them, or who says that they were said.

    The latter where all that those asked about are quoted with is that they deny it.
    """
    shown = {each.key for line in lines for each in line.evidence}
    doubtful = [each for each in held if each.by in names and (each.item.via or each.item.hedge)]
    denied = [line for each in doubtful for line in _answered(each, names, builder)]
    found = [line for line in denied if shown.isdisjoint(each.key for each in line.evidence)]
    spans = [line.evidence[0].span for line in lines]
    if all(isinstance(each, Statement) and each.hedge is Hedge.DENIED for each in spans):
        found += builder.said([each for each in held if each.by is not None and each.by not in names])
    return found


def _is_denial(said: Statement) -> bool:
    """Whether somebody's own words are that they never said something: "I have never used those words"."""
    return said.kind is Kind.DIRECT and phrases.I_NEVER_SAID.search(said.text) is not None


def _denials(told: Ranked[Statement], names: Collection[str], builder: LineBuilder) -> list[Ranked[Statement]]:
    """Where those who are told to have said some words say that they never did, or an article tells so behind them."""
    own = [each for each in builder.retriever.statements_in(told.article.id) if each.by in names]
    behind = [each for each in own if 0 <= each.item.start - told.item.end <= NEAR]
    never = [each for each in own if _is_denial(each.item)]
    return never or [each for each in behind if each.item.hedge is Hedge.DENIED]


def _answered(told: Ranked[Statement], names: Collection[str], builder: LineBuilder) -> list[Line]:
    """What somebody says to words that are passed on as theirs: that they never said so, else what they say next."""
    behind = [
        each
        for each in builder.retriever.statements_in(told.article.id)
        if each.by in names and each.item.kind is not Kind.INDIRECT and 0 <= each.item.start - told.item.end <= BEHIND
    ]
    return builder.said((_denials(told, names, builder) or behind)[:1])


def _is_denied(told: Ranked[Statement], names: Collection[str], builder: LineBuilder) -> bool:
    """Whether those who are told to have said some words deny it right behind."""
    return any(0 <= each.item.start - told.item.end <= NEAR for each in _denials(told, names, builder))


def _nearly(request: QuoteCheck, near: Sequence[Ranked[Statement]], builder: LineBuilder) -> Draft | None:
    """The statement of which the quoted words are an alteration, below what differs; None: they are of none."""
    asked = [word for word in compared(request.quoted) if not word.omits]
    best: tuple[float, list[tuple[str, str]], Ranked[Statement]] | None = None
    for each in near:
        theirs = compared(each.item.text)
        share, first, end = nearest(asked, theirs)
        if share >= ALTERED and (best is None or share > best[0]):
            best = share, differences(asked, theirs[first:end]), each
    if best is None:
        return None
    _, differ, ranked = best
    named = [(mine or replies.CHECK_NOTHING, theirs or replies.CHECK_NOTHING) for mine, theirs in differ[:MOST_TOLD]]
    told = [replies.CHECKED_DIFFERENCE.format(draft=mine, source=theirs) for mine, theirs in named]
    if further := len(differ) - len(told):
        told.append(replies.MORE_DIFFERS.of(further))
    heading = replies.NOT_WORD_FOR_WORD.format(differences=replies.listed(told)) if told else ""
    return answered(builder.said([ranked]), MOST, heading=heading)


def _to_the_letter(request: QuoteCheck, ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    quoted = words(request.quoted)
    return [each for each in ranked if run_within(quoted, words(each.item.text))]
