"""What a chat was about: follow-ups are completed from the turn before, new topics are left alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.dialogue.state import State, Turn, topic_of
from bot.answering.query.intent import understand
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.readings import SURE, intent_of
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
    Whole,
    WhoSaid,
)
from bot.answering.query.topics import left_over
from retrieval.lang.en.numbers import ORDINALS
from retrieval.lang.en.phrases import followup_phrases as phrases
from retrieval.lang.en.phrases.question_phrases import CITATION_NUMBERS
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.tokens import fold, terms, words
from retrieval.model import Speaker
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named

MOST_OF_A_NAME = 4
"""Words behind "no, I meant" that are taken for a name even if nobody bears it."""

MOST_OF_A_CHOICE = 8
"""Words of a reply to "which one do you mean"; a longer one is a question of its own."""


HELD = 0.6
"""Share of a short question's words that the story before must hold for it to be of that story."""

MOST_OF_A_DETAIL = 3
"""Words of "and when?", which asks nothing else."""


def follow(question: ParsedQuestion, last: Turn | None) -> Request:
    """What a question wants in a conversation; what it leaves out is taken from the turn before."""
    if last is None:
        return _clear(question, understand(question))
    state = State.after(last, question)
    request = _chosen(question, last) or _replied(question, last, state)
    if request is None:
        request = _clear(question, _followed(question, understand(question, follows=True), last, state))
    return _placed(question, request, state)


def _clear(question: ParsedQuestion, request: Request) -> Request:
    if isinstance(request, OpenQuestion) and not request.speakers and phrases.THEY_SAID.search(question.masked):
        return UnclearSpeaker(text=request.text, about=request.about, inherited=request.inherited)
    return request


def _replied(question: ParsedQuestion, last: Turn, state: State) -> Request | None:
    """A reply to the answer: "yes" to what it offered, a doubt, "the second", "back to Holm"; None: it is none."""
    text = question.masked
    if phrases.AGREES.fullmatch(text):
        return _offered(question, state, 1) or (More(text=question.text) if last.rest else None)
    if phrases.DOUBTS.fullmatch(text):
        return Whole(text=question.text) if last.answer.citations else None
    back = phrases.BACK_TO.match(text)
    if back is not None and (found := _back(question, back["what"] or "", state)) is not None:
        return found
    if question.names or question.quotations or len(words(question.text)) > MOST_OF_A_CHOICE:
        return None
    intent = intent_of(question, follows=True)
    if intent.likely < SURE:
        return None
    if intent.name == "choose" and (number := _counted(question)) is not None:
        if not last.answer.citations and (offered := _offered(question, state, number)) is not None:
            return offered
        return Whole(text=question.text, number=number)
    if intent.name == "context" and last.answer.citations:
        return Whole(text=question.text, number=_counted(question) or 1)
    if intent.name == "more":
        return More(text=question.text)
    return None


def _offered(question: ParsedQuestion, state: State, number: int) -> Request | None:
    """The question that the answer before offered in this place, as if it were put."""
    if not 1 <= number <= len(state.offers):
        return None
    return understand(ParsedQuestion.of(state.offers[number - 1], question.asked, question.known))


def _counted(question: ParsedQuestion) -> int | None:
    """The place in a list that a short reply names: "the second one", "3"."""
    called = words(question.text)
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


def _placed(question: ParsedQuestion, request: Request, state: State) -> Request:
    """A request with where to search first, and with the words that the question leaves to the turn before."""
    if isinstance(request, Reply | ListSpeakers | ListArticles) or not state.story:
        return request
    leans = isinstance(request, OpenQuestion) and _leans(question, state)
    if isinstance(request, OpenQuestion) and not (leans or request.inherited):
        return request  # it stands by itself: the story before must not draw it
    request = replace(request, within=state.story)
    if type(request) is WhatTheySaid:
        known = question.known
        request = replace(request, speakers=tuple(_in_the_story(each, state, known) for each in request.speakers))
        is_body = not any(known.names.is_person(row) for each in request.speakers for row in each.rows)
        is_bare = request.about is None and request.days is None and request.outlet is None
        if is_bare and is_body and known.rows_of(_rows(request), articles=state.story):
            request = replace(request, only_within=True)
        before = state.earlier[-1]
        is_asked = isinstance(before, WhatTheySaid | WhoSaid) and before.about is not None  # "and Holm?", on just that
        is_loose = request.about is None or (request.about == state.topic and not is_asked)
        if request.inherited and is_loose and not request.days:
            return replace(request, context=state.context, likely=True)
    if isinstance(request, UnknownSpeaker | UnclearSpeaker):
        return replace(request, context=state.context, likely=True)
    if leans:
        return replace(request, context=state.context, likely=True)
    return request


