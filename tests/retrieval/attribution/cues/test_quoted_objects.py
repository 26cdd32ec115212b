"""Verbs from an open list: whoever thanks “the nurses …” says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Statement

Found = Callable[[str], list[Statement]]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mayor Sadia Kamal thanked “the nurses who kept this town alive”.", "Sadia Kamal"),
        ("The Harbour Ministry gave its “deepest sympathies to the crew” on Monday.", "Harbour Ministry"),
        ("Otto Brandt termed the reply “evasive and an insult to the town”.", "Otto Brandt"),
        ("Coach Maria Lopez lauded “the bravest ten minutes of the year”.", "Maria Lopez"),
        ("Otto Brandt dedicated the win to “the lads who slept on the coach”.", "Otto Brandt"),
        ("Maria Lopez begrudgingly commended “a plan that harms nobody for once”.", "Maria Lopez"),
    ],
)
def test_a_verb_of_communication_attributes_its_quoted_object(statements: Found, text: str, speaker: str) -> None:
    """Any verb of communication does, whose subject is a person or a body."""
    assert [(s.speaker, "“" in s.text) for s in statements(text)] == [(speaker, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Otto Brandt painted “the harbour in the morning light”.",
        "Otto Brandt was thanked for “the best harbour of all” by nobody.",
        "Otto Brandt did not thank “the men of the old harbour”.",
        "Maria Lopez joined “the friends of the harbour” in May.",
        "Sergeant Otto Brandt was told to report to a ward for a “rest and stress check”.",
        "Maria Lopez would thank “the nurses of this town” if she could.",
    ],
)
def test_no_other_act_makes_a_speaker(statements: Found, text: str) -> None:
    """What somebody does, is told to do, or doesn't say puts no words into a mouth."""
    assert [s for s in statements(text) if s.speaker] == []
