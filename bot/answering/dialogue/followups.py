"""What a chat was about: follow-ups are completed from the turn before, new topics are left alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.drafting.evidence import Line
from bot.answering.query.intent import claimed, clean, framed, topic, understand
from bot.answering.query.request import Known, Request, Want
from retrieval.entities.lookup import Named, Names
from retrieval.lang.en.numbers import ORDINALS
from retrieval.lang.en.phrases import followup_phrases as phrases
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.tokens import fold, terms, words
from retrieval.model import Answer, Speaker
from retrieval.search.topic import Topic

MOST_OF_A_NAME = 4
"""Words behind "no, I meant" that are taken for a name even if nobody bears it."""

MOST_OF_A_CHOICE = 8
"""Words of a reply to "which one do you mean"; a longer one is a question of its own."""


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


def follow(text: str, asked: date, last: Turn | None, known: Known) -> Request:
    """What a question wants in a conversation; what it leaves out is taken from the turn before."""
    request = _followed(text, asked, last, known)
    nobody = request.want is Want.FIND and not request.speakers and request.unknown is None
    if nobody and phrases.THEY_SAID.search(text):
        return replace(request, want=Want.WHOM)
    return request


def _followed(text: str, asked: date, last: Turn | None, known: Known) -> Request:
    request = understand(text, known, asked)
    names = known.names
    if last is None:
        return request
    text = clean(text)
    chosen = _chosen(text, last, known)
    if chosen is not None:
        return chosen
    before = last.request
    corrected = phrases.CORRECTION.match(text)
    if corrected and (before.speakers or before.unknown):
        meant = text[corrected.end() :].strip(" .!?")
        if found := tuple(names.find(meant)):
            return _instead(before, found, request)
        if request.want is Want.FIND and 0 < len(words(meant)) <= MOST_OF_A_NAME:
            return replace(before, want=Want.FIND, text=request.text, speakers=(), unknown=meant, inherited=True)
    if request.want in {Want.MORE, Want.WHOLE, Want.HELP, Want.SPEAKERS, Want.NEWS, Want.ARTICLES}:
        return request
    if phrases.WHO_ELSE.fullmatch(text) and (others := _others(request, before, last, known)) is not None:
        return others
    if (
        request.about is None
        and phrases.ABOUT_IT.search(text)
        and (on_it := _on_it(request, before, text, names)) is not None
    ):
        return on_it
    if before.want in {Want.SAID, Want.WHO_SAID} and (then := _then(text, request, before, known, asked)) is not None:
        return then
    if last.spoke and not before.speakers and phrases.PRONOUN.search(text):
        before = replace(before, speakers=last.spoke, about=None, quoted=None)
    if before.speakers and not request.speakers:
        completed = _completed(text, request, before, known, asked)
        if completed is not None:
            return completed
    bare = phrases.MORE_OF_THE_SAME.match(text)
    if bare and request.want is Want.FIND:
        return _next(text[bare.end() :], request, before, known, asked)
    if bare and request.want is Want.SAID and request.about is None:
        return _the_same_of(request, before)
    return request


def _on_it(request: Request, before: Request, text: str, names: Names) -> Request | None:
    """ "What did Holm say about it", on the topic of the turn before; None when there was none."""
    about = before.about or (topic(before.quoted, names) if before.quoted else None)
    if about is None and before.want is Want.FIND and before.unknown is None:
        about = _leftover(before.text, names)
    if about is None:
        return None
    if request.want is Want.SAID and request.quoted is None:
        return replace(request, about=about, inherited=True)
    if request.want is Want.FIND and phrases.WHO_SAID_SO.match(text):
        return Request(Want.WHO_SAID, request.text, about=about, days=request.days, inherited=True)
    return None


def _others(request: Request, before: Request, last: Turn, known: Known) -> Request | None:
    """ "Who else?": what others than those of the turn before said on its topic; None when it had none."""
    if before.want not in {Want.SAID, Want.WHO_SAID}:
        return None
    about = before.about or (topic(before.quoted, known.names) if before.quoted else None)
    if about is None:
        return None
    shown = {each.speaker for each in last.answer.citations}
    heard = [Named(0, 0, (row,)) for row, speaker in enumerate(known.speakers) if speaker.name in shown]
    return Request(
        Want.WHO_SAID,
        request.text,
        about=about,
        days=before.days,
        outlet=before.outlet,
        besides=(*before.besides, *before.speakers, *heard),
        inherited=True,
    )


def _then(text: str, request: Request, before: Request, known: Known, asked: date) -> Request | None:
    """ "And last week?": the question before, of other days or another outlet; None where a text asks for more."""
    days, outlet, rest = framed(text, known, asked)
    if (days is None and outlet is None) or not phrases.ONLY_WHEN.issuperset(words(rest)):
        return None
    return replace(before, text=request.text, days=days or before.days, outlet=outlet or before.outlet, inherited=True)


def _the_same_of(request: Request, before: Request) -> Request:
    """ "And Holm?": whether it said the same words, or what on the same topic, in the same days."""
    if before.quoted is not None:
        return replace(request, quoted=before.quoted, inherited=True)
    days, outlet = request.days or before.days, request.outlet or before.outlet
    if before.about or days or outlet:
        return replace(request, about=before.about, days=days, outlet=outlet, inherited=True)
    return request


def _next(text: str, request: Request, before: Request, known: Known, asked: date) -> Request:
    """The next speaker or topic after a question that nobody's words answered: "and Peskov?", "and on NATO?"."""
    alone = understand(text, known, asked)
    if alone.want is Want.SAID:
        return replace(alone, text=request.text, about=alone.about or before.about, inherited=True)
    if before.unknown is not None and 0 < len(words(text)) <= MOST_OF_A_NAME and not phrases.LEADING_ON.match(text):
        return replace(before, text=request.text, unknown=text.strip(" .!?"), inherited=True)
    about = _leftover(phrases.LEADING_ON.sub("", text), known.names)
    if before.want is Want.WHO_SAID and about is not None and len(words(text)) <= MOST_OF_A_CHOICE:
        return replace(before, text=request.text, about=about, quoted=None, inherited=True)
    return request


