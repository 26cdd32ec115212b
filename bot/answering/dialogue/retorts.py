"""What somebody said to what the last answer shows: "what did Bell say back", "her answer?", "who answered him?".

That is no topic: it stands beside those words, mostly behind them, on any subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.dialogue import antecedents
from bot.answering.dialogue.state import State, Turn
from bot.answering.query import descriptions
from bot.answering.query.described.bearers import gender
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import Place, Request, WhatTheySaid, WhoSaid
from retrieval.lang.en.people import ADDRESS_GENDER
from retrieval.lang.en.phrases import followup_phrases as phrases
from retrieval.lang.tokens import fold, words
from retrieval.model import Citation
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named


def retort(question: ParsedQuestion, last: Turn, state: State) -> Request | None:
    """What somebody said in reply to the words shown last; None where that isn't asked or nobody is meant."""
    text, first = question.rest, last.looked_at
    if first is None or not state.story or question.days or question.outlet or question.quotations:
        return None
    beside = [each for each in last.answer.citations if each.article.id == first.article.id]
    to = first if last.place else max(beside, key=lambda each: each.end)
    if phrases.WHO_RETORTED.fullmatch(text):
        named = _next_to(to, (*last.request.speakers, *last.spoke), question.known)
    else:
        asked = phrases.RETORT.fullmatch(text) or phrases.ITS_RETORT.fullmatch(text)
        named = None if asked is None else _whom(asked, to, question, last, state)
    if named is None:
        return None
    known = question.known
    here = tuple(each for each in state.story if known.rows_of(named.rows, articles=[each]))
    return WhatTheySaid(
        text=question.text,
        speakers=(one_of_the_story(named, state.story, known),),
        inherited=True,
        within=here,
        only_within=bool(here),
        behind=Place(to.article.id, to.end),
    )


def _whom(asked: re.Match[str], to: Citation, question: ParsedQuestion, last: Turn, state: State) -> Named | None:
    """Who is asked about: by a pronoun, a name, or a role in the story or anywhere; None: nobody who speaks."""
    known, who, at = question.known, asked["who"], asked.start("who")
    if phrases.PERSON_PRONOUN.fullmatch(who):
        asked_for_words = isinstance(last.request, WhatTheySaid | WhoSaid)
        besides = (*last.request.speakers, *last.spoke[:1]) if asked_for_words else ()
        other = antecedents.meant(who, state.people, known, besides=besides)
        other = other or _next_to(to, besides, known, ADDRESS_GENDER.get(fold(who)))
        return other or antecedents.meant(who, state.people, known)
    inside = [each for each in question.names if at <= each.start and each.end <= at + len(who)]
    if inside and inside[0].end == at + len(who):
        return inside[0]
    role = re.sub(r"['’]s?$", "", phrases.LEADING_THE.sub("", who))
    if not descriptions.is_role(role):
        return inside[0] if inside else None
    rows = descriptions.in_story(role, state.story, known) or descriptions.among(role, state.story, known)
    rows = rows or descriptions.holders(role, known)
    return Named(0, 0, rows[:1], exact=False) if rows else None


def _next_to(to: Citation, besides: Sequence[Named], known: Retriever, wanted: str | None = None) -> Named | None:
    """Who speaks next in an article, but for those, and of that gender where it is told; None: nobody does."""
    left_out = {row for each in besides for row in each.rows}
    said = (known.statement(row) for row in known.rows_of(articles=[to.article.id]))
    behind = sorted((each.item.start, each.by) for each in said if each.by is not None and each.item.start >= to.end)
    for _, name in behind:
        row = known.names.row_of(name)
        if row is not None and row not in left_out and (wanted is None or gender(row, known) in (wanted, None)):
            return Named(0, 0, (row,))
    return None


def one_of_the_story(named: Named, story: tuple[str, ...], known: Retriever) -> Named:
    """The namesake whom a story calls by the surname alone, or who alone speaks there: "the minister", "Roberts"."""
    if len(named.rows) < 2:
        return named
    said = {row: [known.statement(each).item for each in known.rows_of([row], articles=story)] for row in named.rows}
    here = [row for row, statements in said.items() if statements]
    if len(here) > 1:
        surnames = {row: words(known.speakers[row].plain_name)[-1:] for row in here}
        bare = [row for row in here if any(words(each.mention or "") == surnames[row] for each in said[row])]
        here = bare if len(bare) == 1 else here
    return replace(named, rows=(here[0],)) if len(here) == 1 else named
