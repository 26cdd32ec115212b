"""The likely reading of a question that no rule is sure of: its intent as classified, and the slots that it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace

from bot.answering.query import topics
from bot.answering.query.intent_classifier import Intent, classified, features, tokens, weights
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import (
    BestQuotes,
    Change,
    Compare,
    Gist,
    Help,
    ListArticles,
    ListSpeakers,
    OpenQuestion,
    QuoteCheck,
    Reactions,
    Request,
    Timeline,
    WhatTheySaid,
    WhoIs,
    WhoSaid,
)
from bot.answering.query.slot_tagger import slots
from bot.answering.query.target_speakers import speakers
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.question_words import QUESTION_WORDS, WHAT_CHANGES
from retrieval.lang.tokens import fold, terms, words
from retrieval.search.selector import Named
from retrieval.search.topic import Topic

LIKELY = 0.5
"""Probability from which on an intent is believed: 84% and 83% of those are right, each half fitted on the other."""

SURE = 0.7
"""The same for who said something, which is near to who did something, and for what asks nothing: 89% and 90%."""

OVERVIEWS = frozenset("all_quotes best_quotes change compare for_and_against reactions timeline".split())
"""Intents that words alone tell from "what did X say"."""

FEWEST_COMPARED = 2
FEWEST_WORDS = 2
"""Words in quotation marks from which on they may be somebody's."""


def intent_of(question: ParsedQuestion, *, follows: bool, by_words: bool = False) -> Intent:
    """The intent of a question; ``follows``: a turn came before it. ``by_words``: without its vector, for speed."""
    called = tokens(question.rest, [(each.start, each.end) for each in question.names])
    held = list(features(called, has_days=question.days is not None, has_outlet=question.outlet is not None))
    knows = not by_words and question.known.embedder_name == weights().embedder
    return classified(held, question.known.vector(question.text) if knows else None, follows=follows)


def overview_instead(question: ParsedQuestion, request: Request) -> Request | None:
    """The overview that a question asks for which the rules take for one of somebody's words; None where it is one."""
    if type(request) not in (WhatTheySaid, OpenQuestion, WhoSaid) or question.quotations:
        return None
    is_searched = isinstance(request, OpenQuestion)
    is_all_frame = request.about is not None and topics.overview_topic(request.about.text, question) is None
    intent = intent_of(question, follows=False, by_words=not (is_searched or is_all_frame))
    return reading(question, intent) if intent.name in OVERVIEWS else None


def of_a_name_alone(question: ParsedQuestion) -> Request | None:
    """What somebody said, where a question holds a name and else only words that ask: "something quotable by Holm"."""
    if len(question.names) != 1 or phrases.ASKS_A_FACT.match(question.rest) or _beside(question, question.names):
        return None
    is_asked = not QUESTION_WORDS.isdisjoint(words(question.rest)[:1])
    return (
        None if is_asked else BestQuotes(text=question.text, speakers=question.names, days=question.days, likely=True)
    )


def reading(question: ParsedQuestion, intent: Intent) -> Request | None:
    """The request for an intent; None where that isn't likely enough, or a slot is missing."""
    made = READINGS.get(intent.name)
    request = made(question) if made is not None and intent.likely >= LIKELY else None
    if request is None or (isinstance(request, Help | WhoSaid) and intent.likely < SURE):
        return None
    return replace(request, days=question.days, outlet=question.outlet, likely=not isinstance(request, Help))


def topic_without(question: ParsedQuestion, named: Sequence[Named]) -> Topic | None:
    """What a question is about, as far as the words beside these names tell; of several, all of them."""
    if len(named) > 1:
        return _beside(question, named)
    spans = slots(question.rest, [(each.start, each.end) for each in named]).topics
    text = question.shown(" ".join(question.rest[start:end] for start, end in spans))
    return topics.topic(text, question.known) if terms(text) else None


def _beside(question: ParsedQuestion, named: Sequence[Named], besides: Set[str] = frozenset()) -> Topic | None:
    """What an overview is of, as far as the words beside these names tell."""
    return topics.overview_topic(re.sub(r"(?<!\w)['’]s?\b", " ", question.without(named)), question, besides)


def _all_said(question: ParsedQuestion) -> Request | None:
    wanted = _asked(question)
    if not wanted:
        return None
    return WhatTheySaid(text=question.text, speakers=wanted, about=_beside(question, wanted), complete=True)


def _overview(kind: type[Gist | Change | Timeline]) -> Callable[[ParsedQuestion], Request | None]:
    def made(question: ParsedQuestion) -> Request | None:
        about = _beside(question, (), WHAT_CHANGES if kind is Change else frozenset())
        if kind is Gist and about is None:
            return ListArticles(text=question.text)
        return kind(text=question.text, speakers=question.names, about=about) if about is not None else None

    return made


