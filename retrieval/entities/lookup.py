"""The names that a question may use for speakers: found in its words, spelling forgiven, roles and bodies too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from retrieval.entities import offices
from retrieval.entities.registry import MENTIONED_MORE, is_family_first, is_name, key_of
from retrieval.entities.spellings import FEW_LETTERS
from retrieval.lang.en.first_names import GENDER
from retrieval.lang.en.function_words import STOP_WORDS
from retrieval.lang.en.people import (
    BODY_WORDS,
    HONORIFICS,
    NAME_TITLES,
    PARTICLES,
    ROLES,
    TITLE_ABBREVIATIONS,
    TITLES,
    is_office,
)
from retrieval.lang.tokens import fold, terms, words
from retrieval.model import Speaker

_CAREFUL_CAPITALS = re.compile(r"\b[^\W\d_a-z][^\W\d_A-Z]")
"""A capital before a small letter: its writer uses capitals, not just acronyms."""

NEARLY = 0.85
"""Likeness of two surnames from which on one may have been meant for the other."""

LOOKED_AT = 1_000
"""Speakers among whom one of a near name is looked for, the most quoted ones."""

_LONGEST_PERSON = 4
"""Words of a name whose first and last word a person is called by; a longer one is a body's, or a headline's."""

WELL_KNOWN = 10
"""Statements from which on a name is surely a person's without a capital."""

_ADVERBS = frozenset("also both even just not only then".split())
"""What may stand before a name with a capital and isn't a first name: "Even Lindqvist"."""


@dataclass(frozen=True)
class Named:
    """Words of a question that name speakers: ``start`` and ``end`` are code points of the question.

    ``rows`` holds one speaker, or the namesakes that the words may mean. ``exact`` is False where spelling was
    forgiven. ``beside``: the words name none of them, but stand in how articles describe each: "Yahoo Studios".
    """

    start: int
    end: int
    rows: tuple[int, ...]
    exact: bool = True
    beside: bool = False


