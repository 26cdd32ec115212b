"""Tells apart people of one full name by what articles say they are: field of life, year of birth, form of address.

What an article tells of somebody are traits, words that keep as text: ``is:sport:striker``, ``was:politics:mp``,
``born:1961``, ``sex:f``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from retrieval.lang.en.first_names import GENDER
from retrieval.lang.en.people import (
    ADDRESS_GENDER,
    ADDRESS_OF,
    AFTER_AN_OFFICE,
    BORN,
    COMPATIBLE_FIELDS,
    FIELD_OF,
    FORMER,
    HOLDS_AN_OFFICE,
    LEAVES_AN_OFFICE,
)
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import fold, words
from retrieval.model import Article, Introduction

FAR_AHEAD = 8
"""An article without traits means the namesake with this many times the articles of all others together."""

_YEARS_APART = 2
"""Years by which the births of one person may differ: an age is told in whole years, an article may be late."""

_COMPANY = 2
"""Other people whom two articles must share to be taken for articles on one person against their traits."""

_AGES = range(10, 106)
_PART = re.compile(rf"[,;()–—/]|\band\b|\bwho (?={any_of(HOLDS_AN_OFFICE)}\b)")
_ELSEWHERE = re.compile(rf"\b{any_of(AFTER_AN_OFFICE | LEAVES_AN_OFFICE)}\b")
_OWNER = re.compile(r".*['’]s?\s")
_RUN = r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'.-]*){1,5}"
_AGE = re.compile(
    rf"\b(?P<before>\d\d\d?)[- ]year[- ]old (?:[a-z][\w’'-]* ){{0,3}}(?P<after>{_RUN})"
    rf"|\b(?P<name>{_RUN}), (?:aged )?(?P<behind>\d\d\d?)(?=[,.;])(?![,.]\d)"
)
_ADDRESSED = re.compile(r"\b(?P<address>[A-Z][a-z]{1,5})\.? (?P<name>[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)?)")
_SPACES = re.compile(r"\s+")


class Told(NamedTuple):
    """What one article tells of somebody: traits, and the keys of the other people whom it names in full."""

    article_id: str
    traits: frozenset[str]
    company: frozenset[str]


class Particulars:
    """What an article's text tells of people by name: ages, and forms of address.

    Args:
        article: is read once, for all its people.
    """

    def __init__(self, article: Article) -> None:
        self._year = article.published and article.published.year
        self._ages: dict[str, set[int]] = defaultdict(set)
        self._sexes: dict[str, set[str]] = defaultdict(set)
        for found in _AGE.finditer(article.text) if self._year else ():
            age = int(found["before"] or found["behind"])
            if age in _AGES:
                for name in _ends(found["after"], first=True) if found["after"] else _ends(found["name"], first=False):
                    self._ages[name].add(age)
        for found in _ADDRESSED.finditer(article.text):
            if (sex := ADDRESS_GENDER.get(fold(found["address"]))) is not None:
                self._sexes[found["name"].split()[-1]].add(sex)

    def born(self, name: str) -> int | None:
        """The year in which somebody is born, a year more or less; None where no age is told, or two are."""
        ages = self._ages.get(name, set())
        return self._year - min(ages) if self._year and len(ages) == 1 else None

    def sex(self, name: str) -> str | None:
        """How somebody is addressed; None where they aren't, as both, or against the first name: then it's another."""
        given, surname = words(name)[0], name.split()[-1]
        sexes = self._sexes.get(surname, set())
        return min(sexes) if len(sexes) == 1 and sexes >= {GENDER.get(given, min(sexes))} else None


def _ends(run: str, *, first: bool) -> Iterator[str]:
    """The names of two to four words that a run of capitals begins or ends with."""
    called = run.split()
    return (" ".join(called[:n] if first else called[-n:]) for n in range(2, min(4, len(called)) + 1))


def traits_of(name: str, particulars: Particulars, introductions: Iterable[Introduction]) -> frozenset[str]:
    """What an article tells of a person, to be compared with another article's.

    Args:
        name: the name in full.
        particulars: the article's.
        introductions: the article's, of this name.
    """
    called = words(name)
    found = {trait for each in introductions for trait in _fields(each.text, set(called))}
    if len(called) > 1:
        if (born := particulars.born(name)) is not None:
            found.add(f"born:{born}")
        if (sex := particulars.sex(name)) is not None:
            found.add(f"sex:{sex}")
    return frozenset(found)


def _fields(text: str, name: set[str]) -> Iterable[str]:
    for part in _PART.split(_SPACES.sub(" ", text)):
        own = _OWNER.sub("", _ELSEWHERE.split(part)[0])
        plain = [(word.strip(".\"'“”’"), fold(word).strip(".\"'“”’").replace(".", "")) for word in own.split()]
        before = bool(FORMER & {word for _, word in plain} or any(word.startswith("ex-") for _, word in plain))
        for written, word in plain:
            word = word.removeprefix("ex-")
            if word in FIELD_OF and word not in name:
                yield f"{'was' if before else 'is'}:{FIELD_OF[word]}:{written if written.isupper() else word}"


def conflict(signatures: Iterable[frozenset[str]]) -> bool:
    """Whether sets of traits, one an article, can't all be one person's."""
    return len(_clusters({each: Told("", each, frozenset()) for each in signatures if each})) > 1


class Apart(NamedTuple):
    """Several people of one name, each with a label: by article's id, and by every word that articles have for them.

    An article has no label, an empty one, where nothing tells whom it means.
    """

    by_article: dict[str, str]
    by_word: dict[str, str]


def told_apart(told: Sequence[Told]) -> Apart | None:
    """Who of several people of one name is meant where; None when they are all one. The order changes nothing."""
    times = Counter(each.traits for each in told)
    pooled = {
        traits: Told("", traits, frozenset().union(*(each.company for each in told if each.traits == traits)))
        for traits in times
        if traits
    }
    clusters = _clusters(pooled)
    if len(clusters) < 2:
        return None
    labels = _labels(clusters, times)
    of_traits = {traits: number for number, cluster in enumerate(clusters) for traits in cluster}
    company = [frozenset().union(*(pooled[traits].company for traits in cluster)) for cluster in clusters]
    sizes = [sum(times[traits] for traits in cluster) for cluster in clusters]
    first = max(range(len(clusters)), key=lambda number: sizes[number])
    ahead = first if sizes[first] >= FAR_AHEAD * (sum(sizes) - sizes[first]) else None
    found: dict[str, str] = {}
    for each in told:
        number = of_traits.get(each.traits)
        if number is None:
            near = [n for n, others in enumerate(company) if len(each.company & others) >= _COMPANY]
            number = near[0] if len(near) == 1 else ahead
        found[each.article_id] = "" if number is None else labels[number]
    of_word = {label: label for label in labels}
    for cluster, label in zip(clusters, labels, strict=True):
        of_word |= {trait.split(":")[-1]: label for traits in cluster for trait in traits if trait.startswith("is:")}
    return Apart(found, of_word)


def _clusters(pooled: Mapping[frozenset[str], Told]) -> list[list[frozenset[str]]]:
    """Sets of traits by person: those that share a field, or are in fields that go together."""
    # What tells a field comes first: an age or a form of address alone joins one of them.
    order = sorted(pooled, key=lambda traits: (not _fields_of(traits), -len(traits), sorted(traits)))
    clusters: list[list[frozenset[str]]] = []
    for traits in order:
        near = [c for c in clusters if not any(_contradict(traits, other) for other in c)]
        joined = [c for c in near if any(_alike(pooled[traits], pooled[other]) for other in c)]
        if not joined and not _fields_of(traits) and len(near) == 1:
            joined = near
        merged = [traits]
        for cluster in joined:
            if not any(_contradict(a, b) for a in merged for b in cluster):
                merged += cluster
                clusters.remove(cluster)
        clusters.append(merged)
    return sorted(clusters, key=lambda cluster: sorted(map(sorted, cluster)))


def _values(traits: frozenset[str], *kinds: str) -> set[str]:
    return {each.split(":")[1] for each in traits if each.split(":")[0] in kinds}


def _fields_of(traits: frozenset[str]) -> set[str]:
    return _values(traits, "is")


def _contradict(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of traits alone show that they are two people's."""
    sexes = _values(one, "sex"), _values(other, "sex")
    born = _values(one, "born"), _values(other, "born")
    years = [abs(int(a) - int(b)) for a in born[0] for b in born[1]]
    return bool(sexes[0] and sexes[1] and sexes[0] != sexes[1]) or (bool(years) and min(years) > _YEARS_APART)


