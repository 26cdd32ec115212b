"""Who stands out in the text before a pronoun or a description, and by how much."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from retrieval.attribution.parse import Parse
from retrieval.lang.en.first_names import BORNE_BY
from retrieval.lang.en.speech_verbs import ASKS
from retrieval.lang.tokens import fold


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody who stands in the text: how prominent, from 0 (owner) to 3 (speaks there).

    ``name`` is None for a description that stands for somebody whom the text doesn't let us name; ``fresh`` where a
    sentence about somebody names them for the first time or tells their mood; ``known`` where more than capitals says
    that it is a person.
    """

    token: int
    name: str | None
    gender: str | None
    pronoun: bool
    rank: int
    owns_subject: bool
    opens: bool
    fresh: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """How those who stand before a pronoun are weighed; by rank, then what is added or taken off."""

    ranks: tuple[float, float, float, float]
    owner_of_subject: float
    speaks: float
    gender: float
    sentence: float
    paragraph: float


# "…," he said: who has been speaking. He supported it: whom the text is about. Tuned by hand on articles of
# half A of PolNeAR; 60 cases of half B were read as a check.
SPEAKING = Weights((0.4, 0.9, 2.2, 3.0), 1.8, 0.9, 0.6, 0.45, 0.0)
DOING = Weights((1.0, 1.5, 2.6, 2.7), 2.2, 0.3, 0.6, 0.55, 0.15)
_SAME_SENTENCE = 0.8
_OPENS_PARAGRAPH = 0.6
# "Jones, a former minister, was as blunt. '…,' he wrote."
_INTRODUCED = 1.0
# "Palo Alto" has the form of a name too.
_MERE_CAPITALS = 1.2
# Of "Babatunde" only the lists of many countries tell that it is a man's, and they err.
_LEANS_OTHERWISE = 1.0
# "A former official" is soon forgotten.
_DESCRIBED = 0.8
# "Jones was a symbol, and he carried it far. In May he said": whom "he" stood for a sentence ago.
_GOES_ON = 0.6
_LEAST = 0.3
# Two who are closer than that can't be told apart. At 0.6 twice as many right ones as wrong ones fall away on half A.
_MARGIN = 0.35
_LEADS = (0.7, 1.5, 2.5)
_FARTHEST = 12
_SUBJECT = 2
_PARAGRAPHS = 5


