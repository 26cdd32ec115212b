"""Drafts: so many lines, the rest for "more", and what was searched."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.drafting.draft import answered, covered, refused
from bot.answering.drafting.evidence import Line
from retrieval.model import Status
from retrieval.search.selector import Coverage

FIRST, LAST = date(2025, 1, 1), date(2025, 2, 13)


def test_lines_beyond_the_most_wait_for_more() -> None:
    """In their order."""
    lines = [Line((str(number),), ()) for number in range(5)]
    draft = answered(lines, 2, heading="So:")
    assert (draft.status, draft.words) == (Status.ANSWERED, "So:")
    assert [*draft.lines, *draft.rest] == lines
    assert len(draft.lines) == 2


@pytest.mark.parametrize(
    ("articles", "first", "last", "said"),
    [
        (214, FIRST, LAST, "214 articles, 1 Jan 2025 to 13 Feb 2025"),
        (1, FIRST, FIRST, "1 article, 1 Jan 2025"),
        (2, None, None, "2 articles"),
    ],
)
def test_a_refusal_says_how_much_was_searched(articles: int, first: date | None, last: date | None, said: str) -> None:
    """And that something near is shown, where it is."""
    coverage = Coverage(articles, 0, 0, first, last)
    assert covered(coverage) == said
    assert refused("Nothing.", coverage).words == f"Nothing. Searched: {said}."
    near = refused("Nothing.", coverage, nearest=[Line(("near",), ())])
    assert near.words == f"Nothing. Searched: {said}. The nearest that I have:"
    assert (near.status, len(near.lines)) == (Status.REFUSED, 1)
