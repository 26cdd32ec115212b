"""Who wrote an article, by its own top."""

from __future__ import annotations

import pytest

from retrieval.readers.metadata.bylines import writers
from tests.retrieval.readers.conftest import Read

BODY = "The minister left on Monday. She said nothing.\n\nHer aides left on Tuesday, at noon."


@pytest.mark.parametrize(
    ("top", "author"),
    [
        ("By Jane Doe\n\n", "Jane Doe"),
        ("Minister leaves\n\nBY JANE DOE\n", "JANE DOE"),
        ("Minister leaves\n\nBy Jane van der Doe and John Q. Roe-Smith\n\n", "Jane van der Doe and John Q. Roe-Smith"),
        ("By Jane Doe, Sample Post\n\n", "Jane Doe"),
        ("By Jane Doe, Harbour Financial\n\n", "Jane Doe"),
        ("By Jane Doe, John Roe\n\n", "Jane Doe, John Roe"),
        ("By Jane Doe, Jontu Sowerbee and John Roe\n\n", "Jane Doe, Jontu Sowerbee and John Roe"),
        ("Minister leaves\n\nBy Dr. Jane Doe\n\n", "Jane Doe"),
        ("By Jane O'Doe in Kyiv\n\n", "Jane O'Doe"),
        ("*By Zoë Doe* \n\n", "Zoë Doe"),
        ("By Reuters Staff\n\n", None),
        ("By The Associated Press\n\n", None),
        ("By Popular Demand\n\n", None),
        ("By Tuesday Evening\n\n", None),
        ("Minister leaves\n\nBy Jane Doe. Photos by John Roe\n", "Jane Doe"),
        ("Minister leaves\n\nWords: Jane Doe. Pictures: John Roe\n", "Jane Doe"),
        ("Minister leaves\n\nPhotograph: John Roe\n", None),
        ("By Jane Doe's account, it rained.\n\n", None),
        ("By jane\n\n", None),
        ("", None),
    ],
)
def test_a_byline_names_the_author(read: Read, top: str, author: str | None) -> None:
    """A line "By …" at the top with people's names in it, and nothing else, is a byline."""
    assert read(top + BODY).author == author


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("By Ann Moe", "Ann Moe"),
        ("Ann Moe (Photo: Per Ek)", "Ann Moe"),
        ("Ann Moe and Liv Bo, photos by Per Ek", "Ann Moe and Liv Bo"),
        ("Ann Moe | Foto: Per Ek", "Ann Moe"),
        ("Words by Ann Moe; pictures by Per Ek", "Ann Moe"),
        ("Ann Moe and Per Ek (photos)", "Ann Moe"),
        ("Per Ek/Getty Images", None),
        ("Photograph: Per Ek", None),
        ('["Ann Moe", "Per Ek"]', "Ann Moe, Per Ek"),
        ("['Ann Moe']", "Ann Moe"),
        ("[Ann Moe]", "[Ann Moe]"),
        ("[{[]: 1}]", "[{[]: 1}]"),
        ("ann.moe@x.example (Ann Moe)", "Ann Moe"),
        ("ANN MOE, Staff Writer", "ANN MOE"),
        ("Ann Moe and Per Ek, AP", "Ann Moe and Per Ek"),
        ("https://x.example/authors/ann-moe", None),
        ("admin", None),
        ("Moe, Ann; Ek, Per", "Moe, Ann; Ek, Per"),
        ("Ann Bild", "Ann Bild"),
        ("AFP", "AFP"),
        ("Ana Roe; Bo Lim | Cy Dahl", "Ana Roe, Bo Lim, Cy Dahl"),
    ],
)
def test_a_field_of_an_author_names_the_writers_alone(told: str, names: str | None) -> None:
    """Credits of pictures, trades, addresses and accounts are no writers; an agency alone stays."""
    assert writers(told) == names
