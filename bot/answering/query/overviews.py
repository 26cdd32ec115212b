"""Questions for more than one sentence: the gist, a comparison, a change, a timeline, the best quotes."""

from __future__ import annotations

import re

from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import BestQuotes, Change, Compare, Gist, Request, Timeline
from bot.answering.query.topics import overview_topic
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.question_words import WHAT_CHANGES
from retrieval.lang.tokens import fold
from retrieval.search.selector import Named
from retrieval.search.topic import Topic


def overview(question: ParsedQuestion) -> Request | None:
    """What overview a question asks for; None when it asks for none, or doesn't say of what."""
    if (found := phrases.BEST_QUOTES.search(question.rest)) is not None:
        return _best(question, found)
    if (found := phrases.TIMELINE.search(question.rest)) is not None:
        return _of_something(question, found, Timeline)
    if (found := phrases.CHANGE.search(question.rest)) is not None:
        return _of_something(question, found, Change)
    if (found := phrases.COMPARE.search(question.rest)) is not None and (compared := _compared(question, found)):
        return compared
    if (found := phrases.GIST.search(question.rest)) is not None:
        return _of_something(question, found, Gist)
    return None


def _left(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _of_something(question: ParsedQuestion, found: re.Match[str], kind: type[Request]) -> Request | None:
    left = re.sub(r"\babout\W*$", "", phrases.PIECE.sub(" ", _left(question.rest, found)), flags=re.IGNORECASE)
    about = overview_topic(left, question, WHAT_CHANGES if kind is Change else frozenset())
    return kind(text=question.text, speakers=question.names, about=about) if about is not None else None


def _best(question: ParsedQuestion, found: re.Match[str]) -> Request:
    named = question.names[:1]
    return BestQuotes(text=question.text, speakers=named, about=_beside(question, found, named))


def _compared(question: ParsedQuestion, found: re.Match[str]) -> Request | None:
    """Those who are compared: speakers that are joined, else two that are named alike; None when there aren't two."""
    text = question.rest
    joined = [
        pair
        for pair in zip(question.names, question.names[1:], strict=False)
        if fold(text[pair[0].end : pair[1].start]).strip(" '’s").removesuffix(" the") in phrases.JOINS_NAMES
    ]
    if joined:
        both = tuple(dict.fromkeys(each for pair in joined for each in pair))
        return Compare(text=question.text, speakers=both, about=_beside(question, found, both))
    pair = phrases.PAIR.search(text)
    if pair is None or pair.start("one") < found.end() <= pair.end("one"):  # "who disagrees with Holm"
        return None
    known = tuple(each for each in question.names if pair.start() <= each.start < pair.end())
    called = [(pair.start(group), pair.end(group), pair[group]) for group in ("one", "two")]
    strangers = [each for each in called if not any(k.start < each[1] and each[0] < k.end for k in known)]
    whole = (*known, *(Named(start, end, ()) for start, end, _ in strangers))
    about = _beside(question, found, whole)
    names = tuple(name for _, _, name in strangers)
    return Compare(text=question.text, speakers=known, strangers=names, about=about)


def _beside(question: ParsedQuestion, found: re.Match[str], named: tuple[Named, ...]) -> Topic | None:
    """The topic in what is left when the names and the words that ask are taken away."""
    spans = [*((each.start, each.end) for each in named), found.span()]
    text = question.rest
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return overview_topic(re.sub(r"(?<!\w)['’]s?\b", " ", text), question)
