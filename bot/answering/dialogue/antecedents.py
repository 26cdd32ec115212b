"""Whom "he", "her" and "they" mean: who spoke, who was asked about, who is in the story; gender decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answering.query.described.bearers import READ, gender
from bot.answering.query.descriptions import in_story, is_role
from bot.answering.query.request import Request, WhoSaid
from retrieval.lang.en.people import ADDRESS_GENDER, BODY_WORDS
from retrieval.lang.en.phrases import followup_phrases as phrases
from retrieval.lang.tokens import fold, words
from retrieval.model import Answer, SpeakerType
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named

MOST_READ = 400
"""Statements of a story that are read for who speaks in it."""


def chain(earlier: Sequence[Request], before: Request) -> Iterator[Request]:
    """The requests that the last one leans on, itself first: those about the same."""
    yield before
    for each in reversed(earlier):
        if not (before.inherited or before.within):
            return
        yield each
        before = each


def salient(requests: Sequence[Request], spoke: Sequence[Named], answer: Answer, known: Retriever) -> tuple[Named, ...]:
    """Everybody who may be meant, the likeliest first.

    Args:
        requests: the last one and those that it leans on.
        spoke: who was found to have said or done what the last one asked.
        answer: the last answer with citations.
        known: the articles.
    """
    cited = (known.names.row_of(each.speaker) for each in answer.citations if each.speaker is not None)
    quoted = [Named(0, 0, (row,)) for row in cited if row is not None]
    story = tuple(dict.fromkeys(each.article.id for each in answer.citations))
    found = [
        *requests[0].speakers,
        *spoke,
        *quoted,
        *_in_topic(requests[0], known),
        *_described_in(requests[0], story, known),
    ]
    for each in requests[1:]:
        found += [*each.speakers, *_in_topic(each, known)]
    return tuple({each.rows: replace(each, start=0, end=0) for each in found if each.rows}.values())


def _in_topic(request: Request, known: Retriever) -> list[Named]:
    """The people whom a request names as its topic."""
    if request.about is None:
        return []
    names = known.names
    found = (each for each in names.find(request.about.text) if names.goes_by_name(each.rows[0]))
    return [each for each in found if names.is_person(each.rows[0]) or gender(each.rows[0], known) is not None]


def _described_in(request: Request, story: Sequence[str], known: Retriever) -> list[Named]:
    """Those whom a request's topic describes and the story has: "what did Holm say about his sister"."""
    if request.about is None or not story:
        return []
    called = (each["who"] for each in phrases.DESCRIBED_THERE.finditer(request.text))
    rows = (in_story(each, story, known) for each in called if is_role(each))
    return [Named(0, 0, each[:1], exact=False) for each in rows if each]


def asks_who(text: str) -> bool:
    """Whether a question asks for a person."""
    return phrases.ASKS_WHO.match(text) is not None


def meant(pronoun: str, people: Sequence[Named], known: Retriever, besides: Sequence[Named] = ()) -> Named | None:
    """The likeliest of these whom a pronoun may mean: of its gender, for "he" and "she" a person; None: nobody fits."""
    wanted = ADDRESS_GENDER.get(fold(pronoun))
    left_out = {row for each in besides for row in each.rows}
    fitting = [each for each in people if not left_out & set(each.rows)]
    if wanted is None:
        return fitting[0] if fitting else None
    genders = {each.rows: gender(each.rows[0], known) for each in fitting}
    sure = (each for each in fitting if genders[each.rows] == wanted)
    maybe = (each for each in fitting if genders[each.rows] in (wanted, None) and may_be_person(each.rows[0], known))
    return next(maybe, None) or next(sure, None)


def may_be_person(row: int, known: Retriever) -> bool:
    """Whether a speaker may be he or she: by what articles call them, or by a name of several words, no body's."""
    is_told = False
    for each in known.rows_of([row])[:READ]:  # each is read from its article: mostly the first tells
        told = known.statement(each).item.speaker_type
        if told is SpeakerType.PERSON:
            return True
        is_told = is_told or told is not None
    if is_told:
        return False
    name = words(known.speakers[row].name)
    is_like_one = known.names.goes_by_name(row) and len(name) > 1 and BODY_WORDS.isdisjoint(name)
    return is_like_one or known.names.is_person(row)


def asked(
    text: str, request: Request, people: Sequence[Named], story: Sequence[str], known: Retriever
) -> dict[tuple[int, int], Named]:
    """Whom each pronoun of a question means, by where it stands.

    Two pronouns are two people: "what did he say about her". After "who criticised Blair?", "him" is Blair and "he"
    is who did.
    """
    found: dict[tuple[int, int], Named] = {}
    in_topic = _in_topic(request, known)
    topical = in_topic if isinstance(request, WhoSaid) else []
    if request.inherited and not phrases.THEY_SAID.search(text):
        people = [*in_topic, *people]  # "what did the minister say about him", "and how old is he": who it is all about
    for pronoun in phrases.PERSON_PRONOUN.finditer(text):
        is_object = phrases.OBJECT.fullmatch(pronoun[0]) is not None and phrases.ASKS_WHO.match(text) is not None
        ranked = [*topical, *people] if is_object else people
        same = [each for at, each in found.items() if _same(text[slice(*at)], pronoun[0])]
        other = [each for each in found.values() if each not in same]
        named = same[0] if same else meant(pronoun[0], ranked, known, besides=other)
        named = named or _most_heard(pronoun[0], story, known)
        if named is not None:
            found[pronoun.span()] = named
    return found


def speaking_in(story: Sequence[str], known: Retriever) -> list[Named]:
    """Everybody who speaks in a story, in the order of the text."""
    return [Named(0, 0, (row,)) for row in _said_by(story, known)]


def _said_by(story: Sequence[str], known: Retriever) -> Counter[int]:
    """How many statements of a story each of its speakers makes, in the order of the text."""
    said = (known.statement(row).by for row in known.rows_of(articles=story)[:MOST_READ]) if story else ()
    rows = (known.names.row_of(name) for name in said if name is not None)
    return Counter(row for row in rows if row is not None)


def _most_heard(pronoun: str, story: Sequence[str], known: Retriever) -> Named | None:
    """The man or woman who says most in the first article of a story that has one; None where two say as much."""
    wanted = ADDRESS_GENDER.get(fold(pronoun))
    if wanted is None:
        return None
    for article_id in story:
        said = _said_by([article_id], known)
        fitting = [(n, row) for row, n in said.most_common() if gender(row, known) == wanted]
        if fitting:
            is_one = len(fitting) == 1 or fitting[0][0] > fitting[1][0]
            return Named(0, 0, (fitting[0][1],)) if is_one else None
    return None


def _same(one: str, other: str) -> bool:
    """Whether two pronouns may be one person's: "he" and "his"."""
    genders = ADDRESS_GENDER.get(fold(one)), ADDRESS_GENDER.get(fold(other))
    return genders[0] == genders[1]