class Salience:
    """Those whom one article has named so far, in reading order."""

    def __init__(self, parse: Parse, spoken: Collection[str]) -> None:
        self._parse = parse
        self._spoken = spoken
        self._seen: list[Seen] = []
        #: By name the genders of the pronouns that have stood for them.
        self._called: dict[str, set[str]] = {}
        #: By name the paragraph in which it comes first, and the first one in which it is a subject.
        self._first: dict[str, tuple[int, int | None]] = {}
        #: Possessives of a clause within another, which tell nothing of a pronoun outside: "should Jones sell his".
        self.aside: set[int] = set()

    def add(self, seen: Seen) -> None:
        """Note somebody; tokens only grow."""
        if seen.name is not None:
            paragraph = self._parse.paragraph[seen.token]
            came, subject = self._first.get(seen.name, (paragraph, None))
            if seen.pronoun and seen.gender is not None:
                self._called.setdefault(seen.name, set()).add(seen.gender)
            self._first[seen.name] = came, paragraph if subject is None and seen.rank >= _SUBJECT else subject
        self._seen.append(seen)

    def names_before(self, token: int) -> set[str]:
        """Everybody named ahead of ``token``."""
        return {seen.name for seen in self._seen if seen.token < token and seen.name is not None}

    def named_in_paragraph(self, token: int) -> set[str]:
        """Everybody named in the paragraph of ``token`` ahead of it."""
        paragraph = self._parse.paragraph
        return {
            seen.name
            for seen in self._seen
            if seen.name is not None and seen.token < token and paragraph[seen.token] == paragraph[token]
        }

    def pronoun_beside(self, token: int, gender: str) -> Seen | None:
        """The last pronoun of that gender in the sentence before ``token``."""
        parse = self._parse
        for seen in reversed(self._seen):
            if seen.token < token and parse.sentence[seen.token] != parse.sentence[token]:
                return None
            if seen.token < token and seen.pronoun and seen.gender == gender and seen.token not in self.aside:
                return seen
        return None

    def at_home(self, token: int, gender: str | None, back: int = 0, *, sentence: bool = False) -> set[str]:
        """Whom a sentence has as its subject that stands before ``token``, where they fit a pronoun there.

        Args:
            token: where the pronoun stands.
            gender: its own; None fits everybody.
            back: in which paragraph they stand: in its own, or so many before it.
            sentence: only those of its own sentence.
        """
        paragraph, found = self._parse.paragraph[token] - back, set()
        for seen in reversed(self._seen):
            if self._parse.paragraph[seen.token] < paragraph:
                break
            here = seen.token < token and self._parse.paragraph[seen.token] == paragraph
            here = here and not (sentence and self._parse.sentence[seen.token] != self._parse.sentence[token])
            fits = gender is None or seen.gender in (None, gender)
            if here and seen.rank >= _SUBJECT and seen.name is not None and fits:
                found.add(seen.name)
        return {name for name in found if not self.is_told_of(name, paragraph)}

    def _subjects_just_before(self, token: int) -> set[str]:
        """Those whom the sentence right before has as its subject, named there."""
        at = self._parse.sentence[token] - 1
        near = (seen for seen in reversed(self._seen) if seen.token < token)
        found = set()
        for seen in near:
            if self._parse.sentence[seen.token] < at:
                break
            if self._parse.sentence[seen.token] == at and seen.rank >= _SUBJECT and seen.name and not seen.pronoun:
                found.add(seen.name)
        return found

    def is_told_of(self, name: str, paragraph: int) -> bool:
        """Whether paragraphs before one only tell of somebody, as what others speak about, which may go on.

        Who speaks in the article isn't, nor who is new there or was a sentence's subject before.
        """
        came, subject = self._first.get(name, (paragraph, None))
        return name not in self._spoken and came < paragraph and (subject is None or subject >= paragraph)

    def unnamed_subject(self, token: int) -> bool:
        """Whether the paragraph has somebody without a name as its subject before ``token``."""
        for seen in reversed(self._seen):
            if seen.token < token:
                if self._parse.paragraph[seen.token] != self._parse.paragraph[token]:
                    return False
                if seen.name is None and seen.rank >= _SUBJECT:
                    return True
        return False

    def unnamed_just_before(self, token: int) -> bool:
        """Whether only somebody without a name is a subject of the sentence before ``token``, in its paragraph."""
        parse, found = self._parse, False
        for seen in reversed(self._seen):
            away = parse.sentence[token] - parse.sentence[seen.token]
            if away > 1 or parse.paragraph[seen.token] != parse.paragraph[token]:
                break
            if away == 1 and seen.name is not None:
                return False
            found |= away == 1 and seen.rank >= _SUBJECT and not seen.pronoun
        return found

    def asked_last(self, name: str, token: int) -> bool:
        """Whether what somebody did last before ``token`` was to ask, so that the answer is another's."""
        did = next((each.token for each in reversed(self._seen) if each.token < token and each.name == name), None)
        if did is None or self._parse.dep[did] != "nsubj":
            return False  # who was asked answers
        return self._parse.lower[self._parse.head[did]] in ASKS

    def last_unnamed(self, token: int) -> int | None:
        """The token of the person without a name who is the last subject before ``token``; None where that has one.

        In its paragraph, or who speaks in the one before.
        """
        paragraph = self._parse.paragraph
        for seen in reversed(self._seen):
            if seen.token < token and seen.rank >= _SUBJECT and not seen.pronoun:
                is_near = paragraph[token] - paragraph[seen.token] <= (seen.rank > _SUBJECT)
                return seen.token if is_near and seen.name is None else None
        return None

    def scores(
        self, token: int, gender: str | None, weights: Weights, barred: Collection[str] = (), *, wide: bool = True
    ) -> dict[str | None, float]:
        """How much each one stands out at ``token``; the key None is somebody without a name.

        Args:
            token: where the pronoun or description stands.
            gender: of the pronoun; None fits everybody.
            weights: for a pronoun that speaks, or that does something.
            barred: names that it can't stand for.
            wide: whether a person of another paragraph may be meant though one of this paragraph is its subject.
        """
        parse = self._parse
        at_home = set() if wide else self.at_home(token, gender) - set(barred)
        if not wide and not at_home:
            before = self.at_home(token, gender, 1) - set(barred)
            told = set(self._spoken) | self._subjects_just_before(token)
            at_home = before if len(before) == 1 and before <= told else at_home
        scores: dict[str | None, float] = {}
        low, _ = parse.sentence_of(token)
        # A paragraph that presents somebody leads in the quote that the next one begins with.
        quoted = parse.stand_in[low] and low > 0 and parse.paragraph[low - 1] != parse.paragraph[low]
        for seen in reversed(self._seen):
            if seen.token >= token:
                continue
            away = parse.sentence[token] - parse.sentence[seen.token]
            paragraphs = parse.paragraph[token] - parse.paragraph[seen.token]
            if away > _FARTHEST or paragraphs > _PARAGRAPHS:
                break
            if (gender is not None and seen.gender not in (None, gender)) or seen.name in barred:
                continue
            if at_home and paragraphs and seen.name not in at_home:
                continue
            score = weights.owner_of_subject if seen.owns_subject else weights.ranks[seen.rank]
            aside = away == 0 and seen.rank == 0 and weights is SPEAKING
            if aside and not seen.owns_subject:
                continue
            score += _SAME_SENTENCE if aside else 0.0
            score -= weights.sentence * away + weights.paragraph * paragraphs
            score += _GOES_ON if seen.pronoun and seen.rank >= 2 and away == 1 and paragraphs == 0 else 0.0
            score += weights.speaks if seen.name in self._spoken or (seen.name is None and seen.pronoun) else 0.0
            called = self._called.get(seen.name or "", set())
            leaning = seen.gender or (next(iter(called)) if len(called) == 1 else leaning_of(seen.name))
            score += weights.gender if gender is not None and leaning == gender else weights.gender / 2
            score -= 0.0 if gender is None or leaning in (None, gender) else _LEANS_OTHERWISE
            led_in = away == 1 and (paragraphs == 0 or (quoted and seen.opens and seen.fresh))
            score += _OPENS_PARAGRAPH if seen.opens and led_in else 0.0
            score += _INTRODUCED if seen.fresh and led_in else 0.0
            score -= 0.0 if seen.known else _MERE_CAPITALS
            described = seen.name is not None and seen.name[0].islower()
            score -= _DESCRIBED if described and away > 1 else 0.0
            scores[seen.name] = max(score, scores.get(seen.name, -9.0))
        return scores


def leaning_of(name: str | None) -> str | None:
    """The gender that a first name of another country has there; "Marion" may be either's all the same."""
    words = (name or "").split()
    return BORNE_BY.get(words[0].lower(), BORNE_BY.get(fold(words[0]))) if len(words) > 1 else None


def clear_best(scores: dict[str | None, float]) -> str | None:
    """Who stands out clearly; None where nobody does, or somebody without a name."""
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < _LEAST:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN:
        return None
    return ranked[0][0]


def lead(scores: dict[str | None, float]) -> str:
    """How far the first is ahead of the second, as a step: "0.7", "1.5", "more", or "all" where there is no second."""
    ranked = sorted(scores.values(), reverse=True)
    if len(ranked) < 2:
        return "all"
    return next((str(step) for step in _LEADS if ranked[0] - ranked[1] <= step), "more")
