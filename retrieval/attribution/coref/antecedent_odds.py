"""Whom a "he said" stands for, by how likely each one named before it is: weights of where and how they were named.

The weights of ``salience`` are set by hand, and know one place of each. Here everybody has features of the last place,
of the last clause about them and of the last words that they said; a conditional logit (McFadden 1974), fitted by
``tests/fitting/fit_antecedent_odds.py``, says how likely each is, and nobody of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp

from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.coref.noun_phrases import Voice, is_one_who
from retrieval.attribution.coref.salience import leaning_of
from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.parse import MAIN, SUBJECTS, Parse
from retrieval.lang.en.function_words import PRONOUN_GENDER
from retrieval.lang.en.people import BODY_WORDS, GENDERED, PERSON_NOUNS
from retrieval.logistic import Logistic

WEIGHTS = "antecedent_odds.json"
NOBODY = "nobody"
_FARTHEST = 8
"""Paragraphs above a pronoun in which those are named whom it may stand for."""
_SENTENCES, _PARAGRAPHS, _LEADS = (0, 1, 2, 3, 5, 8), (0, 1, 2, 3), (-2.5, -1.2, -0.6, -0.2, 0.2, 0.6, 1.2, 2.5, 5)
_LAST_IN_ORDER = 3
_LONGEST_CHAIN = 4
_OPENING = 6
"""Tokens of a paragraph within which it opens with somebody."""
_TELLS = ("say", "act", "quote")
_SUBJECT = ("says", "subject", "agent", "presented", "alone")


def _is_saying(role: str) -> bool:
    """Whether somebody says something, in a main clause or in one below it."""
    return role.startswith("says")


def _step(value: float, steps: tuple[float, ...]) -> str:
    """The first step that a value doesn't exceed, or "more"."""
    return next((str(step) for step in steps if value <= step), "more")


