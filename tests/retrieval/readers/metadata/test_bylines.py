"""Who wrote an article, by its own top."""

from __future__ import annotations

import pytest

from tests.retrieval.readers.conftest import Read

BODY = "The minister left on Monday. She said nothing.\n\nHer aides left on Tuesday, at noon."


@pytest.mark.parametrize(
    ("top", "author"),
    [
        ("By Jane Doe\n\n", "Jane Doe"),
        ("Minister leaves\n\nBY JANE DOE\n", "JANE DOE"),
        ("Minister leaves\n\nBy Jane van der Doe and John Q. Roe-Smith\n\n", "Jane van der Doe and John Q. Roe-Smith"),
        ("By Jane Doe, Sample Post\n\n", "Jane Doe"),
        ("By Jane O'Doe in Kyiv\n\n", "Jane O'Doe"),
        ("*By Zoë Doe* \n\n", "Zoë Doe"),
        ("By Reuters Staff\n\n", None),
        ("By The Associated Press\n\n", None),
        ("By Popular Demand\n\n", None),
        ("By Tuesday Evening\n\n", None),
        ("By Jane Doe's account, it rained.\n\n", None),
        ("By jane\n\n", None),
        ("", None),
    ],
)
def test_a_byline_names_the_author(read: Read, top: str, author: str | None) -> None:
    """A line "By …" at the top with people's names in it, and nothing else, is a byline."""
    assert read(top + BODY).author == author
