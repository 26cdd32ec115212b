"""Who said it: whose words these are, who spoke about a topic, who criticised or welcomed it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date

from bot.answering.answers import open_question
from bot.answering.answers.overviews.reactions import on
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.line_builder import MOST, PAGES, LineBuilder, days, scope
from bot.answering.drafting.sides import sides_of
from bot.answering.query.request import WhoSaid
from prompts import replies
from retrieval.lang.en.function_words import SPOKEN_PRONOUNS
from retrieval.lang.en.speech_verbs import SIDES, STANCES
from retrieval.lang.tokens import run_within, terms, words
from retrieval.model import Kind, Statement, Status
from retrieval.search.selector import Ranked
from retrieval.search.topic import Fit, Topic

NEAR = 3
"""Words before a verb among which "I" or "we" stands that does it."""

QUOTE_HELD = 0.75
"""Share of a quoted question's terms that a statement must hold to be "something like it"."""


FEWEST_TERMS = 2
"""Terms of a quoted question of which most may stand elsewhere: "we cool with that" has one."""


def who_said(request: WhoSaid, builder: LineBuilder, asked: date) -> Draft:
    """Whose words these are, or who said anything about the topic."""
    retriever = builder.retriever
    if request.quoted is not None and (exact := _exactly(request, builder)) is not None:
        return exact
    is_limited = request.stance or request.days or request.outlet or request.besides
    if request.about and not request.quoted and not is_limited:
        draft = open_question.found(request, builder, asked)
        if draft.status is Status.ANSWERED:
            return (
                draft
                if draft.words or _tells_who(draft, builder)
                else replace(draft, words=replies.SPEAKER_NOT_CERTAIN)
            )
    besides = [row for named in request.besides for row in named.rows]
    rows = retriever.rows_of(besides=besides)
    heading = ""
    if request.quoted is not None:
        is_telling = len(set(terms(request.quoted))) >= FEWEST_TERMS
        ranked = retriever.quoting(request.quoted, QUOTE_HELD) if is_telling else []
        heading = replies.NOT_IN_THOSE_WORDS
    elif request.about is not None:
        ranked = builder.on_topic(rows, request)
    elif request.within and not request.days:
        ranked = retriever.statements(retriever.rows_of(besides=besides, articles=request.within))
    else:
        until = request.days.last if request.days else None
        ranked = retriever.newest_of_each_article(builder.of_days(rows, request), until, MOST * PAGES * 2)
    if request.days and request.about is None:
        heading = replies.SAID_IN_DAYS.format(days=days(request.days))
    if request.stance is not None and request.about is not None:
        ranked, heading = _with_stance(request.stance, request, rows, ranked, builder)
    lines = builder.each_under_their_own(ranked, request)
    if not lines:
        nobody = replies.FOUND_NOBODY_ELSE if besides else replies.FOUND_NOBODY
        return refused(nobody.format(did=_did(request)), builder.retriever.coverage)
    return answered(lines, MOST, heading=heading)


def _tells_who(draft: Draft, builder: LineBuilder) -> bool:
    """Whether a draft names a speaker, or its first line is the article's own words, in which one may be told."""
    first = draft.lines[0].evidence[0]
    is_speech = bool(builder.said_at(first.article, first.span.start, first.span.end))
    return not is_speech or any(line.speaker is not None for line in draft.lines if not line.points)


def _exactly(request: WhoSaid, builder: LineBuilder) -> Draft | None:
    """The statements that hold the quoted words as they are, or that somebody denied them; None: nowhere certain."""
    quoted = words(request.quoted or "")
    ranked = builder.retriever.quoting(request.quoted or "", QUOTE_HELD) if quoted else []
    holding = [each for each in ranked if run_within(quoted, words(each.item.text))]
    if holding and all(each.by is not None and each.by[0].islower() for each in holding):
        return answered(builder.whole(holding), MOST)  # who "a man" is, the sentence tells
    lines = builder.each_under_their_own(holding, request)
    return answered(lines, MOST) if lines else _of_nobody_certain(request, builder)


