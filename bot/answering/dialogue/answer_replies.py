"""Replies to the last answer: "yes" to what it offered, a doubt, "the second", "who said that?", "back to Holm"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering.dialogue.state import State, Turn
from bot.answering.query.intent import understand
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.readings import SURE, intent_of
from bot.answering.query.request import (
    Gist,
    ListSpeakers,
    More,
    OpenQuestion,
    QuoteCheck,
    Request,
    WhatTheySaid,
    Whole,
    WhoSaid,
)
from retrieval.lang.en.phrases import followup_phrases as phrases
from retrieval.lang.en.phrases.question_phrases import CITATION_NUMBERS
from retrieval.lang.quotation_marks import unmarked
from retrieval.lang.tokens import terms, words
from retrieval.model import Citation, Statement, Status
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named, Ranked

MOST_OF_A_CHOICE = 8
"""Words of a reply to "which one do you mean"; a longer one is a question of its own."""

SURE_OF_THE_ANSWER = 0.8
"""Probability from which on a question that no rule reads is taken for one of the last answer itself."""

MOST_QUOTED = 400
"""Code points of a citation whose speaker is asked for."""


def replied(question: ParsedQuestion, last: Turn, state: State) -> Request | None:
    """What a reply to the last answer asks for; None: it is none."""
    text = question.masked
    if question.quotations:
        return None
    if phrases.QUOTE_THEM.fullmatch(text):
        return None  # of whom, half_a_sentence tells
    if phrases.AGREES.fullmatch(text) and "?" not in text:
        return _offered(question, state, 1) or (More(text=question.text) if last.rest else None)
    if phrases.DOUBTS.fullmatch(text):
        return _doubted(question, last)
    if phrases.SAID_SO.fullmatch(text):
        return _whose(question, last)
    certain = next((name for name, pattern in phrases.AT_HAND.items() if pattern.fullmatch(text)), "")
    if certain and (at_hand := _of_what_is_at_hand(question, certain, last, state)) is not None:
        return at_hand
    back = phrases.BACK_TO.match(text)
    if back is not None and (found := _back(question, back["what"] or "", state)) is not None:
        return found
    if question.names or len(words(question.text)) > MOST_OF_A_CHOICE:
        return None
    return _pointed(question, last, state)


def _pointed(question: ParsedQuestion, last: Turn, state: State) -> Request | None:
    """The citation or the offer that a reply points to by its place, or more of the answer."""
    text, most = question.masked, len(last.answer.citations)
    if phrases.NEXT_ONE.fullmatch(text) and most:
        return Whole(text=question.text, number=last.place + 1)
    if phrases.OTHER_ONE.fullmatch(text) and most > 1 and last.place:
        return Whole(text=question.text, number=2 if last.place == 1 else 1)
    number = _counted(question)
    if number is not None and phrases.NTH_SAID.fullmatch(text) and 0 < number <= most:
        return _words_of(question, last.answer.citations[number - 1])
    if number is not None and phrases.ONLY_A_PLACE.fullmatch(text):
        if not most and (offered := _offered(question, state, number)) is not None:
            return offered
        return Whole(text=question.text, number=number)
    if phrases.WHO_ELSE.fullmatch(text) or phrases.OTHERS.fullmatch(text):
        return None
    intent = intent_of(question, follows=True)
    if intent.likely < SURE:
        return None
    if intent.name == "choose" and number is not None:
        if not most and (offered := _offered(question, state, number)) is not None:
            return offered
        return Whole(text=question.text, number=number)
    if intent.name == "context" and most:
        return Whole(text=question.text, number=number or 1)
    if intent.name == "more":
        return More(text=question.text)
    return _of_what_is_at_hand(question, intent.name, last, state) if intent.likely >= SURE_OF_THE_ANSWER else None


def _of_what_is_at_hand(question: ParsedQuestion, intent: str, last: Turn, state: State) -> Request | None:
    """What is asked of the last answer or its article in no word of either: "which paper?", "tl;dr", "say it again"."""
    if intent == "where_from" and last.citations:
        return Whole(text=question.text, number=last.place or 1)
    if intent == "sum_up" and state.story:
        return Gist(text=question.text, inherited=True)
    if intent == "who_in_it" and state.story:
        return ListSpeakers(text=question.text, within=state.story[:1], inherited=True)
    if intent == "again" and not isinstance(last.request, OpenQuestion):
        return replace(last.request, inherited=True)
    return None


def _doubted(question: ParsedQuestion, last: Turn) -> Request:
    """The passage behind the answer or behind a quote that isn't right; else the same question again."""
    is_told = last.answer.status is Status.ANSWERED or isinstance(last.request, QuoteCheck)
    if is_told and last.answer.citations:
        return Whole(text=question.text, number=last.place or 1)
    return replace(last.request, inherited=True)


