"""Who a noun phrase stands for: a name made full, a pronoun resolved, or a description kept as it is."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.statements.frames import VERBS, Frame, phrase
from retrieval.statements.lexicon import GENDERED, POSITIONS, ROLES, SPEECH_NOUNS
from retrieval.statements.names import NameBook, Named, key, named_at
from retrieval.statements.parse import Parse

_SINGULAR = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_NOBODY = frozenset(
    "i you it that this which who what these those one there me some many others both all everyone nobody someone "
    "anyone whoever everybody they we them us each none another few several either neither most itself himself "
    "herself "
    "themselves something nothing anything everything my your their our its whom whose".split()
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker at one place: ``name`` (None: not certain) and the tokens of the mention."""

    name: str | None
    first: int
    last: int
    person: bool
    gender: str | None = None
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """Somebody who stands in the text before a pronoun: how prominent, from 0 (owner) to 3 (speaks there)."""

    token: int
    voice: Voice
    rank: int


# Weights of the choice among those who could be "he": tuned by hand on articles of half A of PolNeAR.
_WEIGHTS = {3: 3.0, 2: 1.6, 1: 0.9, 0: 0.5}
_SPEAKS_ELSEWHERE = 0.9
_SAME_GENDER = 0.6
_PER_SENTENCE = 0.45
_LEAST = 0.3
_FARTHEST = 12


