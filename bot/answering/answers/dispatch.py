"""Which function answers which request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.answering.answers import listings, open_question, paging
from bot.answering.answers.in_other_languages import asked_in_another, told_in_another
from bot.answering.answers.near_misses import nobody, unquoted
from bot.answering.answers.overviews.best_quotes import best_quotes
from bot.answering.answers.overviews.compare import compared
from bot.answering.answers.overviews.gist import gist
from bot.answering.answers.overviews.over_time import changed, timeline
from bot.answering.answers.overviews.reactions import reactions
from bot.answering.answers.quote_check import verified
from bot.answering.answers.suggestions import fitting, greeted
from bot.answering.answers.what_they_said import said, spoken
from bot.answering.answers.who_is import who_is
from bot.answering.answers.who_said import who_said
from bot.answering.dialogue.state import Turn
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import MOST, LineBuilder, scope
from bot.answering.drafting.relevance import Wanted, told_in
from bot.answering.grounding.gate import cited, passed
from bot.answering.query import request as requests
from bot.answering.query.request import (
    ListArticles,
    ListSpeakers,
    OpenQuestion,
    Reactions,
    Request,
    UnknownSpeaker,
    WhatTheySaid,
)
from bot.answering.query.topics import is_name_in
from prompts import Prompts, replies
from retrieval.lang.en.phrases.time_phrases import DAY, PLACE
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.paragraph_kinds import prose
from retrieval.lang.quotation_marks import unmarked
from retrieval.lang.tokens import run_within, terms, words
from retrieval.model import Answer, Status
from retrieval.search.topic import Fit, Topic


@dataclass(frozen=True)
class Asking:
    """What a request is answered with: the builder of lines, the day asked, the turn before, what people read."""

    builder: LineBuilder
    asked: date
    last: Turn | None
    prompts: Prompts


HELD = 0.6
"""Share of a follow-up's own words that the nearest sentence of the story must hold to be its answer."""

MOST_OF_A_TOPIC = 0.67
"""Share of a topic's weighted terms that stand in the article in which somebody's words are shown for it."""

MOST_SUGGESTIONS = 6
"""Buttons below an answer; more are a wall."""


def drafted(request: Request, asking: Asking) -> Draft:
    """The draft that answers a request; where none does, what articles in other languages have."""
    draft = _drafted(request, asking)
    if draft.status is not Status.REFUSED or request.days is not None or request.outlet is not None:
        return draft
    return told_in_another(request, asking.builder) or draft


def _drafted(request: Request, asking: Asking) -> Draft:
    """The draft that answers a request; a plain search's where a request that is only likely finds nothing."""
    draft = ANSWERS[type(request)](request, asking)
    is_list_of_outlet = isinstance(request, ListArticles | ListSpeakers) and request.outlet is not None
    asks_which = draft.status is Status.CLARIFY and isinstance(request, WhatTheySaid) and request.described_as
    if draft.status is Status.ANSWERED or is_list_of_outlet or asks_which:
        return draft
    if not request.likely:
        return _with_nearest(request, draft, asking)
    if isinstance(request, OpenQuestion):
        return _of_the_story(request, draft) if request.context else draft
    if type(request) is WhatTheySaid and (there := _beside_the_topic(request, draft, asking.builder)) is not None:
        return there
    if type(request) is WhatTheySaid and request.inherited and not request.context:
        return draft
    if type(request) is WhatTheySaid and request.described_as and not request.context:
        return _with_nearest(request, draft, asking)
    searched = OpenQuestion(text=request.text, context=request.context, within=request.within)
    plain = _without_others(request, _open(searched, asking), asking.builder)
    if not request.context:
        return plain
    plain = _of_the_story(searched, plain)
    if plain.status is not Status.ANSWERED:
        return draft
    if isinstance(request, UnknownSpeaker) and not request.is_office:
        return replace(plain, words=unquoted((request.name,)))
    return plain


def _without_others(request: Request, plain: Draft, builder: LineBuilder) -> Draft:
    """What a plain search has for a question of somebody's words, without what stands under others' names."""
    if not isinstance(request, WhatTheySaid | UnknownSpeaker) or plain.status is not Status.ANSWERED:
        return plain
    asked = {builder.retriever.speakers[row].name for each in request.speakers for row in each.rows}
    lines = tuple(line for line in plain.lines if line.speaker is None or line.speaker in asked)
    return replace(plain, lines=lines) if any(not line.points for line in lines) else plain


