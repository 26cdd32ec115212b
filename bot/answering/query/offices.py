"""Who holds an office by what articles introduce them with: "the harbour master", "vice president"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from retrieval.entities.registry import MENTIONED_MORE, NAME_TITLES
from retrieval.lang.en.people import ROLES, TITLES
from retrieval.lang.tokens import fold, words
from retrieval.model import Speaker

_COMPOUND = frozenset("assistant associate attorney deputy lieutenant major press prime secretary vice".split())
"""What makes an office another one: a vice president is no president."""

_LESSER = frozenset("vice deputy assistant associate candidate to for".split())
_RANKS = frozenset("senior executive".split())
"""A senior vice president is one of a firm's many; a senior adviser is an adviser."""

_SHORT = {"gov": "governor", "sen": "senator", "rep": "representative", "gen": "general", "prof": "professor"}
_SHORTEST = 3
_FORMER = frozenset("former ex then".split())
_GOES_ON = frozenset("of for in at from to on with under and or".split())
"""What may stand behind an office in an introduction: "the mayor of Northport and a lawyer"."""

_LEAVES = frozenset("who which that whose where when as while but".split())
_IS = frozenset("is was are were became becomes be been serves served".split())
_FIXED = re.compile(r"\b(?:secretary of (?:state|defen[cs]e|the treasury)|chief of staff)\b")
_PREPOSITION = re.compile(r"\b(?:of|for|in|at|from|to)\b")
_ONCE = re.compile(r"\b(?:then|ex)[-–]")
_TOKEN = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*|['’]s?\b|[,;:()–—]")


def is_office(text: str) -> bool:
    """Whether words say what a person is: "vice president", "the harbour master"."""
    last = words(text)[-1:]
    return bool(last) and (
        last[0] in ROLES
        or last[0] in TITLES
        or last[0] in NAME_TITLES
        or last[0].endswith(("er", "or", "ist", "ian", "man", "woman"))
    )


def holders(text: str, rows: Sequence[int], speakers: Sequence[Speaker]) -> tuple[int, ...]:
    """Those of ``rows`` whom introductions give the office in ``text``, and not to somebody else, most often first.

    "President Barack Obama's adviser" is no president, nor is whoever "heads the president's office". One who holds
    an office comes before those who held it, unless "former" is asked for; whom a few articles call so in passing is
    left out beside the one whom all do.
    """
    office = _office(text)
    if not office:
        return tuple(rows)
    now: Counter[int] = Counter()
    once: Counter[int] = Counter()
    for row in rows:
        for introduction, times in Counter(each.text for each in speakers[row].introductions).items():
            if office[-1][:_SHORTEST] in (folded := fold(introduction)):
                for was in _held(office, folded, speakers[row]):
                    (once if was else now)[row] += times
    in_office = Counter({row: times for row, times in now.items() if times >= once[row]})
    held = once if _FORMER & set(words(text)) else in_office or once
    least = max(held.values(), default=0) / MENTIONED_MORE
    return tuple(row for row, times in held.most_common() if times >= least)


def _office(text: str) -> list[str]:
    """The words of a description that must stand together: "vice president", of "the harbour master" the last."""
    fixed = _FIXED.search(fold(text))
    if fixed is not None:
        return words(fixed.group())
    called = words(_PREPOSITION.split(fold(text))[0])
    if not called or not is_office(called[-1]):
        return []
    first = len(called) - 1
    while first and called[first - 1] in _COMPOUND:
        first -= 1
    return called[first:]


def _held(office: list[str], folded: str, speaker: Speaker) -> Iterator[bool]:
    """For each time that an introduction gives somebody an office, whether it is one that they held before."""
    tokens = [_SHORT.get(token, token) for token in _TOKEN.findall(_ONCE.sub("former ", folded))]
    called = {word for name in (speaker.name, *speaker.other_names) for word in words(name)} - NAME_TITLES
    named = next((n for n, token in enumerate(tokens) if token in called), len(tokens))
    direct, behind = True, False
    for at, token in enumerate(tokens):
        behind = behind or at >= named
        if token in _LEAVES or (token in _GOES_ON and token not in {"of", "and", "or"} and behind):
            direct = False
        elif token in _IS or token in {"and", ",", "(", "–", "—"}:
            direct = True
        if tokens[at : at + len(office)] != office or not direct or token in called:
            continue
        before, after = tokens[max(0, at - 3) : at], tokens[at + len(office) : at + len(office) + 1]
        if before[-1:] and before[-1] in (_LESSER | _RANKS if len(office) > 1 else _LESSER):
            continue
        ends = not after or after[0] in _GOES_ON | _LEAVES or not after[0][0].isalnum()
        if after[:1] and after[0].startswith(("'", "’")):
            continue  # "the president's office"
        if ends or (not behind and after[0] in called):
            yield bool(_FORMER & set(before))
