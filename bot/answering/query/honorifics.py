"""Which of several who bear a surname a question means by "Mr." or "Mrs.", as the articles' own words tell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import Request
from retrieval.lang.en.first_names import GENDER
from retrieval.lang.en.function_words import PRONOUNS
from retrieval.lang.en.people import ADDRESS_GENDER
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import fold, words
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named

READ = 12
"""Statements of each bearer in which is looked how the article calls them."""

_TITLES = ADDRESS_GENDER.keys() - PRONOUNS
_ADDRESSED = re.compile(rf"\b(?P<title>{any_of(_TITLES)})\b\.?\s+(?P<name>[^\W\d_][\w'’-]+)", re.I)


def decided(request: Request, question: ParsedQuestion, retriever: Retriever) -> Request:
    """The request with each speaker whom it calls "Mr." or "Mrs." as the one of their namesakes who is called so."""
    addressed = [
        (ADDRESS_GENDER[fold(each["title"])], words(each["name"])[-1]) for each in _ADDRESSED.finditer(question.masked)
    ]
    if not addressed:
        return request
    speakers = []
    for named in request.speakers:
        at = next((n for n, (_, surname) in enumerate(addressed) if _bears(named, surname, retriever)), None)
        speakers.append(named if at is None else _meant(named, *addressed.pop(at), retriever))
    return replace(request, speakers=tuple(speakers))


def _bears(named: Named, surname: str, retriever: Retriever) -> bool:
    return any(words(retriever.speakers[row].name)[-1:] == [surname] for row in named.rows)


def _meant(named: Named, gender: str, surname: str, retriever: Retriever) -> Named:
    fitting = tuple(row for row in retriever.names.bearing(surname) if _gender(row, retriever) == gender)
    if not fitting or (set(named.rows) & set(fitting) and len(named.rows) == 1):
        return named
    return replace(named, rows=fitting)


def _gender(row: int, retriever: Retriever) -> str | None:
    """How the articles call a speaker: "m" where it is "he" and "Mr."; None where they don't tell."""
    mentions = (words(retriever.statement(each).item.mention or "")[:1] for each in retriever.rows_of([row])[:READ])
    called = Counter(ADDRESS_GENDER[first] for mention in mentions for first in mention if first in ADDRESS_GENDER)
    if called:
        return called.most_common(1)[0][0]
    return GENDER.get(words(retriever.speakers[row].name)[0])
