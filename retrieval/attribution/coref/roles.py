"""Which roles an article gives its people, so that "the senator" can be told, and whom it can't be."""

from __future__ import annotations

from bisect import insort
from typing import NamedTuple

from retrieval.attribution.ner import NameBook, Named, key, named_at
from retrieval.attribution.parse import Parse
from retrieval.lang.en.function_words import COPULAS
from retrieval.lang.en.people import BODY_WORDS, GENDERED, POSITIONS, ROLES, TITLES

# A role with one of these before it is another role.
_OTHER = frozenset(["vice", "deputy", "assistant", "vice-"])


class Given(NamedTuple):
    """A role at the token where the article gives it to the bearer of ``name``."""

    token: int
    name: str


class Roles:
    """The roles of one article's people, by where they are given."""

    def __init__(self, parse: Parse, book: NameBook) -> None:
        self._parse = parse
        self._book = book
        self._given: dict[str, list[Given]] = {}
        self._of: dict[str, set[str]] = {}
        for token in range(len(parse)):
            if parse.stand_in[token] or parse.quote[token] >= 0:
                continue
            if parse.tag[token] in ("NNP", "NNPS"):
                self._note_name(token)
            elif parse.tag[token] == "NN" and parse.lower[token] in ROLES:
                self._note_role(token)

    def bearers(self, role: str, before: int) -> set[str]:
        """Who has been given ``role`` ahead of a token."""
        return {given.name for given in self._given.get(role, ()) if given.token < before}

    def of(self, name: str) -> set[str]:
        """All roles that the article gives to somebody."""
        return self._of.get(name, set())

    def role_at(self, token: int) -> str:
        """The role that a noun names, "vice president" told from "president"."""
        role = key(self._parse.word[token])
        other = token > 0 and key(self._parse.word[token - 1]) in _OTHER
        return f"vice {role}" if other else role

    def _note(self, token: int, named: Named, role: str) -> None:
        name = self._book.fullest(named)
        insort(self._given.setdefault(role, []), Given(token, name))
        self._of.setdefault(name, set()).add(role)
        if role in GENDERED:
            self._book.note_gender(named.words, GENDERED[role])

    def _note_name(self, token: int) -> None:
        """ "Mayor Jones", "Jones, the mayor", "Jones, who was mayor"."""
        parse = self._parse
        named = named_at(parse, token)
        if named is None or named.last != token:
            return
        low, _ = parse.sentence_of(token)
        at = named.first - 1
        while at >= low and (key(parse.word[at]) in TITLES or parse.lower[at] in ROLES):
            if key(parse.word[at]) in POSITIONS or parse.lower[at] in ROLES:
                self._note(token, named, self.role_at(at))
                break
            at -= 1
        for child in parse.children_by(token, "appos"):
            # "Jones, whose husband": that is somebody else.
            others = any(parse.tag[t] == "WP$" for t in parse.children_by(child, "poss"))
            if child > token and parse.lower[child] in ROLES and not others:
                self._note(child, named, self.role_at(child))
        for clause in parse.children_by(token, "relcl"):
            if parse.lower[clause] in COPULAS:
                for child in parse.children_by(clause, "attr"):
                    if parse.lower[child] in ROLES:
                        self._note(child, named, self.role_at(child))

    def _note_role(self, token: int) -> None:
        """ "The country's president, Jones" and "Jones is the mayor"."""
        parse = self._parse
        apposed = apposed_name(parse, token)
        if apposed is not None:
            self._note(apposed.last, apposed, self.role_at(token))
        verb = parse.head[token]
        if parse.dep[token] == "attr" and parse.lower[verb] in COPULAS:
            for subject in parse.children_by(verb, "nsubj"):
                named = named_at(parse, subject)
                if named is not None and named.person:
                    self._note(token, named, self.role_at(token))


def apposed_name(parse: Parse, token: int) -> Named | None:
    """The person named right after a role: "his wife, Jane, …", "the mayor, Maria Lopez"."""
    if parse.tag[token] != "NN" or parse.lower[token] not in ROLES:
        return None
    for child in parse.children_by(token, "appos"):
        named = named_at(parse, child) if child > token else None
        if named is None or any(key(word) in BODY_WORDS for word in named.words):
            continue
        short = len(named.words) == 1 and parse.word[named.first - 1] == "," and not named.words[0].isupper()
        if named.person or (short and named.first - token <= 6):
            return named
    return None
