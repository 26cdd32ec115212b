"""Who does something to whom: whether a sentence tells it the other way round than a question does."""

from __future__ import annotations

from collections.abc import Sequence, Set

from retrieval.lang.en.function_words import LIGHT_VERBS, STOP_WORDS
from retrieval.lang.en.inflection import DEED_NOUNS, LEMMAS, forms
from retrieval.lang.en.people import NAME_TITLES
from retrieval.lang.en.phrases.question_phrases import DOES_TO
from retrieval.lang.tokens import terms, words

NEAR = 10
"""Words behind a verb among which the one to whom it is done stands."""

NEXT = 2
"""Words behind a verb of which one is "by" where it is told of who suffers it."""


class Deed:
    """What a question takes for granted that one does to another: "when Holm sued the council".

    Any word between two others may be the verb: which, the sentences tell.

    Args:
        question: its words.
    """

    def __init__(self, question: str) -> None:
        found = DOES_TO.search(question)
        told = words(found["deed"]) if found else []
        turned = "by" in told
        kept_words = [word for word in told if word not in STOP_WORDS | NAME_TITLES]
        kept = [_stems(word) for word in kept_words]
        verbs = [n for n in range(1, len(kept) - 1) if not kept[n] <= _LIGHT]
        whole = [
            (kept[n] | _other_forms(kept_words[n]), set[str]().union(*kept[:n]), set[str]().union(*kept[n + 1 :]))
            for n in verbs
        ]
        self._readings = [(verb, b, a) if turned else (verb, a, b) for verb, a, b in whole]

    def __bool__(self) -> bool:
        return bool(self._readings)

    def order(self, sentence: str) -> int:
        """1 where a sentence tells the deed so, -1 where it tells it the other way round, 0 where it tells neither."""
        told = words(sentence)
        stems = [_stems(word) for word in told]
        found = (self._order(told, stems, *reading) for reading in self._readings)
        return next((order for order in found if order), 0)

    @staticmethod
    def _order(told: Sequence[str], stems: Sequence[Set[str]], verb: Set[str], who: Set[str], whom: Set[str]) -> int:
        for at in (n for n, each in enumerate(stems) if each & verb):
            before, behind = stems[:at], stems[at + 1 : at + 1 + NEAR]
            so, turned = _hold(before, who) and _hold(behind, whom), _hold(before, whom) and _hold(behind, who)
            if so != turned:
                return -1 if so == ("by" in told[at + 1 : at + 1 + NEXT]) else 1
        return 0


def _hold(told: Sequence[Set[str]], wanted: Set[str]) -> bool:
    """Whether at least half of the stems stand among others."""
    return 2 * len(wanted & set[str]().union(*told)) >= len(wanted)


def _stems(word: str) -> frozenset[str]:
    return frozenset(terms(LEMMAS.get(word, word)))


def _other_forms(verb: str) -> frozenset[str]:
    verb = LEMMAS.get(verb, verb)
    return frozenset(terms(" ".join((*forms(verb), *DEED_NOUNS.get(verb, ())))))


_LIGHT = frozenset[str]().union(*map(_stems, LIGHT_VERBS))
