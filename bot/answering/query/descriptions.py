"""Speakers by how a question describes them: by a role, in any of its names, or by "Mr." and "Mrs."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from bot.answering.query.dates import Days
from bot.answering.query.described.bearers import MOST_READ, gender
from bot.answering.query.described.nouns import LEADING, LESSER, done_by, names_of
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import Request
from retrieval.lang.en.function_words import PRONOUNS, STOP_WORDS
from retrieval.lang.en.people import ADDRESS_GENDER, HONORIFICS, PERSON_NOUNS, ROLE_NAMES, TITLES, can_speak, can_tell
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.places import NATIONALITIES
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import fold, terms, words
from retrieval.model import Statement
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named, Ranked

_TITLES = ADDRESS_GENDER.keys() - PRONOUNS
_ADDRESSED = re.compile(rf"\b(?P<title>{any_of(_TITLES)})\b\.?\s+(?P<name>[^\W\d_][\w'’-]+)", re.I)

MOST_NAMES = 12
"""Other names of a role that are tried."""

MOST_ARTICLES = 20
"""Articles on somebody in which those are looked for who are something of theirs."""

_OF = re.compile(r"\b(?:of|for|at|from|in)\b")
_OWNER = re.compile(
    r"\W*(?:(?P<who>[^\W\d_][\w.-]*(?: [^\W\d_][\w.-]*){0,3}?)['’]s?\s+|(?:his|her|their|its)\s+)", re.I
)
_OWNERS = re.compile(r"(?:\b[\w-]+ ){0,3}\b[\w-]+(?:['’]s|s['’])\s")
_APPOSITION = re.compile(r"\s*[,(]\s*(?:the|an?|who is (?:the|an?))\s+(?P<role>[^,()?]{2,40})")
_PART = re.compile(r"[,;:()–—]")


def is_role(text: str) -> bool:
    """Whether words say what somebody is to others, or name a body: "the fire chief", "his lawyer", "the council"."""
    described = Described.of(text)
    role = described.role
    is_named = len(described.names) > 2
    is_owned = _OWNER.match(text) is not None  # "Pugh's family", and not "the data"
    return bool(role) and (
        is_named or role[-1] in PERSON_NOUNS or can_speak(role[-1]) or (is_owned and can_tell(role[-1]))
    )


@dataclass(frozen=True)
class Described:
    """A description taken apart. Of "Griner's defence lawyer in Moscow":

    ``role``: the words of what somebody is, "defence lawyer". ``whom``: folded words of whom, what or where they are
    it, "griner moscow". ``names``: the role by each of its names, each with words that must stand beside it.
    """

    role: tuple[str, ...]
    whom: tuple[str, ...]
    names: tuple[tuple[tuple[str, ...], frozenset[str]], ...]

    @classmethod
    def of(cls, text: str) -> Described:
        """Take a description apart; ``role`` is empty where it holds no common noun."""
        owner = _OWNER.match(text)
        left = LEADING.sub("", text[owner.end() if owner else 0 :])
        core, *of = _OF.split(left, maxsplit=1)
        written = [word for raw in core.split() for word in (raw.strip(".,;:!?\"'“”’"),) if word]
        has_small = any(word[:1].islower() for word in written)
        aside = {word for word in written if fold(word) in NATIONALITIES or (has_small and word[:1].isupper())}
        role = tuple(part for word in written if word not in aside for part in words(word))
        whom = [*(words(owner["who"]) if owner and owner["who"] else []), *words(" ".join([*aside, *of]))]
        return cls(role, tuple(word for word in whom if word not in STOP_WORDS), tuple(names_of(role)))

    def called(self, said: Iterable[Ranked[Statement]]) -> Iterator[tuple[Ranked[Statement], list[str]]]:
        """Statements with how articles call their speaker, there and where they introduce them, if the role is in it.

        A speaker's introductions, thousands of some, are read once.
        """
        introduced: dict[str, list[str]] = {}
        for each in said:
            if each.speaker is not None and each.speaker.name not in introduced:
                introduced[each.speaker.name] = self._telling(one.text for one in each.speaker.introductions)
            told = introduced[each.speaker.name] if each.speaker is not None else []
            if texts := [*self._telling([each.item.mention or ""]), *told]:
                yield each, texts

    def _telling(self, texts: Iterable[str]) -> list[str]:
        return [text for text in texts if text and self._may_tell(set(words(text)))]

    def _may_tell(self, called: Set[str]) -> bool:
        return any(set(role) <= called or not called.isdisjoint(done_by(role[-1])) for role, _ in self.names)

    def tells(self, text: str, name: str, around: Set[str]) -> bool:
        """Whether words that introduce somebody of this name say that they are this.

        ``around``: what stands near, for what the words leave out: "At the daycare, owner Lorna Haugdahl".
        """
        own, called = {*words(name), *HONORIFICS}, set(words(text))
        if not set(self.whom) <= (called | around):
            return False
        for role, beside in self.names:
            if beside <= called and not called.isdisjoint(done_by(role[-1])):
                return True
            for part in _PART.split(text) if called.issuperset(role) else ():
                told = [word for word in words(_OF.split(part)[0]) if word not in own or word in role]
                if not (LESSER - set(self.role)).isdisjoint(told):
                    continue  # the shadow minister isn't the minister
                alone = [word for word in told if word not in STOP_WORDS] == list(role) and role[-1] not in TITLES
                if tuple(told[-len(role) :]) == tuple(role) and beside <= (called | around if alone else called):
                    return True
        return False


def holders(text: str, known: Retriever, days: Days | None = None) -> tuple[int, ...]:
    """The speakers whom articles introduce by a role, in the words of ``text`` or in others for it.

    ``days``: those asked for; who held an office then comes before who holds it in other articles.
    """
    during = (days.first, days.last) if days is not None else None
    if rows := known.names.holders(text, during):
        return rows
    described = Described.of(text)
    for role, beside in described.names[:MOST_NAMES]:
        called = " ".join([*described.whom, *sorted(beside), *role])
        if rows := known.names.holders(called, during):
            return rows
    return _anywhere(described, known)


def _anywhere(described: Described, known: Retriever) -> tuple[int, ...]:
    """Those whom the articles call so that name whom or what they are it of, or that have the role's own words."""
    if not described.role:
        return ()
    if not described.whom:
        parts = (
            described.role,
            described.role[:-1],
            described.role[-1:],
            *((form,) for form in done_by(described.role[-1])),
        )
        homes = next((rows for part in parts if part and (rows := known.passages_holding(" ".join(part)))), [])
        return in_story(described, _articles_of(homes, described, known), known)
    homes = known.passages_naming(" ".join(described.whom))
    return in_story(described, _articles_of(homes, described, known), known)