def _best_quotes(question: ParsedQuestion) -> Request | None:
    named = _asked(question)[:1]
    about = _beside(question, named)
    return BestQuotes(text=question.text, speakers=named, about=about) if named or about is not None else None


def _compared(question: ParsedQuestion) -> Request | None:
    named = _asked(question)
    named = named if len(named) >= FEWEST_COMPARED else question.names[:FEWEST_COMPARED]
    if len(named) < FEWEST_COMPARED:
        return None
    return Compare(text=question.text, speakers=named, about=_beside(question, named))


def _must_have_topic(question: ParsedQuestion) -> Topic | None:
    """The topic of a question that can't be without one: at least what stands behind its last "on" or "against"."""
    if (about := topic_without(question, ())) is not None:
        return about
    *_, behind = phrases.ABOUT_BEFORE_TOPIC.split(question.rest)
    return topics.topic_in(behind, question)


def _asked(question: ParsedQuestion) -> tuple[Named, ...]:
    """The names whose words are asked for: those that the topic leaves."""
    wanted = speakers(question)
    if not wanted:
        spans = slots(question.rest, ()).topics
        wanted = [
            each
            for each in question.names
            if not any(a < each.end and each.start < b for a, b in spans)
            and not phrases.ABOUT_BEFORE.search(f"{fold(question.rest[: each.start]).rstrip()} ")
        ]
    return tuple(wanted)


def _said(question: ParsedQuestion) -> Request | None:
    wanted = _asked(question)
    if not wanted:
        return None
    return WhatTheySaid(text=question.text, speakers=wanted, about=topic_without(question, wanted))


def _who_said(question: ParsedQuestion) -> Request | None:
    if phrases.ASKS_OF_SOME.search(question.rest):
        return None  # "which minister said", "how did Europe react": of some only
    about = _must_have_topic(question)
    return WhoSaid(text=question.text, about=about) if about is not None else None


def _reactions(question: ParsedQuestion) -> Request | None:
    """Those whose reaction is asked for stand in front of what they react to."""
    asked = phrases.REACTS.search(question.rest)
    named = [each for each in question.names if phrases.REACTION_BY.search(question.rest[: each.start])]
    if asked is not None:
        named = [each for each in question.names if asked.start() <= each.start and each.end <= asked.end()]
    to = question.rest[asked.end() :] if asked is not None else question.without(named)
    about = topics.overview_topic(phrases.ABOUT.sub(" ", to), question) or _beside(question, named)
    return Reactions(text=question.text, speakers=tuple(named), about=about) if about is not None else None


def _checked(question: ParsedQuestion) -> Request | None:
    if len(words(question.quoted)) < FEWEST_WORDS:
        return None
    wanted = speakers(question) or list(question.names[:1])
    if not wanted:
        return WhoSaid(text=question.text, quoted=question.quoted)
    return QuoteCheck(text=question.text, speakers=tuple(wanted[:1]), quoted=question.quoted)


def _who_said_quote(question: ParsedQuestion) -> Request | None:
    is_quote = len(words(question.quoted)) >= FEWEST_WORDS
    return WhoSaid(text=question.text, quoted=question.quoted) if is_quote else None


def _who_is(question: ParsedQuestion) -> Request | None:
    is_one = len(question.names) == 1
    return WhoIs(text=question.text, speakers=question.names) if is_one else None


def _listed(kind: type[ListSpeakers | ListArticles]) -> Callable[[ParsedQuestion], Request]:
    return lambda question: kind(text=question.text, about=topic_without(question, ()))


def _help(question: ParsedQuestion) -> Request | None:
    return None if question.names or question.quotations else Help(text=question.text)


READINGS: Mapping[str, Callable[[ParsedQuestion], Request | None]] = {
    "said": _said,
    "said_about": _said,
    "said_when": _said,
    "said_where": _said,
    "all_quotes": _all_said,
    "best_quotes": _best_quotes,
    "change": _overview(Change),
    "compare": _compared,
    "gist_article": _overview(Gist),
    "gist_story": _overview(Gist),
    "timeline": _overview(Timeline),
    "who_said": _who_said,
    "reactions": _reactions,
    "for_and_against": _reactions,
    "who_said_quote": _who_said_quote,
    "check_quote": _checked,
    "check_draft": _checked,
    "who_is": _who_is,
    "list_speakers": _listed(ListSpeakers),
    "most_quoted": _listed(ListSpeakers),
    "list_articles": _listed(ListArticles),
    "open_article": _overview(Gist),
    "gist_pile": lambda question: ListArticles(text=question.text),
    "help": _help,
    "thanks": _help,
}
"""By intent. The others are searched for whole, or lean on the turn before."""
