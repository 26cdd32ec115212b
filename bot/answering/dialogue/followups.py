"""What a chat was about: follow-ups are completed from the turn before, new topics are left alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.drafting.draft import Draft
from bot.answering.drafting.evidence import Line
from bot.answering.query.intent import understand
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import (
    ListArticles,
    ListSpeakers,
    More,
    OpenQuestion,
    QuoteCheck,
    Reply,
    Request,
    UnclearSpeaker,
    UnknownSpeaker,
    WhatTheySaid,
    WhoIs,
    WhoSaid,
)
from bot.answering.query.topics import left_over, topic
from retrieval.lang.en.numbers import ORDINALS
from retrieval.lang.en.phrases import followup_phrases as phrases
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.tokens import fold, words
from retrieval.model import Answer, Speaker, Status
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named
from retrieval.search.topic import Topic

MOST_OF_A_NAME = 4
"""Words behind "no, I meant" that are taken for a name even if nobody bears it."""

MOST_OF_A_CHOICE = 8
"""Words of a reply to "which one do you mean"; a longer one is a question of its own."""


MOST_OF_A_DETAIL = 3
"""Words of "and when?", which asks nothing else."""


@dataclass(frozen=True)
class Turn:
    """One question and answer. ``rest``: lines that were found and not shown. ``candidates``: whom to choose from.

    ``spoke``: who was found to have said what the question asked of anybody. ``shown``: what the person got, where
    ``answer`` is an earlier one that the next question may still lean on.
    """

    request: Request
    answer: Answer
    rest: tuple[Line, ...] = ()
    candidates: tuple[int, ...] = ()
    spoke: tuple[Named, ...] = ()
    shown: Answer | None = None


def turn_left(request: Request, answer: Answer, draft: Draft, last: Turn | None, retriever: Retriever) -> Turn:
    """What the next question of a chat may lean on; after a reply to an answer, that is the turn before."""
    if last is None or not isinstance(request, Reply):
        return Turn(request, answer, draft.rest, draft.candidates, _spoke(request, answer, retriever), shown=answer)
    if isinstance(request, More):
        return Turn(last.request, answer if answer.citations else last.answer, draft.rest, shown=answer)
    return Turn(last.request, last.answer, last.rest, shown=answer)


def _spoke(request: Request, answer: Answer, retriever: Retriever) -> tuple[Named, ...]:
    """Whom "he" means after "who said that": the one whose words come first."""
    first = answer.citations[0].speaker if answer.citations and answer.status is Status.ANSWERED else None
    if first is None or not isinstance(request, WhoSaid):
        return ()
    rows = (row for row, speaker in enumerate(retriever.speakers) if speaker.name == first)
    return tuple(Named(0, 0, (row,)) for row in rows)[:1]


def follow(question: ParsedQuestion, last: Turn | None) -> Request:
    """What a question wants in a conversation; what it leaves out is taken from the turn before."""
    request = understand(question, follows=last is not None)
    if last is not None:
        request = _chosen(question, last) or _followed(question, request, last)
    if isinstance(request, OpenQuestion) and not request.speakers and phrases.THEY_SAID.search(question.masked):
        return UnclearSpeaker(text=request.text, about=request.about, inherited=request.inherited)
    return request


def _followed(question: ParsedQuestion, request: Request, last: Turn) -> Request:
    before, text = last.request, question.masked
    if (corrected := _corrected(question, request, before)) is not None:
        return corrected
    if isinstance(request, Reply | ListSpeakers | ListArticles):
        return request
    if phrases.WHO_ELSE.fullmatch(text) and (others := _others(question, last)) is not None:
        return others
    if request.about is None and phrases.ABOUT_IT.search(text):
        on_it = _on_it(question, request, before)
        if on_it is not None:
            return on_it
    if isinstance(before, WhatTheySaid | WhoSaid) and (then := _then(question, before)) is not None:
        return then
    if isinstance(before, WhoSaid) and last.spoke and phrases.PRONOUN.search(text):
        before = replace(before, speakers=last.spoke, about=None, quoted=None)
    if before.speakers and not request.speakers:
        completed = _completed(question, request, before)
        if completed is not None:
            return completed
    lead = phrases.MORE_OF_THE_SAME.match(text)
    if lead and isinstance(request, OpenQuestion | UnknownSpeaker):
        return _next(question, lead.end(), request, before)
    if lead and type(request) is WhatTheySaid and request.about is None:
        return _the_same_of(request, before)
    return request


def _quoted(request: Request) -> str | None:
    return request.quoted if isinstance(request, QuoteCheck | WhoSaid) else None


def _topic_of(before: Request, question: ParsedQuestion) -> Topic | None:
    """What the turn before was about: its topic, or the words whose speaker it asked for."""
    quoted = _quoted(before)
    return before.about or (topic(quoted, question.known.names) if quoted else None)


def _corrected(question: ParsedQuestion, request: Request, before: Request) -> Request | None:
    """ "No, I meant Holm": the question before, of somebody else; None when nobody is corrected."""
    lead = phrases.CORRECTION.match(question.masked)
    if lead is None or not (before.speakers or isinstance(before, UnknownSpeaker)):
        return None
    meant = question.shown(question.masked[lead.end() :]).strip(" .!?")
    if named := tuple(question.known.names.find(meant)):
        if isinstance(before, WhatTheySaid):
            before = replace(before, described_as=None, strangers=())
        elif not isinstance(before, WhoIs):
            before = WhatTheySaid(text=before.text, about=before.about, days=before.days, outlet=before.outlet)
        return replace(before, text=request.text, speakers=named, inherited=True)
    if isinstance(request, OpenQuestion | UnknownSpeaker) and 0 < len(words(meant)) <= MOST_OF_A_NAME:
        unknown = UnknownSpeaker(text=request.text, name=meant, about=before.about, inherited=True)
        return replace(unknown, days=before.days, outlet=before.outlet)
    return None


def _on_it(question: ParsedQuestion, request: Request, before: Request) -> Request | None:
    """ "What did Holm say about it", on the topic of the turn before; None when there was none."""
    about = _topic_of(before, question)
    if about is None and isinstance(before, OpenQuestion):
        about = left_over(before.text, question)
    if about is None:
        return None
    if type(request) is WhatTheySaid:
        return replace(request, about=about, inherited=True)
    if isinstance(request, OpenQuestion | UnknownSpeaker) and phrases.WHO_SAID_SO.match(question.masked):
        return WhoSaid(text=request.text, about=about, inherited=True)
    return None


def _others(question: ParsedQuestion, last: Turn) -> Request | None:
    """ "Who else?": what others than those of the turn before said on its topic; None when it had none."""
    before = last.request
    about = _topic_of(before, question)
    if about is None or not isinstance(before, WhatTheySaid | WhoSaid):
        return None
    shown = {each.speaker for each in last.answer.citations}
    heard = [Named(0, 0, (row,)) for row, speaker in enumerate(question.known.speakers) if speaker.name in shown]
    besides = before.besides if isinstance(before, WhoSaid) else ()
    return WhoSaid(
        text=question.text,
        about=about,
        days=before.days,
        outlet=before.outlet,
        besides=(*besides, *before.speakers, *heard),
        inherited=True,
    )


def _then(question: ParsedQuestion, before: Request) -> Request | None:
    """ "And last week?": the question before, of other days or another outlet; None where a text asks for more."""
    days, outlet = question.days, question.outlet
    if (days is None and outlet is None) or not phrases.ONLY_WHEN.issuperset(words(question.shown(question.rest))):
        return None
    days, outlet = days or before.days, outlet or before.outlet
    return replace(before, text=question.text, days=days, outlet=outlet, inherited=True)


def _the_same_of(request: WhatTheySaid, before: Request) -> Request:
    """ "And Holm?": whether it said the same words, or what on the same topic, in the same days."""
    quoted = _quoted(before)
    if quoted is not None:
        return _checked(request, quoted)
    days, outlet = request.days or before.days, request.outlet or before.outlet
    if before.about or days or outlet:
        return replace(request, about=before.about, days=days, outlet=outlet, inherited=True)
    return request


def _next(question: ParsedQuestion, at: int, request: Request, before: Request) -> Request:
    """The next speaker or topic after a question that nobody's words answered: "and Peskov?", "and on NATO?"."""
    text = question.shown(question.masked[at:])
    alone = understand(ParsedQuestion.of(text, question.asked, question.known))
    if isinstance(alone, WhatTheySaid):
        return replace(alone, text=request.text, about=alone.about or before.about, inherited=True)
    is_name = 0 < len(words(text)) <= MOST_OF_A_NAME and not phrases.LEADING_ON.match(text)
    if isinstance(before, UnknownSpeaker) and is_name:
        return replace(before, text=request.text, name=text.strip(" .!?"), inherited=True)
    about = left_over(phrases.LEADING_ON.sub("", text), question)
    if isinstance(before, WhoSaid) and about is not None and len(words(text)) <= MOST_OF_A_CHOICE:
        return replace(before, text=request.text, about=about, quoted=None, inherited=True)
    return request


