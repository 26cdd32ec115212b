"""Who is who: one registry of speakers over all articles.

An article's own analysis already gives each statement the fullest name that the article has. What is left is to
see that two articles mean the same person ("Volodymyr Zelenskyy", "Volodymyr Zelensky"), that a bare surname is
somebody known only where a role or a first name says so, and that one name may be two people's: namesakes are kept
apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, Protocol

from rapidfuzz.distance import Levenshtein

from retrieval.entities.namesakes import Apart, Particulars, Told, conflict, told_apart, traits_of
from retrieval.entities.spellings import FEW_LETTERS, Alike, is_misspelling_of, is_spelling_of
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


class Names(Protocol):
    """The names to be settled, and what is known of others. What stands there is read again each time."""

    def uses(self) -> Iterable[Use]:
        """The names of every article, article by article; of each key all of its uses."""

    def beside(self, keys: set[str]) -> Iterable[Use]:
        """All names of the articles that use one with one of these keys, article by article."""

    def settled(self, key: str) -> tuple[str, bool] | None:
        """What no change reaches: whose spelling a key is, and whether it is looked for by its surname."""

    def text(self, article_id: str) -> str:
        """The text of an article."""


@dataclass(frozen=True)
class Everything:
    """The names of all articles: ``each`` gives them, ``text_of`` an article's text by its id."""

    each: Callable[[], Iterable[Use]]
    text_of: Callable[[str], str]

    def uses(self) -> Iterable[Use]:
        """All of them."""
        return self.each()

    def beside(self, keys: set[str]) -> Iterable[Use]:
        """All of them: what isn't asked for changes nothing."""
        return self.each() if keys else ()

    def settled(self, key: str) -> None:
        """Nothing is."""

    def text(self, article_id: str) -> str:
        """The text of an article."""
        return self.text_of(article_id)


@dataclass(frozen=True)
class Registered:
    """Who is who: in the order of the uses, whom each means, by key.

    ``same_as``: which key is only another spelling of which. ``full``: those that are looked for by their surname.
    ``several``: keys that more than one person bears.
    ``shown``: by key, the name that a person chose.
    ``homes``: by article and name, what the text was asked for.
    """

    owners: list[str]
    same_as: dict[str, str]
    full: set[str]
    several: set[str]
    shown: dict[str, str]
    homes: dict[tuple[str, str], Home]

    def speaker(self, owner: str, used: Iterable[Use]) -> Speaker | None:
        """Who is meant by all these uses, without introductions; None where nothing is attributed to them."""
        group = _Group()
        for use in used:
            group.take(use)
        label = owner.partition(" (")[2].removesuffix(")")
        return _speaker(group, self.shown.get(owner), label) if group.statements else None


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


def register(names: Names, one: Iterable[tuple[str, str]] = (), two: Iterable[tuple[str, str]] = ()) -> Registered:
    """Settle who is who.

    Args:
        names: they may be too many to hold.
        one: pairs of names that a person says are one speaker's, the one to be shown first.
        two: pairs of names that a person says are two speakers'.
    """
    by_key: dict[str, _Group] = defaultdict(_Group)
    for use in names.uses():
        by_key[use.key].take(use)
        if " " in use.key:
            by_key[use.key].learn(use)
    same_as, bearers = _same_people(by_key, names)
    _separate(same_as, two)
    told, shown = _join(same_as, one)
    known = _Known(by_key, same_as, bearers, told, names)
    several = _borne_by_several(known)
    which = _namesakes(several, known)
    joined = _joined_namesakes(same_as, which, one)

    owners: list[str] = []
    for use in names.uses():
        owner = known.meant(use)
        if owner in which and (label := which[owner].by_article.get(use.article_id)) is not None:
            owner = labelled(owner, label)
            owner = joined.get(owner, owner)
        owners.append(owner)
    full = {key for keys in bearers.values() for key in keys}
    return Registered(owners, same_as, full, several, shown, known.homes)


