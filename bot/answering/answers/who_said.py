"""Who said it: whose words these are, who spoke about a topic, who criticised or welcomed it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.answering.drafting import line_builder
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.speaker_lines import MOST, PAGES, Sayings
from bot.answering.query.request import Request
from retrieval.lang.en.question_words import STANCE
from retrieval.lang.tokens import words
from retrieval.model import Statement
from retrieval.search.selector import Ranked
from retrieval.search.topic import Fit, Topic

QUOTE_HELD = 0.75
"""Share of a quoted question's terms that a statement must hold to be "something like it"."""

NOT_IN_THOSE_WORDS = "No article puts it in those words. What was said on it:"


def who_said(request: Request, sayings: Sayings) -> Draft:
    """Whose words these are, or who said anything about the topic."""
    by = sayings.catalog.speaker_of_statement
    besides = [row for named in request.besides for row in named.rows]
    rows = np.flatnonzero((by >= 0) & ~np.isin(by, besides)).tolist()
    if request.quoted is not None:
        asked = Topic(request.quoted, request.quoted, named=True)
        holding = sayings.retriever.snapshot.own.coverage(request.quoted) >= QUOTE_HELD
        rows = [row for row in np.flatnonzero(holding).tolist() if sayings.catalog.speaker_of(row) is not None]
        ranked = sayings.retriever.statements(rows, asked, most_of_it=QUOTE_HELD)
        ranked = [each for each in ranked if each.fit is Fit.OWN_WORDS]
    elif request.about is not None:
        ranked = sayings.on_topic(sayings.of_days(rows, request), request)
    else:
        ranked = _of_those_days(sayings.of_days(rows, request), request, sayings)
    heading = f"Said {line_builder.days(request.days)}:" if request.days and request.about is None else ""
    if request.stance is not None and request.about is not None:
        ranked, taken = _by_others(ranked, request.about, sayings), _taking(request.stance, ranked)
        taken = taken or _taking(request.stance, _on_those_named(rows, request.about, sayings))
        heading = "" if taken or not ranked else NOT_IN_THOSE_WORDS
        ranked = _by_others(taken, request.about, sayings) or ranked
    lines = sayings.each_under_their_own(ranked, request)
    if not lines:
        nobody = f"I found nobody{' else' if besides else ''} in the articles who {_done(request)}"
        then = f" in those days ({line_builder.days(request.days)})" if request.days else ""
        return refused(f"{nobody}{then}.", sayings.catalog.coverage)
    return answered(lines, MOST, heading=heading)


def _of_those_days(rows: Sequence[int], request: Request, sayings: Sayings) -> list[Ranked[Statement]]:
    """What was said in some days: the first of each article before the second of any, the newest article first."""
    catalog, chosen = sayings.catalog, np.asarray(rows, dtype=np.int64)
    if not len(chosen):
        return []
    kinds, published = catalog.kind_of_statement[chosen], catalog.day_of_statement[chosen]
    article = catalog.article_of_passage[catalog.passage_of_statement[chosen]]
    order = np.lexsort((chosen, kinds, article))
    starts = np.r_[0, np.flatnonzero(np.diff(article[order])) + 1]
    place = np.empty(len(chosen), dtype=np.int64)
    place[order] = np.arange(len(chosen)) - np.repeat(starts, np.diff(np.r_[starts, len(chosen)]))
    later = published > request.days.last.toordinal() if request.days and request.days.last else published < 0
    first = chosen[np.lexsort((chosen, -published, kinds, place, later))][: MOST * PAGES * 2].tolist()
    ranked = {each.row: each for each in sayings.retriever.statements(first, most=None)}
    return [ranked[row] for row in first if row in ranked]


def _taking(stance: str, ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    """The statements that say by their words, or the article by its cue, that somebody took a stance.

    On a topic that they name: by meaning alone anything is like anything that somebody supports.
    """
    family = STANCE[stance]
    ranked = [each for each in ranked if each.fit is None or each.fit < Fit.MEANING]
    return [each for each in ranked if family & set(words(f"{each.item.cue or ''} {each.item.text}"))]


def _on_those_named(rows: Sequence[int], about: Topic, sayings: Sayings) -> list[Ranked[Statement]]:
    """The statements that name the people in a topic, whatever its other words: "Holm's approach", "his plan"."""
    named = sayings.retriever.snapshot.names.find(about.text)
    key = " ".join(words(about.text[each.start : each.end])[-1] for each in named)
    if not key:
        return []
    ranked = sayings.retriever.statements(rows, Topic(about.text, key, named=True))
    return [each for each in ranked if each.fit is Fit.OWN_WORDS]


def _by_others(ranked: Sequence[Ranked[Statement]], about: Topic, sayings: Sayings) -> list[Ranked[Statement]]:
    """The statements of all but those in the topic: nobody criticises himself."""
    themselves = {row for each in sayings.retriever.snapshot.names.find(about.text) for row in each.rows}
    return [each for each in ranked if sayings.catalog.speaker_of(each.row) not in themselves]


def _done(request: Request) -> str:
    """What somebody is asked to have done, in our words: what a stranger quotes isn't ours to repeat in marks."""
    if request.quoted is not None:
        return f"said: {request.quoted}"
    topic = request.about.text if request.about else "this"
    if request.stance is not None:
        return f"{request.stance} {topic}"
    if request.about is None and request.days is not None:
        return f"said anything then ({line_builder.days(request.days)})"
    return f"said anything on {topic}"
