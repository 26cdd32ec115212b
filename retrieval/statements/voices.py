"""Who a noun phrase stands for: a name made full, a pronoun resolved, or a description kept as it is."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.statements.frames import Frame
from retrieval.statements.lexicon import GENDERED, POSITIONS, ROLES, SPEECH_NOUNS
from retrieval.statements.names import NameBook, Named, key, named_at
from retrieval.statements.parse import Parse
from retrieval.statements.phrases import phrase
from retrieval.statements.subjects import VERBS

_SINGULAR = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
# "A New Hampshire Republican" is nobody's name.
_INDEFINITE = frozenset("a an one another some many several two three most each every few both no".split())
_PLACES = frozenset(["nsubj", "nsubjpass", "poss", "dobj", "pobj", "appos", "conj"])
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
    owns_subject: bool
    opens: bool


@dataclass(frozen=True, slots=True)
class _Weights:
    """How those who stand before a pronoun are weighed; by rank, then what is added or taken off."""

    ranks: tuple[float, float, float, float]
    owner_of_subject: float
    speaks: float
    gender: float
    sentence: float
    paragraph: float


# "…," he said: whoever has been speaking. He supported it: whoever the text is about. Tuned by hand on articles of
# half A of PolNeAR; 60 cases of half B were read as a check.
_SPEAKING = _Weights((0.4, 0.9, 2.2, 3.0), 1.8, 0.9, 0.6, 0.45, 0.0)
_DOING = _Weights((1.0, 1.5, 2.6, 2.7), 2.2, 0.3, 0.6, 0.55, 0.15)
_SAME_SENTENCE = 0.8
_OPENS_PARAGRAPH = 0.6
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
            dep = parse.dep[token]
            if token not in self._sources and dep not in _PLACES:
                continue
            if dep in ("dobj", "pobj", "poss", "appos", "conj") and parse.tag[token] not in ("NNP", "PRP$"):
                continue
            voice = self._voice(token)
            self._known[token] = voice
            named = voice is not None and voice.name is not None and voice.person and parse.quote[token] < 0
            if voice is None or not named or self._is_mere_role(token, voice):
                continue
            owns = dep == "poss" and parse.dep[parse.head[token]] in ("nsubj", "nsubjpass")
            opens = voice.first == 0 or parse.paragraph[voice.first - 1] != parse.paragraph[voice.first]
            self._seen.append(_Seen(token, voice, self._rank(token), owns, opens))

    def _is_mere_role(self, token: int, voice: Voice) -> bool:
        """ "The senator", "a conservative": somebody else's description, unless nobody but the text names them."""
        if self._parse.tag[token] in ("NNP", "NNPS", "PRP", "PRP$") or self._book.is_full(voice.name or ""):
            return False
        return token not in self._sources or self._parse.lower[voice.first] == "the"

    def _rank(self, token: int) -> int:
        parse = self._parse
        if parse.dep[token] not in ("nsubj", "nsubjpass") and token not in self._sources:
            return 0
        verb = parse.head[token]
        if self._is_asked(token, verb):
            return 3
        top = parse.dep[verb] in ("ROOT", "conj") or (token in self._sources and not self._inside_report(token))
        if token in self._sources:
            # Who asks isn't who answers.
            return 3 if top and self._sources[token].lemma != "ask" else 1
        return 2 if top else 1

    def _is_asked(self, token: int, verb: int) -> bool:
        """Whether somebody is asked, or the text's own question is about him: an answer is his."""
        parse = self._parse
        if parse.dep[token] == "nsubjpass" and parse.lower[verb] in ("asked", "pressed", "questioned", "interviewed"):
            return True
        _, high = parse.sentence_of(token)
        return parse.word[high - 1] == "?" and parse.dep[token] == "nsubj" and parse.head[verb] == verb

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
        if parse.lower[first] in _INDEFINITE and first < token:
            named = None
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
        nothing = Voice(None, token, token, True, gender, pronoun=True)
        governing = self._governing(token, gender)
        if governing is not None:
            return Voice(governing.name, token, token, True, gender, pronoun=True)
        for seen in reversed(self._seen):
            if seen.token < token and parse.sentence[seen.token] != parse.sentence[token]:
                break
            if seen.token < token and seen.voice.pronoun and seen.voice.gender == gender:
                return Voice(seen.voice.name, token, token, True, gender, pronoun=True)
        weights = self._weights_for(token)
        scores: dict[str, float] = {}
        for seen in reversed(self._seen):
            if seen.token >= token:
                continue
            away = parse.sentence[token] - parse.sentence[seen.token]
            paragraphs = parse.paragraph[token] - parse.paragraph[seen.token]
            if away > _FARTHEST or paragraphs > 5:
                break
            voice = seen.voice
            if voice.gender not in (None, gender) or voice.name is None:
                continue
            score = weights.owner_of_subject if seen.owns_subject else weights.ranks[seen.rank]
            aside = away == 0 and seen.rank == 0 and weights is _SPEAKING
            if aside and not seen.owns_subject:
                continue
            score += _SAME_SENTENCE if aside else 0.0
            score -= weights.sentence * away + weights.paragraph * paragraphs
            score += weights.speaks if voice.name in self._spoken else 0.0
            score += weights.gender if voice.gender == gender else weights.gender / 2
            score += _OPENS_PARAGRAPH if seen.opens and away == 1 and paragraphs == 0 else 0.0
            scores[voice.name] = max(score, scores.get(voice.name, -9.0))
        best = max(scores, key=scores.__getitem__, default=None)
        if best is None or scores[best] < _LEAST:
            return nothing
        return Voice(best, token, token, True, gender, pronoun=True)

    def _weights_for(self, token: int) -> _Weights:
        """Whether the pronoun's own verb speaks in the article's voice, or tells what somebody did."""
        verb = self._parse.head[token]
        frame = self._verb_frames.get(verb)
        speaks = frame is not None and frame.group in ("say", "quote") and self._parse.dep[verb] != "relcl"
        return _SPEAKING if speaks else _DOING

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
            if parse.dep[current] == "acl":
                for owner in parse.children_by(above, "poss"):
                    voice = self._known.get(owner)
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