def _articles_of(homes: Sequence[int], described: Described, known: Retriever) -> list[str]:
    """The ids of the articles of these passages, first those that hold most of a description."""
    naming = known.best_passages(homes[:MOST_READ], " ".join([*described.role, *described.whom]), None)
    return list(dict.fromkeys(each.article.id for each in naming))[:MOST_ARTICLES]


def in_story(called: str | Described, story: Sequence[str], known: Retriever) -> tuple[int, ...]:
    """Those who speak in a story and are called so there, by the role's own name or another.

    Args:
        called: a description: "the governor", "Griner's lawyer".
        story: ids of articles.
        known: the articles.
    """
    described = Described.of(called) if isinstance(called, str) else called
    return _fitting(described, map(known.statement, known.rows_of(articles=story)[:MOST_READ]), known)


def among(called: str, story: Sequence[str], known: Retriever) -> tuple[int, ...]:
    """Those who speak in a story and whose name, mention or introduction there holds all words of a description.

    "Residents" are "Kyiv resident Ada Holm" and all others of whom it says so; "the union" is a leader of it. Where
    nobody is, it is who is called by the last word in an article that has the others: "the pub landlady".
    """
    *others, last = [set(terms(word)) for word in words(called)] or [set[str]()]
    said = [known.statement(row) for row in known.rows_of(articles=story)[:MOST_READ]]
    told = [(each, set(terms(" ".join(_of_themselves(each, called))))) for each in said]
    wanted = last.union(*others)
    whole = [each for each, held in told if wanted and wanted <= held]
    in_part = [each for each, held in told if last and last <= held]
    return _rows(whole or [each for each in in_part if wanted <= set(terms(each.article.text))], known)


