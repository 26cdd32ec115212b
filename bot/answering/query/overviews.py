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

LONGEST_SIDE = 6
"""Words of one who is compared."""


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
    spans = sides(text, found)
    known = tuple(each for each in question.names if any(a <= each.start < b for a, b in spans))
    strangers = [(a, b) for a, b in spans if not any(a <= each.start < b for each in known)]
    if not spans:
        return None
    whole = tuple(Named(a, b, ()) for a, b in spans)
    names = tuple(question.called(a, b) for a, b in strangers)
    return Compare(text=question.text, speakers=known, strangers=names, about=_beside(question, found, whole))


def sides(text: str, found: re.Match[str]) -> list[tuple[int, int]]:
    """Where the two stand that are compared: around what joins them, up to what they are compared on."""
    is_between = phrases.VERSUS.fullmatch(found.group()) is not None
    joint = found if is_between else phrases.JOINS.search(text)
    if joint is None:
        return []
    apart = [*phrases.BESIDE_A_SIDE.finditer(text), *([] if is_between else [found])]
    begin = max((each.end() for each in apart if each.end() <= joint.start() + 1), default=0)
    end = min((each.start() for each in apart if each.start() >= joint.end() - 1), default=len(text))
    both: list[tuple[int, int]] = []
    for a, b in ((begin, joint.start()), (joint.end(), end)):
        part = phrases.LEADING_ARTICLE.sub("", text[a:b].lstrip())
        part = re.sub(r"['’]s?\W*$", "", part).rstrip(" .,?!")
        at = text.index(part, a) if part else a
        if not part or len(part.split()) > LONGEST_SIDE:
            return []
        both.append((at, at + len(part)))
    return both


def _beside(question: ParsedQuestion, found: re.Match[str], named: tuple[Named, ...]) -> Topic | None:
    """The topic in what is left when the names and the words that ask are taken away."""
    spans = [*((each.start, each.end) for each in named), found.span()]
    text = question.rest
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return overview_topic(re.sub(r"(?<!\w)['’]s?\b", " ", text), question)