def _with_nearest(request: Request, draft: Draft, asking: Asking) -> Draft:
    """A refusal of somebody's words on a topic, with what a plain search has on the whole question where they speak."""
    told = isinstance(request, WhatTheySaid) or (isinstance(request, UnknownSpeaker) and request.is_office)
    if not told or draft.status is not Status.REFUSED or draft.lines or request.about is None:
        return draft
    plain = _open(OpenQuestion(text=request.text, within=request.within), asking)
    if plain.status is not Status.ANSWERED:
        return draft
    wanted = set(terms(request.about.key))
    lines = [line for line in plain.lines if not line.points and wanted.intersection(terms(line.text))]
    if isinstance(request, WhatTheySaid):
        rows, known = [row for each in request.speakers for row in each.rows], asking.builder.retriever
        lines = [line for line in lines if known.rows_of(rows, articles=[line.evidence[0].article.id])]
    nearest = f"{draft.words} {replies.NEAREST}" if lines else draft.words
    return replace(draft, words=nearest, lines=tuple(lines[:MOST]))


def _beside_the_topic(request: WhatTheySaid, draft: Draft, builder: LineBuilder) -> Draft | None:
    """What the story at hand has where somebody said nothing on the topic, and so told; None: nothing.

    That is what they said there; on a topic that the question itself names, only where their words stand in the article
    that tells of it, and of a name what the story tells of that: "and Merz?".
    """
    if not request.within or request.days is not None or request.detail is not None:
        return None
    speakers = [builder.retriever.speakers[each.rows[0]].name for each in request.speakers if each.rows]
    is_own = request.about is not None and set(terms(request.about.key)) <= set(terms(request.text))
    there: Sequence[Line] = _naming(request.about, request.within, builder) if is_own and request.about else ()
    if (
        not there
        and request.described_as
        and request.about is not None
        and _tells(request.within, request.about, builder)
    ):
        there = said(replace(request, about=None, only_within=True), builder).lines
    if not there and (not is_own or any(line.speaker in speakers for line in draft.lines)):
        there = said(replace(request, about=None, only_within=True), builder).lines
    if not there:
        return None
    nothing = replies.NOTHING_FROM.format(
        who=request.described_as or replies.listed(speakers), scope=scope(request.about)
    )
    heading = f"{nothing} {replies.IN_THE_SAME_ARTICLES}"
    return replace(answered(list(there), MOST, heading=heading), off_topic=is_own)


def _tells(story: Sequence[str], about: Topic, builder: LineBuilder) -> bool:
    """Whether an article of a story holds most of a topic."""
    wanted = Wanted(about.text, builder.retriever)
    articles = filter(None, map(builder.retriever.article, story))
    return any(wanted.held("", told_in(article)) >= MOST_OF_A_TOPIC for article in articles)


def _by_those_shown(request: WhatTheySaid, asking: Asking) -> Draft | None:
    """Where or when it was, by the sentences that the last answer cites, where the articles tell it of no statement."""
    kind = {"where": PLACE, "when": DAY}.get(request.detail or "")
    if kind is None or asking.last is None or not request.inherited:
        return None
    cited = asking.last.answer.citations
    if any(each.venue if kind is PLACE else each.said_on or each.article.published for each in cited):
        return None
    builder, lines = asking.builder, list[Line]()
    for each in cited:
        for home in builder.retriever.passages_of(each.article.id):
            for start, end in prose(each.article, home.start, home.end):
                if start < each.end and each.start < end and kind.search(each.article.text, start, end):
                    lines.append(builder.passage(each.article, *builder.uncut(each.article, start, end)))
    return answered(lines, MOST) if lines else None


def _naming(about: Topic, story: Sequence[str], builder: LineBuilder) -> list[Line]:
    """The sentences of a story that name what is a name there, written with a capital wherever it stands."""
    found: list[Line] = []
    for article in filter(None, map(builder.retriever.article, story)):
        if not is_name_in(about, article):
            continue
        for start, end in prose(article, builder.retriever.opening(article)[0], len(article.text)):
            if run_within(words(about.text), words(article.text[start:end])):
                line = builder.of_sentence(article, start, end)
                found.append(line or builder.passage(article, *builder.uncut(article, start, end)))
    return found


def _of_the_story(request: OpenQuestion, draft: Draft) -> Draft:
    """What a follow-up finds, without what only tells of the question before it.

    The nearest to a follow-up is its answer where it stands in the story at hand and holds what is asked.
    """
    asked = {term for word in words(request.text) if word not in FRAME for term in terms(word)}
    if not asked:
        return draft

    def tells(line: Line) -> bool:
        held = {term for each in line.evidence for term in terms(each.copied())}
        is_there = any(each.article.id in request.within for each in line.evidence)
        least = HELD if draft.status is not Status.ANSWERED else 0.0
        share = len(asked & held) / len(asked)
        return share >= least and share > 0 and (is_there or draft.status is Status.ANSWERED)

    lines = tuple(line for line in draft.lines if tells(line))
    if not lines:
        return draft if draft.status is not Status.ANSWERED else replace(draft, status=Status.REFUSED)
    heading = draft.words if draft.status is Status.ANSWERED else ""
    return replace(draft, status=Status.ANSWERED, lines=lines, words=heading)


