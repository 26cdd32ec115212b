"""The forms of English verbs, and one spelling for words that houses spell differently."""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrieval.lang.en.numbers import NUMBERS
from retrieval.lang.word_lists import table

_IRREGULAR = table(__name__, "irregular_verbs.txt")

LEMMAS = {
    form: lemma
    for lemma, others in (*_IRREGULAR.items(), *table(__name__, "irregular_pasts.txt").items())
    for form in others
}
"""The verb of each irregular form: "fall" of "fell"."""


DEED_NOUNS = {
    "sue": ("suit", "lawsuit"),
    "accuse": ("accusation",),
    "defeat": ("win over",),
    "defend": ("defence", "defense"),
}
"""What tells of a verb's deed by another word: "filed a suit against"."""

_DOUBLED_LAST = re.compile(r"(?:deadp|(?:[^aeiou]|qu)*)[aeiou][bdglmnpt]")
"""Verbs whose last letter is doubled before an ending: "bragged"."""


def forms(lemma: str) -> list[str]:
    """A verb's forms: itself, third person, past, participle where it is another, and last the one in -ing."""
    if lemma in _IRREGULAR:
        return [lemma, *_IRREGULAR[lemma]]
    if _DOUBLED_LAST.fullmatch(lemma):
        return [lemma, lemma + "s", f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"]
    if lemma.endswith("e"):
        return [lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return [lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    if lemma.endswith(("s", "sh", "ch", "x")):
        return [lemma, lemma + "es", lemma + "ed", lemma + "ing"]
    return [lemma, lemma + "s", lemma + "ed", lemma + "ing"]


def inflected(lemmas: Iterable[str]) -> frozenset[str]:
    """All forms of these verbs."""
    return frozenset(form for lemma in lemmas for form in forms(lemma))


def finite(lemmas: Iterable[str]) -> frozenset[str]:
    """The forms of these verbs without those in -ing, which may be nouns: "what Holm said about drilling"."""
    return frozenset(form for lemma in lemmas for form in forms(lemma)[:-1])


def bare_and_participle(lemmas: Iterable[str]) -> frozenset[str]:
    """The forms of these verbs behind "did" and "has"."""
    return frozenset(form for lemma in lemmas for form in (lemma, forms(lemma)[-2]))


_AMERICAN = {british: american[0] for british, american in table(__name__, "spelling.txt").items()}
_DIGITS = {word: str(value) for word, value in NUMBERS.items() if 0 < value < 10}
_SPELLINGS = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<=\w{3})is(e|ed|es|er|ers|ing|ation|ations)$", r"iz\1"),
        (r"(?<=\w{2})ys(e|ed|es|er|ers|ing)$", r"yz\1"),
        (r"(?<=\w{3})our(s|ed|ing|ite|ites|able|ably|ful|hood|hoods|less|er|ers|ist|ists|al)?$", r"or\1"),
        (r"(?<=\w[nltbp])tre(s|d)?$", r"ter\1"),
        (r"(?<=[bt])re(s)?$", r"er\1"),
        (r"(?<=\w[aeiou])ll(ed|ing|er|ers|ation)$", r"l\1"),
    )
]
_DOUBLED = re.compile(
    r"(?:travel|cancel|model|label|fuel|level|signal|counsel|total|marvel|quarrel|dial|channel|tunnel|rival|equal"
    r"|jewel|panel|pedal|initial|duel|funnel|shovel|snivel|unravel|bedevil|equal|distil|instil)l"
)
"""Words whose last letter Britons double before an ending; other words with two are others: "filled", "filed"."""


def one_spelling(word: str) -> str:
    """The spelling that stands for all of a word's: American, and digits for numbers below ten.

    Args:
        word: one, folded.
    """
    word = _DIGITS.get(word) or _AMERICAN.get(word) or word
    for number, (pattern, to) in enumerate(_SPELLINGS):
        if number < len(_SPELLINGS) - 1 or _DOUBLED.match(word):
            word = pattern.sub(to, word)
    return word
