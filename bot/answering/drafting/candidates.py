"""What may answer a question: the sentences that a search finds and those that hold what was said, by fitted weights.

One search and one judgement for every kind of question. Words are looked for in the passages nearest to the question,
in those of the story at hand, in those of the articles that quote who is asked about, and in those on the topic alone.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bot.answering.drafting.evidence import Evidence, Line, overlap
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.drafting.relevance import Wanted
from bot.answering.drafting.sentence_judge import Judged
from bot.answering.query.request import OpenQuestion, Request, UnknownSpeaker, WhatTheySaid, WhoSaid
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.paragraph_kinds import prose
from retrieval.lang.tokens import terms, words
from retrieval.model import Article, Kind, Passage, Statement
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named, Ranked
from retrieval.search.topic import Fit, Topic

READ = 8
"""Passages that are read for a question, and that decide whether they hold an answer."""

FURTHER = 7
"""Articles besides those whose best passages are at hand, to be pointed to."""

OF_THE_STORY, ON_THE_TOPIC = 6, 4
"""Passages that are read besides: of the articles at hand or that quote who is asked about, and on the topic alone."""

WHOLE = 60
"""Passages that are read of articles that are read whole."""

SPOKEN = 16
"""Statements of those asked about that are read, the fittest first."""

TOLD = 3
"""Places that the turn before cites around which is read."""

NEAR = 300
"""Code points from a place told before at which a sentence is half as near as beside it."""

AROUND = 600
"""Code points around somebody's words in which the names of a topic stand that they may be about."""

ANY_OF_IT = 0.01
"""Share of a topic that any word of it is."""

SPEECH = ("by asked", "by other", "by any", "unsure speech", "direct", "who fits")
"""Signs of speech that tell more where words are asked for."""


BEFORE = (
    "in story", "in first of story", "shown", "shown held", "near shown", "by the last",
    "on the same", "on the same around",
)  # fmt: skip
"""Signs of the turn before; the fit has each with ``leaning`` too: they tell more the more a question leaves to it."""

LARGE = ("score", "cosine", "place", "named")
"""Signs that tell otherwise in a large collection, where many passages are alike by chance.

The score holds the cosine as well: there the fit takes off what a small collection's adds.
"""

_SMALL_FROM, _LARGE_FROM = 2.3, 3.3
"""Decimal logarithms of passages: up to 200 a collection is small, from 2,000 on it is large."""


class Found(NamedTuple):
    """What may answer a question.

    ``best``: sentences, the likeliest first. ``ranked``: the passages found for the whole question, best first.
    ``further``: of other articles the best passage each.
    """

    best: list[Judged]
    ranked: list[Ranked[Passage]]
    further: list[Ranked[Passage]]


