"""What a conversation was about: the last turn, and what the next question may lean on of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.answering.dialogue import antecedents
from bot.answering.drafting.draft import Draft
from bot.answering.drafting.evidence import Line
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import (
    More,
    OpenQuestion,
    QuoteCheck,
    Reply,
    Request,
    UnknownSpeaker,
    WhoIs,
    Whole,
    WhoSaid,
)
from bot.answering.query.topics import left_over, topic
from retrieval.lang.en.phrases import followup_phrases as phrases
from retrieval.lang.tokens import terms
from retrieval.model import Answer, Citation, Status
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named
from retrieval.search.topic import Topic

EARLIER = 6
"""Questions that one can go back to."""

STORY = 3
"""Articles of an answer that the next question is asked of first."""

MOST_MEANT = 6
"""People of an answer that the next question's "he" may mean."""

NEAREST = 2
"""Words of the question beside which it is looked who stands nearest."""

MOST_OF_A_CONTEXT = 12
"""Words of the questions before that are searched beside a follow-up's own."""


@dataclass(frozen=True)
class Turn:
    """One question and answer. ``rest``: lines that were found and not shown. ``candidates``: whom to choose from.

    ``spoke``: who was found to have said what the question asked of anybody. ``shown``: what the person got, where
    ``answer`` is one before it that the next question may lean on. ``earlier``: the requests before, in order.
    ``story``: ids of the articles that the last answer with citations had first. ``place``: the number of the citation
    that was looked at last, -1 for its last one, 0 for none. ``cited``: the last answer with citations, where this one
    has none.
    """

    request: Request
    answer: Answer
    rest: tuple[Line, ...] = ()
    candidates: tuple[int, ...] = ()
    spoke: tuple[Named, ...] = ()
    shown: Answer | None = None
    earlier: tuple[Request, ...] = ()
    story: tuple[str, ...] = ()
    place: int = 0
    cited: Answer | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those of the answer, else of the last one that has any."""
        return self.answer.citations or (self.cited.citations if self.cited is not None else ())

    @property
    def looked_at(self) -> Citation | None:
        """The citation that was looked at last, else the first; None where the answer has none."""
        cited = self.answer.citations
        if not cited:
            return None
        return cited[(self.place or 1) - 1] if 0 <= self.place <= len(cited) else cited[-1]


def turn_left(request: Request, answer: Answer, draft: Draft, last: Turn | None, retriever: Retriever) -> Turn:
    """What the next question of a chat may lean on.

    After a reply to an answer, that is the turn before; after a question that found nothing, still the story before.
    """
    story = tuple(dict.fromkeys(each.article.id for each in answer.citations))[:STORY]
    if last is None:
        spoke = _spoke(request, answer, retriever)
        return Turn(request, answer, draft.rest, draft.candidates, spoke, answer, story=story)
    if isinstance(request, Reply):
        if isinstance(request, More):
            answer_left = answer if answer.citations else last.answer
            return replace(last, answer=answer_left, rest=draft.rest, candidates=(), spoke=(), shown=answer)
        place = request.number if isinstance(request, Whole) and answer.citations else last.place
        return replace(last, candidates=(), shown=answer, place=place)
    spoke = _spoke(request, answer, retriever)
    if isinstance(request, WhoSaid) and request.quoted and request.inherited:  # "who said that?" changes no subject
        return replace(last, candidates=(), spoke=spoke or last.spoke, shown=answer)
    if answer.status is Status.ANSWERED and set(story) & set(last.story):
        request = replace(request, within=request.within or last.story)  # it told on of the same story
    if (draft.off_topic or answer.status is Status.REFUSED) and _asks_of_a_name(request):
        request = replace(request, about=last.request.about)
    earlier = last.earlier
    if last.answer.status is Status.ANSWERED or not earlier:
        earlier = (*earlier, last.request)[-EARLIER:]
    if answer.status is not Status.ANSWERED and not draft.candidates and not request.speakers and request.about is None:
        named = (replace(each, start=0, end=0) for each in _people_in(request.text, retriever))
        request, spoke, story = last.request, tuple(dict.fromkeys((*named, *last.spoke))), ()
    cited = None if answer.citations else last.answer if last.answer.citations else last.cited
    story = story or last.story
    return Turn(request, answer, draft.rest, draft.candidates, spoke, answer, earlier, story, cited=cited)


def _asks_of_a_name(request: Request) -> bool:
    """Whether a request has no more of its own than a word that may be a name: "and Gallagher?", not "and on debt?"."""
    about = request.about
    is_own = about is not None and set(terms(about.key)) == set(terms(request.text))
    return request.inherited and is_own and not phrases.ON.search(request.text)


def _spoke(request: Request, answer: Answer, retriever: Retriever) -> tuple[Named, ...]:
    """Whom "he" means where the question asked for nobody's words, the likeliest first.

    After "who said so?" whose words come first; else, and where a sentence without a speaker does, those named in the
    question and, nearest to its words, in the answer: first those of the answer where it asks who.
    """
    if not answer.citations or answer.status is not Status.ANSWERED or request.speakers:
        return ()
    names = retriever.names
    first = answer.citations[0].speaker
    if not isinstance(request, OpenQuestion | WhoIs) and first is not None:
        row = names.row_of(first)
        return () if row is None else (Named(0, 0, (row,)),)
    asked = _people_in(request.text, retriever)
    known = {row for each in asked for row in each.rows}
    wanted = set(terms(request.text))
    found: list[tuple[float, Named]] = []
    for citation in answer.citations:
        row = None if citation.speaker is None else names.row_of(citation.speaker)
        found += [(float("inf"), Named(0, 0, (row,)))] if row is not None else []
        there = [word.start() for word in re.finditer(r"\w+", citation.quote) if wanted & set(terms(word[0]))]
        for each in _people_in(citation.quote, retriever):
            apart = sum(sorted(min(abs(at - each.start), abs(at - each.end)) for at in there)[:NEAREST])
            found.append((apart if there else float("inf"), each))
    others = [each for _, each in sorted(found, key=lambda pair: pair[0]) if not known & set(each.rows)]
    ranked = [*others, *asked] if antecedents.asks_who(request.text) else [*asked, *others]
    return tuple({each.rows: replace(each, start=0, end=0) for each in ranked}.values())[:MOST_MEANT]


def _people_in(text: str, retriever: Retriever) -> list[Named]:
    """The people whom a text names: the two who may be meant by "Holm" aren't one."""
    found = (each for each in retriever.names.find(text) if each.rows)
    return [each for each in found if text[each.start].isupper() and antecedents.may_be_person(each.rows[0], retriever)]