class Voices:
    """Resolves the heads of noun phrases in one article, in reading order."""

    def __init__(self, parse: Parse, book: NameBook, frames: list[Frame]) -> None:
        self._parse = parse
        self._book = book
        self._known: dict[int, Voice | None] = {}
        self._spoken: set[str] = set()
        self._seen: list[_Seen] = []
        self._sources = {
            f.source: f
            for f in frames
            if f.source >= 0 and f.group in ("say", "act", "according") and parse.quote[f.verb] < 0
        }
        self._verb_frames = {f.verb: f for f in frames if f.source >= 0}
        self._resolve_all()

    def at(self, token: int) -> Voice | None:
        """The voice of the noun phrase headed by ``token``; None where it can't speak."""
        if token not in self._known:
            self._known[token] = self._voice(token)
        return self._known[token]

    def _resolve_all(self) -> None:
        parse = self._parse
        for token in self._sources:
            if parse.lower[token] not in _SINGULAR:
                voice = self._voice(token)
                if voice is not None and voice.name and voice.person:
                    self._spoken.add(voice.name)
        for token in range(len(parse)):
            if parse.stand_in[token]:
                continue
            is_subject = parse.dep[token] in ("nsubj", "nsubjpass")
            if not is_subject and token not in self._sources and parse.dep[token] != "poss":
                continue
            voice = self._voice(token)
            self._known[token] = voice
            if voice is not None and voice.name and voice.person and parse.quote[token] < 0:
                self._seen.append(_Seen(token, voice, self._rank(token)))

    def _rank(self, token: int) -> int:
        parse = self._parse
        if parse.dep[token] == "poss":
            return 0
        verb = parse.head[token]
        top = parse.dep[verb] in ("ROOT", "conj") or (token in self._sources and not self._inside_report(token))
        if token in self._sources:
            return 3 if top else 1
        return 2 if top else 1

    def _inside_report(self, token: int) -> bool:
        """Whether a subject stands inside what another one is reported to say."""
        parse = self._parse
        current = self._sources[token].verb if token in self._sources else token
        for _ in range(6):
            above = parse.head[current]
            if above == current:
                return False
            frame = self._verb_frames.get(above)
            if frame is not None and parse.dep[current] in ("ccomp", "xcomp") and frame.source != token:
                return True
            current = above
        return False

    def _voice(self, token: int) -> Voice | None:
        parse = self._parse
        lower = parse.lower[token]
        if parse.stand_in[token] or parse.dep[token] == "expl":
            return None
        if lower in _SINGULAR:
            return self._pronoun(token, _SINGULAR[lower])
        if lower in _NOBODY or parse.tag[token] in ("PRP", "WP", "WDT", "DT", "EX"):
            return self._vague(token)
        first, last = phrase(parse, token)
        named = self._named(token, first, last)
        if named is not None:
            name = self._book.fullest(named)
            if any(parse.tag[at] in ("VBD", "VBZ", "VBP", "MD") for at in range(first, last + 1)):
                first, last = named.first, named.last
            return Voice(name, first, last, self._book.is_person(named), self._book.gender_of(name))
        if lower in SPEECH_NOUNS:
            for owner in parse.children_by(token, "poss"):
                voice = self._voice(owner)
                if voice is not None and voice.name:
                    return Voice(voice.name, voice.first, voice.last, voice.person, voice.gender)
        if parse.tag[token] in ("NN", "NNS", "NNP", "NNPS", "JJ", "CD", "JJS", "JJR", "VBN", "VBG", "RB", "FW"):
            return self._described(token, first, last)
        return None

    def _vague(self, token: int) -> Voice:
        """ "Many Republicans", "some in the crowd" keep their words; a bare "they" is nobody."""
        first, last = phrase(self._parse, token)
        if last > token and self._parse.lower[token] in (
            "some",
            "many",
            "others",
            "most",
            "all",
            "those",
            "one",
            "few",
            "several",
            "both",
            "each",
        ):
            return Voice(description(self._parse, first, last), first, last, False)
        return Voice(None, token, token, False, pronoun=True)

    def _described(self, token: int, first: int, last: int) -> Voice:
        parse = self._parse
        lower = parse.lower[token]
        gender = GENDERED.get(lower)
        if (
            lower in POSITIONS
            and parse.lower[first] == "the"
            and last == token
            and (first == token - 1 or (first == token - 2 and parse.lower[first + 1] == "former"))
        ):
            bearers = self._book.bearers(lower)
            if len(bearers) == 1:
                name = bearers.pop()
                return Voice(name, first, last, True, self._book.gender_of(name))
        return Voice(description(parse, first, last), first, last, lower in ROLES, gender)

    def _named(self, token: int, first: int, last: int) -> Named | None:
        parse = self._parse
        named = named_at(parse, token)
        if named is not None and not (named.first == named.last and key(named.words[0]) in ROLES):
            return named
        for child in parse.children_by(token, "appos"):
            if first <= child <= last:
                apposed = named_at(parse, child)
                if apposed is not None and apposed.person:
                    return apposed
        return named

    def _pronoun(self, token: int, gender: str) -> Voice:
        """Whom "he" stands for: who speaks around it, else the most prominent one before it of that gender."""
        parse = self._parse
        governing = self._governing(token, gender)
        if governing is not None:
            return Voice(governing.name, token, token, True, gender, pronoun=True)
        scores: dict[str, float] = {}
        here = parse.sentence[token]
        for seen in reversed(self._seen):
            if seen.token >= token:
                continue
            away = here - parse.sentence[seen.token]
            if away > _FARTHEST or parse.paragraph[token] - parse.paragraph[seen.token] > 5:
                break
            voice = seen.voice
            if voice.gender not in (None, gender) or voice.name is None:
                continue
            if away == 0 and seen.rank == 0:
                continue
            score = _WEIGHTS[seen.rank] - _PER_SENTENCE * away
            score += _SPEAKS_ELSEWHERE if voice.name in self._spoken else 0.0
            score += _SAME_GENDER if voice.gender == gender else 0.0
            scores[voice.name] = max(score, scores.get(voice.name, -9.0))
        best = max(scores, key=scores.__getitem__, default=None)
        if best is None or scores[best] < _LEAST:
            return Voice(None, token, token, True, gender, pronoun=True)
        return Voice(best, token, token, True, gender, pronoun=True)

    def _governing(self, token: int, gender: str) -> Voice | None:
        """The speaker in whose reported words the pronoun stands: "Jones said that he believes"."""
        parse = self._parse
        current = token
        for _ in range(8):
            above = parse.head[current]
            if above == current:
                return None
            if parse.tag[above] in VERBS and parse.dep[current] in ("ccomp", "advcl", "xcomp", "relcl"):
                for other in parse.children_by(above, "nsubj"):
                    if other < token and other in self._known:
                        voice = self._known[other]
                        if voice is not None and voice.name and voice.person and voice.gender in (None, gender):
                            return voice
            current = above
        return None


def description(parse: Parse, first: int, last: int) -> str:
    """The words of a noun phrase that has no name, a leading capital of its article made small."""
    words = parse.word[first]
    if key(words) in ("the", "a", "an", "one", "some", "many", "most", "several", "two", "three"):
        words = words.lower()
    for at in range(first + 1, last + 1):
        words += (" " if parse.start[at] > parse.end[at - 1] else "") + parse.word[at]
    return words
