"""Questions in another language than English, and what articles in other languages hold.

Of both, names and the commonest words of news are read (``retrieval/lang/glossary.txt``), and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.answering.answers import open_question
from bot.answering.answers.what_they_said import said
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.drafting.relevance import Wanted
from bot.answering.query.answer_types import NAME
from bot.answering.query.request import InAnotherLanguage, OpenQuestion, Request, WhatTheySaid
from bot.answering.query.topics import topic
from prompts import replies
from retrieval.lang.glossary import ASKS, SPEAKS, in_english
from retrieval.lang.languages import ENOUGH, is_foreign
from retrieval.lang.paragraph_kinds import prose
from retrieval.lang.tokens import terms, words
from retrieval.model import Article, Status
from retrieval.search.topic import told_in

MOST = 4
"""Sentences of other languages shown at once."""

ENOUGH_HELD = 0.5
"""Share of a question's words that a sentence of another language must hold, as far as it is read."""

READ = 20
"""Passages that name what a question names, of which those in other languages are read."""


def asked_in_another(request: InAnotherLanguage, builder: LineBuilder, asked: date) -> Draft:
    """What somebody said, where that is asked; else what a plain search has, in the question's words or in English."""
    heading = replies.ANOTHER_LANGUAGE.format(read=request.read)
    read = words(request.read)
    asks_words = not SPEAKS.isdisjoint(read) or ASKS.isdisjoint(read)
    if request.speakers and asks_words:
        left = [word for word in read if word not in SPEAKS | ASKS and word not in words(" ".join(request.called[:1]))]
        about = topic(" ".join(left), builder.retriever) if left else None
        wanted = WhatTheySaid(text=request.read, speakers=request.speakers, about=about, days=request.days)
        for each in dict.fromkeys((wanted, replace(wanted, about=None))):
            draft = said(each, builder, asked)
            if draft.status is Status.CLARIFY:
                return draft
            if draft.status is Status.ANSWERED:
                draft = _with_the_rest(draft, each, builder, asked) if each.about else draft
                return replace(draft, words=f"{heading}\n{draft.words}".strip())
    wanted_words = Wanted(request.read, builder.retriever)
    drafts = [
        open_question.found(OpenQuestion(text=text), builder, asked, in_english=text is request.read)
        for text in (request.text, request.read)
    ]
    shares = [max((wanted_words.held(_readable(each)) for each in draft.lines), default=0.0) for draft in drafts]
    best = drafts[shares.index(max(shares))]
    if not best.lines or not request.read:
        return refused(f"{replies.ENGLISH_ONLY} {replies.NOTHING_ANSWERS}", builder.retriever.coverage)
    if max(shares) < ENOUGH_HELD:
        return refused(f"{heading}\n{replies.NOTHING_ANSWERS}", builder.retriever.coverage, nearest=best.lines[:MOST])
    return answered(list(best.lines), max(MOST, len(best.lines)), heading=heading)


def _with_the_rest(draft: Draft, wanted: WhatTheySaid, builder: LineBuilder, asked: date) -> Draft:
    """What somebody said on a topic, and behind it what else they say there: little of the question was read."""
    there = tuple(dict.fromkeys(each.article.id for line in draft.lines for each in line.evidence))
    rest = said(replace(wanted, about=None, within=there, only_within=True), builder, asked)
    shown = {each.key for line in draft.lines for each in line.evidence}
    more = [line for line in (*rest.lines, *rest.rest) if not shown & {each.key for each in line.evidence}]
    return replace(draft, lines=(*draft.lines, *more[: max(0, MOST - len(draft.lines))]))


def told_in_another(request: Request, builder: LineBuilder) -> Draft | None:
    """The sentences of articles in other languages that hold most of a question, as far as they can be read."""
    names = NAME.findall(request.text)
    if not names:
        return None
    wanted = Wanted(request.text, builder.retriever)
    names_only = not wanted.held_beside_names(request.text)
    found: list[tuple[float, Article, int, int]] = []
    for article in _foreign(" ".join(names), builder):
        if not set(terms(" ".join(names))) <= told_in(article):
            continue
        for start, end in prose(article, builder.retriever.opening(article)[0], len(article.text)):
            read = in_english(article.text[start:end])
            held = wanted.held(read)
            if held >= ENOUGH_HELD and (names_only or wanted.held_beside_names(read)):
                found.append((held, article, start, end))
    best = max((held for held, *_ in found), default=0.0)
    lines = [
        builder.passage(article, *builder.uncut(article, start, end))
        for held, article, start, end in sorted(found, key=lambda each: -each[0])[:MOST]
        if held == best
    ]
    return answered(lines, MOST, heading=replies.IN_ANOTHER_LANGUAGE) if lines else None


def _foreign(names: str, builder: LineBuilder) -> Iterator[Article]:
    """The articles in other languages among the nearest to some names, each once."""
    ranked = builder.retriever.passages(names, READ, asked=date.max)
    for article in {each.article.id: each.article for each in ranked}.values():
        if is_foreign(article.text[:ENOUGH]):
            yield article


def _readable(line: Line) -> str:
    """What a line shows, in English as far as it is read; nothing of one that only points."""
    if line.points:
        return ""
    text = " ".join(each.copied() for each in line.evidence)
    return in_english(text) if is_foreign(text) else text
