"""Who said it: whose words these are, who spoke about a topic, who criticised or welcomed it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.line_builder import MOST, PAGES, LineBuilder, days, scope
from bot.answering.query.request import WhoSaid
from prompts import replies
from retrieval.lang.en.speech_verbs import STANCES
from retrieval.lang.tokens import words
from retrieval.model import Statement
from retrieval.search.selector import Ranked
from retrieval.search.topic import Fit, Topic

QUOTE_HELD = 0.75
"""Share of a quoted question's terms that a statement must hold to be "something like it"."""


def who_said(request: WhoSaid, builder: LineBuilder) -> Draft:
    """Whose words these are, or who said anything about the topic."""
    retriever = builder.retriever
    besides = [row for named in request.besides for row in named.rows]
    rows = retriever.rows_of(besides=besides)
    if request.quoted is not None:
        ranked = retriever.quoting(request.quoted, QUOTE_HELD)
    elif request.about is not None:
        ranked = builder.on_topic(rows, request)
    elif request.within and not request.days:
        ranked = retriever.statements(retriever.rows_of(besides=besides, articles=request.within))
    else:
        until = request.days.last if request.days else None
        ranked = retriever.newest_of_each_article(builder.of_days(rows, request), until, MOST * PAGES * 2)
    heading = ""
    if request.days and request.about is None:
        heading = replies.SAID_IN_DAYS.format(days=days(request.days))
    if request.stance is not None and request.about is not None:
        ranked, taken = _by_others(ranked, request.about, builder), _taking(request.stance, ranked)
        taken = taken or _taking(request.stance, _on_those_named(rows, request.about, builder))
        heading = "" if taken or not ranked else replies.NOT_IN_THOSE_WORDS
        ranked = _by_others(taken, request.about, builder) or ranked
    lines = builder.each_under_their_own(ranked, request)
    if not lines:
        nobody = replies.FOUND_NOBODY_ELSE if besides else replies.FOUND_NOBODY
        return refused(nobody.format(did=_did(request)), builder.retriever.coverage)
    return answered(lines, MOST, heading=heading)


def _taking(stance: str, ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    """The statements that say by their words, or the article by its cue, that somebody took a stance.

    On a topic that they name: by meaning alone anything is like anything that somebody supports.
    """
    family = STANCES[stance]
    ranked = [each for each in ranked if each.fit is None or each.fit < Fit.MEANING]
    return [each for each in ranked if family & set(words(f"{each.item.cue or ''} {each.item.text}"))]


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
