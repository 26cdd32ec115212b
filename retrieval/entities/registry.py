"""Who is who: one registry of speakers over all articles.

An article's own analysis already gives each statement the fullest name that the article has. What is left is to
see that two articles mean the same person ("Volodymyr Zelenskyy", "Volodymyr Zelensky"), that a bare surname is
somebody known only where a role or a first name says so, and that one name may be two people's: namesakes are kept
apart.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

from retrieval.entities.namesakes import Apart, Particulars, Told, conflict, told_apart, traits_of
from retrieval.lang.en.first_names import GENDER
from retrieval.lang.en.function_words import STOP_WORDS
from retrieval.lang.en.people import BODY_WORDS, HONORIFICS, NAME_SUFFIXES, NAME_TITLES, PARTICLES, ROLES, TITLES
from retrieval.lang.tokens import fold, terms, words
from retrieval.model import Article, Introduction, Speaker, Statement

_LONGEST_NAME = 6
"""Words. What is longer is a description with capitals."""

_SMALL_WORDS = PARTICLES | {"of"}

_TWO_SYLLABLES = (
    r"(?!(?:Anti|Co|Ex|Mid|Non|Post|Pre|Pro|Re|Self|Semi|Vice)-)[^\W\d_a-z][^\W\d_A-Z]{1,6}-[^\W\d_A-Z]{2,6}\b"
)
"""A given name that stands behind the family's, as Korean and Taiwanese ones are written: "Ki-moon", "Ing-wen"."""

_TWO_SYLLABLES_LAST = re.compile(rf"[^\W\d_a-z][^\W\d_A-Z]+ {_TWO_SYLLABLES}\Z")

_GIVEN = re.compile(r"(?:(?P<before>\w+) |(?<![\w’'-]))(?P<given>[^\W\d_][\w’'-]+(?: [^\W\d_]\.)?) \Z")
_FAMILY_FIRST = re.compile(rf" {_TWO_SYLLABLES}")
_BEFORE = re.compile(r"(?:(?P<before>\w+),? |(?<![\w’'-]))\Z")
_IS_WHO = re.compile(r"\b(?P<who>,| of\b| from\b| at\b)?")
"""What stands right before and behind a surname."""

_AT_MOST = 100
"""Code points before a surname that may be a first name and the word before it."""

FEW_LETTERS = 4
"""Shorter names are matched to the letter: one slip away from "Cruz" stands another word."""

MENTIONED_MORE = 8
"""A bare surname means the bearer with this many times the statements of all other bearers together."""


@dataclass(slots=True)
class _Group:
    """Names taken for one speaker, with how often each was used."""

    names: dict[str, int] = field(default_factory=dict)
    statements: int = 0
    roles: set[str] = field(default_factory=set)
    traits: set[frozenset[str]] = field(default_factory=set)

    def learn(self, use: Use) -> None:
        """What an article says of the one whom it calls so."""
        self.roles.update(*use.roles)
        if use.traits:
            self.traits.add(use.traits)

    def take(self, use: Use) -> None:
        """Another article's use of one of them."""
        if use.statements:
            for name in dict.fromkeys((use.full_name, use.name)):
                self.names[name] = self.names.get(name, 0) + use.statements
            self.statements += use.statements


@dataclass(frozen=True, slots=True)
class Use:
    """A name by which an article calls a speaker.

    ``full_name``: a bare surname with the first name that the article gives it. ``key``: what tells that name from
    others (:func:`key_of`). ``statements``: how many the article attributes under the name. ``introductions``: where
    it says who that is; ``roles``: the terms of each, without the name; ``traits``: what tells namesakes apart
    (:func:`retrieval.entities.namesakes.traits_of`). ``home``: what :func:`register` found in the article's text the
    last time.
    """

    article_id: str
    name: str
    full_name: str
    key: str
    statements: int
    introductions: tuple[Introduction, ...] = ()
    roles: tuple[frozenset[str], ...] = ()
    traits: frozenset[str] = frozenset()
    home: Home | None = None


class Home(NamedTuple):
    """Whether a speaker, by key, is at home in an article: its text gives the name in full, or the rest of it."""

    owner: str
    is_there: bool


class Registered(NamedTuple):
    """All speakers, most quoted first, without their introductions. In the order of the uses, the row of the speaker of
    each, -1 where nothing is attributed to whom it means; ``homes``: by use, what its article's text was asked for."""

    speakers: Iterable[Speaker]
    rows: array[int]
    homes: dict[int, Home]