def checked(
    request: Request, draft: Draft, question: str, builder: LineBuilder, *, strict: bool
) -> tuple[Answer, Draft]:
    """The answer with what the gate let through, and the draft of that; a refusal when it let nothing through.

    Args:
        request: what was asked.
        draft: what was made for it.
        question: as it was put.
        builder: what made the draft's lines.
        strict: raise ``CheckFailed`` at a bad line.
    """
    lines = passed(draft.lines, builder.owned, strict=strict)
    if draft.status is Status.ANSWERED and not lines:
        draft = refused(replies.NOTHING_CHECKED, builder.retriever.coverage)
    draft = replace(draft, lines=tuple(lines), rest=tuple(passed(draft.rest, builder.owned, strict=strict)))
    text, citations = cited(lines)
    suggestions = draft.suggestions
    if draft.status is Status.REFUSED and not suggestions:
        suggestions = fitting(request, builder.retriever)
    answer = Answer(
        question=question,
        status=draft.status,
        text="\n".join(part for part in (unmarked(draft.words), text) if part),
        citations=citations,
        suggestions=tuple(dict.fromkeys(suggestions))[:MOST_SUGGESTIONS],
        shown=sum(not line.points for line in lines),
        more=len(draft.rest),
    )
    return answer, draft


def _open(request: OpenQuestion, asking: Asking) -> Draft:
    if (settled := _settled(request, asking.builder)) is not None:
        return settled
    if request.first:
        return open_question.followed(request, asking.builder, asking.asked)
    return open_question.found(request, asking.builder, asking.asked)


def _plainly(request: Request, asking: Asking) -> Draft:
    """The best passages for a question that no surer form answers, or a refusal; an overview points nowhere else."""
    searched = OpenQuestion(text=request.text, within=request.within)
    draft = open_question.found(searched, asking.builder, asking.asked)
    return replace(draft, lines=tuple(line for line in draft.lines if not line.points))


def _of_those_asked(request: Reactions, asking: Asking) -> Draft:
    """What those said whose reaction is asked for, where no article on it has any; else a plain search's answer."""
    if not request.speakers:
        return _plainly(request, asking)
    return said(WhatTheySaid(text=request.text, speakers=request.speakers, about=request.about), asking.builder)


def _settled(request: OpenQuestion, builder: LineBuilder) -> Draft | None:
    """The statement that settles "did X …?", where one holds the words of the question; no verdict beyond it."""
    if not request.speakers or request.about is None or any(len(named.rows) > 1 for named in request.speakers):
        return None
    asked = WhatTheySaid(text=request.text, speakers=request.speakers, about=request.about, inherited=request.inherited)
    draft = spoken(asked, builder, Fit.OWN_WORDS)
    return draft if draft is not None and draft.status is not Status.REFUSED else None


ANSWERS: Mapping[type[Request], Callable[[Any, Asking], Draft]] = {
    requests.WhatTheySaid: lambda request, asking: _by_those_shown(request, asking) or said(request, asking.builder),
    requests.QuoteCheck: lambda request, asking: verified(request, asking.builder),
    requests.WhoSaid: lambda request, asking: who_said(request, asking.builder),
    requests.UnknownSpeaker: lambda request, asking: nobody(request, asking.builder),
    requests.UnclearSpeaker: lambda _request, _asking: Draft(Status.CLARIFY, words=replies.WHO_IS_MEANT),
    requests.WhoIs: lambda request, asking: who_is(request, asking.builder) or _plainly(request, asking),
    requests.Gist: lambda request, asking: gist(request, asking.builder) or _plainly(request, asking),
    requests.Compare: lambda request, asking: compared(request, asking.builder) or _plainly(request, asking),
    requests.Change: lambda request, asking: changed(request, asking.builder) or _plainly(request, asking),
    requests.Timeline: lambda request, asking: timeline(request, asking.builder) or _plainly(request, asking),
    requests.BestQuotes: lambda request, asking: best_quotes(request, asking.builder) or _plainly(request, asking),
    requests.Reactions: lambda request, asking: reactions(request, asking.builder) or _of_those_asked(request, asking),
    requests.OpenQuestion: _open,
    requests.InAnotherLanguage: lambda request, asking: asked_in_another(request, asking.builder, asking.asked),
    requests.ListSpeakers: lambda request, asking: listings.speakers(request, asking.builder),
    requests.ListArticles: lambda request, asking: listings.articles(request, asking.builder),
    requests.Whole: lambda request, asking: paging.whole(request, asking.last, asking.builder),
    requests.More: lambda _request, asking: paging.more(asking.last, asking.builder),
    requests.Help: lambda _request, asking: greeted(asking.builder.retriever, asking.prompts),
}
"""The function for each type in ``AnyRequest``."""