class Antecedents:
    """Says whom the pronouns that speak in one article are likely to stand for.

    Args:
        parse: its tokens.
        book: its names.
        frames: its attributions, by the token of the cue.
        known: the voices found so far, by token; it grows in reading order.
    """

    def __init__(
        self, parse: Parse, book: NameBook, frames: Mapping[int, Frame], known: Mapping[int, Voice | None]
    ) -> None:
        self._parse = parse
        self._book = book
        self._frames = frames
        self._known = known

    def likely(self, token: int, gender: str, scores: Mapping[str | None, float]) -> dict[str, float]:
        """How likely each one is meant by a pronoun, 0 to 1 and 1 together; ``NOBODY`` is none of them.

        Args:
            token: where the pronoun stands.
            gender: of the pronoun.
            scores: how much each one stands out by ``salience``.
        """
        weights = fitted().weights
        found = self.features(token, gender, scores)
        odds = {name: exp(sum(weights.get(each, 0.0) for each in own)) for name, own in found.items()}
        return {name: each / sum(odds.values()) for name, each in odds.items()}

    def features(self, token: int, gender: str, scores: Mapping[str | None, float]) -> dict[str, set[str]]:
        """What is known of each one whom a pronoun may stand for, and of ``NOBODY``."""
        parse = self._parse
        places = self._places(token, gender)
        last = {
            sort: {name: max(at) for name, own in places.items() if (at := [t for t in own if is_so(self._role(t))])}
            for sort, is_so in (("subject", _SUBJECT.__contains__), ("says", _is_saying))
        }
        low, _ = parse.sentence_of(token)
        opens = parse.stand_in[low] and low > 0 and parse.paragraph[low - 1] != parse.paragraph[low]
        openings = [self._opening(token), *([self._opening(low - 1)] if opens else [])]
        found = {NOBODY: {NOBODY, f"{NOBODY} of {min(len(places), _LAST_IN_ORDER)}"}}
        for name, own in places.items():
            one = self._of_last(token, own[-1], opens=opens)
            one.add(f"gender {self._told_gender(name, own, gender)}")
            is_here = parse.paragraph[own[0]] == parse.paragraph[token]
            one.add(f"came {'here' if is_here else 'before'} as {self._role(own[0])}")
            for sort, places_last in last.items():
                if (place := places_last.get(name)) is None:
                    one.add(f"never {sort}")
                    continue
                order = sum(other > place for other in places_last.values())
                one |= {f"{sort} {each}" for each in (*self._away(token, place), min(order, _LAST_IN_ORDER))}
            if any(0 <= t - opening <= _OPENING for opening in openings for t in own):
                one.add("opens")
            others = [score for other, score in scores.items() if other not in (name, None)]
            one.add(f"lead {_step(scores[name] - max(others, default=-9.0), _LEADS)}" if name in scores else "no lead")
            found[name] = one
        return found

    def _places(self, token: int, gender: str) -> dict[str, list[int]]:
        """Where each person is named, described or meant by a pronoun before a token; without those of other gender."""
        parse = self._parse
        found: dict[str, list[int]] = {}
        for at in range(bisect_left(parse.paragraph, parse.paragraph[token] - _FARTHEST), token):
            voice = self._known.get(at) if parse.quote[at] < 0 else None
            if voice is None or voice.name is None or not (voice.person or self._is_somebody(at, voice)):
                continue
            found.setdefault(voice.name, []).append(at)
        genders = {name: {self._gender(name, at) for at in own} - {None} for name, own in found.items()}
        return {name: own for name, own in found.items() if not genders[name] or gender in genders[name]}

    def _is_somebody(self, token: int, voice: Voice) -> bool:
        """Whether one without a name is a person: "a deckhand"."""
        noun = self._parse.lower[token]
        if voice.pronoun or not (voice.name or "A")[0].islower() or self._parse.tag[token] != "NN":
            return voice.pronoun
        is_person = noun in PERSON_NOUNS or noun in GENDERED or is_one_who(self._parse, token)
        return is_person and noun not in BODY_WORDS

    def _gender(self, name: str, token: int) -> str | None:
        voice = self._known[token]
        own = voice.gender if voice is not None and not voice.pronoun else None
        return own or (GENDERED.get(self._parse.lower[token]) if name[0].islower() else self._book.gender_of(name))

    def _told_gender(self, name: str, own: Sequence[int], gender: str) -> str:
        """How it is known that somebody has the gender of a pronoun."""
        if any(self._gender(name, at) for at in own):
            return "known"
        if any(PRONOUN_GENDER.get(self._parse.lower[at]) == gender for at in own):
            return "called so"
        return {gender: "likely", None: "unknown"}.get(leaning_of(name), "unlikely")

    def _of_last(self, token: int, at: int, *, opens: bool) -> set[str]:
        """How somebody was named last; ``opens``: the pronoun stands behind a quote that its paragraph begins with."""
        parse, voice = self._parse, self._known[at]
        role = self._role(at)
        sentences, paragraphs = self._away(token, at)
        one = {f"last {each}" for each in (sentences, paragraphs, role, f"{role} {sentences}")}
        one |= {f"{'quote opens' if opens else 'last'}, {each}" for each in (paragraphs, f"{role} {paragraphs}")}
        if voice is not None and voice.pronoun:
            one |= {"pronoun", f"pronoun {sentences}"}
        elif voice is not None and voice.name and voice.name[0].islower():
            one |= {"described", f"described {role} {sentences}", f"described by {parse.lower[voice.first]}"}
        elif voice is not None:
            one.add("in full" if voice.last > voice.first else "in short")
        return one

    def _away(self, token: int, at: int) -> tuple[str, str]:
        parse = self._parse
        sentences = _step(parse.sentence[token] - parse.sentence[at], _SENTENCES)
        return f"s{sentences}", f"p{_step(parse.paragraph[token] - parse.paragraph[at], _PARAGRAPHS)}"

    def _opening(self, token: int) -> int:
        """The first token of a token's paragraph."""
        return bisect_left(self._parse.paragraph, self._parse.paragraph[token])

    def _role(self, token: int) -> str:
        """What somebody is in the clause that names them."""
        parse = self._parse
        for _ in range(_LONGEST_CHAIN):
            token = parse.head[token] if parse.dep[token] in ("appos", "conj") else token
        dep, above = parse.dep[token], parse.head[token]
        if dep in SUBJECTS:
            frame = self._frames.get(above)
            tells = frame is not None and frame.source == token and frame.group in _TELLS
            below = "" if parse.dep[above] in MAIN or parse.dep[above] == "parataxis" else " below"
            return ("says" if tells else "subject") + below
        if dep == "poss":
            return "owns a subject" if parse.dep[above] in SUBJECTS else "owns"
        if dep == "pobj":
            return "agent" if parse.dep[above] == "agent" else "object"
        return {"dobj": "object", "dative": "object", "attr": "presented", "ROOT": "alone"}.get(dep, "other")


@cache
def fitted() -> Logistic:
    """The weights of the package."""
    return Logistic.read(__package__, WEIGHTS)