class Candidates:
    """Gathers and judges what may answer one question.

    Args:
        request: what is asked.
        builder: what makes lines, and knows who said what.
        asked: the day on which it is asked.
        whole: ids of articles that are read whole.
    """

    def __init__(self, request: Request, builder: LineBuilder, asked: date, *, whole: Collection[str] = ()) -> None:
        self._request, self._builder, self._asked, self._whole = request, builder, asked, whole
        self._retriever = builder.retriever
        self._judge = builder.judge(f"{request.text} {request.context}".strip())
        self.wanted = self._judge.wanted
        self._alone = builder.judge(request.text)
        self._before = request.before
        self._judge_before = builder.judge(request.before.asked) if request.before is not None else None
        self._rows = speaking(request.speakers, builder)
        self.asked_of = {self._retriever.speakers[row].name for row in self._rows}
        is_said = isinstance(request, WhatTheySaid | UnknownSpeaker)
        asks = not isinstance(request, WhoSaid) and not ASKS_FOR_WORDS.isdisjoint(words(request.text))
        self.wants_words = 1.0 if is_said or asks else request.asks_words
        """How likely somebody's words are asked for, 0 to 1."""
        self._leans = 1 / (1 + self._alone.telling) if self._before is not None else 0.0
        self._fits: dict[int, tuple[float, float]] = {}
        self._called: dict[int, float] = {}
        self.of_the_question = {
            "asks for words": self.wants_words,
            "asks of a stranger": float(isinstance(request, UnknownSpeaker)),
            "has a topic": float(request.about is not None),
            "follows": float(self._before is not None),
            "leans": self._leans,
            "large": largeness(self._retriever),
        }
        """Signs of the question alone: whether it asks for words, for a stranger's, and for those on a topic; whether
        a turn came before it, and how much it leaves to that: 1 where it has no telling word of its own; and how large
        the collection is, in which more is alike by chance."""

    def found(self) -> Found:
        """What may answer, the likeliest first."""
        spoken = self._spoken()
        self._fits = {
            each.row: (1 / (1 + place), 1 - (Fit.NONE if each.fit is None else each.fit) / Fit.NONE)
            for place, each in enumerate(spoken)
        }
        read = self._retriever.passages(
            self.wanted.question,
            READ,
            asked=self._asked,
            further=FURTHER,
            within=self._request.within,
            also=(also := self._beside(spoken)),
            reranked=True,
        )
        ranked, further = read[:READ], [each for each in read[READ:] if each.row not in also]
        judged, large = [], largeness(self._retriever)
        places = enumerate((*ranked, *(each for each in read[READ:] if each.row in also)))
        spans = [
            (place, each, span)
            for place, each in places
            for span in prose(each.article, each.item.start, each.item.end)
        ]
        for judge in {self._judge, self._alone, self._judge_before or self._judge}:
            judge.look_at((each.article, span) for _, each, span in spans)
        for place, each, span in spans:
            signs = self._judge.signs(each, place, span)
            signs |= self._of_the_speech(each, span, signs)
            signs |= self._of_the_turn_before(each.article, span, signs)
            signs |= {f"large {name}": signs[name] * large for name in LARGE}
            judged.append(Judged(each.article, *span, signs=signs))
        return Found(self._judge.ordered(judged, self.of_the_question), ranked, further)

    def _spoken(self) -> list[Ranked[Statement]]:
        """The statements of those asked about that fit the topic best."""
        if not self._rows or not isinstance(self._request, WhatTheySaid | OpenQuestion):
            return []
        of_each = [speaking([named], self._builder) for named in self._request.speakers]
        found = [self._retriever.statements(self._retriever.rows_of(rows), self._request.about) for rows in of_each]
        most = max(1, SPOKEN // len(found))
        return [each for of_one in found for each in of_one[:most]]

    def _beside(self, spoken: Sequence[Ranked[Statement]]) -> set[int]:
        """The rows of passages that a search of the whole collection for the whole question may pass over."""
        request, by_words = self._request, self._retriever.rows_by_words
        found = set(self._retriever.homes([each.row for each in spoken]))
        if self._whole:
            found.update(by_words(request.text, WHOLE, only=self._whole))
        first = request.first if isinstance(request, OpenQuestion) else ()
        before = self._before.story if self._before is not None else ()
        story = dict.fromkeys((*request.within, *first, *before, *(each.article.id for each in spoken)))
        for article, start, _ in self._before.told[:TOLD] if self._before is not None else ():
            found.update(self._retriever.rows_around(article, start))
        if story:
            found.update(by_words(request.text, OF_THE_STORY, only=story))
        if request.context:
            found.update(by_words(request.text, OF_THE_STORY))
        if request.about is not None:
            found.update(by_words(request.about.text, ON_THE_TOPIC))
        return found

    def _of_the_speech(
        self, each: Ranked[Passage], span: tuple[int, int], whole: Mapping[str, float]
    ) -> dict[str, float]:
        """The signs of who says a sentence, and what it holds of the question without what was asked before."""
        article = each.article
        said = self._builder.said_at(article, *span)
        of_somebody = [one for one in said if one.by]
        speech = {
            "by asked": float(any(one.by in self.asked_of for one in said if one.by)),
            "by other": float(bool(self.asked_of) and any(one.by not in self.asked_of for one in said if one.by)),
            "by any": float(bool(of_somebody)),
            "unsure speech": float(any(one.by is None for one in said)),
            "direct": float(any(one.item.kind is Kind.DIRECT for one in said)),
            "fit": max((self._fits.get(one.row, (0.0, 0.0))[1] for one in said), default=0.0),
            "spoken": max((self._fits.get(one.row, (0.0, 0.0))[0] for one in said), default=0.0),
            "who fits": max(map(self._fits_who, of_somebody), default=0.0),
        }
        alone = whole if not self._request.context else self._alone.held_by(article, span)
        held = {f"alone {name}": alone[name] for name in ("exact", "alike", "exact around", "alike around")}
        asks = {f"said {name}": value * self.wants_words for name, value in speech.items() if name in SPEECH}
        of_whom = speech["by any"] * isinstance(self._request, WhoSaid)
        return {**speech, **held, **asks, "who by any": of_whom}

    def _of_the_turn_before(
        self, article: Article, span: tuple[int, int], whole: Mapping[str, float]
    ) -> dict[str, float]:
        """The signs of a sentence that the question may leave to the turn before: its story, and what it asked."""
        if self._before is None or self._judge_before is None:
            return {}
        places = [(start, end) for of, start, end in self._before.told if of == article.id]
        shown = (min(end, span[1]) - max(start, span[0]) for start, end in places)
        told = max((0, *shown)) / (span[1] - span[0])
        heard = {one.by for one in self._builder.said_at(article, *span)}
        apart = min((max(start - span[1], span[0] - end, 0) for start, end in places), default=None)
        held = self._judge_before.held_by(article, span)
        signs = {
            "in story": float(article.id in self._before.story),
            "in first of story": float(article.id in self._before.story[:1]),
            "shown": told,
            "shown held": told * (whole["alone exact"] + whole["alone alike"]),
            "near shown": 0.0 if apart is None else 1 / (1 + apart / NEAR),
            "by the last": float(not self._before.heard.isdisjoint(heard)),
            "on the same": held["exact"] + held["alike"],
            "on the same around": held["exact around"] + held["alike around"],
        }
        return {**signs, **{f"leaning {name}": value * self._leans for name, value in signs.items()}}

    def _fits_who(self, said: Ranked[Statement]) -> float:
        """The share of the question that a statement's speaker is called by, here or where articles introduce them."""
        if said.row not in self._called:
            called = *words(f"{said.by} {said.item.mention or ''}"), *self._retriever.introduced(said.row)
            self._called[said.row] = self._judge.held(called)[0]
        return self._called[said.row]


def speaking(speakers: Sequence[Named], builder: LineBuilder) -> list[int]:
    """The rows of those whom names may mean; of a body also of the people whom articles introduce by it."""
    names, known = builder.retriever.names, builder.retriever.speakers
    rows = [row for named in speakers for row in named.rows]
    beside = (other for row in rows if not names.is_person(row) for other in names.beside(known[row].name))
    return list(dict.fromkeys((*rows, *beside)))


def on_topic(lines: Sequence[Line], request: Request, builder: LineBuilder) -> list[Line]:
    """The lines of which words of those asked about, or what stands beside them, hold some of the topic.

    And all of its names. What others say beside them doesn't count, nor what a speaker is called.
    """
    if (about := request.about) is None or not terms(about.key):
        return list(lines)
    retriever, articles = builder.retriever, {each.article.id for line in lines for each in line.evidence}
    rows = retriever.rows_of(speaking(request.speakers, builder), articles=articles) if articles else []
    wanted = Wanted(about.text, retriever)
    fitting = [
        (each.article.id, each.item.start, each.item.end)
        for each in retriever.statements(
            rows, about, most_of_it=1.0 if about.named else ANY_OF_IT, repeats=True, most=None
        )
        if each.fit is not None and each.fit <= Fit.PASSAGE and wanted.named_in(each.article) == 1.0
    ]
    return [line for line in lines if any(overlap(key, one.key) for one in line.evidence for key in fitting)]


def holds_the_name(line: Line, about: Topic | None) -> bool:
    """Whether a line holds a topic, where that is a name, which has no paraphrase."""
    return about is None or not about.named or set(terms(about.key)).issubset(terms(line.text))


def names_stand_near(line: Line, about: Topic | None, builder: LineBuilder) -> bool:
    """Whether all names of a topic stand near a line, or in its article's title; in it where the topic is one."""
    known = builder.retriever
    names = {word for word in words(about.key) if known.is_a_name(word)} if about is not None else set[str]()

    def around(each: Evidence) -> str:
        start, end = max(each.span.start - AROUND, 0), each.span.end + AROUND
        return f"{each.article.title} {each.article.text[start:end]}"

    return holds_the_name(line, about) and any(names.issubset(words(around(each))) for each in line.evidence)


def largeness(retriever: Retriever) -> float:
    """How large a collection is, 0 to 1."""
    return min(max(math.log10(max(retriever.coverage.passages, 1)) - _SMALL_FROM, 0.0), _LARGE_FROM - _SMALL_FROM)
