"""What was read of persons and is kept in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.state import person_cache
from bot.state.person_cache import Remembered


def test_it_is_read_once_until_it_changes() -> None:
    """A drop has it read anew, for that person only."""
    read: list[int] = []
    known = Remembered(lambda person: read.append(person) or len(read))
    assert [known.of(1), known.of(1), known.of(2)] == [1, 1, 2]
    known.drop(1)
    assert 1 not in known
    assert 2 in known
    assert [known.of(1), known.of(2)] == [3, 2]


def test_what_changes_while_it_is_read_is_not_kept() -> None:
    """A drop between the reading and its end counts: what was read may be old."""

    def steps() -> Iterator[str]:
        known.drop(1)
        yield "old"
        yield "new"

    values = steps()
    known = Remembered(lambda person: next(values))
    assert [known.of(1), known.of(1), known.of(1)] == ["old", "new", "new"]


def test_memory_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many persons there are."""
    monkeypatch.setattr(person_cache, "MOST", 3)
    known = Remembered(lambda person: person)
    assert [known.of(person) for person in range(10)] == list(range(10))
    assert sum(person in known for person in range(10)) <= 3
