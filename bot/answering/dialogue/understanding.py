"""Questions that the rules can't read: follow-ups that they don't decide, and those in other languages.

A model puts them into English, and the rules read that. What it writes counts only where it adds nothing: no speaker
whom the question doesn't name, no number, and to a question in English not a word.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pydantic import BaseModel

from bot.answering.dialogue.state import Turn
from bot.answering.drafting.draft import Draft, refused
from bot.answering.query.intent import understand
from bot.answering.query.other_languages import is_foreign
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import Help, OpenQuestion, Request, UnclearSpeaker, UnknownSpeaker, WhatTheySaid
from prompts import replies
from retrieval.lang import sounds
from retrieval.lang.en.function_words import NEGATIONS
from retrieval.lang.en.people import BODY_WORDS
from retrieval.lang.en.phrases import followup_phrases as phrases
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.tokens import fold, terms, words
from retrieval.model import Status
from retrieval.search.retriever import Retriever

LONGEST = 300
"""Code points of a question put into English; a longer one is an answer or an essay."""


class InEnglish(BaseModel):
    """A question as a model puts it."""

    question: str


def undecided(question: ParsedQuestion, request: Request) -> bool:
    """Whether a question leans on the turn before, and the rules of the conversation didn't see on what."""
    if request.inherited or not isinstance(request, OpenQuestion | UnknownSpeaker | UnclearSpeaker):
        return False
    return phrases.LEANS_ON_THE_TURN_BEFORE.search(question.text) is not None


def before(last: Turn, retriever: Retriever) -> str:
    """The question of the turn before, complete without its context."""
    request = last.request
    if not request.inherited:
        return request.text
    who = " and ".join(retriever.speakers[named.rows[0]].name for named in request.speakers if named.rows)
    return replies.what_did(who or "anybody", request.about.text if request.about else "")


def kept(written: str, question: ParsedQuestion, earlier: str) -> ParsedQuestion | None:
    """A question as a model put it into English, or None where that isn't what was asked.

    Args:
        written: the model's.
        question: the person's.
        earlier: the question before it, empty where there is none.
    """
    put = ParsedQuestion.of(written[:LONGEST], question.asked, question.known)
    asked = f"{question.text} {earlier}"
    is_one = words(put.text) and fold(put.text) != fold(question.text) and len(written) <= LONGEST
    if not is_one or is_foreign(put) or not _names_nothing_else(put, asked):
        return None
    return put if is_foreign(question) or _adds_nothing(put.text, question.text, earlier) else None


def _names_nothing_else(put: ParsedQuestion, asked: str) -> bool:
    """Whether the names, numbers and quotations of a question stand in what was asked.

    Names do by their sound; those of bodies are translated.
    """
    request = understand(put)
    called = [(named, put.called(named.start, named.end)) for named in put.names]
    names = [put.known.names.short(named, text) for named, text in called if not text.islower()]
    if isinstance(request, UnknownSpeaker | WhatTheySaid):
        names += request.strangers
    if isinstance(request, UnknownSpeaker) and not request.is_office:
        names.append(request.name)
    return (
        not isinstance(request, UnclearSpeaker | Help)
        and all(_stands(words(name), asked) for name in names)
        and _numbers(put.text) <= _numbers(asked)
        and all(quotation in asked for quotation in put.quotations)
    )


def _stands(name: list[str], asked: str) -> bool:
    return all(sounds.stands_in(word, asked) for word in name) or not BODY_WORDS.isdisjoint(name)


def _numbers(text: str) -> set[int]:
    return {int(digits) for digits in re.findall(r"\d+", text)}


def _adds_nothing(put: str, question: str, earlier: str) -> bool:
    """Whether all words are those of the question or of the one before, or frame a question; it keeps every name,
    number and word of the question, and as many negations.
    """
    new, old, context = _words(put), _words(question), _words(earlier)
    added = set(new) - {*old, *context} - _FRAMES
    lost = set(old) - set(new) - _FRAMES - phrases.POINTING
    return not added and not lost and _negations(new) == _negations(old)


_FRAMES = (FRAME | ASKS_FOR_WORDS) - NEGATIONS


def _words(text: str) -> list[str]:
    return words(re.sub(r"n['’]t\b", " not", text))


def _negations(called: list[str]) -> int:
    return sum(word in NEGATIONS for word in called)


def told_without(draft: Draft, put: ParsedQuestion, question: ParsedQuestion, retriever: Retriever) -> Draft:
    """A draft that repeats no word of a model's: what it put into English may be no topic of the articles.

    Args:
        draft: the answer to the question in English.
        put: that question, the model's.
        question: the person's.
        retriever: what was searched.
    """
    held = set(terms(" ".join([question.text, *(line.text for line in draft.lines)])))
    topic = [word for word in words(put.without(put.names)) if word not in _FRAMES]
    if all(held.issuperset(terms(word)) for word in topic):
        return draft
    told = set(terms(draft.words)) - held
    if draft.status is Status.REFUSED or any(told.intersection(terms(word)) for word in topic):
        return refused(replies.NOTHING_ANSWERS, retriever.coverage, nearest=draft.lines)
    return replace(draft, words="" if draft.status is Status.ANSWERED else draft.words, suggestions=())
