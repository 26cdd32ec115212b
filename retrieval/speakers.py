"""Who is who: one registry of speakers over all articles, and the names that a question may use for them.

An article's own analysis already gives each statement the fullest name that the article has. What is left is to
see that two articles mean the same person ("Volodymyr Zelenskyy", "Volodymyr Zelensky") and that a bare surname
belongs to the one person who bears it, unless several do: namesakes are kept apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from retrieval.catalog import Entry
from retrieval.model import Article, Introduction, Speaker
from retrieval.words import STOP_WORDS, fold, terms, words

_TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady president senator sen rep representative gov governor secretary minister"
    " former ex prime vice chancellor chairman chairwoman general gen judge justice professor prof".split()
)

_CAREFUL_CAPITALS = re.compile(r"\b[^\W\d_a-z][^\W\d_A-Z]")
"""A capital before a small letter: its writer uses capitals, not just acronyms."""

_LONGEST_NAME = 6
"""Words. What is longer is a description with capitals."""

_PARTICLES = frozenset("al bin da de del den der di dos du el ibn la le of van ter von y".split())

WELL_KNOWN = 10
"""Statements from which on a bearer is meant by surname also in articles that never give the name in full."""

_FEW_LETTERS = 4
"""Shorter names are matched to the letter: one slip away from "Cruz" stands another word."""

MENTIONED_MORE = 8
"""A bare surname means the bearer with this many times the statements of all other bearers together."""


@dataclass
class _Group:
    """Names taken for one speaker, with how often each was used."""

    names: Counter[str] = field(default_factory=Counter)
    introductions: list[Introduction] = field(default_factory=list)
    statements: int = 0


def register(entries: Iterable[Entry]) -> tuple[list[Speaker], dict[tuple[str, str], int]]:
    """All speakers, most quoted first, and the position of the speaker for (article id, name used there)."""
    by_use: dict[tuple[str, str], _Group] = defaultdict(_Group)
    articles: dict[str, Article] = {}
    for entry in entries:
        articles[entry.article.id] = entry.article
        for statement in entry.statements:
            if statement.speaker:
                group = by_use[entry.article.id, statement.speaker]
                group.names[statement.speaker] += 1
                group.statements += 1
        for introduction in entry.introductions:
            by_use[entry.article.id, introduction.speaker].introductions.append(introduction)
    by_key = _joined((_key(name), group) for (_, name), group in by_use.items())
    same_as = _same_people(by_key)

    def meant(article_id: str, name: str) -> str:
        """Who a name is in an article: a bare surname is its one bearer's only where that bearer is at home."""
        key = _key(name)
        owner = same_as.get(key, key)
        if " " in key or owner == key or by_key[owner].statements >= WELL_KNOWN:
            return owner
        return owner if _stands_in(owner, articles[article_id]) else key

    owners = {use: meant(*use) for use in by_use}
    groups = _joined((owners[use], group) for use, group in by_use.items())
    order = sorted(groups, key=lambda key: (-groups[key].statements, key))
    order = [key for key in order if groups[key].statements]
    position = {key: row for row, key in enumerate(order)}
    rows = {use: position[owner] for use, owner in owners.items() if owner in position}
    return [_speaker(groups[key]) for key in order], rows


def _joined(groups: Iterable[tuple[str, _Group]]) -> dict[str, _Group]:
    """The groups of each key as one."""
    joined: dict[str, _Group] = defaultdict(_Group)
    for key, group in groups:
        joined[key].names += group.names
        joined[key].introductions += group.introductions
        joined[key].statements += group.statements
    return joined


def _stands_in(key: str, article: Article) -> bool:
    """Whether an article gives a name in full: its first and last word in one run of words."""
    first, *_, last = key.split()
    found = words(article.text)
    return any(word == last and first in found[max(0, n - 3) : n] for n, word in enumerate(found))


def _speaker(group: _Group) -> Speaker:
    def fitness(name: str) -> tuple[bool, int, int, str]:
        """A full name before a surname; among full names the one that articles use most."""
        return (len(_bare(name)) > 1, group.names[name], -len(name), name)

    name, *others = sorted(group.names, key=fitness, reverse=True)
    return Speaker(
        name=name,
        other_names=tuple(others),
        introductions=tuple(group.introductions),
        statements=group.statements,
    )


def _bare(name: str) -> list[str]:
    """A name's words without titles and "the"; of a description only the article is left out."""
    found = words(name)
    if _is_name(name):
        return [word for word in found if word not in _TITLES and word != "the"] or found
    return [word for word in found if word not in {"the", "a", "an"}] or found


def _is_name(name: str) -> bool:
    """Whether a speaker is called by a name, and not described: every word has a capital or is a particle."""
    parts = name.removeprefix("the ").removeprefix("The ").split()
    return 0 < len(parts) <= _LONGEST_NAME and all(
        part[:1].isupper() or part in _PARTICLES or (not part[:1].isalpha() and not part[:1].isdigit())
        for part in parts
    )


