"""Spellings of one name: transcriptions from other scripts, middle names, short forms of first names, slips."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

FEW_LETTERS = 4
"""Shorter names are matched to the letter: one slip away from "Cruz" stands another word."""


class Alike:
    """Full names, found by what two spellings of one name always share."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: dict[tuple[str, str], list[str]] = defaultdict(list)

    def add(self, key: str) -> None:
        """Look it up from now on."""
        self._numbers[key] = len(self._numbers)
        for each in shared(key):
            self._names[each].append(key)

    def to(self, key: str) -> list[str]:
        """The names that may be spellings of ``key``, in the order in which they were added."""
        found = {other for each in shared(key) for other in self._names[each]}
        return sorted(found, key=self._numbers.__getitem__)


def may_be_one(key: str, other: str) -> bool:
    """Whether two full names are spellings of one, or may be where their bearers are in the same office."""
    if shared(key).isdisjoint(shared(other)):
        return False
    return is_spelling_of(key, other) or is_spelling_of(other, key) or _is_a_slip(key.split(), other.split())


def shared(key: str) -> set[tuple[str, str]]:
    """What a full name always shares with another spelling of it, or one of these."""
    first, *_, last = key.split()
    endings = transcribed(last), f"{last[:3]}-"
    return {(initial, same) for initial in {first[:1], *_INITIALS.get(first, ())} for same in endings}


def is_spelling_of(key: str, other: str) -> bool:
    """Whether two full names differ only in transliteration or by a middle name or initial."""
    mine, theirs = key.split(), other.split()
    if _close(mine[-1], theirs[-1]):
        if len(mine) == len(theirs):
            return all(_given(a, b) for a, b in zip(mine[:-1], theirs[:-1], strict=True))
        return _given(mine[0], theirs[0]) and 2 in (len(mine), len(theirs))
    return False


_ROLE_TERMS = 2
"""Terms of roles that two people must share to be one whose name is spelt in two ways: "energy minister"."""


def is_misspelling_of(key: str, other: str, roles: set[str]) -> bool:
    """Whether two names differ by a letter inside the first name, and their bearers are in the same office."""
    return len(roles) >= _ROLE_TERMS and _is_a_slip(key.split(), other.split())


def _is_a_slip(mine: list[str], theirs: list[str]) -> bool:
    a, b = mine[0], theirs[0]
    same_ends = (mine[1:], a[0], a[-1], len(a)) == (theirs[1:], b[0], b[-1], len(b))
    return same_ends and len(a) > FEW_LETTERS and OSA.distance(a, b) == 1


_SHORT_FORMS = {
    full: frozenset(short.split())
    for full, short in (
        ("andrew", "andy"),
        ("anthony", "tony"),
        ("benjamin", "ben"),
        ("bernard", "bernie"),
        ("charles", "charlie chuck"),
        ("christopher", "chris"),
        ("daniel", "dan danny"),
        ("david", "dave"),
        ("deborah", "debbie deb"),
        ("donald", "don"),
        ("edward", "ed ted"),
        ("elizabeth", "liz beth"),
        ("gregory", "greg"),
        ("james", "jim jimmy"),
        ("jeffrey", "jeff"),
        ("joseph", "joe"),
        ("joshua", "josh"),
        ("katherine", "kate kathy"),
        ("kenneth", "ken"),
        ("lawrence", "larry"),
        ("matthew", "matt"),
        ("michael", "mike"),
        ("nicholas", "nick"),
        ("patrick", "pat"),
        ("peter", "pete"),
        ("philip", "phil"),
        ("phillip", "phil"),
        ("richard", "rick dick"),
        ("robert", "bob rob bobby"),
        ("ronald", "ron"),
        ("samuel", "sam"),
        ("stephen", "steve"),
        ("steven", "steve"),
        ("thomas", "tom tommy"),
        ("timothy", "tim"),
        ("william", "bill will billy"),
    )
}
"""First names and what their bearers are called: Joseph R. Biden Jr. is Joe Biden."""

_INITIALS: dict[str, set[str]] = defaultdict(set)
"""Those of the first names of which one is a short form."""
for _full, _short in _SHORT_FORMS.items():
    for _each in _short:
        _INITIALS[_each].add(_full[:1])


def _given(a: str, b: str) -> bool:
    """Whether two given names are spellings of one: Dmitry and Dmitri, but not Robert and Roberta."""
    if a == b or transcribed(a) == transcribed(b) or b in _SHORT_FORMS.get(a, ()) or a in _SHORT_FORMS.get(b, ()):
        return True
    long = max(len(a), len(b)) > FEW_LETTERS + 2
    return long and a[:3] == b[:3] and a[-1] == b[-1] and OSA.distance(transcribed(a), transcribed(b)) <= 1


_SCRIPTS = (("kh", "h"), ("ks", "x"), ("ph", "f"), ("y", "i"), ("j", "i"), ("w", "v"))


@lru_cache(maxsize=65_536)
def transcribed(name: str) -> str:
    """A name with the letters folded that transcriptions from other scripts use for one another."""
    if len(name) <= FEW_LETTERS:
        return name  # Jan isn't Ian
    for letters, one in _SCRIPTS:
        name = name.replace(letters, one)
    return re.sub(r"(.)\1+", r"\1", name)


def _close(a: str, b: str) -> bool:
    if a == b or transcribed(a) == transcribed(b):
        return True
    longest = max(len(a), len(b))
    return longest > FEW_LETTERS + 2 and a[:3] == b[:3] and Levenshtein.distance(a, b) <= (2 if longest > 7 else 1)
