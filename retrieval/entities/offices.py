"""Who holds an office by what articles introduce them with: "the harbour master", "vice president"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from datetime import date

from retrieval.entities.registry import MENTIONED_MORE
from retrieval.lang.en import people
from retrieval.lang.tokens import fold, words
from retrieval.model import Speaker

_SHORTEST = 3
_PREPOSITION = re.compile(r"\b(?:of|for|in|at|from|to)\b")
_ONCE = re.compile(r"\b(?:then|ex)[-–]")
_TOKEN = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*|['’]s?\b|[,;:()–—]")


def is_office(text: str) -> bool:
    """Whether words say what a person is: "vice president", "the harbour master"."""
    last = words(text)[-1:]
    return bool(last) and people.is_office(last[0])


def holders(
    text: str,
    rows: Sequence[int],
    speakers: Sequence[Speaker],
    during: tuple[date | None, date | None] | None = None,
) -> tuple[int, ...]:
    """Those of ``rows`` whom introductions give the office in ``text``, and not to somebody else, most often first.

    "President Barack Obama's adviser" isn't a president, nor is one who "heads the president's office". One who holds
    an office comes before those who held it, unless "former" is asked for; whom a few articles call so in passing is
    left out beside the one whom all do. ``during``: the first and last day asked for: those whom articles of these days
    call so come alone, or else those whom earlier and later ones do.
    """
    office = _office(text)
    if not office:
        return tuple(rows)
    now: Counter[int] = Counter()
    once: Counter[int] = Counter()
    days: dict[int, list[date]] = defaultdict(list)
    for row in rows:
        for introduction, times in Counter(each.text for each in speakers[row].introductions).items():
            if office[-1][:_SHORTEST] in (folded := fold(introduction)):
                for was in _held(office, folded, speakers[row], set(words(text))):
                    (once if was else now)[row] += times
                    if during and not was:
                        told = (each.told_on for each in speakers[row].introductions if each.text == introduction)
                        days[row] += [day for day in told if day is not None]
    if during and (then := _then(days, during[0] or date.min, during[1] or date.max)):
        return tuple(row for row, _ in then.most_common())
    in_office = Counter({row: times for row, times in now.items() if times >= once[row]})
    held = once if people.FORMER & set(words(text)) else in_office or once
    least = max(held.values(), default=0) / MENTIONED_MORE
    return tuple(row for row, times in held.most_common() if times >= least)


def _then(days: dict[int, list[date]], first: date, last: date) -> Counter[int]:
    """Those who are given an office on some of these days, with how often; else those who are before and after them."""
    told = Counter({row: sum(first <= day <= last for day in held) for row, held in days.items()})
    around = Counter({row: 1 for row, held in days.items() if held and min(held) <= last and max(held) >= first})
    return +told or around


def _office(text: str) -> list[str]:
    """The words of a description that must stand together: "vice president", of "the harbour master" the last."""
    fixed = people.FIXED_OFFICES.search(fold(text))
    if fixed is not None:
        return words(fixed.group())
    called = words(_PREPOSITION.split(fold(text))[0])
    if not called or not is_office(called[-1]):
        return []
    first = len(called) - 1
    while first and called[first - 1] in people.OFFICE_PREFIXES:
        first -= 1
    return called[first:]


def _held(office: list[str], folded: str, speaker: Speaker, asked: Set[str]) -> Iterator[bool]:
    """For each time that an introduction gives somebody an office, whether it is a former office.

    A shadow or deputy one counts only where that is among the words asked for.
    """
    tokens = [people.TITLE_ABBREVIATIONS.get(token, token) for token in _TOKEN.findall(_ONCE.sub("former ", folded))]
    called = {word for name in (speaker.name, *speaker.other_names) for word in words(name)} - people.NAME_TITLES
    named = next((n for n, token in enumerate(tokens) if token in called), len(tokens))
    direct, behind = True, False
    for at, token in enumerate(tokens):
        behind = behind or at >= named
        if token in people.LEAVES_AN_OFFICE or (
            token in people.AFTER_AN_OFFICE and token not in {"of", "and", "or"} and behind
        ):
            direct = False
        elif token in people.HOLDS_AN_OFFICE or token in {"and", ",", "(", "–", "—"}:
            direct = True
        if tokens[at : at + len(office)] != office or not direct or token in called:
            continue
        before, after = tokens[max(0, at - 3) : at], tokens[at + len(office) : at + len(office) + 1]
        if before[-1:] and before[-1] in people.LESSER_OFFICES | (people.RANKS if len(office) > 1 else set()):
            continue
        if not (people.LESSER_OFFICES - people.BEFORE_A_GOAL - asked).isdisjoint(before):
            continue
        ends = not after or after[0] in people.AFTER_AN_OFFICE | people.LEAVES_AN_OFFICE or not after[0][0].isalnum()
        if after[:1] and after[0].startswith(("'", "’")):
            continue  # "the president's office"
        if ends or (not behind and after[0] in called):
            yield bool(people.FORMER & set(before))