def _of_nobody_certain(request: WhoSaid, builder: LineBuilder) -> Draft | None:
    """The quoted words that somebody denied, or that nobody certain says; None: they stand nowhere."""
    quoted = words(request.quoted or "")
    found = builder.retriever.quoting(request.quoted or "", QUOTE_HELD, uncertain=True) if quoted else []
    found = [each for each in found if run_within(quoted, words(each.item.text))]
    if unsaid := builder.not_said(found):
        return answered(unsaid, MOST, heading=replies.NOT_SAID)
    doubted = builder.of_nobody_certain(found)
    return answered(doubted, MOST, heading=replies.SPEAKER_NOT_CERTAIN) if doubted else None


def _with_stance(
    stance: str, request: WhoSaid, rows: Sequence[int], ranked: Sequence[Ranked[Statement]], builder: LineBuilder
) -> tuple[list[Ranked[Statement]], str]:
    """The statements of those who took a stance; where nobody is told to, what was said on it, and that it is that."""
    about = request.about or Topic("", "")
    taken = _taking(stance, ranked) or _taking(stance, _on_those_named(rows, about, builder))
    if stance in SIDES:
        taken = [*(each for each, side in on(request, builder) if side == stance), *taken]
    sides = sides_of(set(terms(about.key)))
    for found, heading in ((taken, ""), (ranked, replies.NOT_IN_THOSE_WORDS)):
        others = list({each.row: each for each in _by_others(found, about, builder)[: MOST * PAGES]}.values())
        kept = [each for each in others if stance not in SIDES or sides(each) in (stance, None)]
        if kept:
            return kept, heading
    return [], ""


def _taking(stance: str, ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    """The statements that say by their words, or the article by its cue, that somebody took a stance.

    On a topic that they name: by meaning alone anything is like anything that somebody supports.
    """
    ranked = [each for each in ranked if each.fit is None or each.fit < Fit.MEANING]
    return [each for each in ranked if _says_so(each.item, STANCES[stance])]


def _says_so(statement: Statement, family: Set[str]) -> bool:
    """Whether the cue is the verb, a report has it, or a quote says it of its speaker: "we welcome"."""
    if (statement.cue or "").lower() in family:
        return True
    called = words(statement.text)
    said = [n for n, word in enumerate(called) if word in family]
    if statement.kind is not Kind.DIRECT:
        return bool(said)
    return any(not SPOKEN_PRONOUNS.isdisjoint(called[max(0, n - NEAR) : n]) for n in said)


def _on_those_named(rows: Sequence[int], about: Topic, builder: LineBuilder) -> list[Ranked[Statement]]:
    """The statements that name the people in a topic; its other words don't count: "Holm's approach", "his plan"."""
    named = builder.retriever.names.find(about.text)
    key = " ".join(words(about.text[each.start : each.end])[-1] for each in named)
    if not key:
        return []
    ranked = builder.retriever.statements(rows, Topic(about.text, key, named=True))
    return [each for each in ranked if each.fit is Fit.OWN_WORDS]


def _by_others(ranked: Sequence[Ranked[Statement]], about: Topic, builder: LineBuilder) -> list[Ranked[Statement]]:
    """The statements of all but those in the topic: nobody criticises himself."""
    named = builder.retriever.names.find(about.text)
    themselves = {builder.retriever.speakers[row].name for each in named for row in each.rows}
    return [each for each in ranked if each.by not in themselves]


def _did(request: WhoSaid) -> str:
    """What somebody is asked to have done, in our words: what a stranger quotes isn't ours to repeat in marks."""
    if request.quoted is not None:
        did = replies.DID_SAY.format(words=request.quoted)
    elif request.stance is not None:
        did = f"{request.stance} {request.about.text if request.about else replies.THIS}"
    else:
        did = f"{replies.DID_SAY_ANYTHING}{scope(request.about)}"
    return f"{did}{scope(None, request.days)}"
