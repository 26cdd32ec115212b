"""The forms of English verbs."""

from __future__ import annotations

import pytest

from retrieval.lang.en.inflection import bare_and_participle, finite, forms, inflected


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("claim", "claim claims claimed claiming"),
        ("argue", "argue argues argued arguing"),
        ("deny", "deny denies denied denying"),
        ("relay", "relay relays relayed relaying"),
        ("press", "press presses pressed pressing"),
        ("say", "say says said saying"),
        ("write", "write writes wrote written writing"),
    ],
)
def test_a_verb_has_all_its_forms(lemma: str, expected: str) -> None:
    """Regular ones by rule, irregular ones from the file."""
    assert forms(lemma) == expected.split()


def test_sets_of_forms_leave_out_what_they_say() -> None:
    """The form in -ing may be a noun; "did" and "has" take the bare form and the participle."""
    assert inflected(["write"]) - finite(["write"]) == {"writing"}
    assert bare_and_participle(["write", "say"]) == {"write", "written", "say", "said"}
