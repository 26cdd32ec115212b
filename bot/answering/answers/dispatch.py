"""Which function answers which request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.answering.answers import how_many, listings, open_question, paging
from bot.answering.answers.in_other_languages import asked_in_another, told_in_another
from bot.answering.answers.near_misses import nobody
from bot.answering.answers.overviews.best_quotes import best_quotes
from bot.answering.answers.overviews.compare import compared
from bot.answering.answers.overviews.gist import gist
from bot.answering.answers.overviews.over_time import changed, timeline
from bot.answering.answers.overviews.reactions import reactions
from bot.answering.answers.overviews.who_spoke import who_spoke
from bot.answering.answers.quote_check import verified, without_marks
from bot.answering.answers.suggestions import fitting, greeted
from bot.answering.answers.what_they_said import is_limited, said
from bot.answering.answers.who_is import who_is
from bot.answering.answers.who_said import who_said
from bot.answering.dialogue.state import Turn
from bot.answering.drafting.answerability import SURE
from bot.answering.drafting.candidates import holds_the_name, on_topic
from bot.answering.drafting.denials import with_own_words
from bot.answering.drafting.draft import Draft, answered, read_on, refused
from bot.answering.drafting.evidence import Line, overlap
from bot.answering.drafting.line_builder import MOST, LineBuilder
from bot.answering.drafting.relevance import Wanted
from bot.answering.grounding.gate import cited, passed
from bot.answering.query import request as requests
from bot.answering.query.request import (
    InAnotherLanguage,
    OpenQuestion,
    QuoteCheck,
    Reactions,
    Request,
    UnclearSpeaker,
    UnknownSpeaker,
    WhatTheySaid,
    WhoSaid,
    WhoSpoke,
)
from prompts import Prompts, replies
from retrieval.lang.en.phrases.time_phrases import DAY, NAMES_A_THING, PLACE
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.en.times import MONTHS, WEEKDAYS
from retrieval.lang.paragraph_kinds import prose
from retrieval.lang.quotation_marks import unmarked
from retrieval.lang.tokens import terms, words
from retrieval.model import Answer, Status


@dataclass(frozen=True)
class Asking:
    """What a request is answered with: the builder of lines, the day asked, the turn before, what people read."""

    builder: LineBuilder
    asked: date
    last: Turn | None
    prompts: Prompts


MEANT, TELLING = 0.5, 3
"""Probability from which on a search's answer tells who is meant, where a question leaves it open, and words that it
must have of its own for that."""

CERTAIN = 0.7
"""Probability from which on what a plain search finds is shown where somebody's words are asked for."""

MOST_SUGGESTIONS = 6
"""Buttons below an answer; more are a wall."""


def drafted(request: Request, asking: Asking) -> Draft:
    """The draft that answers a request; where none does, what articles in other languages have."""
    draft = with_own_words(_drafted(request, asking), asking.builder)
    if draft.status is Status.ANSWERED and _may_go_on(request, draft):
        draft = read_on(draft)
    if draft.status is not Status.REFUSED or request.days is not None or request.outlet is not None:
        return draft
    return told_in_another(request, asking.builder) or draft


def _drafted(request: Request, asking: Asking) -> Draft:
    """The draft that answers a request; what a search has for the whole question where it finds nothing."""
    draft = ANSWERS[type(request)](request, asking)
    if draft.status is Status.CLARIFY and isinstance(request, WhatTheySaid | UnclearSpeaker):
        return _of_whom_the_search_finds(request, draft, asking) or draft
    if type(request) is WhatTheySaid and not is_limited(request):
        draft = _besides_theirs(request, draft, asking)
    if draft.status is Status.REFUSED and request.days is not None:
        return _of_the_day(request, draft, asking)
    is_narrowed = request.outlet is not None
    is_narrowed |= isinstance(request, WhoSaid) and bool(request.besides)
    is_searched = isinstance(request, OpenQuestion | QuoteCheck | InAnotherLanguage)
    is_searched |= isinstance(request, WhatTheySaid) and (request.about is not None or request.detail is not None)
    if draft.status is not Status.REFUSED or is_narrowed or is_searched:
        return draft
    plain = _found(request, asking)
    if isinstance(request, WhoSaid) and request.stance is not None:
        plain = _but_of_those_named(plain, request, asking)
    quoted = request.quoted if isinstance(request, WhoSaid) else None
    stays_refused = isinstance(request, WhatTheySaid) or bool(quoted)  # others' words are no answer
    stays_refused |= isinstance(request, UnknownSpeaker) and not (request.is_office and _stands(request.name, asking))
    if plain.status is Status.ANSWERED and not stays_refused:
        return replace(plain, words=_near(request) or plain.words)
    if draft.lines:
        return draft
    near = _nearest(quoted or request.text, plain, asking)
    return replace(draft, lines=near, words=f"{draft.words} {replies.NEAREST}".strip()) if near else draft


