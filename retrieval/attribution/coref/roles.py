"""Which roles an article gives its people, so that "the senator" can be told, and whom it can't be."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from typing import NamedTuple

from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.ner import Named, key, named_at, presented
from retrieval.attribution.parse import PROPER, Parse
from retrieval.lang.en.first_names import GIVEN
from retrieval.lang.en.function_words import COPULAS
from retrieval.lang.en.numbers import ORDINALS
from retrieval.lang.en.people import (
    BODY_WORDS,
    GENDERED,
    IN_OFFICE,
    JUDGES,
    PERSON_NOUNS,
    PERSON_NOUNS_AND_TITLES,
    PUT_INTO_OFFICE,
    SEATS,
    TELLS_APART,
    TITLE_ABBREVIATIONS,
    TITLES,
)

# A role with one of these before it is another role.
_OTHER = frozenset(["vice", "deputy", "assistant", "vice-"])


class Given(NamedTuple):
    """A role at the token where the article gives it to the bearer of ``name``; ``beside`` are the words before it."""

    token: int
    name: str
    beside: frozenset[str] = frozenset()


class Roles:
    """The roles of one article's people, by where they are given."""

    def __init__(self, parse: Parse, book: NameBook) -> None:
        self._parse = parse
        self._book = book
        self._given: dict[str, list[Given]] = {}
        self._of: dict[str, set[str]] = {}
        self._hints: dict[str, list[tuple[str, int, str]]] | None = None
        for token in range(len(parse)):
            if parse.stand_in[token] or parse.quote[token] >= 0:
                continue
            if parse.tag[token] in ("NNP", "NNPS"):
                self._note_name(token)
            if key(parse.word[token]) in PERSON_NOUNS_AND_TITLES and parse.tag[token] in ("NN", "NNP"):
                self._note_role(token)

    def bearers(self, role: str, before: int, beside: frozenset[str] = frozenset()) -> set[str]:
        """Who has been given ``role`` ahead of a token, and not as another one: a transport minister has no health.

        Args:
            role: as ``role_at`` names it.
            before: a token.
            beside: nouns that stand before the role there.
        """
        borne: dict[str, set[str]] = {}
        for given in self._given.get(role, ()):
            if given.token < before:
                borne.setdefault(given.name, set()).update(given.beside)
        return {name for name, words in borne.items() if not beside or not words or beside & words}

    def given(self, role: str) -> Sequence[Given]:
        """Where the article gives a role to somebody."""
        return self._given.get(role, ())

    def _read_hints(self) -> dict[str, list[tuple[str, int, str]]]:
        """By the first letters of a word: the word, the end of a sentence with it and a full name, and the name."""
        parse = self._parse
        hints: dict[str, list[tuple[str, int, str]]] = {}
        for words in self._book.people():
            name = " ".join(words)
            for low, high in {parse.sentence_of(at) for at in self._book.places(words)}:
                for word in set(parse.lower[low:high]):
                    if len(word) >= _SHORTEST_STEM:
                        hints.setdefault(word[:_SHORTEST_STEM], []).append((word, high, name))
        return hints

    def told_apart(self, role: str, before: int, beside: frozenset[str]) -> bool:
        """Whether the article gives ``role`` with one of these nouns ahead of a token."""
        return any(given.token < before and given.beside & beside for given in self._given.get(role, ()))

    def borne_by_any(self, role: str, before: int) -> bool:
        """Whether anybody has been given ``role`` ahead of a token."""
        return any(given.token < before for given in self._given.get(role, ()))

    def hinted(self, role: str, before: int) -> set[str]:
        """Whom the article introduces by a word of the role's kind before a token: a shopkeeper "runs the shop"."""
        if self._hints is None:
            self._hints = self._read_hints()
        hints = self._hints.get(role[:_SHORTEST_STEM], ())
        found = {name for word, end, name in hints if end <= before and word != role and _is_akin(word, role)}
        certain = {name for name in found if key(name.split()[0]) in GIVEN}
        return certain or found

    def beside(self, first: int, token: int) -> frozenset[str]:
        """The nouns between the start of a phrase and its role: "transport" in "the regional transport minister"."""
        parse = self._parse
        nouns = (t for t in range(first, token) if parse.tag[t] in ("NN", "NNP", "NNPS"))
        return frozenset(key(parse.word[t]) for t in nouns if key(parse.word[t]) not in _OTHER | {"ex"})

    def is_coloured(self, first: int, token: int) -> bool:
        """Whether an adjective before a noun tells no two apart: "the unlucky roofer", and not "the other roofer"."""
        parse = self._parse
        adjective = first == token - 2 and parse.tag[first + 1] == "JJ" and parse.word[first + 1].islower()
        return adjective and parse.lower[first + 1] not in TELLS_APART | ORDINALS.keys()

    def of(self, name: str) -> set[str]:
        """All roles that the article gives to somebody."""
        return self._of.get(name, set())

    def role_at(self, token: int) -> str:
        """The role that a noun names, "vice president" told from "president"."""
        role = key(self._parse.word[token])
        other = token > 0 and key(self._parse.word[token - 1]) in _OTHER
        return f"vice {role}" if other else role

    def give(self, token: int, name: str) -> None:
        """Give somebody the role of a description that was found to stand for them."""
        self._put(token, name, self.role_at(token))

    def _put(self, token: int, name: str, role: str) -> None:
        first = token
        while first > 0 and self._parse.tag[first - 1] in ("NN", "NNP", "NNPS", "JJ") and first > token - 6:
            first -= 1
        insort(self._given.setdefault(role, []), Given(token, name, self.beside(first, token)))
        self._of.setdefault(name, set()).add(role)

    def _note(self, token: int, named: Named, role: str) -> None:
        self._put(token, self._book.fullest(named), role)
        if role in GENDERED:
            self._book.note_gender(named.words, GENDERED[role])
        if role in JUDGES:
            self._note(token, named, "judge")

    def _note_name(self, token: int) -> None:
        """ "Mayor Jones", "Jones, the mayor", "Jones, who was mayor"."""
        parse = self._parse
        named = named_at(parse, token)
        if named is None or named.last != token:
            return
        self._note_titles(token, named)
        for child in parse.children_by(token, "appos"):
            # "Jones, whose husband": that is somebody else.
            others = any(parse.tag[t] == "WP$" for t in parse.children_by(child, "poss"))
            if child > token and parse.lower[child] in PERSON_NOUNS | SEATS and not others:
                self._note(child, named, self.role_at(child))
        for clause in parse.children_by(token, "relcl"):
            if parse.lower[clause] in COPULAS:
                for child in parse.children_by(clause, "attr"):
                    if parse.lower[child] in PERSON_NOUNS:
                        self._note(child, named, self.role_at(child))

    def _note_titles(self, token: int, named: Named) -> None:
        """The titles, trades and offices right before a name, and the letters of an office of several words."""
        parse = self._parse
        low, _ = parse.sentence_of(token)
        at = first = named.first - 1
        while at >= low and at > first - 6 and parse.tag[at] in ("NN", "NNP", "NNPS", "JJ", "HYPH"):
            word = key(parse.word[at])
            if word in PERSON_NOUNS or word in TITLES or word in TITLE_ABBREVIATIONS:
                role = self.role_at(at)
                self._note(at, named, TITLE_ABBREVIATIONS.get(role, role))
                letters = "".join(key(parse.word[t])[:1] for t in range(at - 1, first + 1)) if at > low else ""
                if len(letters) == 2 and parse.word[at - 1][0].isupper() and letters not in GENDERED:  # no "MS"
                    self._note(at, named, letters)
            at -= 1

    def _note_role(self, token: int) -> None:
        """ "The president, Jones", "Jones is the mayor", "Jones, who was elected mayor", "serves as mayor"."""
        parse = self._parse
        apposed = apposed_name(parse, token) or presented(parse, token)
        if apposed is not None:
            self._note(apposed.last, apposed, self.role_at(token))
        verb, dep = parse.head[token], parse.dep[token]
        holds = (dep == "attr" and parse.lower[verb] in COPULAS) or (
            dep == "oprd" and parse.lower[verb] in PUT_INTO_OFFICE
        )
        if dep == "pobj" and parse.lower[verb] == "as":
            verb = parse.head[verb]
            holds = parse.lower[verb] in IN_OFFICE
        if not holds:
            return
        for subject in parse.children_by(verb, "nsubj", "nsubjpass"):
            is_who = parse.lower[subject] == "who" and parse.dep[verb] == "relcl"
            named = named_at(parse, parse.head[verb] if is_who else subject)
            if named is not None and named.person:
                self._note(token, named, self.role_at(token))


