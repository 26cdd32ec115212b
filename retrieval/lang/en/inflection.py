"""The forms of English verbs."""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.lang.word_lists import table

_IRREGULAR = table(__name__, "irregular_verbs.txt")


def forms(lemma: str) -> list[str]:
    """A verb's forms: itself, third person, past, participle where it is another, and last the one in -ing."""
    if lemma in _IRREGULAR:
        return [lemma, *_IRREGULAR[lemma]]
    if lemma.endswith("e"):
        return [lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
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