def _besides_theirs(request: WhatTheySaid, draft: Draft, asking: Asking) -> Draft:
    """A draft of somebody's words with the sentence that a plain search, which names no speaker, is sure of.

    Behind theirs none of another's words, but where theirs don't name the topic and those hold all of it; where they
    said nothing, all that the search shows.
    """
    builder = asking.builder
    plain = _found(OpenQuestion(text=request.text, within=request.within, before=request.before), asking)
    best = plain.lines[0] if plain.status is Status.ANSWERED and plain.likely >= CERTAIN else None
    if best is None or plain.words or not holds_the_name(best, request.about):
        return draft
    if draft.status is not Status.ANSWERED:
        return replace(plain, words=f"{draft.words.removesuffix(replies.NEAREST).strip()} {replies.NEAREST}")
    names = {builder.retriever.speakers[row].name for named in request.speakers for row in named.rows}
    had = [each.key for line in draft.lines for each in line.evidence]
    is_shown = any(overlap(each.key, key) for each in best.evidence for key in had)
    is_anothers = best.speaker not in {None, *names}
    topic = set(terms(request.about.key)) if request.about is not None and draft.off_topic else set()
    if is_shown or best.points or (is_anothers and not (topic and topic <= set(terms(best.text)))):
        return draft
    if is_anothers:
        best = replace(best, heading=replies.SOMEBODY_ELSE)
    elif any(each.by is None for each in builder.spoken_in(best)):
        best = replace(best, heading=replies.SPEAKER_NOT_CERTAIN)
    points = tuple(line for line in draft.lines if line.points)
    return replace(draft, lines=(*draft.lines[: len(draft.lines) - len(points)], best, *points))


def _may_go_on(request: Request, draft: Draft) -> bool:
    """Whether passages are shown with what their paragraph goes on with: not beside very words, a place or a count."""
    if isinstance(request, QuoteCheck) or (isinstance(request, WhoSaid) and request.quoted):
        return False
    if isinstance(request, WhatTheySaid) and request.detail:
        return False
    is_counted = how_many.asks_for_one(request.text) and not draft.likely
    return isinstance(request, WhatTheySaid | WhoSaid | OpenQuestion | UnknownSpeaker) and not is_counted


def _of_whom_the_search_finds(request: Request, unclear: Draft, asking: Asking) -> Draft | None:
    """What a search has of one of those whom a description or "he" may mean, where it is surer; None: it isn't."""
    telling = {word for word in words(request.text) if word not in FRAME | ASKS_FOR_WORDS and terms(word)}
    if isinstance(request, QuoteCheck) or any(each.exact for each in request.speakers) or len(telling) < TELLING:
        return None
    names = {asking.builder.retriever.speakers[row].name for row in unclear.candidates}
    plain = _found(request, asking)
    is_sure = plain.status is Status.ANSWERED and plain.likely >= MEANT
    if not is_sure or (names and plain.lines[0].speaker not in names):
        return None
    return replace(plain, words=plain.words or replies.WHO_IS_MEANT_UNCERTAIN)


def _of_the_day(request: Request, silent: Draft, asking: Asking) -> Draft:
    """What a search has where the day is part of what was said: "no gloves on Monday"; else the refusal, ``silent``.

    Or of what it was about: "the weekend talks", "the January promise". Only where it is named: "today" in an article
    is another day. Where somebody's words are asked for, nobody else's. The refusal shows theirs of other days where
    the search is sure of them: "Holm on the January promise".
    """
    told = {*WEEKDAYS, *MONTHS}.intersection(words(request.text))
    is_of_a_thing = NAMES_A_THING.search(request.text) is not None
    if not told and not is_of_a_thing:
        return silent
    names = {asking.builder.retriever.speakers[row].name for named in request.speakers for row in named.rows}
    plain = _found(replace(request, days=None), asking)

    def is_it(line: Line) -> bool:
        return (is_of_a_thing or told.issubset(words(line.text))) and (not names or line.speaker in names)

    lines = tuple(filter(is_it, plain.lines))
    if plain.status is Status.ANSWERED and lines:
        return replace(plain, lines=lines, rest=tuple(filter(is_it, plain.rest)))
    theirs = [line for line in plain.lines if line.speaker in names] if plain.likely >= SURE else []
    near = on_topic(theirs, request, asking.builder)[: open_question.NEAREST]
    if silent.lines or not near:
        return silent
    return replace(silent, lines=tuple(near), words=f"{silent.words} {replies.NEAREST}")


def _but_of_those_named(plain: Draft, request: Request, asking: Asking) -> Draft:
    """A draft without the words of those whom the question names: nobody takes a stance on himself."""
    names, known = asking.builder.retriever.names, asking.builder.retriever.speakers
    named = {known[row].name for each in names.find(request.text) for row in each.rows}
    lines = tuple(line for line in plain.lines if line.speaker not in named)
    return replace(plain, lines=lines) if lines else replace(plain, status=Status.REFUSED, lines=())


def _near(request: Request) -> str:
    """What stands above what a search has for an office that nobody holds, or a stance that nobody takes in words."""
    if isinstance(request, UnknownSpeaker):
        return f"{replies.NO_SUCH_OFFICE.format(office=request.name)} {replies.NEAREST}"
    return replies.NOT_IN_THOSE_WORDS if isinstance(request, WhoSaid) and request.stance is not None else ""