@dataclass(frozen=True, slots=True)
class _Known:
    """What all articles together tell of who is who.

    ``same_as``: which key is only another spelling of which. ``bearers``: the full names of each surname. ``told``: the
    keys that a person has spoken of. ``homes``: by article and name, whether the text gives the name in full.
    """

    by_key: dict[str, _Group]
    same_as: dict[str, str]
    bearers: dict[str, list[str]]
    told: set[str]
    names: Names
    homes: dict[tuple[str, str], Home] = field(default_factory=dict)

    def owner(self, key: str) -> str:
        """Whose spelling a key is."""
        if key in self.by_key:
            return self.same_as.get(key, key)
        held = self.names.settled(key)
        return held[0] if held else key

    def meant(self, use: Use) -> str:
        """Who a name is in an article: a bare surname is somebody known only where a role or the full name says so."""
        key = use.key
        owner = self.owner(key)
        if " " in key or key in self.told:
            return owner
        fitting = [each for each in self.bearers.get(key, ()) if self._agree(use, each)]
        if len(fitting) == 1:
            return self.same_as.get(fitting[0], fitting[0])
        if owner == key:
            return key
        home = self.homes.get((use.article_id, use.name), use.home)
        if home is None or home.owner != owner:
            text = self.names.text(use.article_id)
            is_first_name = owner.startswith(f"{key} ")  # alone it may be anybody's, also a child's
            home = Home(owner, owner.split()[-1] in words(text) if is_first_name else _stands_in(owner, text))
        self.homes[use.article_id, use.name] = home
        return owner if home.is_there else key

    def _agree(self, use: Use, owner: str) -> bool:
        """Whether an article says of a bare surname what others say of a full name: "President Marsh"."""
        return any(role <= self.by_key[owner].roles for role in use.roles)


def _borne_by_several(known: _Known) -> set[str]:
    """The keys of which articles tell what can't all be one person's."""
    signatures: dict[str, set[frozenset[str]]] = defaultdict(set)
    for key, group in known.by_key.items():
        signatures[known.owner(key)] |= group.traits
    kept = {known.owner(key) for key in known.told}
    return {owner for owner, held in signatures.items() if len(held) > 1 and owner not in kept and conflict(held)}


def _namesakes(several: set[str], known: _Known) -> dict[str, Apart]:
    """The people of each name that several bear."""
    keys = {part for key in known.by_key if known.owner(key) in several for part in (key, key.split()[-1])}
    told: dict[str, list[Told]] = defaultdict(list)
    for article_id, of_article in groupby(known.names.beside(keys), key=attrgetter("article_id")):
        traits: dict[str, frozenset[str]] = {}
        company: set[str] = set()
        for use in of_article:
            if " " in use.key and use.full_name[:1].isupper():
                company.add(known.owner(use.key))
            if " " in use.key or use.key in keys or use.roles:
                owner = known.meant(use)
                if owner in several:
                    traits[owner] = traits.get(owner, frozenset()) | use.traits
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


def _same_people(uses: dict[str, _Group], names: Names) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Which key is only another spelling of which, and the full names of each surname."""
    same: dict[str, str] = {}
    bearers: dict[str, list[str]] = defaultdict(list)
    called_first: dict[str, list[str]] = defaultdict(list)
    full = sorted((key for key in uses if " " in key), key=lambda key: (-uses[key].statements, key))
    alike = Alike()
    for key in full:
        held = names.settled(key)
        if held is None:
            owner = _spelling_of(key, alike, uses)
            held = (owner or key), owner is None and _is_named(uses[key])
            if held[1]:
                alike.add(key)
        if held[1]:
            bearers[key.split()[-1]].append(key)
            called_first[key.split()[0]].append(key)
        elif held[0] != key:
            same[key] = held[0]
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


def _is_named(group: _Group) -> bool:
    """Whether somebody is called by a name; "the press service" is a description."""
    return bool(group.names) and is_name(next(iter(group.names)))


def _spelling_of(key: str, alike: Alike, uses: dict[str, _Group]) -> str | None:
    """The more quoted name of which a full name is another spelling."""
    if not _is_named(uses[key]):
        return None
    near = alike.to(key)
    return next((other for other in near if is_spelling_of(key, other)), None) or next(
        (other for other in near if is_misspelling_of(key, other, uses[key].roles & uses[other].roles)), None
    )


def _clear_owner(owners: list[str], uses: dict[str, _Group]) -> str | None:
    """The one bearer of a surname, if there is one or one is far ahead of the rest."""
    if len(owners) < 2:
        return owners[0] if owners else None
    first, *rest = sorted(owners, key=lambda key: -uses[key].statements)
    others = sum(uses[key].statements for key in rest)
    return first if uses[first].statements >= MENTIONED_MORE * max(others, 1) else None
