"""Drafts: so many lines, the rest for "more", and what was searched."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.drafting.draft import LONGEST, Draft, answered, covered, read_on, refused
from bot.answering.drafting.evidence import Evidence, Line
from retrieval.model import Article, Passage, Status
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


TOLD = "The ferry stopped. It will sail in May, says the port.\nThe pier is shut."


def passage(text: str, start: int, end: int, speaker: str | None = None) -> Line:
    article = Article(title="A test", text=text)
    return Line((0,), (Evidence(article, Passage.of(article, start, end, 1), 1),), speaker)


def shown(*lines: Line, in_order: bool = False) -> list[str]:
    return [line.text for line in read_on(Draft(Status.ANSWERED, lines, in_order=in_order)).lines]


def test_a_sentence_of_nobody_goes_on_to_the_end_of_its_paragraph() -> None:
    """And no further; nor where it is no whole sentence, or the order of the lines tells something."""
    assert shown(passage(TOLD, 0, 18)) == ["The ferry stopped. It will sail in May, says the port."]
    assert shown(passage(TOLD, 0, 9)) == ["The ferry"]
    assert shown(passage(TOLD, 0, 18), in_order=True) == ["The ferry stopped."]


def test_what_another_line_shows_is_left_to_it() -> None:
    """A sentence goes on up to that one."""
    assert shown(passage(TOLD, 0, 18), passage(TOLD, 19, 54, "the port")) == [
        "The ferry stopped.",
        "It will sail in May, says the port.",
    ]


def test_a_paragraph_that_is_too_long_is_shown_in_part() -> None:
    """In whole sentences."""
    text = "It stopped. " + "It will sail again. " * 40
    (told,) = shown(passage(text, 0, 11))
    assert len(told) <= LONGEST
    assert told.endswith("again.")