def _key(name: str) -> str:
    return " ".join(_bare(name)) or fold(name)


def _same_people(uses: dict[str, _Group]) -> dict[str, str]:
    """Which key is only another spelling of which."""
    same: dict[str, str] = {}
    bearers: dict[str, list[str]] = defaultdict(list)
    full = sorted((key for key in uses if " " in key), key=lambda key: (-uses[key].statements, key))
    by_first: dict[str, list[str]] = defaultdict(list)
    for key in full:
        if not uses[key].names or not _is_name(next(iter(uses[key].names))):
            continue  # a description ("the press service"), not a name
        twin = next((other for other in by_first[key[:1]] if _is_spelling_of(key, other)), None)
        if twin is not None:
            same[key] = twin
        else:
            by_first[key[:1]].append(key)
            bearers[key.split()[-1]].append(key)
    for key in uses:
        if " " in key or key in same:
            continue
        owners = bearers.get(key) or [
            owner
            for surname, named in bearers.items()
            if len(key) > _FEW_LETTERS + 1 and surname[:1] == key[:1] and Levenshtein.distance(surname, key) <= 1
            for owner in named
        ]
        owner = _clear_owner(owners, uses)
        if owner is not None:
            same[key] = owner
    return same


def _is_spelling_of(key: str, other: str) -> bool:
    """Whether two full names differ only in transliteration or by a middle name or initial."""
    mine, theirs = key.split(), other.split()
    if _close(mine[-1], theirs[-1]):
        if len(mine) == len(theirs):
            return all(_given(a, b) for a, b in zip(mine[:-1], theirs[:-1], strict=True))
        return _given(mine[0], theirs[0]) and 2 in (len(mine), len(theirs))
    return False


def _given(a: str, b: str) -> bool:
    """Whether two given names are spellings of one: Dmitry and Dmitri, but not Robert and Roberta."""
    if a == b or _transcribed(a) == _transcribed(b):
        return True
    long = max(len(a), len(b)) > _FEW_LETTERS + 2
    return long and a[:3] == b[:3] and a[-1] == b[-1] and OSA.distance(_transcribed(a), _transcribed(b)) <= 1


_SCRIPTS = (("kh", "h"), ("ks", "x"), ("ph", "f"), ("y", "i"), ("j", "i"), ("w", "v"))


def _transcribed(name: str) -> str:
    """A name with the letters folded that transcriptions from other scripts use for one another."""
    if len(name) <= _FEW_LETTERS:
        return name  # Jan isn't Ian
    for letters, one in _SCRIPTS:
        name = name.replace(letters, one)
    return re.sub(r"(.)\1+", r"\1", name)


def _close(a: str, b: str) -> bool:
    if a == b or _transcribed(a) == _transcribed(b):
        return True
    longest = max(len(a), len(b))
    return longest > _FEW_LETTERS + 2 and a[:3] == b[:3] and Levenshtein.distance(a, b) <= (2 if longest > 7 else 1)


def _clear_owner(owners: list[str], uses: dict[str, _Group]) -> str | None:
    """The one bearer of a surname, if there is one or one is far ahead of the rest."""
    if len(owners) < 2:
        return owners[0] if owners else None
    first, *rest = sorted(owners, key=lambda key: -uses[key].statements)
    others = sum(uses[key].statements for key in rest)
    return first if uses[first].statements >= MENTIONED_MORE * max(others, 1) else None


@dataclass(frozen=True)
class Named:
    """Words of a question that name speakers: ``start`` and ``end`` are code points of the question.

    ``rows`` holds one speaker, or the namesakes that the words may mean. ``exact`` is False where spelling was
    forgiven.
    """

    start: int
    end: int
    rows: tuple[int, ...]
    exact: bool = True