def _completed(question: ParsedQuestion, request: Request, before: Request) -> Request | None:
    """The question with the speakers of the turn before, when it leans on them."""
    text, rest, length = question.masked, question.rest, len(words(question.text))
    said = WhatTheySaid(
        text=request.text,
        speakers=before.speakers,
        about=request.about,
        days=question.days,
        outlet=question.outlet,
        inherited=True,
    )
    days, outlet = question.days or before.days, question.outlet or before.outlet
    same = replace(said, about=before.about, days=days, outlet=outlet)
    if phrases.WHY.fullmatch(text):
        return replace(same, detail="why")
    detail = phrases.DETAIL.match(text)
    if phrases.PRONOUN.search(text):
        if phrases.WHO_IS.match(text):
            return WhoIs(text=said.text, speakers=said.speakers, about=said.about, inherited=True)
        if (claim := question.claim) is not None:
            return _checked(said, claim)
        about = left_over(rest, question)
        if about is None and (detail or phrases.THAT.search(text)):
            same = replace(same, detail=_place_or_time(detail))
            quoted = _quoted(before)
            return same if quoted is None else _checked(same, quoted)
        return replace(said, about=about, detail=_place_or_time(detail))
    if phrases.MORE_OF_THE_SAME.match(text) and length <= MOST_OF_A_CHOICE:
        left = question.put_as(phrases.MORE_OF_THE_SAME.sub("", rest, count=1))
        behind = left.rest
        if left.names and not left.rest[: left.names[0].start].strip():
            same = replace(same, speakers=left.names[:1])
            behind = left.rest[left.names[0].end :].strip()
        return replace(same, about=left_over(phrases.LEADING_ON.sub("", behind), question) or before.about)
    if detail is not None and length <= MOST_OF_A_DETAIL and left_over(text, question) is None:
        return replace(same, detail=_place_or_time(detail))
    return None