@dataclass(frozen=True)
class State:
    """What the last answer was about.

    ``speakers``: whose words or deeds were asked for, or who was found. ``people``: all whom a pronoun may mean, the
    likeliest first. ``story``: ids of the articles that it cites first. ``topic``: what was asked about, also by a
    question that this one leaned on. ``context``: words that say so beside the question. ``offers``: questions that it
    offered. ``earlier``: the requests, the last one at the end.
    """

    speakers: tuple[Named, ...]
    people: tuple[Named, ...]
    story: tuple[str, ...]
    topic: Topic | None
    context: str
    offers: tuple[str, ...]
    earlier: tuple[Request, ...]

    @classmethod
    def after(cls, last: Turn, question: ParsedQuestion) -> State:
        """What a question may lean on, after a turn."""
        before, known = last.request, question.known
        linked = list(antecedents.chain(last.earlier, before))
        topics = (topic_of(each, question) for each in linked)
        about = next((each for each in topics if each is not None), None)
        if about is None and isinstance(linked[-1], OpenQuestion):
            about = left_over(linked[-1].text, question)
        called = [known.speakers[each.rows[0]].name for each in before.speakers if each.rows]
        if isinstance(before, UnknownSpeaker):
            called.append(before.name)
        said = [left_over(each.text, question) for each in linked if isinstance(each, OpenQuestion)]
        named = [*called, *(each.text for each in [about, *said] if each is not None)]
        return cls(
            speakers=before.speakers or last.spoke[:1],
            people=antecedents.salient(linked, last.spoke, last.answer, known),
            story=last.story,
            topic=about,
            context=" ".join(list(dict.fromkeys(" ".join(named).split()))[:MOST_OF_A_CONTEXT]),
            offers=last.answer.suggestions,
            earlier=(*last.earlier, before),
        )


def topic_of(before: Request, question: ParsedQuestion) -> Topic | None:
    """What a turn was about: its topic, or the words whose speaker it asked for."""
    quoted = before.quoted if isinstance(before, QuoteCheck | WhoSaid) else None
    return before.about or (topic(quoted, question.known) if quoted else None)
