"""The table of verbs of speech and what is derived from it."""

from __future__ import annotations

from retrieval.lang.en.inflection import inflected
from retrieval.lang.en.speech_verbs import (
    ASSERTS,
    ATTRIBUTES,
    CUES,
    GROUPS,
    PLAIN,
    STANCES,
    VERBS,
    lemmas,
)

SURE, PLACES = {"plain", "asserts"}, {"attributes", "asked"}


def test_each_verb_has_classes_that_are_known() -> None:
    """A slip of the keyboard in the file would take a verb out of a class unseen."""
    assert {kind for kinds in VERBS.values() for kind in kinds} == {*GROUPS, *SURE, *PLACES, *STANCES}
    assert all(VERBS.values())


def test_a_cue_is_taken_by_the_first_of_its_classes() -> None:
    """Of "acknowledge", which takes a clause and a quote, and of "accuse", which takes no clause."""
    assert CUES["acknowledged"] == ("acknowledge", "say")
    assert CUES["accused"] == ("accuse", "act")
    assert CUES["went"] == ("go", "quote")


def test_what_says_no_more_than_said_also_asserts_and_attributes() -> None:
    """The gate lets a draft put "said" for these; none of them may stand in an article's own sentence."""
    assert PLAIN <= ASSERTS
    assert inflected(lemmas("plain")) <= ATTRIBUTES
    assert not ASSERTS & inflected(["deny", "refuse", "accuse"])