def _whose(question: ParsedQuestion, last: Turn) -> Request | None:
    """Whose the words are that the last answer shows, or that the last question quoted."""
    citation = last.looked_at
    if citation is None:
        return replace(last.request, inherited=True) if isinstance(last.request, WhoSaid) else None
    said = _statement_at(citation, question.known)
    if said is None:
        return Whole(text=question.text, number=citation.number)
    return WhoSaid(text=question.text, quoted=unmarked(said)[:MOST_QUOTED].strip(" ,.;:"), inherited=True)


def _words_of(question: ParsedQuestion, citation: Citation) -> Request | None:
    """What the one said whom the last answer has in a place; None where nobody speaks there."""
    said = _said_at(citation, question.known)
    name = citation.speaker or (said.by if said is not None else None)
    row = next((row for row, each in enumerate(question.known.speakers) if each.name == name), None)
    if row is None:
        return None
    return WhatTheySaid(text=question.text, speakers=(Named(0, 0, (row,)),), inherited=True)


def _statement_at(citation: Citation, known: Retriever) -> str | None:
    """The words of the statement of a known speaker that a citation shows; None: it shows none."""
    if citation.speaker is not None:
        return citation.quote
    said = _said_at(citation, known)
    return None if said is None else said.article.span(said.item.start, said.item.end)


def _said_at(citation: Citation, known: Retriever) -> Ranked[Statement] | None:
    """The first statement of a known speaker that overlaps a citation."""
    said = (known.statement(row) for row in known.rows_of(articles=[citation.article.id]))
    return next((each for each in said if each.item.start < citation.end and citation.start < each.item.end), None)


def _offered(question: ParsedQuestion, state: State, number: int) -> Request | None:
    """The question that the answer before offered in this place, as if it were put."""
    if not 1 <= number <= len(state.offers):
        return None
    return understand(ParsedQuestion.of(state.offers[number - 1], question.asked, question.known))


def _counted(question: ParsedQuestion) -> int | None:
    """The place in a list that a short reply names: "the second one", "3"."""
    called = [re.sub(r"^(\d+)(?:st|nd|rd|th)$", r"\1", word) for word in words(question.text)]
    counted = [int(word) for word in called if word.isdigit() and len(word) < 3]
    counted += [CITATION_NUMBERS[word] for word in called if word in CITATION_NUMBERS]
    return counted[0] if counted and counted[0] else None


def _back(question: ParsedQuestion, what: str, state: State) -> Request | None:
    """The latest request on what one goes back to, or the words of whom one goes back to."""
    named = tuple(question.known.names.find(what))
    rows = {row for each in named for row in each.rows}
    wanted = set(terms(what))
    for before in reversed(state.earlier):
        has = {row for each in before.speakers for row in each.rows}
        about = set(terms(before.about.text if before.about else before.text))
        if (rows & has) if rows else (wanted and wanted <= about):
            return replace(before, text=question.text, inherited=True)
    return WhatTheySaid(text=question.text, speakers=named[:1], inherited=True) if named else None
