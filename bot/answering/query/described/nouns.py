"""What a description says that somebody is, by each of its names, and whether an article calls somebody so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from retrieval.lang.en.function_words import STOP_WORDS
from retrieval.lang.en.people import (
    ALSO_BODIES,
    ANYBODY,
    BEFORE_A_GOAL,
    BODY_NOUNS,
    BODY_WORDS,
    COMPANIES,
    FORMER,
    GENDERED,
    LESSER_OFFICES,
    LOOSELY,
    OFFICE_PREFIXES,
    PERSON_NOUNS,
    ROLE_INITIALS,
    ROLE_NAMES,
    ROLE_SIGNS,
    SPEAKS_FOR,
    can_speak,
)
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.question_words import OF_ANY_STORY, REQUEST_WORDS
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.tokens import run_within, terms, words

SHORTEST_DOER = 4
"""Letters of a noun in "er" or "or" from which on it may be somebody who does something."""

INITIALS = 2
"""Letters of a body that stands alone: the EU."""

TITLE_ALONE, IN_A_SENTENCE, ANYBODYS, OF_ANOTHER = 0.75, 0.6, 0.5, 0.45
"""How sure it is who is meant where only the noun's last word, only the sentence that names them, or nothing fits; and
where other words stand beside the noun: "the police chief" for "the fire chief"."""

ANOTHER_NAME, LOOSE_NAME = 0.95, 0.85
"""How sure it is where the article has another name for it, and where it has what the noun loosely stands for."""

ANOTHER_OFFICE = 0.3
"""How much less sure it is of a deputy or a former one, where neither is asked for."""

LEADING = re.compile(r"^\W*(?:(?:the|an?|some|any|this|that|his|her|their|its)\s+)+", re.IGNORECASE)
_OF = re.compile(r"\b(?:of|for)\b")
_WHO = re.compile(r"\s*,?\s+who(?:se)?\b", re.IGNORECASE)
_DOER = re.compile(r"(?:wo)?m[ae]n$|ers?$|person$")
_OWNER = re.compile(r"[\w-]+(?:['’]s|s['’])(?=\s)")
_POSSESSED = re.compile(r"['’]s?\s+")
_PART = re.compile(r"[,;:()–—]")


@dataclass(frozen=True)
class Name:
    """One of the names of what somebody is: its words, those that belong beside it, and how sure it is, 0 to 1."""

    role: tuple[str, ...]
    beside: frozenset[str] = frozenset()
    sure: float = 1.0

    def is_in(self, called: Sequence[str]) -> bool:
        """Whether words by which somebody is called have it, or the verb that says it."""
        if self.role[-1] in called and run_within(list(self.role), called):
            return True
        verbs = done_by(self.role[-1])
        return bool(verbs) and not verbs.isdisjoint(called)


@dataclass(frozen=True)
class Noun:
    """What a description says that somebody is: "widow" of "Reid's widow in the ferry case".

    ``names``: the noun by each of its names, surest first. ``beside``: the words around it, each by its stems.
    ``signs``: words that tell it of the one whom a sentence names. ``is_anybody``: it tells no more than that it is a
    person. ``is_body``: it is a body, or what speaks for one. ``gender``: "m" or "f" where the noun tells it.
    ``is_plural``: of several. ``end``: where it ends in the description.
    """

    names: tuple[Name, ...]
    beside: frozenset[frozenset[str]]
    signs: frozenset[str]
    is_anybody: bool
    is_body: bool
    gender: str | None
    is_plural: bool
    end: int

    @classmethod
    def of(cls, text: str) -> Noun | None:
        """The noun of a description; None where it has none for a person or a body."""
        left = LEADING.sub("", text)
        head = phrases.BEHIND_A_NOUN.split(left, maxsplit=1)[0].rstrip()
        *owners, called = _POSSESSED.split(head)
        role = [word for word in words(called) if word not in STOP_WORDS]
        if not role or role[-1] in REQUEST_WORDS or head.endswith(("'s", "’s")):
            return None
        last = role[-1].removesuffix("s") if role[-1].removesuffix("s") in PERSON_NOUNS else role[-1]
        is_who = _WHO.match(left, len(head)) is not None
        is_person = last in PERSON_NOUNS or last in LOOSELY
        if not is_person and last in ASKS_FOR_WORDS and (owners or is_who):
            return None  # "Holm's view", "did he say who"
        is_person = is_person or is_who
        is_body = not is_person and last in BODIES
        is_name = len(role) > 1 and len(last) <= INITIALS and last not in ROLE_INITIALS  # "kim jong un"
        if is_name or not (is_body or is_person or can_speak(last)):
            return None
        before = [*words(" ".join(owners)), *role[:-1]]
        if last in SPEAKS_FOR:
            if not before:
                return None
            names = [Name((singular(before[-1]),))]
        else:
            names = list(_all_names((*role[:-1], last)))
        around = [*before, *words(left[len(head) :])]
        beside = frozenset(_stems(word) for word in around if word not in STOP_WORDS | OF_ANY_STORY | FORMER)
        called_too = {word for each in names for word in each.role if each.sure >= ANOTHER_NAME}
        signs = frozenset[str]().union(*(ROLE_SIGNS.get(word, ()) for word in {*role, *called_too}))
        gender, is_plural, end = GENDERED.get(last), last != role[-1], len(text) - len(left) + len(head)
        return cls(tuple(names), beside - {frozenset()}, signs, last in ANYBODY, is_body, gender, is_plural, end)

    def may_be_in(self, held: Set[str]) -> bool:
        """Whether an article that holds these words may call anybody so."""
        if self.is_anybody or not self.signs.isdisjoint(held):
            return True
        return any(set(each.role) <= held or not done_by(each.role[-1]).isdisjoint(held) for each in self.names)

    def level(self, told: Iterable[str], naming: Callable[[], str], name: str) -> float:
        """How surely an article calls somebody so; 0 to 1.

        Args:
            told: the words by which it calls and introduces them.
            naming: gives the sentence that names them; asked only where those words don't tell.
            name: the name.
        """
        if self.is_anybody:
            return ANYBODYS
        own, best = set(words(name)), 0.0
        for text in told:
            whole = [word for word in words(text) if word not in own or len(own) == 1 or self.is_body]
            core = _core(text, own)
            for each in self.names:
                lacking = each.beside - set(whole)
                if lacking & OTHER or not each.is_in(whole if self.is_body else core):
                    continue
                left = set(core) - set(each.role) - each.beside - {""}
                if not LESSER.isdisjoint(left):
                    continue  # the shadow minister isn't the minister
                is_of_another = not self.is_body and (any(word in text for word in left) or bool(_OF.search(text)))
                sure = each.sure * ((OF_ANOTHER if is_of_another else TITLE_ALONE) if lacking else 1.0)
                best = max(best, sure - ANOTHER_OFFICE * (not OTHER.isdisjoint(left)))
        if best:
            return best
        held = words(_OWNER.sub(" ", naming()))
        if not self.signs.isdisjoint(held):
            return IN_A_SENTENCE
        written = [
            each
            for each in self.names
            if each.role[-1] not in ROLE_INITIALS and not OTHER & each.beside - set(held)  # "at 9 p.m." tells of no PM
            if (LESSER - each.beside - set(each.role)).isdisjoint(held)
        ]
        return max((IN_A_SENTENCE * each.sure for each in written if each.is_in(held)), default=0.0)


def _all_names(role: tuple[str, ...]) -> Iterator[Name]:
    """What somebody is by its own name, its others, and what it loosely stands for."""
    for other, beside in names_of(role):
        yield Name(other, beside, 1.0 if other == role else ANOTHER_NAME)
    for loosely in LOOSELY.get(role[-1], ()):
        yield Name(tuple(loosely.split()), frozenset(role[:-1]), LOOSE_NAME)
    is_one_office = any(" ".join(role) in names for names in ROLE_NAMES)
    if role[0] in OFFICE_PREFIXES and len(role) > 1 and not is_one_office:  # a deputy, and no prime
        yield Name(role[:1], frozenset(role[1:]), LOOSE_NAME)


def singular(word: str) -> str:
    """A noun without the ending of several, or of a possessive that was put without its mark."""
    return word.removesuffix("s") if len(word) > SHORTEST_DOER and not word.endswith("ss") else word


def _stems(word: str) -> frozenset[str]:
    """The stems by which a word may stand elsewhere: "ferryman" also as "ferry"."""
    bare = _DOER.sub("", word)
    return frozenset(terms(f"{word} {singular(word)} {bare if len(bare) >= SHORTEST_DOER else ''}"))


LESSER = LESSER_OFFICES - BEFORE_A_GOAL
"""What makes an office another's: a shadow, a deputy."""