def uses(article: Article, statements: Sequence[Statement], introductions: Sequence[Introduction]) -> list[Use]:
    """The names that an article uses for those who speak in it or are introduced."""
    counts: dict[str, int] = {}
    told: dict[str, list[Introduction]] = defaultdict(list)
    for statement in statements:
        if statement.speaker:
            counts[statement.speaker] = counts.get(statement.speaker, 0) + 1
    for introduction in introductions:
        counts.setdefault(introduction.speaker, 0)
        told[introduction.speaker].append(introduction)
    particulars = Particulars(article)
    in_full = {name: _in_full(name, article) if count else name for name, count in counts.items()}
    return [
        Use(
            article.id,
            name,
            full,
            key_of(full),
            counts[name],
            tuple(told[name]),
            tuple(_roles(name, told[name])),
            traits_of(full, particulars, told[name]) if is_name(full) else frozenset(),
        )
        for name, full in in_full.items()
    ]


def _roles(name: str, told: Iterable[Introduction]) -> Iterable[frozenset[str]]:
    """The terms by which each introduction says what somebody is."""
    passed_over = {*terms(name), *terms(" ".join(HONORIFICS))}
    return dict.fromkeys(held for each in told if (held := frozenset(terms(each.text)) - passed_over))


def register(
    used: Callable[[], Iterable[Use]],
    text_of: Callable[[str], str],
    one: Iterable[tuple[str, str]] = (),
    two: Iterable[tuple[str, str]] = (),
) -> Registered:
    """Settle who is who.

    Args:
        used: gives the names of every article, article by article. It is called twice: they may be too many to hold.
        text_of: the text of an article by its id.
        one: pairs of names that a person says are one speaker's, the one to be shown first.
        two: pairs of names that a person says are two speakers'.
    """
    by_key: dict[str, _Group] = defaultdict(_Group)
    for use in used():
        by_key[use.key].take(use)
        if " " in use.key:
            by_key[use.key].learn(use)
    same_as, bearers = _same_people(by_key)
    _separate(same_as, two)
    told, shown = _join(same_as, one)
    known = _Known(by_key, same_as, bearers, told, text_of)
    which = _namesakes(used, known)
    joined = _joined_namesakes(same_as, which, one)

    groups: dict[str, _Group] = defaultdict(_Group)
    numbers: dict[str, int] = {}
    owners = array("i")
    labels: dict[str, str] = {}
    for number, use in enumerate(used()):
        owner = known.meant(number, use)
        if owner in which and (label := which[owner].by_article.get(use.article_id)) is not None:
            labels[apart := labelled(owner, label)] = label
            owner = joined.get(apart, apart)
        groups[owner].take(use)
        owners.append(numbers.setdefault(owner, len(numbers)))
    order = sorted(groups, key=lambda key: (-groups[key].statements, key))
    order = [key for key in order if groups[key].statements]
    position = {key: row for row, key in enumerate(order)}
    row_of = [position.get(owner, -1) for owner in numbers]
    rows = array("i", (row_of[number] for number in owners))
    speakers = (_speaker(groups[key], shown.get(key), labels.get(key, "")) for key in order)
    return Registered(speakers, rows, known.homes)


@dataclass(frozen=True, slots=True)
class _Known:
    """What all articles together tell of who is who.

    ``same_as``: which key is only another spelling of which. ``bearers``: the full names of each surname. ``told``: the
    keys that a person has spoken of. ``homes``: by number of a use, whether its article's text gives the name in full.
    """

    by_key: dict[str, _Group]
    same_as: dict[str, str]
    bearers: dict[str, list[str]]
    told: set[str]
    text_of: Callable[[str], str]
    homes: dict[int, Home] = field(default_factory=dict)

    def meant(self, number: int, use: Use) -> str:
        """Who a name is in an article: a bare surname is somebody known only where a role or the full name says so."""
        key = use.key
        owner = self.same_as.get(key, key)
        if " " in key or key in self.told:
            return owner
        fitting = [each for each in self.bearers.get(key, ()) if self._agree(use, each)]
        if len(fitting) == 1:
            return self.same_as.get(fitting[0], fitting[0])
        if owner == key:
            return key
        home = self.homes.get(number, use.home)
        if home is None or home.owner != owner:
            text = self.text_of(use.article_id)
            is_first_name = owner.startswith(f"{key} ")  # alone it may be anybody's, also a child's
            home = Home(owner, owner.split()[-1] in words(text) if is_first_name else _stands_in(owner, text))
        self.homes[number] = home
        return owner if home.is_there else key

    def _agree(self, use: Use, owner: str) -> bool:
        """Whether an article says of a bare surname what others say of a full name: "President Marsh"."""
        return any(role <= self.by_key[owner].roles for role in use.roles)


