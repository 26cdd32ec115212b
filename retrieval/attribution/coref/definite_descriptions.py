"""Whom "the former nurse", "the 19-year-old" or "the company" stands for, where no title says so.

A definite description that an article hasn't used before goes on speaking of whom its paragraph is about. Where two
fit, it stands for neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.coref.noun_phrases import Voice
from retrieval.attribution.coref.roles import Roles
from retrieval.attribution.coref.salience import Salience
from retrieval.attribution.ner import key, named_at
from retrieval.attribution.parse import NOUNS, PROPER, SUBJECTS, Parse
from retrieval.lang.en.first_names import GIVEN
from retrieval.lang.en.function_words import COPULAS
from retrieval.lang.en.people import (
    AGE,
    BODY_NOUNS,
    BODY_WORDS,
    COMPANIES,
    COMPANY_ENDINGS,
    GENDERED,
    KIN,
    PERSON_NOUNS,
    POSITIONS,
    SEATS,
    TITLES,
)
from retrieval.lang.en.places import NATIONALITIES
from retrieval.lang.en.speech_nouns import SPEECH_NOUNS
from retrieval.lang.word_meaning import is_common_word

_ONLY_PEOPLE = (PERSON_NOUNS | SEATS) - BODY_NOUNS - COMPANIES - SPEECH_NOUNS
_PLACES = ("in", "at", "from", "near", "to", "across")


class _Body(NamedTuple):
    """A body where the article names it: ``subject`` of its clause, called by nouns of some ``kinds``."""

    token: int
    name: str
    subject: bool


class Descriptions:
    """Resolves the definite descriptions of one article.

    Args:
        parse: its tokens.
        book: its names.
        salience: those whom it has named so far.
        roles: what it calls them.
        known: the voices found so far, by token; it grows in reading order.
    """

    def __init__(
        self, parse: Parse, book: NameBook, salience: Salience, roles: Roles, known: Mapping[int, Voice | None]
    ) -> None:
        self._parse = parse
        self._book = book
        self._salience = salience
        self._roles = roles
        self._known = known
        self._nouns: dict[str, list[int]] = {}
        self._bodies: list[_Body] = []
        self._kinds: dict[str, set[str]] = {}
        self._placed: set[str] = set()
        self._read()

    def _read(self) -> None:
        parse = self._parse
        token = 0
        while token < len(parse):
            if parse.quote[token] < 0:
                if parse.tag[token] in ("NN", "NNP"):
                    self._nouns.setdefault(parse.lower[token], []).append(token)
                if parse.tag[token] in PROPER and (named := named_at(parse, token)) is not None:
                    token = max(token, named.last)
                    name = self._book.fullest(named)
                    if not self._is_surely_person(name, titled=bool(named.title) or self._is_one_who(named.last)):
                        self._note_body(token, named.first, name)
            token += 1

    def _is_one_who(self, last: int) -> bool:
        """Whether a name goes on with "who" or an age: "Effie Nicolson, who", "Effie Nicolson, 61,"."""
        behind = self._parse.lower[last + 1 : last + 3]
        return behind[:1] == ["who"] or (
            behind[:1] == [","] and behind[1:] != [] and (behind[1] == "who" or behind[1].isdigit())
        )

    def _is_surely_person(self, name: str, *, titled: bool = False) -> bool:
        """Whether more than capitals says that a name is a person's."""
        words = [key(word) for word in name.split()]
        if {words[-1], *words[1:]} & (BODY_WORDS | COMPANY_ENDINGS):
            return False
        first = words[0]
        if len(words) > 1 and self._book.full[tuple(name.split()[-1:])] and not is_common_word(words[-1]):
            return True  # whom the article also calls by a surname alone
        trades = {role for role in self._roles.of(name) if role not in COMPANIES | BODY_NOUNS}
        return titled or (first in GIVEN and first not in BODY_WORDS) or bool(trades) or name in self._book.gender

    def _note_body(self, token: int, first: int, name: str) -> None:
        """Note a name that may be a body's, and the nouns that the article calls it by."""
        parse = self._parse
        kinds = self._kinds.setdefault(name, {key(word) for word in name.split()} & (BODY_NOUNS | COMPANIES))
        if any(key(word) in COMPANY_ENDINGS for word in name.split()[1:]):
            kinds.add("company")
        if "police" in key(name).split():
            kinds.add("force")
        before = first - 1
        if before >= 0 and parse.lower[before] in BODY_NOUNS | COMPANIES and parse.tag[before] in NOUNS:
            kinds.add(parse.lower[before])  # "the charity Blue Shelf"
        linked = [*parse.children_by(token, "appos"), *([parse.head[token]] if parse.dep[token] == "appos" else [])]
        if parse.dep[token] in SUBJECTS and parse.lower[parse.head[token]] in COPULAS:
            linked += parse.children_by(parse.head[token], "attr")
        kinds.update({parse.lower[at] for at in linked} & (BODY_NOUNS | COMPANIES))
        if parse.dep[token] == "pobj" and parse.lower[parse.head[token]] in _PLACES:
            self._placed.add(name)
        top = token
        while parse.dep[top] == "conj":
            top = parse.head[top]
        self._bodies.append(_Body(token, name, parse.dep[top] in SUBJECTS))

    def person(self, token: int, first: int) -> str | None:
        """Who is meant by a description headed by ``token``: "the Mildura independent", "the mother of five"."""
        parse = self._parse
        noun = parse.lower[token]
        if parse.lower[token - 3 : token] == ["-", "of", "-"] and token - 4 >= first:
            noun = parse.lower[token - 4]  # "the mum-of-two"
        if parse.lower[first] != "the" or parse.tag[token] == "NNS":
            return None
        if noun == AGE:
            if len(aged := self._of_age(key(parse.word[self._age_at(token)]), token)) == 1:
                return aged.pop()
        elif noun in NATIONALITIES:
            if token != first + 1:
                return None
        elif noun not in _ONLY_PEOPLE:
            return None
        if any(parse.dep[t] == "appos" and parse.tag[t] in PROPER for t in range(token + 1, parse.right[token] + 1)):
            return None  # "the owner of the vessel, Skerry Lines"
        if noun not in NATIONALITIES and noun != AGE and self.met_as_another(noun, token):
            return None
        if noun == AGE and len(self._salience.named_in_paragraph(token)) > 1:
            return None  # of two, an age that wasn't told is either's
        gender = GENDERED.get(noun)
        here = self._salience.at_home(token, gender)
        ahead = range(self._start_of_paragraph(token), first)
        opens = all(
            # "…," said the goalkeeper.
            parse.stand_in[t] or t == parse.head[token] or parse.lower[t] in ("according", "to", ",")
            for t in ahead
        )
        if not here and opens:
            before = self._salience.at_home(token, gender, 1)
            here = {name for name in before if not self._salience.asked_last(name, token)}
        sure = {name for name in here if self._is_surely_person(name)}
        here_too = self._salience.at_home(token, gender, sentence=True)
        if len(here) != 1 or here != sure or here & here_too or self._salience.unnamed_subject(token):
            return None  # nor is "Jones said the man …" Jones
        (name,) = here
        beside = self._roles.beside(first, token)
        borne = self._roles.bearers(noun, token)
        others = borne - {name}
        speaks_for = noun.startswith("spokes") and name not in borne
        if speaks_for or (noun in POSITIONS and name not in borne and (parse.tag[token] == "NN" or token == first + 1)):
            return None  # "the minister of transport" isn't the one who spoke before
        if name in borne and name not in self._roles.bearers(noun, token, beside):
            return None  # a transport minister isn't the health minister
        kin = noun in KIN and not any(t > token for t in parse.children_by(token, "prep"))
        return (
            None
            if others or kin or self._book.gender_of(name) not in (None, gender or self._book.gender_of(name))
            else name
        )

    def _start_of_paragraph(self, token: int) -> int:
        at = token
        while at and self._parse.paragraph[at - 1] == self._parse.paragraph[token]:
            at -= 1
        return at

    def met_as_another(self, noun: str, before: int) -> bool:
        """Whether the article has spoken of a bearer of a noun already, and not where it names who that is."""
        given = {each.token for each in self._roles.given(noun)}
        return any(at < before and at not in given and not self._names(at) for at in self._nouns.get(noun, ()))

    def _names(self, token: int) -> bool:
        """Whether a noun stands with a name, or has been found to stand for somebody."""
        voice = self._known.get(token)
        if voice is not None and voice.name is not None and not voice.name[0].islower():
            return True
        return self._parse.dep[token] == "compound"

    def _age_at(self, token: int) -> int:
        """The token with the number in "19-year-old"."""
        return max(self._parse.left[token], token - 4) + (
            self._parse.lower[max(self._parse.left[token], token - 4)] == "the"
        )

    def _of_age(self, age: str, before: int) -> set[str]:
        """Whom the article gives an age ahead of a token: "Okafor, 19, was signed"."""
        parse, found = self._parse, set()
        for at in range(1, before - 1):
            bracketed = parse.word[at - 1] in (",", "(") and parse.word[at + 1] in (",", ")", ".")
            if parse.word[at] == age and bracketed and parse.tag[at - 2] in PROPER and at > 1:
                named = named_at(parse, at - 2)
                if named is not None:
                    found.add(self._book.fullest(named))
        return found

    def body(self, token: int, first: int, last: int) -> str | None:
        """Which body is meant by a description headed by ``token``: "the company", "the force", "the French group"."""
        parse = self._parse
        noun = parse.lower[token]
        if any(parse.tag[t] in PROPER for t in range(token + 1, last + 1)):
            return None  # "the security firm Secunia"
        if parse.lower[first] not in ("the", "its") or parse.tag[token] != "NN" or noun not in BODY_NOUNS | COMPANIES:
            return None
        so_called = [b for b in self._bodies if b.token < first and self._is_called(b.name, noun)]
        if so_called:
            names = {b.name for b in so_called}
            return names.pop() if len(names) == 1 else self._about(token, names)
        earlier = [self._known.get(at) for at in self._nouns.get(noun, ()) if at < token and parse.dep[at] in SUBJECTS]
        named = {voice.name for voice in earlier if voice is not None}
        if any(name is None or name[0].islower() for name in named):
            return None
        fit = {b.name for b in self._bodies if b.subject and b.name not in self._placed}
        fit = {name for name in fit if not self._kinds[name] or noun in COMPANIES}
        return self._about(
            token, {name for name in fit if not (self._kinds[name] - COMPANIES) and self._may_be(name, noun)}
        )

    def _may_be(self, name: str, noun: str) -> bool:
        """Whether a name that isn't said to be a body's may be one: no form of address, not a people's; of a council
        none in the form of a person's.
        """
        words = name.split()
        is_like_a_person = len(words) in (2, 3) and all(word[0].isupper() and not word.isupper() for word in words)
        if is_like_a_person and not is_common_word(key(words[-1])):
            return False
        return key(name) not in NATIONALITIES and not set(map(key, words)) & TITLES

    def _is_called(self, name: str, noun: str) -> bool:
        kinds = self._kinds[name]
        return noun in kinds or (noun in COMPANIES and bool(kinds & COMPANIES))

    def _about(self, token: int, names: set[str]) -> str | None:
        """The only one of some bodies that is a subject before ``token`` in its paragraph, else in the one before."""
        paragraph = self._parse.paragraph[token]
        subjects = [b for b in self._bodies if b.subject and b.token < token]
        for back in (0, 1):
            here = {b.name for b in subjects if self._parse.paragraph[b.token] == paragraph - back}
            people = self._salience.at_home(token, None, back) - here
            if here & names:
                return next(iter(here)) if len(here) == 1 and here <= names and not people else None
            if here or people:
                return None
        return None
