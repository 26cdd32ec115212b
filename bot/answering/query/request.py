"""What a question wants, once it is understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.answering.query.dates import Days
from bot.answering.query.offices import holders
from retrieval.entities.lookup import Named, Names
from retrieval.model import Speaker
from retrieval.search.retriever import Retriever
from retrieval.search.topic import Topic


@dataclass(frozen=True)
class Known:
    """What a collection knows: its speakers' names, the speakers by row, its outlets, the day of its newest article."""

    names: Names
    speakers: Sequence[Speaker]
    outlets: Sequence[str] = ()
    latest: date | None = None

    @classmethod
    def of(cls, retriever: Retriever) -> Known:
        """What is known from a retriever's articles."""
        return cls(retriever.names, retriever.speakers, retriever.outlets, retriever.coverage.last)

    def described(self, text: str) -> tuple[int, ...]:
        """The speakers whom articles introduce by an office: "the harbour master"."""
        return holders(text, self.names.described(text) or self.names.titled(text), self.speakers)


class Want(Enum):
    """What a question asks for."""

    SAID = "what somebody said"
    WHO_SAID = "who said something"
    WHO_IS = "who somebody is"
    SPEAKERS = "who is quoted"
    ARTICLES = "which articles there are"
    NEWS = "what is new"
    FIND = "the passages that answer"
    WHOM = "somebody's words, where nobody can tell whose"
    WHOLE = "the whole passage of a citation"
    MORE = "what was left out of the last answer"
    HELP = "what can be asked"


@dataclass(frozen=True)
class Request:
    """A question understood.

    ``text``: the question, cleaned. ``speakers``: whom it names, each with the namesakes that the words may mean.
    ``about``: the topic, None when there is none. ``days``: when it was said or published. ``quoted``: words that
    somebody is asked to have said. ``stance``: a key of ``speech_verbs.STANCES``. ``number``: a citation's. ``detail``:
    "where" or "when" it was said, which only statements that tell it can answer. ``to``: who heard it. ``unknown``: a
    name that nobody in the articles bears; ``strangers``: such names beside others that are known. ``office``: the
    unknown is one that nobody is introduced by. ``besides``: those whose words aren't asked for again. ``inherited``:
    taken over from the turn before, so worth showing.
    """

    want: Want
    text: str
    speakers: tuple[Named, ...] = ()
    about: Topic | None = None
    days: Days | None = None
    quoted: str | None = None
    stance: str | None = None
    number: int | None = None
    detail: str | None = None
    to: str | None = None
    outlet: str | None = None
    unknown: str | None = None
    strangers: tuple[str, ...] = ()
    office: bool = False
    besides: tuple[Named, ...] = ()
    inherited: bool = False