def _of_themselves(each: Ranked[Statement], called: str) -> list[str]:
    """How an article calls the speaker of a statement, but for what is another's: "the governor's husband"."""
    other = LESSER - set(words(called))
    texts = (_OWNERS.sub(" ", text) for text in _told_of(each))
    return [text for text in texts if other.isdisjoint(words(text))]


def _told_of(each: Ranked[Statement]) -> list[str]:
    """How an article calls the speaker of a statement: there, by name, and where it introduces them."""
    introduced = () if each.speaker is None else each.speaker.introductions
    here = (one.text for one in introduced if one.article_id == each.article.id)
    return [text for text in (each.item.mention, each.by, *here) if text]


def _rows(said: Sequence[Ranked[Statement]], known: Retriever) -> tuple[int, ...]:
    """The registered speakers of statements, in their order."""
    rows = (known.names.row_of(each.by) for each in said if each.by is not None)
    return tuple(dict.fromkeys(row for row in rows if row is not None))


def _fitting(described: Described, said: Iterable[Ranked[Statement]], known: Retriever) -> tuple[int, ...]:
    """The registered speakers of those statements that fit by their passage, else by their article, in their order."""
    called = [*described.called(each for each in said if each.by)]
    for around in (known.home_of, lambda each: f"{each.article.title} {each.article.text}"):
        found: dict[int, None] = {}
        for each, texts in called:
            beside = set(words(around(each)))
            row = known.names.row_of(each.by or "")
            if row is not None and any(described.tells(text, each.by or "", beside) for text in texts):
                found[row] = None
        if found:
            return tuple(found)
    return ()


def decided(request: Request, question: ParsedQuestion, retriever: Retriever) -> Request:
    """The request with each speaker whom it calls "Mr." or "Mrs.", or gives a role, as the one who is called so."""
    by_role = tuple(_by_role(named, question.rest, retriever) for named in request.speakers)
    request = replace(request, speakers=by_role) if by_role != request.speakers else request
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


def _by_role(named: Named, text: str, retriever: Retriever) -> Named:
    """A name with the one of its bearers whose introductions hold most of the role beside it: "John Holm, the MP"."""
    if len(named.rows) < 2 or named.beside:
        return named
    before = phrases.BEFORE_A_ROLE.split(text[: named.end])[-1]
    behind = _APPOSITION.match(text, named.end)
    role = {word for word in words(f"{before} {behind['role'] if behind else ''}") if word not in STOP_WORDS}
    called = [{word}.union(*(names for names in ROLE_NAMES if word in names)) for word in role]
    held = {}
    for row in named.rows:
        speaker = retriever.speakers[row]
        told = (speaker.name, *(each.text for each in speaker.introductions))
        folded = " / ".join(f" {' '.join(words(each))} " for each in told)
        held[row] = sum(any(f" {name} " in folded for name in names) for names in called)
    most = max(held.values())
    fitting = tuple(row for row in named.rows if held[row] == most)
    return replace(named, rows=fitting) if most and len(fitting) == 1 else named


def _bears(named: Named, surname: str, retriever: Retriever) -> bool:
    return any(words(retriever.speakers[row].plain_name)[-1:] == [surname] for row in named.rows)


def _meant(named: Named, wanted: str, surname: str, retriever: Retriever) -> Named:
    fitting = tuple(row for row in retriever.names.bearing(surname) if gender(row, retriever) == wanted)
    if not fitting or (set(named.rows) & set(fitting) and len(named.rows) == 1):
        return named
    return replace(named, rows=fitting)