def _completed(text: str, request: Request, before: Request, known: Known, asked: date) -> Request | None:
    """The question with the speakers of the turn before, when it leans on them."""
    names = known.names
    days, outlet, rest = framed(text, known, asked)
    said = replace(
        request,
        want=Want.SAID,
        speakers=before.speakers,
        unknown=None,
        days=days,
        outlet=outlet,
        inherited=True,
    )
    same = replace(said, about=before.about, days=days or before.days, outlet=outlet or before.outlet)
    if phrases.WHY.fullmatch(text):
        return replace(same, detail="why")
    detail = phrases.DETAIL.match(text)
    if phrases.PRONOUN.search(text):
        if phrases.WHO_IS.match(text):
            return replace(said, want=Want.WHO_IS)
        if (claim := claimed(text)) is not None:
            return replace(said, quoted=claim, about=None)
        about = _leftover(rest, names)
        leans = about is None and bool(detail or phrases.THAT.search(text))
        same = replace(same, quoted=before.quoted)
        return replace(same if leans else replace(said, about=about), detail=_place_or_time(detail))
    bare = phrases.MORE_OF_THE_SAME.match(text)
    if bare is not None and len(words(text)) <= 8:
        left = phrases.MORE_OF_THE_SAME.sub("", rest, count=1)
        named = names.find(left)
        if named and not left[: named[0].start].strip():
            about = _leftover(phrases.LEADING_ON.sub("", left[named[0].end :].strip()), names) or before.about
            return replace(same, speakers=tuple(named[:1]), about=about)
        return replace(same, about=_leftover(phrases.LEADING_ON.sub("", left), names) or before.about)
    if detail is not None and len(words(text)) <= 3 and _leftover(text, names) is None:
        return replace(same, detail=_place_or_time(detail))
    return None


def _place_or_time(detail: re.Match[str] | None) -> str | None:
    asked = fold(detail.group()).split()[-1] if detail else None
    return asked if asked in {"where", "when"} else None


def _leftover(text: str, names: Names) -> Topic | None:
    """The topic in the words of a follow-up, its frame and pronouns taken away."""
    content = [
        word
        for word in re.findall(r"[\w'’-]+", phrases.PRONOUN.sub(" ", text))
        if fold(word) not in FRAME and fold(word) not in ASKS_FOR_WORDS and terms(word)
    ]
    return topic(" ".join(content), names) if content else None


def _instead(before: Request, speakers: tuple[Named, ...], request: Request) -> Request:
    return replace(
        before,
        strangers=(),
        office=False,
        want=before.want if before.want in {Want.SAID, Want.WHO_IS} else Want.SAID,
        text=request.text,
        speakers=speakers,
        unknown=None,
        inherited=True,
    )


def _chosen(text: str, last: Turn, known: Known) -> Request | None:
    """The namesake that a short reply to "which one do you mean" picks."""
    if not last.candidates or len(words(text)) > MOST_OF_A_CHOICE:
        return None
    reply = set(words(text))
    counted = [int(word) for word in reply if word.isdigit() and len(word) < 3]
    counted += [ORDINALS[word] for word in reply & ORDINALS.keys()]
    number = counted[0] if counted else None
    speakers = known.speakers
    fitting = [row for row in last.candidates if reply & (set(words(speakers[row].name)) - _shared(last, speakers))]
    if not fitting:
        telling = " ".join(word for word in words(text) if word not in FRAME and word != "one")
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