def _alike(one: Told, other: Told) -> bool:
    """Whether nothing speaks against two sets of traits being one person's, and something speaks for it."""
    if _values(one.traits, "born") and _values(other.traits, "born"):
        return True  # else they contradict each other
    mine, theirs = _fields_of(one.traits), _fields_of(other.traits)
    if len(one.company & other.company) >= _COMPANY:
        return True
    if not mine or not theirs:
        former = _values(one.traits, "is", "was") & _values(other.traits, "is", "was")
        return bool(former)
    known = _values(one.traits, "is", "was"), _values(other.traits, "is", "was")
    return bool(known[0] & known[1]) or any(frozenset((a, b)) in COMPATIBLE_FIELDS for a in mine for b in theirs)


def _labels(clusters: Sequence[Sequence[frozenset[str]]], times: Mapping[frozenset[str], int]) -> list[str]:
    """What tells each person from the namesakes: what most articles call them, and more where two are it."""
    called = [_called(cluster, times) for cluster in clusters]
    short = Counter(words[0] for words in called if words)
    labels: list[str] = []
    for own in called:
        label = ", ".join(own if short[own[0]] > 1 else own[:1]) if own else ""
        labels.append(label if label not in labels else f"{label} {labels.count(label) + 1}".strip())
    return labels


def _called(cluster: Sequence[frozenset[str]], times: Mapping[frozenset[str], int]) -> list[str]:
    found: list[str] = []
    for kind in ("is", "was", "born", "sex"):
        called: Counter[str] = Counter()
        for traits in cluster:
            for trait in traits:
                if trait.startswith(f"{kind}:"):
                    called[trait.split(":")[-1]] += times[traits]
        if called and not (kind == "was" and found):
            word = min(called, key=lambda each: (-called[each], each))
            found.append({"born": f"{BORN} {word}", "sex": ADDRESS_OF.get(word, "")}.get(kind, word))
    return found
