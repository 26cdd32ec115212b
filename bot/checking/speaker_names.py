"""What a draft calls a speaker beside what the articles do: another name, or an office that they don't give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import OSA

from retrieval.lang.en.inflection import one_spelling
from retrieval.lang.en.people import (
    AFTER_AN_OFFICE,
    BODY_WORDS,
    LEAVES_AN_OFFICE,
    OFFICES,
    PARTICLES,
    PORTFOLIOS,
    TITLE_ABBREVIATIONS,
    TITLES,
)
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import words

_SHORTEST = 3
# Letters; fewer are an initial.
_LONG = 6
# Letters from which on a name may have two slips.
_OWNER = re.compile(r"['’]s?\s")
_RELATION = re.compile(rf"\b{any_of(AFTER_AN_OFFICE | LEAVES_AN_OFFICE)}\b")
_LESSER = frozenset(("vice", "deputy", "assistant", "lieutenant"))


def is_described(name: str) -> bool:
    """Whether a speaker is described and not named: "the teacher"."""
    return not any(word[:1].isupper() for word in name.split()[1:] or name.split())


def other_name(mine: str, names: Sequence[str]) -> str | None:
    """The name in the articles that a draft's differs from: "Michael McFaul" for "Micheal McFall".

    A part of the name, one with more words and a short form of the first name aren't other names.

    Args:
        mine: the draft's name, of somebody whom one of the others means.
        names: all names of that speaker in the articles, the fullest first.

    Returns:
        None: nothing differs, or it isn't a person's name.
    """
    called, known = dict(_keyed(mine)), {key for name in names for key, _ in _keyed(name)}
    if not called or not names or not _is_persons(called.values()) or BODY_WORDS & called.keys():
        return None
    others = [each for each in called if each not in known and len(each) >= _SHORTEST]
    theirs = [key for key, _ in _keyed(names[0]) if key not in called and len(key) >= _SHORTEST]
    first = next(iter(called))
    if first in others and any(key.startswith(first) or first.startswith(key) for key in theirs) and len(called) > 1:
        others.remove(first)
    alone = len(called) > 1 or any(_is_slip(each, key) for each in others for key in theirs)
    return names[0] if others and theirs and alone else None


def _is_slip(key: str, other: str) -> bool:
    """A letter more, less, other or swapped, or two in a long name."""
    return OSA.distance(key, other) <= 1 + (min(len(key), len(other)) >= _LONG)


def _is_persons(written: Iterable[str]) -> bool:
    return all(word[:1].isupper() or word in PARTICLES for word in written)


def _keyed(name: str) -> Iterator[tuple[str, str]]:
    """The words of a name without titles, folded and as written."""
    for written in name.split():
        key = "".join(words(written))
        if key and key not in TITLES:
            yield key, written.strip(",.;:")


def other_office(mine: Iterable[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """An office that a draft gives somebody and the articles don't, which give them another one.

    Args:
        mine: how the draft introduces them: "Defence Minister Ada Holm".
        theirs: how the articles do.

    Returns:
        The draft's introduction and the articles' that comes nearest; None: nothing differs, or too little is told.
    """
    offices = [(text, office) for text in theirs for office in _offices(text)]
    told = {word for text in theirs for word in _plain(text)}
    for text in mine:
        # "President Obama's adviser", "an aide to the president": those are another's offices.
        for portfolio, office in _offices(_RELATION.split(_OWNER.split(text)[-1])[0]):
            same = [(of, whole) for whole, (of, other) in offices if other == office]
            is_told = any(of not in _LESSER for of, _ in same) if portfolio is None else portfolio in told
            if offices and not (same and is_told):
                return text, next((whole for _, whole in same), offices[0][0])
    return None


def _offices(text: str) -> list[tuple[str | None, str]]:
    """The offices in an introduction, each with what it is for where that stands before it."""
    plain = _plain(text)
    return [
        (before if before in PORTFOLIOS else None, word)
        for before, word in pairwise(["", *plain])
        if word in OFFICES and not (word in PORTFOLIOS and _goes_on(plain, word))
    ]


def _goes_on(plain: Sequence[str], word: str) -> bool:
    """Whether a word only tells which office the next one is: "prime", in "prime minister"."""
    behind = plain[plain.index(word) + 1 :][:1]
    return bool(behind) and behind[0] in OFFICES


def _plain(text: str) -> list[str]:
    return [_one_form(word) for word in words(text)]


def _one_form(word: str) -> str:
    word = one_spelling(TITLE_ABBREVIATIONS.get(word, word))
    for ending in ("woman", "person"):
        if word.endswith(ending) and (man := f"{word.removesuffix(ending)}man") in OFFICES:
            return man
    return word