def _namesakes(used: Callable[[], Iterable[Use]], known: _Known) -> dict[str, Apart]:
    """The people of each name that several bear."""
    signatures: dict[str, set[frozenset[str]]] = defaultdict(set)
    for key, group in known.by_key.items():
        signatures[known.same_as.get(key, key)] |= group.traits
    kept = {known.same_as.get(key, key) for key in known.told}
    several = {owner for owner, held in signatures.items() if len(held) > 1 and owner not in kept and conflict(held)}
    told: dict[str, list[Told]] = defaultdict(list)
    number = 0
    for article_id, of_article in groupby(used() if several else (), key=attrgetter("article_id")):
        traits: dict[str, frozenset[str]] = {}
        company: set[str] = set()
        for use in of_article:
            if " " in use.key and use.full_name[:1].isupper():
                company.add(known.same_as.get(use.key, use.key))
            if " " in use.key or known.same_as.get(use.key) in several or use.roles:
                owner = known.meant(number, use)
                if owner in several:
                    traits[owner] = traits.get(owner, frozenset()) | use.traits
            number += 1
        for owner, held in traits.items():
            told[owner].append(Told(article_id, held, frozenset(company - {owner})))
    return {owner: found for owner, each in told.items() if (found := told_apart(each))}


def _joined_namesakes(
    same_as: dict[str, str], which: dict[str, Apart], pairs: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """By key of one of several namesakes, that of another whom a person says to be the same."""

    def of(name: str) -> str:
        plain = Speaker(name=name).plain_name
        owner = same_as.get(key_of(plain), key_of(plain))
        label = name[len(plain) :].strip(" ()")
        return labelled(owner, which[owner].by_word.get(label, label)) if label and owner in which else owner

    joined: dict[str, str] = {}
    for name, other in pairs:
        first, second = of(name), of(other)
        first = joined.get(first, first)
        if first != second:
            joined = {key: first if held == second else held for key, held in joined.items()} | {second: first}
    return joined


def _separate(same_as: dict[str, str], pairs: Iterable[tuple[str, str]]) -> None:
    """Undo what makes one speaker of the names of each pair."""
    for name, other in pairs:
        mine, theirs = key_of(name), key_of(other)
        if mine != theirs and same_as.get(mine, mine) == same_as.get(theirs, theirs):
            same_as.pop(theirs if theirs in same_as else mine, None)


def _join(same_as: dict[str, str], pairs: Iterable[tuple[str, str]]) -> tuple[set[str], dict[str, str]]:
    """Make one speaker of the names of each pair; returns their keys, and by key of a speaker the name to be shown."""
    told: set[str] = set()
    shown: dict[str, str] = {}
    for name, other in pairs:
        mine, theirs = key_of(name), key_of(other)
        told |= {mine, theirs}
        owner, joined = same_as.get(mine, mine), same_as.get(theirs, theirs)
        if owner != joined:
            for key in [key for key, held in same_as.items() if held == joined]:
                same_as[key] = owner
            same_as[joined] = owner
            shown.pop(joined, None)
        shown[owner] = name
    return told, shown


def is_family_first(name: str) -> bool:
    """Whether a name is certainly one whose first part is the family's: "Ban Ki-moon"."""
    return _TWO_SYLLABLES_LAST.search(name) is not None


def _in_full(name: str, article: Article) -> str:
    """A surname with the first name that the article gives it, when it gives it one alone."""
    if " " in name:
        tail = _TWO_SYLLABLES_LAST.search(name)
        return tail.group() if tail else name  # "the secretary-general, Ban Ki-moon"
    if not is_name(name) or name.isupper() or fold(name) in BODY_WORDS:
        return name
    called: dict[str, bool] = {}
    for begin, end in _places(name, article.text):
        stands = _GIVEN.search(article.text[max(0, begin - _AT_MOST) : begin])
        behind = _IS_WHO.match(article.text, end)
        if stands is None or behind is None:
            continue
        given = fold(stands["given"].split(" ")[0]).split("-")[-1]
        if stands["given"].istitle() and given not in STOP_WORDS | NAME_TITLES | ROLES | TITLES:
            introduced = behind["who"] is not None and not (stands["before"] or "").istitle()
            called[stands["given"]] = called.get(stands["given"], False) or introduced or given in GENDER
    family_first = _family_first(name, article.text)
    if called or len(family_first) != 1:
        return f"{next(iter(called))} {name}" if [*called.values()] == [True] and not family_first else name
    ((full, introduced),) = family_first.items()
    return full if introduced else name


def _family_first(name: str, text: str) -> dict[str, bool]:
    """The full names in a text that begin with the family's, "Ban Ki-moon"; whether it says who each is."""
    found: dict[str, bool] = {}
    for begin, end in _places(name, text):
        given = _FAMILY_FIRST.match(text, end)
        before = _BEFORE.search(text[max(0, begin - _AT_MOST) : begin]) if given else None
        if given and before:
            full = f"{name}{given.group()}"
            is_role = fold(before["before"] or "") in NAME_TITLES | ROLES | TITLES
            found[full] = found.get(full, False) or is_role or text[given.end() : given.end() + 1] == ","
    return found


def _places(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands in a text."""
    at = text.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + 1)


def _stands_in(key: str, text: str) -> bool:
    """Whether an article's text gives a name in full: its first and last word in one run of words."""
    first, *_, last = key.split()
    if first not in fold(text).replace(".", ""):  # most often, and quicker than to cut the text into words
        return False
    found = words(text)
    return any(word == last and first in found[max(0, n - 3) : n] for n, word in enumerate(found))


def _speaker(group: _Group, shown: str | None, label: str) -> Speaker:
    def fitness(name: str) -> tuple[bool, int, int, str]:
        """A full name before a surname; among full names the one that articles use most."""
        return (len(_bare(name)) > 1, group.names[name], -len(name), name)

    name, *others = sorted(group.names, key=fitness, reverse=True)
    if shown is not None and shown != name:
        name, others = shown, [name, *(each for each in others if each != shown)]
    if label:
        name, others = labelled(name, label), [name, *others]
    return Speaker(name=name, other_names=tuple(others), statements=group.statements)


def labelled(name: str, label: str) -> str:
    """A name with what tells its bearer from namesakes, which ``Speaker.plain_name`` leaves out."""
    return f"{name} ({label})"


def _bare(name: str) -> list[str]:
    """A name's words without titles and "the"; of a description only the article is left out."""
    found = words(name)
    while len(found) > 2 and found[-1] in NAME_SUFFIXES:
        found = found[:-1]
    if is_name(name):
        return [word for word in found if word not in NAME_TITLES and word != "the"] or found
    return [word for word in found if word not in {"the", "a", "an"}] or found


def is_name(name: str) -> bool:
    """Whether a speaker is called by a name, and not described: every word has a capital or is a particle."""
    parts = name.removeprefix("the ").removeprefix("The ").split()
    return 0 < len(parts) <= _LONGEST_NAME and all(
        part[:1].isupper() or part in _SMALL_WORDS or (not part[:1].isalpha() and not part[:1].isdigit())
        for part in parts
    )


def key_of(name: str) -> str:
    """What two spellings of one name have in common: its folded words without titles and articles."""
    return " ".join(_bare(name)) or fold(name)


def _same_people(uses: dict[str, _Group]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Which key is only another spelling of which, and the full names of each surname."""
    same: dict[str, str] = {}
    bearers: dict[str, list[str]] = defaultdict(list)
    called_first: dict[str, list[str]] = defaultdict(list)
    full = sorted((key for key in uses if " " in key), key=lambda key: (-uses[key].statements, key))
    alike = _Alike()
    for key in full:
        if not uses[key].names or not is_name(next(iter(uses[key].names))):
            continue  # a description ("the press service"), not a name
        near = [other for other in alike.to(key) if _is_spelling_of(key, other)] or [
            other for other in alike.to(key) if _is_misspelling_of(key, other, uses[key].roles & uses[other].roles)
        ]
        twin = near[0] if near else None
        if twin is not None:
            same[key] = twin
        else:
            alike.add(key)
            bearers[key.split()[-1]].append(key)
            called_first[key.split()[0]].append(key)
    surnames: dict[str, list[str]] = defaultdict(list)
    for surname in bearers:
        surnames[surname[:1]].append(surname)
    for key in uses:
        if " " in key or key in same:
            continue
        owners = bearers.get(key) or [
            owner
            for surname in surnames[key[:1]]
            if len(key) > FEW_LETTERS + 1 and Levenshtein.distance(surname, key, score_cutoff=1) <= 1
            for owner in bearers[surname]
        ]
        if not owners and key in GENDER:  # "Hillary", where everybody knows which
            owners = called_first.get(key, [])
        owner = _clear_owner(owners, uses)
        if owner is not None:
            same[key] = owner
    return same, bearers


class _Alike:
    """Full names, found by what two spellings of one name always share: see :func:`_close`."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: dict[tuple[str, str], list[str]] = defaultdict(list)

    def add(self, key: str) -> None:
        self._numbers[key] = len(self._numbers)
        for shared in self._shared(key):
            self._names[shared].append(key)

    def to(self, key: str) -> list[str]:
        """The names that may be spellings of ``key``, in the order in which they were added."""
        found = {other for shared in self._shared(key) for other in self._names[shared]}
        return sorted(found, key=self._numbers.__getitem__)

    @staticmethod
    def _shared(key: str) -> set[tuple[str, str]]:
        first, last = key.split()[0], key.split()[-1]
        initials = {first[:1], *(full[:1] for full, short in _SHORT_FORMS.items() if first in short)}
        endings = _transcribed(last), f"{last[:3]}-"
        return {(initial, same) for initial in initials for same in endings}


def _is_spelling_of(key: str, other: str) -> bool:
    """Whether two full names differ only in transliteration or by a middle name or initial."""
    mine, theirs = key.split(), other.split()
    if _close(mine[-1], theirs[-1]):
        if len(mine) == len(theirs):
            return all(_given(a, b) for a, b in zip(mine[:-1], theirs[:-1], strict=True))
        return _given(mine[0], theirs[0]) and 2 in (len(mine), len(theirs))
    return False


_ROLE_TERMS = 2
"""Terms of roles that two people must share to be one whose name is spelt in two ways: "energy minister"."""


def _is_misspelling_of(key: str, other: str, roles: set[str]) -> bool:
    """Whether two names differ by a letter inside the first name, and their bearers are in the same office."""
    mine, theirs = key.split(), other.split()
    if len(roles) < _ROLE_TERMS or mine[1:] != theirs[1:]:
        return False
    a, b = mine[0], theirs[0]
    same_ends = (a[0], a[-1], len(a)) == (b[0], b[-1], len(b))
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


def _given(a: str, b: str) -> bool:
    """Whether two given names are spellings of one: Dmitry and Dmitri, but not Robert and Roberta."""
    if a == b or _transcribed(a) == _transcribed(b) or b in _SHORT_FORMS.get(a, ()) or a in _SHORT_FORMS.get(b, ()):
        return True
    long = max(len(a), len(b)) > FEW_LETTERS + 2
    return long and a[:3] == b[:3] and a[-1] == b[-1] and OSA.distance(_transcribed(a), _transcribed(b)) <= 1


_SCRIPTS = (("kh", "h"), ("ks", "x"), ("ph", "f"), ("y", "i"), ("j", "i"), ("w", "v"))


def _transcribed(name: str) -> str:
    """A name with the letters folded that transcriptions from other scripts use for one another."""
    if len(name) <= FEW_LETTERS:
        return name  # Jan isn't Ian
    for letters, one in _SCRIPTS:
        name = name.replace(letters, one)
    return re.sub(r"(.)\1+", r"\1", name)


def _close(a: str, b: str) -> bool:
    if a == b or _transcribed(a) == _transcribed(b):
        return True
    longest = max(len(a), len(b))
    return longest > FEW_LETTERS + 2 and a[:3] == b[:3] and Levenshtein.distance(a, b) <= (2 if longest > 7 else 1)


def _clear_owner(owners: list[str], uses: dict[str, _Group]) -> str | None:
    """The one bearer of a surname, if there is one or one is far ahead of the rest."""
    if len(owners) < 2:
        return owners[0] if owners else None
    first, *rest = sorted(owners, key=lambda key: -uses[key].statements)
    others = sum(uses[key].statements for key in rest)
    return first if uses[first].statements >= MENTIONED_MORE * max(others, 1) else None