class Names:
    """Finds the speakers that a text names: by full name or surname, by first name, also with a slip of the keyboard.

    Args:
        speakers: every speaker, by row.
        is_word: whether the articles use a word; such a word is no slip of the keyboard.
    """

    def __init__(self, speakers: Sequence[Speaker], is_word: Callable[[str], bool] = lambda _: False) -> None:
        self.is_word = is_word
        self._misspelled = lru_cache(maxsize=4_096)(self._a_slip_from)  # a question asks for a word several times
        self._rows: dict[str, set[int]] = defaultdict(set)
        surnames: dict[str, set[int]] = defaultdict(set)
        first_names: dict[str, set[int]] = defaultdict(set)
        self._weight = [speaker.statements for speaker in speakers]
        for row, speaker in enumerate(speakers):
            for name in (speaker.name, *speaker.other_names):
                key = _key(name)
                self._rows[key].add(row)
                if " " in key and _is_name(name):
                    first, *_, last = key.split()
                    if name.split()[-1].isupper() and len(last) <= _FEW_LETTERS + 1:
                        continue  # "Veteran FBI": a body's letters are nobody's surname
                    self._rows[f"{first} {last}"].add(row)
                    surnames[last].add(row)
                    first_names[first].add(row)
        for part, rows in surnames.items():
            if len(part) > 2 and part not in STOP_WORDS:
                self._rows[part] |= rows
        self._first_names = {
            part: rows for part, rows in first_names.items() if len(part) > 2 and part not in self._rows
        }
        self._given = first_names.keys()
        self._of_name = [
            {part for name in (speaker.name, *speaker.other_names) for part in words(name)} for speaker in speakers
        ]
        self._known = sorted(key for key in self._rows if len(key) > _FEW_LETTERS)
        self._roles = [
            set(terms(" ".join(each.text for each in speaker.introductions))) - set(terms(speaker.name))
            for speaker in speakers
        ]
        self._role_terms = set[str]().union(*self._roles)

    def find(self, text: str) -> list[Named]:
        """The names in a text, left to right, the longest first where they overlap.

        In a text with capitals a single word is a name only where it has one: "will" is not George Will.
        """
        tokens = _tokens(text)
        cased = bool(_CAREFUL_CAPITALS.search(text[1:]))
        found: list[Named] = []
        at = 0
        while at < len(tokens):
            named, used = self._at(text, tokens, at, cased=cased)
            if named is not None:
                found.append(named)
            at += used
        return found

    def described(self, text: str) -> tuple[int, ...]:
        """The speakers whose introductions hold every term of a description: "the political scientist"."""
        wanted = set(terms(text)) - _TITLES
        return tuple(row for row, role in enumerate(self._roles) if wanted and wanted <= role)

    def is_role(self, word: str) -> bool:
        """Whether articles introduce anybody with a word: "spokesman", "former"."""
        return bool(set(terms(word)) & self._role_terms)

    def _at(self, text: str, tokens: list[tuple[str, int, int]], at: int, *, cased: bool) -> tuple[Named | None, int]:
        for length in range(min(6, len(tokens) - at), 0, -1):
            part = tokens[at : at + length]
            key = " ".join(word for word, _, _ in part)
            start, end = part[0][1], part[-1][2]
            if length == 1 and (key in STOP_WORDS or key in _TITLES or (cased and not text[start].isupper())):
                continue
            rows = self._rows.get(key) or (self._rows.get(key[:-1]) if key.endswith("s") else None)
            if rows and not (length == 1 and self._is_anothers(text, tokens, at, rows)):
                return Named(start, end, self._meant(rows)), length
            if key in self._first_names and not _is_capital(text, tokens[at + length :]):
                return Named(start, end, tuple(sorted(self._first_names[key]))), length
            if len(key) > _FEW_LETTERS and length <= 3 and (rows := self._misspelled(key)):
                return Named(start, end, self._meant(rows), exact=False), length
        return None, 1

    def _is_anothers(self, text: str, tokens: list[tuple[str, int, int]], at: int, rows: set[int]) -> bool:
        """Whether a surname stands behind a first name that none of its bearers has: Steven H. Warren."""
        before = [token for token in tokens[:at] if len(token[0]) > 1][-1:]
        if not before or not _is_capital(text, before) or before[0][0] not in self._given:
            return False
        return not any(before[0][0] in self._of_name[row] for row in rows)

    def _a_slip_from(self, key: str) -> set[int] | None:
        """Whom a key means that is at most two slips away from a name: a letter more, less, other or swapped."""
        parts = key.split()
        if any(word in STOP_WORDS for word in parts) or all(self.is_word(word) for word in parts):
            return None
        best = process.extractOne(key, self._known, scorer=OSA.distance, score_cutoff=2 if len(key) > 7 else 1)
        if best is None or best[0].count(" ") != key.count(" ") or best[0][:1] != key[:1]:
            return None
        return self._rows[best[0]]

    def _meant(self, rows: set[int]) -> tuple[int, ...]:
        """All whom a name fits, or the one who is far ahead of the others."""
        first, *rest = sorted(rows, key=lambda row: (-self._weight[row], row))
        if self._weight[first] >= MENTIONED_MORE * max(1, sum(self._weight[row] for row in rest)):
            return (first,)
        return (first, *rest)


def _is_capital(text: str, tokens: list[tuple[str, int, int]]) -> bool:
    """Whether the first of these tokens, if there is one, is written with a capital."""
    return bool(tokens) and text[tokens[0][1]].isupper()


def _tokens(text: str) -> list[tuple[str, int, int]]:
    """(folded word, start, end) of a text, possessive endings off the word."""
    tokens = []
    position = 0
    for raw in text.split():
        start = text.index(raw, position)
        position = start + len(raw)
        bare = words(raw)
        if bare:
            left = next((n for n, char in enumerate(raw) if char.isalnum()), 0)
            tokens.append((" ".join(bare), start + left, position))
    return tokens