_SHORTEST_STEM = 4
_LONGEST_ENDING = 3


def _is_akin(word: str, role: str) -> bool:
    """Whether a word and a role share a stem: "teaches" and "teacher", "shop" and "shopkeeper"."""
    same = next((n for n, (a, b) in enumerate(zip(word, role, strict=False)) if a != b), min(len(word), len(role)))
    return same >= _SHORTEST_STEM and len(word) - same <= _LONGEST_ENDING and word != role + "s"


def apposed_name(parse: Parse, token: int) -> Named | None:
    """The person named right after a role: "his wife, Jane, …", "the mayor, Maria Lopez"."""
    if parse.tag[token] != "NN" or parse.lower[token] not in PERSON_NOUNS:
        return None
    for child in parse.children_by(token, "appos"):
        if parse.tag[child] == "NN" and token < child and (inner := apposed_name(parse, child)) is not None:
            return inner  # "her chairman, the former judge Sir Anthony Brown"
        named = named_at(parse, child) if child > token else None
        if named is None or any(key(word) in BODY_WORDS for word in named.words):
            continue
        short = len(named.words) == 1 and parse.word[named.first - 1] == "," and not named.words[0].isupper()
        beside = named.first == token + 1 and key(named.words[0]) in GIVEN  # "his daughter Louise"
        if named.person or len(named.words) > 1 or beside or (short and named.first - token <= 6):
            return named
    return None


def bearer_of(parse: Parse, token: int) -> Named | None:
    """Who is named by a name, or by what is said of one: "Jones", "Jones, a farmer"."""
    if parse.dep[token] == "appos" and parse.tag[token] == "NN":
        token = parse.head[token]
    return named_at(parse, token) if parse.tag[token] in PROPER else None