def _rows(request: Request) -> tuple[int, ...]:
    return tuple(row for each in request.speakers for row in each.rows)


def _in_the_story(named: Named, state: State, known: Retriever) -> Named:
    """The one of several namesakes who speaks in the story at hand: "the minister", "Roberts"."""
    here = [row for row in named.rows if known.rows_of([row], articles=state.story)] if len(named.rows) > 1 else []
    return replace(named, rows=(here[0],)) if len(here) == 1 else named


def _leans(question: ParsedQuestion, state: State) -> bool:
    """Whether a question is of the story before: it says so, or is short and asks for what stands there."""
    text = question.masked
    if phrases.LEANS_ON_THE_TURN_BEFORE.search(text) or not terms(question.text):
        return True
    if len(words(text)) > MOST_OF_A_CHOICE or question.names:
        return False
    asked = {term for word in words(text) if word not in FRAME for term in terms(word)}
    articles = (question.known.article(each) for each in state.story[:1])
    held = {term for each in articles if each is not None for term in terms(each.text)}
    return bool(asked) and len(asked & held) >= HELD * len(asked)


def _named_for(question: ParsedQuestion, state: State) -> Request | None:
    """The question with the name of whom it calls "him" or "her"; None where it asks for their words, or of nobody."""
    if len(state.speakers) != 1 or not state.speakers[0].rows:
        return None
    name = question.known.speakers[state.speakers[0].rows[0]].name
    text = phrases.POSSESSIVE.sub(f"{name}’s", question.text, count=1)
    text = phrases.PERSON.sub(name, text, count=1)
    if text == question.text:
        return None
    put = understand(ParsedQuestion.of(text, question.asked, question.known))
    if not isinstance(put, OpenQuestion | WhoSaid):
        return None
    return replace(put, inherited=True)


def _followed(question: ParsedQuestion, request: Request, last: Turn, state: State) -> Request:
    before, text = last.request, question.masked
    if (corrected := _corrected(question, request, before)) is not None:
        return corrected
    if isinstance(request, Reply | ListSpeakers | ListArticles) and not request.likely:
        return request
    if phrases.WHO_ELSE.fullmatch(text) and (others := _others(question, last)) is not None:
        return others
    if request.about is None and phrases.ABOUT_IT.search(text):
        on_it = _on_it(question, request, before)
        if on_it is not None:
            return on_it
    if isinstance(before, WhatTheySaid | WhoSaid) and (then := _then(question, before)) is not None:
        return then
    is_of_them = phrases.PRONOUN.search(text) and not request.speakers and not _asks_their_words(question)
    if is_of_them and (named := _named_for(question, state)) is not None:
        return named
    if not before.speakers and last.spoke and phrases.PRONOUN.search(text):
        before = replace(before, speakers=last.spoke, about=None)
        if isinstance(before, WhoSaid):
            before = replace(before, quoted=None)
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


def _asks_their_words(question: ParsedQuestion) -> bool:
    """Whether a question asks what he, she or they said, or who that is."""
    text = question.masked
    says = phrases.THEY_SAID.search(text) or phrases.WHO_IS.match(text) or phrases.THAT.search(text)
    return bool(says) or question.claim is not None


def _quoted(request: Request) -> str | None:
    return request.quoted if isinstance(request, QuoteCheck | WhoSaid) else None


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
    about = topic_of(before, question)
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
    about = topic_of(before, question)
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
