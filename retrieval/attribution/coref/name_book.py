"""The names of one article: the fullest form that it gives for each, who is a person, and what gender is told."""

from __future__ import annotations

import re
from collections import Counter

from retrieval.attribution.ner import LONGEST_LETTERS, OF, Named, key, named_at, nickname, reads_as_person
from retrieval.attribution.parse import MAIN, PROPER, SUBJECTS, VERBS, Parse
from retrieval.lang.en import people
from retrieval.lang.en.first_names import EITHERS, GENDER, GIVEN, is_first_name
from retrieval.lang.en.people import BODY_WORDS, GENDERED

_GIVEN_BEHIND = re.compile(r"^[^\W\d_]+-[a-z]+$")
_AGED = "aged"
"""Stands among the titles of whom the article gives an age: a person."""
_MUCH_OFTENER = 3
"""How many times as often an article must use another name to be about somebody by that name."""


class NameBook:
    """The names of one article, and which fuller name a short one stands for."""

    def __init__(self, parse: Parse) -> None:
        self._paragraph = parse.paragraph
        self._stands: dict[tuple[str, ...], list[int]] = {}
        self._as_subject: set[int] = set()
        self._inside: set[tuple[str, ...]] = set()
        self.full: Counter[tuple[str, ...]] = Counter()
        self.first_seen: dict[tuple[str, ...], int] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._titles: dict[tuple[str, ...], set[str]] = {}
        self._titled: dict[tuple[str, ...], list[Named]] = {}
        self._addressed: dict[str, list[str]] = {}
        self.gender: dict[str, str] = {}
        self._bodies: set[str] = set()
        self._aliases: dict[tuple[str, ...], tuple[str, ...]] = {}
        token = 0
        while token < len(parse):
            if parse.tag[token] in PROPER and not parse.stand_in[token] and parse.word[token][0].isupper():
                named = named_at(parse, token)
                if named is not None:
                    self._note(named)
                    if named.first > parse.sentence_of(named.first)[0]:
                        self._inside.add(named.words)
                    if parse.dep[named.last] in SUBJECTS and parse.dep[parse.head[named.last]] in MAIN:
                        self._as_subject.add(named.first)
                    if len(named.words) > 1 and _has_age(parse, named):
                        self._titles.setdefault(named.words, set()).add(_AGED)
                    if called := nickname(parse, named):
                        self._aliases |= {called: named.words, (*called, named.words[-1]): named.words}
                    token = max(token, named.last)
            token += 1
        for words in self.full:
            if len(words) < 2:
                continue
            self._by_last.setdefault(surname(words), []).append(words)
            self._by_first.setdefault(key(words[0]), []).append(words)
        for words, titles in self._titles.items():
            sexes = {GENDERED[t] for t in titles if t in GENDERED}
            if len(sexes) == 1:
                self.note_gender(words, sexes.pop())

        for token in range(1, len(parse) - 1):
            self._note_alias(parse, token)
        self._note_bodies(parse)

    def _note_alias(self, parse: Parse, token: int) -> None:
        """Note whom an article gives another name: "Jane Brown, alias Pip", "Jane Brown, better known as “Pip”"."""
        if parse.lower[token] not in people.ALIAS and parse.lower[token - 1 : token + 1] != ["known", "as"]:
            return
        low, high = parse.sentence_of(token)
        before, after = token - 1, token + 1
        while before > low and (parse.word[before] == "," or parse.lower[before] in people.BEFORE_ALIAS):
            before -= 1
        while after < high and parse.tag[after] in ("``", "DT"):
            after += 1
        own, other = named_at(parse, before), named_at(parse, after) if after < high else None
        if own is None or other is None or not own.person or own.last != before or other.first != after:
            return
        full = tuple(self.fullest(own).split())
        if full != other.words:
            known_as = self.full[other.words] > _MUCH_OFTENER * self.full[full]
            self._aliases |= {full: other.words} if known_as else {other.words: full}

    def _note_bodies(self, parse: Parse) -> None:
        """Note names that the article calls "it": "Skerry Lines sold its ships"."""
        for token in range(len(parse)):
            if parse.lower[token] != "its" or parse.quote[token] >= 0:
                continue
            verb = parse.head[token]
            while parse.tag[verb] not in VERBS and parse.head[verb] != verb:
                verb = parse.head[verb]
            for subject in parse.children_by(verb, "nsubj", "nsubjpass"):
                named = named_at(parse, subject) if subject < token else None
                if named is not None and not named.title and key(named.words[0]) not in GIVEN:
                    self._bodies.add(named.text)

    def note_gender(self, words: tuple[str, ...], gender: str) -> None:
        """Note what a title or a role beside a name tells; a surname's says nothing against a known first name."""
        bearers = [w for w in self._by_last.get(surname(words), ()) if reads_as_person(w, "x") and self._own(w) == w]
        if len(words) == 1 and len({key(w[0]) for w in bearers}) > 1:
            return  # "Ms Jones" is one of two of a family
        name = self.fullest(Named(words, 0, 0, True))
        known = _told_by(name.split()[0]) if " " in name else None
        if known in (None, gender):
            self.gender.setdefault(name, gender)

    def _gender_of(self, words: tuple[str, ...]) -> str | None:
        sexes = {GENDERED[t] for t in self._titles.get(words, ()) if t in GENDERED}
        return sexes.pop() if len(sexes) == 1 else _told_by(words[0])

    def gender_of(self, name: str) -> str | None:
        """``m`` or ``f`` by how the article titles the bearer, else by a first name; None when it can't be told."""
        words = name.split()
        return self.gender.get(name) or (_told_by(words[0]) if len(words) > 1 else None)

    def is_full(self, name: str) -> bool:
        """Whether these words stand in the article as a name of more than one word."""
        words = tuple(name.split())
        return len(words) > 1 and words in self.full

    def is_person(self, named: Named) -> bool:
        """Whether the name reads as a person's, by its own words or by those of its fullest form."""
        if named.person:
            return named.text not in self._bodies or bool(named.title)
        if len(named.words) == 1 and key(named.words[0]) not in BODY_WORDS and not named.words[0].isupper():
            full = tuple(self.fullest(named).split())
            given = key(named.words[0]) in GENDER and key(named.words[0]) not in people.NAMES_LIKE_PLACES
            return len(full) > 1 or given or bool(self._titles.get(named.words)) or named.words[0] in self.gender
        lettered = len(named.words) == 2 and named.words[0].isupper()  # "PS Brandt"
        return lettered and not self.fullest(named).startswith(named.words[0])

    def people(self) -> list[tuple[str, ...]]:
        """The names of more than one word that read as a person's, the most frequent first."""
        named = [words for words, _ in self.full.most_common() if len(words) > 1]
        return [words for words in named if reads_as_person(words, " ".join(self._titles.get(words, ())))]

    def places(self, words: tuple[str, ...]) -> list[int]:
        """The tokens where a name begins, in order."""
        return self._stands.get(words, [])

    def bearers(self, title: str) -> set[str]:
        """The full names that the article gives this title to."""
        return {self.fullest(Named(w, 0, 0, True)) for w, titles in self._titles.items() if title in titles}

    def _note(self, named: Named) -> None:
        self.full[named.words] += 1
        self.first_seen.setdefault(named.words, named.first)
        self._stands.setdefault(named.words, []).append(named.first)
        if named.title:
            self._titled.setdefault((named.title, *named.words), []).append(named)
            self._titles.setdefault(named.words, set()).update(named.title.split())
            told = [GENDERED[title] for title in named.title.split() if title in GENDERED and len(named.words) == 1]
            self._addressed.setdefault(key(named.words[0]), []).extend(told)

    def fullest(self, named: Named) -> str:
        """The fullest name the article gives for the bearer of this one."""
        words = self._aliases.get(named.words) or self._own(named.words)
        options: list[tuple[str, ...]] = [
            w for w in self._by_last.get(surname(words), ()) if len(w) > len(words) and _covers(w, words)
        ]
        options = [w for w in options if reads_as_person(w, "x") and not _is_couple(w) and self._own(w) == w]
        if not options and len(words) == 2 and words[0].isupper() and 1 < len(words[0]) <= LONGEST_LETTERS:
            # "PS Brandt": letters of an office before the surname of somebody whom the article gives in full.
            bearers = [w for w in self._by_last.get(surname(words), ()) if key(w[0]) != key(words[0])]
            options = [w for w in bearers if not words[1].isupper() and reads_as_person(w, "x") and not _is_couple(w)]
        gender = next((GENDERED[t] for t in named.title.split() if t in GENDERED), None)
        if gender is not None:
            addressed = self._addressed.get(key(words[-1]), [])  # "Mr Jones" first, and then "Mrs Jones": another one
            untold = None if len(set(addressed)) < 2 or addressed[0] == gender else gender
            options = [w for w in options if self._gender_of(w) in (untold, gender)]
        if len(words) == 1 and not options and is_first_name(key(words[0])):
            options = [w for w in self._by_first.get(key(words[0]), ()) if reads_as_person(w, "")]
        if len(words) == 1 and not options:
            # "Kim" is leader Kim Jong Un: a family's name that stands first.
            options = [
                w for w in self._by_first.get(key(words[0]), ()) if self._titles.get(w) and key(w[0]) not in GIVEN
            ]
            options = options if len(options) == 1 and reads_as_person(options[0], "x") else []
        given = key(words[0]) in GIVEN and key(words[0]) not in people.NAMES_LIKE_PLACES
        if len(words) == 1 and not options and (given or named.title in people.HONORIFICS):
            # "Dr Tan" is Tan Mei Ling, "Arjun" Arjun Sethi.
            options = [w for w in self._by_first.get(key(words[0]), ()) if reads_as_person(w, "x")]
            options = options if len(options) == 1 else []
        if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
            options = []
        if len(words) == 1 and key(words[0]) in BODY_WORDS:
            # "The Department" is the one whose name the article gives in full.
            options = [w for w in self._by_first.get(key(words[0]), ()) if w[1] in OF]
            options = options if len(options) == 1 else []
        if not options:
            return " ".join(words)

        if len(words) == 1:
            # "Mr Jones", who was told to be Tom a while ago, is still Tom.
            before = [each for each in self._titled.get((named.title, *words), ()) if each.first < named.first]
            for each in (named, *reversed(before)):
                if (near := self._named_just_before(each, options)) is not None:
                    return " ".join(near)
        if len(words) == 1:  # people whom the article names later in full aren't meant yet
            options = [w for w in options if self.first_seen[w] < named.first] or options
        # A known first name tells a full name from words of a headline that happen to precede a surname.
        weights = [(key(w[0]) in GENDER, self.full[w], -self.first_seen[w], n) for n, w in enumerate(options)]
        best = options[max(weights)[-1]]
        earliest = min(options, key=self.first_seen.__getitem__)
        rivals = len(words) == 1 and key(best[0]) != key(earliest[0]) and key(earliest[0]) in GENDER
        if rivals and self.full[best] < 2 * self.full[earliest]:
            # Two of a family, one first and one more often: the surname alone could be either.
            return " ".join(words)
        return " ".join(best)

    def _own(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """A name without what a headline or a nickname glues to it, where the article has it alone as often.

        "Crooked Hillary Clinton" is Hillary Clinton, and "Sanders Burns Clinton", with first names, the first of them.
        "Striker Jones" is whom the article names in full.
        """
        begins, ends = words[:2], words[-2:]
        are_two = len(words) > 3 and begins != ends and {key(begins[0]), key(ends[0])} <= GIVEN
        if are_two and begins in self.full and ends in self.full:
            return begins
        own = words[1:]
        if len(own) == 1 and key(words[0]) in people.PERSON_NOUNS - GIVEN and self._is_of_another(words):
            return own
        if len(own) > 1 and key(words[0]) not in GIVEN and key(own[0]) in GIVEN and not BODY_WORDS & {*map(key, words)}:
            return own if self.full[own] >= max(1, self.full[words]) else words
        return words

    def _is_of_another(self, words: tuple[str, ...]) -> bool:
        """Whether a name that only opens sentences ends in that of somebody named in full before, by another first."""
        last, first = key(words[-1]), self.first_seen.get(words, -1)
        bearers = [*self._by_last.get(last, ()), *(self._by_first.get(last, ()) if last in GIVEN else ())]
        before = [w for w in bearers if self.first_seen[w] < first and key(w[0]) not in people.PERSON_NOUNS - GIVEN]
        return words not in self._inside and any(reads_as_person(w, "") for w in before)

    def _named_just_before(self, named: Named, options: list[tuple[str, ...]]) -> tuple[str, ...] | None:
        """The only one of several bearers of a surname whom its paragraph names before, else the last one before it.

        Where a clause is about one of those, that one: not the uncle of whom "Ada Holm told an inquest".
        """
        families = {key(words[0]) for words in options}
        if len(families) < 2:
            return None
        home = self._paragraph[named.first]
        bare = min((at for at in self._stands.get(named.words, ()) if self._paragraph[at] == home), default=named.first)
        stands = [(at, words) for words in options for at in self._stands[words]]
        here = [(at, words) for at, words in stands if self._paragraph[at] == home and at < bare]
        near = {words for at, words in here if at in self._as_subject} or {words for _, words in here}
        before = [(at, words) for at, words in stands if self._paragraph[at] == home - 1]
        told_of = [(at, words) for at, words in before if at in self._as_subject]
        if here or not before:
            return near.pop() if len(near) == 1 else None
        return max(told_of or before)[1]


def _has_age(parse: Parse, named: Named) -> bool:
    """Whether an age stands beside a name: "seven-year-old Alfie Dean", "Alfie Dean, 7, fell"."""
    behind = parse.word[named.last + 1 : named.last + 4]
    told = (
        behind[0:1] == [","] and behind[2:3] in ([","], ["."]) and behind[1].isdigit() and len(behind[1]) < len("100")
    )
    return told or parse.lower[max(0, named.first - 2) : named.first] == ["-", "old"]


def _told_by(first: str) -> str | None:
    """The gender that a first name alone tells."""
    return GENDER.get(key(first)) if key(first) not in EITHERS else None


def surname(words: tuple[str, ...]) -> str:
    """The last word of a name as a key; ``Jr.`` and the like don't count.

    Of "Tsai Ing-wen" the first: where the given name's second part is small, it stands behind the family's.
    """
    keys = [key(word) for word in words]
    if len(words) > 1 and _GIVEN_BEHIND.search(words[-1]):
        return keys[0]
    while len(keys) > 1 and keys[-1] in people.NAME_SUFFIXES:
        keys.pop()
    return keys[-1]


def _covers(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether the words of ``short`` stand in ``full`` in order (an initial stands for its name)."""
    rest = iter([key(w) for w in full])
    return all(any(k == w or (len(k) == 1 and w.startswith(k)) for w in rest) for k in map(key, short))


def _is_couple(words: tuple[str, ...]) -> bool:
    return any(key(w) in ("and", "&") for w in words)
