"""How sure an attribution is: a logistic regression on which rule made it and what stands around the words.

Rules say who speaks; nothing in a rule tells that "he" had two men to stand for, or that four quoted words are a
slogan. The weights are fitted by ``tests/fitting/fit_confidence.py``, which also says how often they are right on
sources that were left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.coref.noun_phrases import Voice
from retrieval.attribution.cues.cue_filters import is_mute
from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.ner import key, named_at
from retrieval.attribution.parse import MAIN, PROPER, SUBJECTS, Parse, is_passive, weak
from retrieval.attribution.quote_attribution import Attributed
from retrieval.attribution.quote_masking import Quote, Shape
from retrieval.lang.en.function_words import SPOKEN_PRONOUNS
from retrieval.lang.en.people import BODY_WORDS, PERSON_NOUNS, ROLES, TITLES, can_speak
from retrieval.logistic import Logistic
from retrieval.model import Kind

WEIGHTS = "confidence.json"
REPORTED_LEAST = 0.65
"""The least confidence of what is quoted in part or reported; words in quotation marks need more, see the weights.

With a source left out of fitting it loses 1% of the right of what is quoted in part; its wrong go from 7.4 to 6.5%.
"""
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_LENGTHS = (1, 2, 4, 8, 15)
_CLAUSES = frozenset("relcl acl advcl ccomp xcomp pcomp prep pobj amod".split())
_PLACES_OF_SOURCE = frozenset("nsubj nsubjpass dobj pobj poss appos compound".split())
_PERSONS = PERSON_NOUNS | ROLES
# Paragraphs above a pronoun in which its name is looked for.
_FARTHEST = 6
# Continuations in a row that are followed back to the quote that has a cue.
_LONGEST_CHAIN = 30


def _step(value: int, steps: tuple[int, ...]) -> str:
    """The first step that a value doesn't exceed, or "more"."""
    return next((str(step) for step in steps if value <= step), "more")


class _Person(NamedTuple):
    """A person named outside of quotes: the first token, the full name, and whether a clause is about them."""

    first: int
    name: str
    subject: bool


