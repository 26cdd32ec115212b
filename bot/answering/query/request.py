"""What a question wants, once it is understood: one small type an intent."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.answering.query.dates import Days
from retrieval.search.selector import Named
from retrieval.search.topic import Topic


@dataclass(frozen=True)
class Before:
    """What a question may lean on: the turn before it.

    ``story``: ids of the articles that its answer cites first. ``told``: the places that it cites, each an article's id
    with the offsets there. ``heard``: the names of those whose words it shows. ``asked``: the words of its question,
    and of those that this one leaned on.
    """

    story: tuple[str, ...]
    told: tuple[tuple[str, int, int], ...]
    heard: frozenset[str]
    asked: str


@dataclass(frozen=True, kw_only=True)
class Request:
    """What all requests share.

    ``text``: the question, cleaned. ``speakers``: whom it names, each with the namesakes that the words may mean.
    ``about``: the topic, None when there is none. ``days``: when it was said or published. ``outlet``: whose articles.
    ``inherited``: something was taken over from the turn before, so what was understood is worth showing.
    ``likely``: no rule read it so; the classifier of intents may read it otherwise. ``asks_words``: how likely that one
    thinks it that somebody's words are asked for (0 to 1).
    ``within`` and ``context``: ids of the articles that the turn before was about, and what on, for the search.
    ``before``: the turn before, None at the beginning. Requests that differ in it or in ``asks_words`` alone are equal.
    """

    text: str
    speakers: tuple[Named, ...] = ()
    about: Topic | None = None
    days: Days | None = None
    outlet: str | None = None
    inherited: bool = False
    likely: bool = False
    asks_words: float = field(default=0.0, compare=False)
    within: tuple[str, ...] = ()
    context: str = ""
    before: Before | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Place:
    """A place in an article: its id and an offset in its text."""

    article_id: str
    offset: int


@dataclass(frozen=True, kw_only=True)
class WhatTheySaid(Request):
    """What did X say, on a topic.

    ``detail``: "where", "when" or "why" it was said. ``to``: who heard it. ``described_as``: the words that describe
    the speakers and name none of them. ``strangers``: names beside theirs that nobody bears. ``complete``: all of it is
    asked for. ``only_within``: nothing of other articles. ``behind``: the words that it was said to end there.
    """

    detail: str | None = None
    to: str | None = None
    described_as: str | None = None
    strangers: tuple[str, ...] = ()
    complete: bool = False
    only_within: bool = False
    behind: Place | None = None


@dataclass(frozen=True, kw_only=True)
class QuoteCheck(WhatTheySaid):
    """Did X say these very words."""

    quoted: str


@dataclass(frozen=True, kw_only=True)
class WhoSaid(Request):
    """Who said these words, or anything on a topic, but for those ``besides``; ``stance``: a key of ``STANCES``."""

    quoted: str | None = None
    stance: str | None = None
    besides: tuple[Named, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnknownSpeaker(Request):
    """What did somebody say whom no article quotes by ``name``, which may be that of an office; nor ``strangers``.

    ``quoted``: the words that they are asked to have said.
    """

    name: str
    is_office: bool = False
    strangers: tuple[str, ...] = ()
    quoted: str = ""


class UnclearSpeaker(Request):
    """What did he say, where nobody can tell who that is."""


@dataclass(frozen=True, kw_only=True)
class WhoIs(Request):
    """Who is X; ``called``: X in the question's words, where that isn't one speaker's name."""

    called: str = ""


class Gist(Request):
    """What an article, a story or a plan comes to: ``about`` names it, or ``speakers`` do."""


@dataclass(frozen=True, kw_only=True)
class Compare(Request):
    """What several say on something, side by side; ``strangers``: names among theirs that no speaker bears."""

    strangers: tuple[str, ...] = ()


class Change(Request):
    """What was said or told of something, or by somebody, then and now."""


class Timeline(Request):
    """What happened, or what somebody did, in the order of days."""


class Reactions(Request):
    """What was said to something, by all or by ``speakers``, for it and against it."""


@dataclass(frozen=True, kw_only=True)
class WhoSpoke(Request):
    """Who all said anything on something; ``kinds``: what those are of whom it asks alone, in the singular."""

    kinds: tuple[str, ...] = ()


class BestQuotes(Request):
    """The most quotable words of somebody, or on something."""


@dataclass(frozen=True, kw_only=True)
class OpenQuestion(Request):
    """Anything else; with ``speakers``, whether X did something. ``first``: ids of articles to look at alone first."""

    first: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InAnotherLanguage(Request):
    """A question that isn't English, of which names and the commonest words of news are read.

    ``called``: the names as the question has them. ``others``: no speakers' names, as the articles write them.
    ``read``: what was read of it, in English words.
    """

    called: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    read: str = ""


class ListSpeakers(Request):
    """Who is quoted."""


class ListArticles(Request):
    """Which articles there are; without a topic, the latest."""


@dataclass(frozen=True, kw_only=True)
class Whole(Request):
    """The whole passage of the last answer's citation of this ``number``, -1 for its last one."""

    number: int = 1


class More(Request):
    """What was left out of the last answer."""


class Help(Request):
    """What can be asked."""


AnyRequest = (
    WhatTheySaid
    | QuoteCheck
    | WhoSaid
    | UnknownSpeaker
    | UnclearSpeaker
    | WhoIs
    | Gist
    | Compare
    | Change
    | Timeline
    | BestQuotes
    | Reactions
    | WhoSpoke
    | OpenQuestion
    | InAnotherLanguage
    | ListSpeakers
    | ListArticles
    | Whole
    | More
    | Help
)
"""Every kind of request."""

Reply = More | Whole | Help
"""What is asked of the last answer or of the bot: the next question leans on the one before it."""