def _checked(said: WhatTheySaid, quoted: str) -> QuoteCheck:
    """Whether those speakers said these very words."""
    return QuoteCheck(
        text=said.text,
        speakers=said.speakers,
        days=said.days,
        outlet=said.outlet,
        detail=said.detail,
        quoted=quoted,
        inherited=True,
    )


def _place_or_time(detail: re.Match[str] | None) -> str | None:
    asked = fold(detail.group()).split()[-1] if detail else None
    return asked if asked in {"where", "when"} else None


def _chosen(question: ParsedQuestion, last: Turn) -> Request | None:
    """The namesake that a short reply to "which one do you mean" picks."""
    called, known = words(question.text), question.known
    if not last.candidates or len(called) > MOST_OF_A_CHOICE:
        return None
    reply, speakers = set(called), known.speakers
    counted = [int(word) for word in reply if word.isdigit() and len(word) < 3]
    counted += [ORDINALS[word] for word in reply & ORDINALS.keys()]
    number = counted[0] if counted else None
    fitting = [row for row in last.candidates if reply & (set(words(speakers[row].name)) - _shared(last, speakers))]
    if not fitting:
        telling = " ".join(word for word in called if word not in FRAME and word != "one")
        fitting = [row for row in known.names.described(telling) if row in last.candidates]
    if number is not None and 1 <= number <= len(last.candidates):
        fitting = [last.candidates[number - 1]]
    if len(fitting) != 1:
        return None
    kept = tuple(
        replace(named, rows=(fitting[0],)) if fitting[0] in named.rows else named for named in last.request.speakers
    )
    return replace(last.request, speakers=kept, inherited=True)


def _shared(last: Turn, speakers: Sequence[Speaker]) -> set[str]:
    """The words that all candidates' names have."""
    return set.intersection(*(set(words(speakers[row].name)) for row in last.candidates))
