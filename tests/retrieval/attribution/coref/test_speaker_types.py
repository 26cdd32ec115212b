"""What sort of speaker words are attributed to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Statement

_SAID = "that the harbour will stay open for ever"


@pytest.mark.parametrize(
    ("source", "sort"),
    [
        ("Mayor Otto Brandt said", "person"),
        ("Peter Hahn, 43, said", "person"),
        ("Peter Hahn, the Executive Director of a church think tank, said", "person"),
        ("Yusuf al-Lawati said", "person"),
        ("Northgate Water, a company in Skerry, said", "body"),
        ("The Harbour Commission said", "body"),
        ("Skerry Lines plc said", "body"),
        ("The company said", "body"),
        ("The report said", "document"),
        ("A poll by Lindqvist Research found", "document"),
        ("The lawsuit says", "document"),
        ("Court documents say", "document"),
        ("An internal memo warned", "document"),
        ("Residents said", "group"),
        ("The family of Otto Brandt said", "group"),
        ("Most analysts say", "group"),
        ("A spokeswoman for the mayor said", "unnamed"),
        ("Brandt's lawyer said", "unnamed"),
        ("One aide said", "unnamed"),
    ],
)
def test_a_speaker_is_of_a_sort(statements: Callable[[str], list[Statement]], source: str, sort: str) -> None:
    """Documents, bodies and groups are told from people, and people without a name from those who have one."""
    (found,) = statements(f"{source} {_SAID}.")
    assert found.speaker is not None
    assert (found.speaker_type, found.speaker) == (sort, found.speaker)


def test_who_has_no_speaker_has_no_sort(statements: Callable[[str], list[Statement]]) -> None:
    """Where nobody is certain there is no sort either."""
    assert all(s.speaker_type is None for s in statements("“It will stay open,” they said.") if s.speaker is None)
