"""What a reader is told of the bytes that it reads."""

from __future__ import annotations

import io

from retrieval.readers.source import Source


def test_a_source_alone_has_no_members_and_counts_for_itself() -> None:
    """Two of them share no counter."""
    one, other = Source("a", 1), Source("b", 1)
    one.noted["x"] += 1
    assert (other.noted, list(one.member(io.BytesIO(), "c", "c"))) == ({}, [])