def _stands(name: str, asking: Asking) -> bool:
    """Whether the articles have all words of a name."""
    return all(map(asking.builder.retriever.names.is_word, words(name)))


def _nearest(asked: str, plain: Draft, asking: Asking) -> tuple[Line, ...]:
    """The first lines that a search has which share a word with what is asked; those that only point don't count."""
    wanted = Wanted(asked, asking.builder.retriever)
    shown = [line for line in plain.lines if not line.points and wanted.has_in_common(line.text)]
    return tuple(shown[: open_question.NEAREST])


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


def _again(request: WhatTheySaid, asking: Asking) -> Draft | None:
    """The statements that the last answer shows with when or where they were said, where that is asked of them."""
    if request.detail not in ("where", "when") or asking.last is None or not request.inherited:
        return None
    builder = asking.builder
    names = {builder.retriever.speakers[row].name for named in request.speakers for row in named.rows}
    cited = asking.last.answer.citations
    told = [each for each in cited if (each.venue if request.detail == "where" else each.said_on)]
    shown = {
        one.row: one
        for each in told
        for one in builder.said_at(each.article, each.start, each.end)
        if one.by in names and (one.item.venue if request.detail == "where" else one.item.said_on)
    }
    lines = builder.said(list(shown.values()))
    return answered(lines, MOST) if lines else None


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


def _found(request: Request, asking: Asking) -> Draft:
    """The sentences that answer best, or a refusal."""
    return open_question.found(request, asking.builder, asking.asked)


def _plainly(request: Request, asking: Asking) -> Draft:
    """The same for a question that no surer form answers; an overview points nowhere else."""
    draft = _found(request, asking)
    if draft.status is Status.REFUSED and isinstance(request, requests.Gist | requests.Timeline) and draft.lines:
        draft = replace(draft, status=Status.ANSWERED, words=replies.MAY_NOT_ANSWER)
    return replace(draft, lines=tuple(line for line in draft.lines if not line.points))


def _of_anybody(request: WhoSpoke, asking: Asking) -> Draft:
    """What a search has of anybody's words, where no article is on the subject or none of the kind speaks."""
    if request.kinds:
        return _plainly(request, asking)
    asked = WhoSaid(text=request.text, about=request.about, days=request.days, outlet=request.outlet)
    return who_said(asked, asking.builder, asking.asked)


def _of_those_asked(request: Reactions, asking: Asking) -> Draft:
    """What those said whose reaction is asked for, where no article on it has any; else a plain search's answer."""
    if not request.speakers:
        return _plainly(request, asking)
    asked = WhatTheySaid(
        text=request.text, speakers=request.speakers, about=request.about, days=request.days, outlet=request.outlet
    )
    return said(asked, asking.builder, asking.asked)


ANSWERS: Mapping[type[Request], Callable[[Any, Asking], Draft]] = {
    requests.WhatTheySaid: lambda request, asking: (
        _by_those_shown(request, asking)
        or _again(request, asking)
        or without_marks(request, asking.builder)
        or said(request, asking.builder, asking.asked)
    ),
    requests.QuoteCheck: lambda request, asking: verified(request, asking.builder),
    requests.WhoSaid: lambda request, asking: who_said(request, asking.builder, asking.asked),
    requests.UnknownSpeaker: lambda request, asking: nobody(request, asking.builder),
    requests.UnclearSpeaker: lambda _request, _asking: Draft(Status.CLARIFY, words=replies.WHO_IS_MEANT),
    requests.WhoIs: lambda request, asking: who_is(request, asking.builder, asking.asked) or _plainly(request, asking),
    requests.Gist: lambda request, asking: gist(request, asking.builder, asking.asked) or _plainly(request, asking),
    requests.Compare: lambda request, asking: (
        compared(request, asking.builder, asking.asked) or _plainly(request, asking)
    ),
    requests.Change: lambda request, asking: (
        changed(request, asking.builder, asking.asked) or _plainly(request, asking)
    ),
    requests.Timeline: lambda request, asking: (
        timeline(request, asking.builder, asking.asked) or _plainly(request, asking)
    ),
    requests.BestQuotes: lambda request, asking: best_quotes(request, asking.builder) or _plainly(request, asking),
    requests.WhoSpoke: lambda request, asking: who_spoke(request, asking.builder) or _of_anybody(request, asking),
    requests.Reactions: lambda request, asking: (
        reactions(request, asking.builder, asking.asked) or _of_those_asked(request, asking)
    ),
    requests.OpenQuestion: _found,
    requests.InAnotherLanguage: lambda request, asking: asked_in_another(request, asking.builder, asking.asked),
    requests.ListSpeakers: lambda request, asking: listings.speakers(request, asking.builder),
    requests.ListArticles: lambda request, asking: listings.articles(request, asking.builder),
    requests.Whole: lambda request, asking: paging.whole(request, asking.last, asking.builder),
    requests.More: lambda _request, asking: paging.more(asking.last, asking.builder),
    requests.Help: lambda _request, asking: greeted(asking.builder.retriever, asking.prompts),
}
"""The function for each type in ``AnyRequest``."""
