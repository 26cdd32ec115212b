"""Speakers by how a question describes them: by a role, in any of its names, or by "Mr." and "Mrs."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import Request
from retrieval.lang.en.first_names import GENDER
from retrieval.lang.en.function_words import PRONOUNS, STOP_WORDS
from retrieval.lang.en.people import ADDRESS_GENDER, HONORIFICS, PERSON_NOUNS, ROLE_NAMES, can_speak
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import fold, words
from retrieval.model import Statement
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named, Ranked

READ = 12
"""Statements of each bearer in which is looked how the article calls them."""

_TITLES = ADDRESS_GENDER.keys() - PRONOUNS
_ADDRESSED = re.compile(rf"\b(?P<title>{any_of(_TITLES)})\b\.?\s+(?P<name>[^\W\d_][\w'’-]+)", re.I)

MOST_NAMES = 12
"""Other names of a role that are tried."""

MOST_READ = 400
"""Statements of a story that are read for how the article calls their speakers."""

_OF = re.compile(r"\b(?:of|for|at|from|in)\b")
_PART = re.compile(r"[,;:()–—]")


def is_role(text: str) -> bool:
    """Whether words say what somebody is to others, or name a body: "the fire chief", "his lawyer", "the council"."""
    head = head_of(text)
    return bool(head) and (head[-1] in PERSON_NOUNS or can_speak(head[-1]))


def head_of(text: str) -> list[str]:
    """The words of a description without what it is of: of "the head of the fire service" "head"."""
    called = [word for word in words(_OF.split(fold(text))[0]) if word not in PRONOUNS]
    return [word for word in called if word not in STOP_WORDS] or []


def other_names(text: str) -> Iterator[str]:
    """A description with its role by each other name: of "the chief exec of Strava" "ceo of Strava"."""
    called = fold(text)
    for names in ROLE_NAMES:
        best = max((name for name in names if re.search(rf"\b{re.escape(name)}\b", called)), key=len, default=None)
        if best is not None:
            for other in sorted(names - {best}):
                yield re.sub(rf"\b{re.escape(best)}\b", other, called)


def holders(text: str, known: Retriever) -> tuple[int, ...]:
    """The speakers whom articles introduce by a role, in the words of ``text`` or in others for it."""
    if rows := known.names.holders(text):
        return rows
    for n, other in enumerate(other_names(text)):
        if n == MOST_NAMES:
            break
        if rows := known.names.holders(other):
            return rows
    return ()


def called_so(text: str, known: Retriever) -> tuple[int, ...]:
    """The registered speakers of whose statement some article says that they are so: "the environment department"."""
    called = [word for word in words(text) if word not in STOP_WORDS]
    if not called or not is_role(text):
        return ()
    homes = known.passages_naming(" ".join(called))
    return _rows([each for each in known.statements_within(homes) if _is_called(each, called)], known)


def in_story(text: str, story: Sequence[str], known: Retriever) -> tuple[int, ...]:
    """Those who speak in a story and are called so there, by the role's own name or another.

    Args:
        text: a description: "the governor", "Griner's lawyer".
        story: ids of articles.
        known: the articles.
    """
    said = [known.statement(row) for row in known.rows_of(articles=story)[:MOST_READ]]
    wanted = [head for each in (text, *other_names(text)) if (head := head_of(each))]
    for length in (2, 1):
        for head in wanted:
            if rows := _rows([each for each in said if _is_called(each, head[-length:])], known):
                return rows
    return ()


def _is_called(each: Ranked[Statement], called: Sequence[str]) -> bool:
    """Whether a statement's article calls its speaker so, there or where it introduces them."""
    if each.speaker is None:
        return False
    name = {*words(each.speaker.name), *HONORIFICS}
    texts = [each.item.mention or "", *(one.text for one in each.speaker.introductions)]
    heads = (
        [word for word in head_of(part) if word not in name] for text in texts for part in _PART.split(text) if part
    )
    return any(head[-len(called) :] == list(called) for head in heads)


def _rows(said: Sequence[Ranked[Statement]], known: Retriever) -> tuple[int, ...]:
    """The registered speakers of statements, in their order."""
    if not said:
        return ()
    rows = {speaker.name: row for row, speaker in enumerate(known.speakers)}
    return tuple(dict.fromkeys(rows[each.by] for each in said if each.by is not None))


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


def _meant(named: Named, wanted: str, surname: str, retriever: Retriever) -> Named:
    fitting = tuple(row for row in retriever.names.bearing(surname) if gender(row, retriever) == wanted)
    if not fitting or (set(named.rows) & set(fitting) and len(named.rows) == 1):
        return named
    return replace(named, rows=fitting)


def gender(row: int, retriever: Retriever) -> str | None:
    """How the articles call a speaker: "m" where it is "he" and "Mr."; None where they don't tell."""
    mentions = (words(retriever.statement(each).item.mention or "")[:1] for each in retriever.rows_of([row])[:READ])
    called = Counter(ADDRESS_GENDER[first] for mention in mentions for first in mention if first in ADDRESS_GENDER)
    if called:
        return called.most_common(1)[0][0]
    return GENDER.get(words(retriever.speakers[row].name)[0])