OTHER = OFFICE_PREFIXES | LESSER_OFFICES | FORMER
"""What makes somebody not the one who is called by an office alone."""

BODIES = BODY_NOUNS | BODY_WORDS | COMPANIES | SPEAKS_FOR | ALSO_BODIES


def _core(text: str, name: Set[str]) -> list[str]:
    """The words by which a text says what somebody is: without the name, and whose, where or of what they are it."""
    core: list[str] = []
    for part in _PART.split(text):
        core += [word for word in words(phrases.BEHIND_A_NOUN.split(_POSSESSED.split(part)[-1])[0]) if word not in name]
        core.append("")
    return core


@lru_cache(maxsize=1_024)
def done_by(role: str) -> Set[str]:
    """The verb forms by which an introduction may say a role: "who owns the shop" of its owner; none of most roles."""
    stem = role[:-2] if len(role) > SHORTEST_DOER and role.endswith(("er", "or")) else ""
    return {f"{stem}{end}" for end in ("s", "es", "ed")} if stem else frozenset()


def names_of(role: Sequence[str]) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    """A role by its own name and by each other, the words that are left of it beside."""
    if not role:
        return
    yield tuple(role), frozenset()
    tails = {" ".join(role[n:]): n for n in range(len(role))}
    for names in ROLE_NAMES:
        known = max(names & tails.keys(), key=len, default=None)
        if known is not None:
            for other in sorted(names):  # "chief", which says less than "fire chief", needs the rest beside it
                yield tuple(other.split()), frozenset(role[: tails.get(other, tails[known])])
    yield tuple(role[-1:]), frozenset(role[:-1])