class Names:
    """Finds the speakers that a text names: by full name or surname, by first name, also with a slip of the keyboard.

    Args:
        speakers: every speaker, by row.
        is_word: whether the articles use a word; such a word isn't a slip of the keyboard.
    """

    def __init__(self, speakers: Sequence[Speaker], is_word: Callable[[str], bool] = lambda _: False) -> None:
        self.is_word = is_word
        self._misspelled = lru_cache(maxsize=4_096)(self._a_slip_from)  # a question asks for a word several times
        self._found = lru_cache(maxsize=256)(self._names_in)  # and its names are looked for by each who reads it
        self._roles = lru_cache(maxsize=4_096)(self._terms_of_roles)
        self.introduced = lru_cache(maxsize=4_096)(self._introduced)  # thousands of articles tell who a president is
        self._rows: dict[str, set[int]] = defaultdict(set)
        self._things: dict[str, set[int]] = defaultdict(set)
        surnames: dict[str, set[int]] = defaultdict(set)
        first_names: dict[str, set[int]] = defaultdict(set)
        families: dict[str, set[int]] = defaultdict(set)
        self._speakers = speakers
        self._row_of = {speaker.name: row for row, speaker in enumerate(speakers)}
        self._weight = [speaker.statements for speaker in speakers]
        self._names = [(speaker.plain_name, *speaker.other_names) for speaker in speakers]
        self._written = {part for names in self._names for name in names for part in name.split()}
        for row, speaker in enumerate(speakers):
            if self._names[row][0] != speaker.name:
                self._rows[" ".join(words(speaker.name))].add(row)  # "John Smith (footballer)"
            for name in dict.fromkeys(self._names[row]):
                key = key_of(name)
                if is_name(name) or " " in key:
                    self._rows[key].add(row)
                else:
                    self._things[key].add(row)  # "the show", which "show me" doesn't name
                if " " in key and is_name(name) and len(key.split()) <= _LONGEST_PERSON and " of " not in key:
                    first, *_, last = key.split()
                    last_as_written = name.split()[-1]
                    if last_as_written.isupper() and len(last) <= FEW_LETTERS + 1:
                        continue  # "Veteran FBI": a body's letters aren't a surname
                    if "-" in last_as_written:  # called by all of it: "Ramos-Horta", "Ki-moon", also "Kimoon"
                        whole = " ".join(words(last_as_written))
                        self._rows[whole].add(row)
                        self._rows[f"{first} {whole.replace(' ', '')}"].add(row)
                        first_names[whole.split()[0]].add(row)  # headlines call Kilroy-Silk "Kilroy"
                    self._rows[f"{first} {last}"].add(row)
                    if is_family_first(name):
                        surnames[key.removesuffix(" ".join(words(last_as_written))).split()[-1]].add(row)
                        continue
                    surnames[last].add(row)
                    given = [part for part in key.split() if part not in ROLES | TITLES]
                    first_names[first].add(row)
                    if given and 1 < len(given) < _LONGEST_PERSON and given[0] not in GENDER:
                        families[given[0]].add(row)
        self._alone = {key for key in self._rows if " " not in key}
        for part, rows in surnames.items():
            if self._may_be_called(part):
                self._rows[part] |= rows
        for part, rows in families.items():
            if part in self._alone and not any(BODY_WORDS & self._of_name(row) for row in rows):
                self._rows[part] |= rows  # "Li" and "Li Keqiang" may be one or two
        self._first_names = {
            part: first_names[part] | families[part]
            for part in [*first_names, *families]
            if self._may_be_called(part) and part not in self._rows
        }
        self._given = first_names.keys()
        self._known = sorted(key for key in self._rows if len(key) > FEW_LETTERS)
        stems = cache(terms)  # of a word: the same ones stand in many introductions
        self._by_role_term: dict[str, set[int]] = defaultdict(set)
        self._descriptions: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for row, speaker in enumerate(speakers):
            introduced = {(row, each.text) for each in speaker.introductions}
            own = {stem for word in words(speaker.plain_name) for stem in stems(word)} if introduced else set()
            for told in introduced:
                for word in words(told[1]):
                    self._descriptions[word].add(told)
                    for stem in stems(word):
                        if stem not in own:
                            self._by_role_term[stem].add(row)
            for told in {(row, name) for name in (speaker.name, *speaker.other_names)}:
                for word in words(told[1]):
                    self._descriptions[word].add(told)

    def _of_name(self, row: int) -> set[str]:
        """The words of a speaker's names."""
        return {part for name in self._names[row] for part in words(name)}

    def _terms_of_roles(self, row: int) -> set[str]:
        """The terms by which articles introduce a speaker, without the name."""
        own = terms(self._speakers[row].plain_name)
        return {stem for word in self.introduced(row) for stem in terms(word)}.difference(own)

    def _introduced(self, row: int) -> tuple[str, ...]:
        """The different words by which articles introduce a speaker."""
        told = dict.fromkeys(each.text for each in self._speakers[row].introductions)
        return tuple(dict.fromkeys(word for text in told for word in words(text)))

    def _may_be_called(self, part: str) -> bool:
        """Whether a part of a name may stand for it: "Xi", but no letters of a body, as in "UN Watch"."""
        if part in STOP_WORDS | BODY_WORDS | PARTICLES:
            return False
        return len(part) > 2 or (len(part) == 2 and part.title() in self._written)

    def find(self, text: str) -> list[Named]:
        """The names in a text, left to right, the longest first where they overlap.

        In a text with capitals a single word is a name only where it has one: "will" is not George Will.
        """
        return list(self._found(text))

    def _names_in(self, text: str) -> tuple[Named, ...]:
        tokens = _tokens(text)
        cased = bool(_CAREFUL_CAPITALS.search(text[1:]))
        found: list[Named] = []
        at = 0
        while at < len(tokens):
            named, used = self._at(text, tokens, at, cased=cased)
            if named is not None:
                found.append(named)
            at += used
        return tuple(found)

    def row_of(self, name: str) -> int | None:
        """The speaker with exactly this name, as answers show it."""
        return self._row_of.get(name)

    def is_all_of(self, text: str) -> bool:
        """Whether a text is one speaker's name and no more."""
        return [text[each.start : each.end] for each in self.find(text)] == [text]

    def described(self, text: str) -> tuple[int, ...]:
        """The speakers whose introductions hold every term of a description: "the political scientist"."""
        wanted = set(terms(text)) - NAME_TITLES
        if not wanted or not any(is_office(word) or word.endswith(("men", "women")) for word in words(text)):
            return ()  # "the magazine" isn't its editor
        found = set[int].intersection(*(self._by_role_term.get(word, set()) for word in wanted))
        if found or wanted <= self._by_role_term.keys():
            return tuple(sorted(found))
        # "the Ukrainian president" may be introduced as "Ukraine's president"
        alike = ([rows for term, rows in self._by_role_term.items() if _of_one_place(word, term)] for word in wanted)
        return tuple(sorted(set[int].intersection(*(set[int]().union(*each) for each in alike))))

    def by_surname_alone(self, named: Named) -> int | None:
        """The speaker whom articles call by no more than the surname by which a question calls a known one."""
        surname = self._surname(self._names[named.rows[0]][0])
        is_all = named.end - named.start <= len(surname) + len("'s")
        rows = [row for row in self._rows.get(surname, ()) if " " not in self._names[row][0]] if is_all else []
        return rows[0] if len(rows) == 1 and rows[0] not in named.rows else None

    def bearing(self, surname: str) -> tuple[int, ...]:
        """All whom a surname may mean, most quoted first, also those far behind the first."""
        return tuple(sorted(self._rows.get(surname, ()), key=lambda row: (-self._weight[row], row)))

    def titled(self, title: str) -> tuple[int, ...]:
        """The speakers in whose names or introductions a title stands, which alone describes nobody: "governor"."""
        called = [word for word in words(title) if word not in STOP_WORDS]
        if not called or not NAME_TITLES.issuperset(called):
            return ()
        short = {word for word in NAME_TITLES if len(word) <= FEW_LETTERS and called[-1].startswith(word)}
        rows = {row for word in {called[-1], *short} for row, _ in self._descriptions.get(word, ())}
        return tuple(sorted(rows))

    def beside(self, name: str) -> tuple[int, ...]:
        """The speakers in whose description a name stands that isn't all of it: "a producer for Yahoo Studios"."""
        called = name.split()
        while called and fold(called[0]) in STOP_WORDS:
            called = called[1:]
        parts, plain = words(" ".join(called)), " ".join(called)
        if not parts or (len(parts) > 1 and parts[0] in GENDER):
            return ()  # a person who stands in somebody else's description: an aide to Mara Lindqvist
        rarest = min((self._descriptions.get(part, set()) for part in parts), key=len)
        run = f" {' '.join(parts)} "
        rows = {
            row
            for row, text in rarest
            if run in (described := f" {' '.join(words(text))} ") and run != described and _is_name_in(plain, text)
        }
        return tuple(sorted(rows))

    def fitting(self, named: Named, role: Sequence[str]) -> Named | None:
        """A name with the bearers whom articles introduce by these words; None when it is for nobody known.

        Words by which somebody else is introduced say nothing: not every article gives every role.
        """
        wanted = _in_full(set(terms(" ".join(role))) - NAME_TITLES)
        held = tuple(row for row in named.rows if wanted <= _in_full(self._roles(row) | self._of_name(row)))
        if held or wanted <= self._by_role_term.keys():
            return replace(named, rows=held or named.rows)
        return None

    def is_person(self, row: int) -> bool:
        """Whether articles call a speaker by surname too: a person, not a body."""
        name = self._names[row][0]
        surnames = [self._surname(name)], words((name.split() or [""])[-1])  # all of "Kilroy-Silk", too
        return any(words(other) in surnames for other in self._names[row][1:])

    def is_surely_person(self, rows: Sequence[int], *, capital: bool) -> bool:
        """Whether a name is surely a person's: without a capital "baby" and "reports" may be anything."""
        people = [row for row in rows if self.is_person(row) and " " in self._names[row][0]]
        return any(capital or self._weight[row] >= WELL_KNOWN for row in people)

    def goes_by_name(self, row: int) -> bool:
        """Whether a speaker has a name, and isn't only described: "a letter from Holm"."""
        return is_name(self._names[row][0])

    def short(self, named: Named, text: str) -> str:
        """The words that stand wherever somebody named so does: of a person's name the surname, of a body's all."""
        called = words(text)
        person = any(self.is_person(row) for row in named.rows) or (called[:1] and called[0] in GENDER)
        if not person or not called:
            return " ".join(called)
        families = {self._surname(name) for row in named.rows for name in self._names[row] if is_family_first(name)}
        return called[0] if called[0] in families else called[-1]

    @staticmethod
    def _surname(name: str) -> str:
        called = words(name)
        return "" if not called else called[0] if is_family_first(name) else called[-1]

    def holders(self, text: str, during: tuple[date | None, date | None] | None = None) -> tuple[int, ...]:
        """The speakers whom articles introduce by an office: "the harbour master".

        ``during``: the first and last day asked for, None for no bound: those who held it then, where articles tell.
        """
        return offices.holders(text, self.described(text) or self.titled(text), self._speakers, during)

    def bearers(self, named: Named, text: str) -> tuple[int, ...]:
        """Those who hold the office that a name is: not every article names its secretary general."""
        if len(named.rows) != 1 or self.goes_by_name(named.rows[0]):
            return ()
        rows = [row for row in self.described(text) if row != named.rows[0]]
        return offices.holders(text, rows, self._speakers)

    @staticmethod
    def is_office(text: str) -> bool:
        """Whether words say what a person is: "vice president", "the harbour master"."""
        return offices.is_office(text)

    def nearly(self, name: str, most: int) -> list[int]:
        """The speakers whose surname is spelt much like that of a name that nobody bears."""
        surname = words(name)[-1:]
        if not surname or len(surname[0]) <= FEW_LETTERS:
            return []
        called = ((row, words(names[0])) for row, names in enumerate(self._names[:LOOKED_AT]) if is_name(names[0]))
        surnames = {row: parts[-1] for row, parts in called if parts}
        alike = JaroWinkler.normalized_similarity
        found = process.extract(surname[0], surnames, scorer=alike, score_cutoff=NEARLY, limit=most)
        return [row for _, _, row in found]

    def _at(self, text: str, tokens: list[tuple[str, int, int]], at: int, *, cased: bool) -> tuple[Named | None, int]:
        titled = bool(tokens[:at]) and tokens[at - 1][0] in HONORIFICS
        for length in range(min(6, len(tokens) - at), 0, -1):
            part = tokens[at : at + length]
            key = " ".join(word for word, _, _ in part)
            start, end = part[0][1], part[-1][2]
            if length == 1 and (
                key in STOP_WORDS or key in NAME_TITLES or (cased and not text[start].isupper() and not titled)
            ):
                continue
            if length == 1 and len(key) == 2 and text[start : start + 2].isupper() and key not in self._alone:
                continue  # "the UN" isn't Mr. Un
            if length == 1 and key in self._things and tokens[:at] and tokens[at - 1][0] == "the":
                return Named(start, end, self._meant(self._things[key])), length
            rows = self._rows.get(key) or (self._rows.get(key[:-1]) if key.endswith("s") else None)
            if rows and not (length == 1 and self._is_anothers(text, tokens, at, rows)):
                return Named(start, end, self._meant(rows)), length
            if key in self._first_names and not _is_capital(text, tokens[at + length :]):
                return Named(start, end, tuple(sorted(self._first_names[key]))), length
            rows = self._misspelled(key) if len(key) > FEW_LETTERS and length <= 3 else None
            if rows and not (length == 1 and self._is_strange_beside(text, tokens, at, rows)):
                return Named(start, end, self._meant(rows), exact=False), length
        return None, 1

    def _is_anothers(self, text: str, tokens: list[tuple[str, int, int]], at: int, rows: set[int]) -> bool:
        """Whether a surname stands behind a first name that none of its bearers has: Steven H. Warren."""
        before = [token for token in tokens[:at] if len(token[0]) > 1][-1:]
        if (
            not before
            or before[0][0] in STOP_WORDS | _ADVERBS
            or not _is_capital(text, before)
            or before[0][0] not in self._given
        ):
            return False
        return not any(before[0][0] in self._of_name(row) for row in rows)

    def _is_strange_beside(self, text: str, tokens: list[tuple[str, int, int]], at: int, rows: set[int]) -> bool:
        """Whether a slip stands beside a name that isn't theirs: "Linqvist Ostler" is nobody of Lindqvist's."""
        return any(
            _is_capital(text, [beside])
            and beside[0] not in STOP_WORDS | _ADVERBS | NAME_TITLES
            and (beside[0] in self._given or (beside[1] > 0 and not self.is_word(beside[0])))
            and not any(beside[0] in self._of_name(row) for row in rows)
            for beside in (*tokens[at - 1 : at], *tokens[at + 1 : at + 2])
        )

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
        """All whom a name fits, or the one who is far ahead of the others.

        A person whom articles call by that surname alone may be anybody, and comes behind those given in full.
        """
        alone = {row for row in rows if " " not in self._names[row][0]}
        called = {self._names[row][0] for row in alone}
        in_full = {row for row in rows - alone if called <= {self._names[row][0].split()[-1]}}
        if alone and in_full == rows - alone and len(self._ahead(in_full)) == 1:
            rows = in_full
        return self._ahead(rows)

    def _ahead(self, rows: set[int]) -> tuple[int, ...]:
        if not rows:
            return ()
        first, *rest = sorted(rows, key=lambda row: (-self._weight[row], row))
        if self._weight[first] >= MENTIONED_MORE * max(1, sum(self._weight[row] for row in rest)):
            return (first,)
        return (first, *rest)


def _is_name_in(name: str, text: str) -> bool:
    """Whether a text has these words as a name: with the capitals that they have, or with one when they have none."""
    if name[:1].isupper():
        return name in text
    at = text.casefold().find(name.casefold())
    return at >= 0 and text[at : at + 1].isupper()


def _of_one_place(word: str, other: str) -> bool:
    """Whether two terms are alike but for their ends: "ukrainian" and "ukrain"."""
    shorter = min(len(word), len(other))
    return word == other or (shorter > FEW_LETTERS and word[:shorter] == other[:shorter])


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


def _in_full(called: Set[str]) -> set[str]:
    """The stems of words by which somebody is called, titles that are cut short among them in full: "capt"."""
    return {stem for word in called for stem in terms(TITLE_ABBREVIATIONS.get(word, word))}
