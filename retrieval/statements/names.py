"""Names in an article: what a noun phrase names, and the fullest form that the article gives for it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from retrieval.statements.lexicon import BODY_WORDS, GENDER, SUFFIXES, TITLES
from retrieval.statements.parse import Parse

_PROPER = ("NNP", "NNPS")
_PARTICLES = frozenset("de da del della di dos du la le van von der den ten bin ibn al el ben mc abu".split())
_POSSESSIVE = re.compile(r"['’]s?$")


def key(word: str) -> str:
    """A word as it is compared: lower case, without full stops and a possessive ending."""
    return _POSSESSIVE.sub("", word).replace(".", "").lower()


@dataclass(frozen=True, slots=True)
class Named:
    """A proper name at some tokens: ``words`` without titles, its span, and whether it reads as a person's."""

    words: tuple[str, ...]
    first: int
    last: int
    person: bool
    title: str = ""

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(self.words)


def proper_run(parse: Parse, token: int) -> tuple[int, int]:
    """First and last token of the run of proper nouns around ``token`` in its own sentence."""
    low, high = parse.sentence_of(token)
    first = last = token
    while first > low and _joins(parse, first - 1, first):
        first -= 1
    while last + 1 < high and _joins(parse, last, last + 1):
        last += 1
    return first, last


def _joins(parse: Parse, left: int, right: int) -> bool:
    """Whether two neighbours belong to one name."""
    if parse.quote[left] != parse.quote[right]:
        return False
    words = parse.lower
    for at in (left, right):
        if parse.tag[at] not in _PROPER and words[at] not in _PARTICLES:
            return False
        if not (parse.word[at][0].isupper() or words[at] in _PARTICLES or parse.word[at][0].isdigit()):
            return False
    return parse.start[right] - parse.end[left] <= 2


def named_at(parse: Parse, token: int) -> Named | None:
    """The name whose run covers ``token``, titles taken off; None where there is none."""
    if parse.tag[token] not in _PROPER or not parse.word[token][0].isupper():
        return None
    first, last = proper_run(parse, token)
    if last > token and parse.head[last] != token and parse.dep[token] not in ("compound", "flat", "nmod"):
        # Two names side by side ("Wednesday Putin"): keep what hangs together.
        while last > token and parse.dep[last] in ("nsubj", "npadvmod", "ROOT"):
            last -= 1
    while first <= last and parse.lower[first] in _PARTICLES:
        first += 1
    title = ""
    begin = first
    for at in range(first, last + 1):
        if key(parse.word[at]) in TITLES and at < last:
            begin = at + 1
            title = f"{title} {key(parse.word[at])}".strip()
    words = tuple(_POSSESSIVE.sub("", parse.word[at]) for at in range(begin, last + 1))
    if not words:
        return None
    return Named(words, begin, last, _reads_as_person(words, title), title)


def _reads_as_person(words: tuple[str, ...], title: str) -> bool:
    keys = [key(word) for word in words]
    if keys[-1] in BODY_WORDS or any(k in BODY_WORDS for k in keys) and keys[0] not in GENDER:
        return False
    if title:
        return True
    return keys[0] in GENDER or (len(words) in (2, 3) and all(w[0].isupper() and not w.isupper() for w in words))


class NameBook:
    """The names of one article, and which fuller name a short one stands for."""

    def __init__(self, parse: Parse) -> None:
        self.full: Counter[tuple[str, ...]] = Counter()
        self.first_seen: dict[tuple[str, ...], int] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._titles: dict[tuple[str, ...], set[str]] = {}
        token = 0
        while token < len(parse):
            if parse.tag[token] in _PROPER and not parse.stand_in[token] and parse.word[token][0].isupper():
                named = named_at(parse, token)
                if named is not None:
                    self._note(named)
                    token = max(token, named.last)
            token += 1
        for words in self.full:
            if len(words) < 2:
                continue
            self._by_last.setdefault(surname(words), []).append(words)
            self._by_first.setdefault(key(words[0]), []).append(words)

    def _note(self, named: Named) -> None:
        self.full[named.words] += 1
        self.first_seen.setdefault(named.words, named.first)
        if named.title:
            self._titles.setdefault(named.words, set()).update(named.title.split())

    def fullest(self, named: Named) -> str:
        """The fullest name the article gives for the bearer of this one."""
        words = named.words
        options = [w for w in self._by_last.get(surname(words), ()) if len(w) > len(words) and _covers(w, words)]
        options = [w for w in options if _reads_as_person(w, "x") and not _is_couple(w)]
        if len(words) == 1 and not options and key(words[0]) in GENDER:
            options = [w for w in self._by_first.get(key(words[0]), ()) if _reads_as_person(w, "")]
        if not options:
            return named.text
        return " ".join(max(options, key=lambda w: (self.full[w], -self.first_seen[w])))


def surname(words: tuple[str, ...]) -> str:
    """The last word of a name as a key; ``Jr.`` and the like don't count."""
    keys = [key(word) for word in words]
    while len(keys) > 1 and keys[-1] in SUFFIXES:
        keys.pop()
    return keys[-1]


def _covers(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether the words of ``short`` stand in ``full`` in order (an initial stands for its name)."""
    rest = iter([key(w) for w in full])
    return all(any(k == w or len(k) == 1 and w.startswith(k) for w in rest) for k in map(key, short))


def _is_couple(words: tuple[str, ...]) -> bool:
    return any(key(w) in ("and", "&") for w in words)


def gender_of(name: str) -> str | None:
    """``m`` or ``f`` by a first name that is mostly one of them; None when it can't be told."""
    words = name.split()
    return GENDER.get(key(words[0])) if len(words) > 1 else None