class Circumstances:
    """The features of one article's attributions.

    Args:
        text: the article's text.
        parse: its parse.
        quotes: its quotes, by which the parse counts.
        book: its names.
        attributed: who said each quote, by the quote's index.
    """

    def __init__(
        self, text: str, parse: Parse, quotes: list[Quote], book: NameBook, attributed: Mapping[int, Attributed]
    ) -> None:
        self._text = text
        self._parse = parse
        self._quotes = quotes
        self._book = book
        self._attributed = attributed
        self._before = self._predecessors()
        self._counts: dict[str, int] = {}
        self._by_paragraph = Counter(q.paragraph for q in quotes if q.shape is Shape.FULL)

    def of_quote(self, index: int, found: Attributed, voice: Voice) -> set[str]:
        """What is known of a quote's attribution to ``voice``, as names of features that hold."""
        root = self.root(index, found)
        first, _ = self._parse.quote_tokens[index]
        called = self._called(voice)
        one = {f"rule {found.how}", f"{found.how}: {called}"}
        one |= self._shape(index) | self._place(index) | self._of_voice(voice, called, first)
        if voice.name is not None and self._names(index, voice.name):
            one |= {f"{'pronoun' if voice.pronoun else 'name'} in the quote"}
        frame = found.frame or root.frame
        if frame is not None:
            one |= self._of_cue(frame)
        one |= self._of_turn(index, found)
        if found.frame is not None:
            one |= self._apart(index, found.frame)
        elif root is not found:
            one |= {f"from {root.how}", *(f"{found.how}: {each}" for each in self._since(index))}
        return one | self._of_reference(voice, index)

    def of_clause(self, frame: Frame, voice: Voice, plausible: float, *, quoted: bool) -> set[str]:
        """What is known of a reported clause: its cue, who speaks, and how plausible the clause is as speech."""
        how = "quoted clause" if quoted else "clause"
        called = self._called(voice)
        one = {f"rule {how}", f"{how}: {called}", f"plausible {_step(int(plausible * 100), (85, 95, 98))}"}
        return one | self._of_cue(frame) | self._of_voice(voice, called, frame.verb) | self._of_reference(voice, None)

    def _predecessors(self) -> dict[int, int]:
        """For each quote the one whose speaker a continuation takes."""
        found: dict[int, int] = {}
        last = -1
        for index, each in self._attributed.items():
            found[index] = last
            if each.how != "nobody" and (self._quotes[index].shape is Shape.FULL or each.how == "before"):
                last = index
        return found

    def root(self, index: int, found: Attributed) -> Attributed:
        """The attribution that a continuation goes back to; its own where it continues nothing."""
        for _ in range(_LONGEST_CHAIN):
            if found.how not in ("continued", "next paragraph") or self._before[index] < 0:
                break
            index = self._before[index]
            found = self._attributed[index]
        return found

    def _shape(self, index: int) -> set[str]:
        """What the quoted words look like."""
        quote = self._quotes[index]
        inner = self._text[quote.inner_start : quote.inner_end].strip()
        said = _WORD.findall(inner)
        one = {f"{quote.shape.value} of {_step(quote.words, _LENGTHS)}"}
        if quote.mark in "'‘`":
            one.add("single mark")
        if not quote.closed:
            one.add("not closed")
        if any(word.lower().replace("’", "'") in SPOKEN_PRONOUNS for word in said):
            one.add("first person")
        heavy = [word for word in said if len(word) > 3]
        if len(heavy) > 1 and sum(word[0].isupper() for word in heavy) >= 0.7 * len(heavy):
            one.add("titled")
        return one

    def _names(self, index: int, name: str) -> bool:
        """Whether the quoted words name somebody: "Jones is usually right" is seldom said by Jones."""
        quote = self._quotes[index]
        return not {*name.split()}.isdisjoint(_WORD.findall(self._text[quote.inner_start : quote.inner_end]))

    def _place(self, index: int) -> set[str]:
        """How the quote's paragraph is laid out."""
        parse, quote = self._parse, self._quotes[index]
        first, end = parse.quote_tokens[index]
        opens = first == 0 or parse.paragraph[first - 1] != quote.paragraph
        closes = end >= len(parse) or parse.paragraph[end] != quote.paragraph
        one = {"alone"} if opens and closes else {"opens"} if opens else set()
        if not opens and parse.stand_in[first - 1] and parse.quote[first - 1] != index:
            one.add("touches a quote")
        others = self._by_paragraph[quote.paragraph] - (quote.shape is Shape.FULL)
        return one | {f"others {min(others, 2)}"}

    def _of_cue(self, frame: Frame) -> set[str]:
        parse, verb, source = self._parse, frame.verb, frame.source
        if parse.lower[verb] == "saying" and parse.lower[parse.head[verb]] == "as":
            return {"group say", "cue above", "said", "cue VBD", "source nsubj"}  # "quotes Jones as saying"
        one = {f"group {frame.group}", f"cue {parse.dep[verb] if parse.dep[verb] in _CLAUSES else 'above'}"}
        if frame.group == "colon":
            return one
        one.add("said" if frame.lemma in ("say", "tell", "add", "write", "according to") else "other cue")
        one.add(f"cue {parse.tag[verb]}")
        dep = parse.dep[source]
        one.add(f"source {dep if dep in _PLACES_OF_SOURCE else 'elsewhere'}")
        if weak(parse, source):
            one.add("source weak")
        if is_passive(parse, verb):
            one.add("passive")
        if is_mute(parse, frame):
            one.add("mute")
        if parse.children_by(verb, "neg"):
            one.add("negated")
        if source < verb:
            one.add(f"source {_step(verb - source, (1, 3, 7))} ahead")
        if any(not parse.stand_in[t] for t in parse.children_by(verb, "dobj")):
            one.add("cue with object")
        return one

    def _apart(self, index: int, frame: Frame) -> set[str]:
        """How far the cue and who speaks stand from the quote."""
        first, end = self._parse.quote_tokens[index]

        def gap(token: int) -> int:
            return token - end if token >= end else max(0, first - token - 1)

        side = "behind" if frame.verb >= end else "ahead"
        return {f"cue {side} {_step(gap(frame.verb), (1, 4))}", f"source gap {_step(gap(frame.source), (3, 10))}"}

    def _since(self, index: int) -> set[str]:
        """What stands between a continuation and the quote that it continues."""
        parse = self._parse
        previous = self._before[index]
        first = parse.quote_tokens[index][0]
        last = parse.quote_tokens[previous][1]
        between = [t for t in range(last, first) if not parse.stand_in[t]]
        speaker = self._attributed[previous].voice.name
        people = self._people[bisect_left(self._places, last) : bisect_left(self._places, first)]
        named = {person.name for person in people}
        if named - {speaker}:
            one = {"another named since"}
        elif speaker in named:
            one = {"named since"}
        else:
            one = {"pronoun since" if any(parse.lower[t] in ("he", "she", "they") for t in between) else "nobody since"}
        if not between:
            one.add("touches" if self._quotes[previous].closed else "not closed before")
        return one

    def _of_turn(self, index: int, found: Attributed) -> set[str]:
        """Whether a continuation may be another's answer: two speak in turn, or the words before end in a question."""
        previous = self._before.get(index, -1)
        if found.frame is not None or previous < 0:
            return set()
        parse, how, before, one = self._parse, found.how, self._quotes[previous], set[str]()
        if how == "next paragraph":
            _, end = parse.quote_tokens[previous]
            ends = end >= len(parse) or parse.paragraph[end] != before.paragraph
            one |= {f"{how}: {'closed' if before.closed else 'open'}", f"{how}: {'runs on' if ends else 'cue between'}"}
        earlier = self._before.get(previous, -1)
        if earlier >= 0 and before.paragraph - self._quotes[earlier].paragraph == 1:
            others = self._attributed[earlier].voice.name != self._attributed[previous].voice.name
            one |= {f"{how}: turns"} if others else set()
        if self._text[before.inner_start : before.inner_end].rstrip().endswith("?"):
            one.add(f"{how}: after a question")
        return one

    def _of_reference(self, voice: Voice, index: int | None) -> set[str]:
        """Who else could be meant where a pronoun or a description stands for a name; ``index`` is the quote's."""
        parse, name, at = self._parse, voice.name, voice.first
        if name is None or at < 0 or not voice.link:
            return set()
        low = bisect_left(parse.paragraph, parse.paragraph[at] - _FARTHEST)
        near = self._people[bisect_left(self._places, low) : bisect_left(self._places, at)]
        genders = (None, voice.gender)
        fits = [p for p in near if p.name == name or voice.gender is None or self._book.gender_of(p.name) in genders]
        one = {f"candidates {min(len({name} | {p.name for p in fits if self._is_close(p.first, at)}), 4)}"}
        last = next((person for person in reversed(fits) if person.name == name), None)
        if last is not None:
            one |= {f"named {_step(parse.paragraph[at] - parse.paragraph[last.first], (0, 1, 2, 3))} paragraphs ago"}
            one |= {f"named as {'subject' if last.subject else 'other'}", *self._come_since(last, at, fits)}
        else:
            one.add("named nowhere near")
        if fits and (nearest := fits[-1]).name != name:
            apart = _step(parse.paragraph[at] - parse.paragraph[nearest.first], (0, 1, 2))
            one |= {"another nearer", f"another nearer {apart}{' as subject' if nearest.subject else ''}"}
            one |= {"another of the gender nearer"} if self._book.gender_of(nearest.name) is not None else set()
        if index is not None:
            previous = self._before.get(index, -1)
            spoke = self._attributed[previous].voice.name if previous >= 0 else None
            one.add(f"{'nobody' if spoke is None else 'same' if spoke == name else 'another'} spoke last")
        return {f"{'pronoun' if voice.pronoun else 'role'}: {each}" for each in one}

    def _come_since(self, last: _Person, at: int, fits: Sequence[_Person]) -> set[str]:
        """Who has come up between the last time that somebody was named and token ``at``."""
        since = [person for person in fits if person.first > last.first]
        one = {"another new since"} if any(self._first_places[p.name] == p.first for p in since) else set()
        one |= {"another subject since"} if any(person.subject for person in since) else set()
        unnamed = bisect_left(self._unnamed, at) > bisect_left(self._unnamed, last.first)
        return one | ({"somebody unnamed since"} if unnamed else set())

    def _is_close(self, token: int, at: int) -> bool:
        return self._parse.paragraph[at] - self._parse.paragraph[token] <= 1

    @cached_property
    def _unnamed(self) -> list[int]:
        """The tokens of persons without a name who are a clause's subject."""
        parse = self._parse
        return [
            t
            for t in range(len(parse))
            if parse.tag[t] == "NN" and parse.dep[t] in SUBJECTS and parse.quote[t] < 0 and parse.lower[t] in _PERSONS
        ]

    @cached_property
    def _people(self) -> list[_Person]:
        """The persons named outside of quotes."""
        parse, found = self._parse, []
        token = 0
        while token < len(parse):
            if parse.tag[token] in PROPER and parse.quote[token] < 0:
                named = named_at(parse, token)
                if named is not None and self._book.is_person(named):
                    subject = parse.dep[named.last] in SUBJECTS and parse.dep[parse.head[named.last]] in MAIN
                    found.append(_Person(named.first, self._book.fullest(named), subject))
                    token = max(token, named.last)
            token += 1
        return found

    @cached_property
    def _places(self) -> list[int]:
        return [person.first for person in self._people]

    @cached_property
    def _first_places(self) -> dict[str, int]:
        return {person.name: person.first for person in reversed(self._people)}

    def _count(self, name: str) -> int:
        """How often the article has a name's last word: once and only here, or again and again."""
        if name not in self._counts:
            self._counts[name] = self._text.count(name.split()[-1])
        return self._counts[name]

    def _called(self, voice: Voice) -> str:
        """How the article calls who speaks, there."""
        name, parse = voice.name, self._parse
        if name is None:
            return "nobody"
        if voice.pronoun:
            word = parse.lower[voice.first]
            return word if word in ("he", "she") else "pronoun"
        words = name.split()
        if name[0].islower():
            sort = "speaker" if can_speak(key(words[-1])) or can_speak(key(words[0])) else "thing"
            first = parse.lower[voice.first] if voice.first >= 0 else ""
            if first in ("the", "his", "her", "its", "their"):
                return f"the {sort}"
            # "actress": one of whom there are many needs an article, unless the parse has lost it.
            bare = parse.tag[voice.last] == "NN" and parse.tag[voice.first] not in ("DT", "CD", "PDT")
            return f"{'bare' if bare else 'a'} {sort}"
        keys = [key(word) for word in words]
        if {*keys} & BODY_WORDS:
            return "body"
        if keys[-1] in ROLES | TITLES | BODY_WORDS or (len(keys) > 1 and keys[0] in ROLES):
            return "role"
        sort = "person" if voice.person else "something"
        if len(words) == 1:
            return f"{sort} of one word"
        short = voice.first >= 0 and name not in self._text[parse.start[voice.first] : parse.end[voice.last]]
        mere = short and parse.tag[voice.last] not in PROPER
        return f"{sort} by role" if mere else f"{sort} in {'short' if short else 'full'}"

    def _of_voice(self, voice: Voice, called: str, at: int) -> set[str]:
        """How the speaker is called, and who else is near ``at`` (a token)."""
        parse, name = self._parse, voice.name
        if name is None:
            return {"nobody"}
        low = bisect_left(parse.paragraph, parse.paragraph[at] - 1)
        near = self._people[bisect_left(self._places, low) : bisect_left(self._places, at + 25)]
        here = {each.name for each in near if parse.paragraph[each.first] == parse.paragraph[at]}
        rivals, close = {each.name for each in near} - {name}, here - {name}
        if voice.pronoun and voice.gender is not None:
            close = {each for each in close if self._book.gender_of(each) in (None, voice.gender)}
        sort = "pronoun" if voice.pronoun else "name"
        one = {f"called {called}", f"{sort} rivals {min(len(rivals), 3)}", f"{sort} rivals here {min(len(close), 2)}"}
        one.add(f"named {_step(self._count(name), (0, 1, 2, 5))}")
        if voice.pronoun and voice.gender != self._book.gender_of(name):
            one.add("gender not known")
        if voice.link:
            one.add(f"linked {voice.link}")
        if name.isupper():
            one.add("in capitals")
        if len(name.split()) > 3:
            one.add("long name")
        if voice.first >= 0 and not voice.pronoun:
            dep = parse.dep[voice.last]
            one.add(f"mention {dep if dep in _PLACES_OF_SOURCE else 'elsewhere'}")
        return one


def least_of(kind: Kind) -> float:
    """The confidence from which on a statement of this kind is shown under its speaker."""
    return fitted().least if kind is Kind.DIRECT else REPORTED_LEAST


@cache
def fitted() -> Logistic:
    """The weights of the package."""
    return Logistic.read(__package__, WEIGHTS)
