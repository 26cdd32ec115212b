"""What was put last."""

from __future__ import annotations

from bot.latest import Latest


def test_what_was_put_longest_ago_goes() -> None:
    """Put again, a value is the last one; one that is dropped leaves its place to others."""
    held: Latest[str, int] = Latest(2)
    for key, value in (("a", 1), ("b", 2), ("a", 3), ("c", 4)):
        held.put(key, value)
    assert [held.get(key) for key in "abc"] == [3, None, 4]
    held.drop(lambda key: key == "a")
    held.put("d", 5)
    assert [held.get(key) for key in "acd"] == [None, 4, 5]
    assert (held.pop("c"), held.pop("c")) == (4, None)
