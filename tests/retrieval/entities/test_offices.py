"""Who holds an office: by how articles introduce them, and nobody who merely stands beside it."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.entities.offices import holders
from retrieval.model import Introduction, Speaker


def speaker(name: str, *introductions: str) -> Speaker:
    told = tuple(
        Introduction(article_id="a", start=0, end=len(text), text=text, speaker=name) for text in introductions
    )
    return Speaker(name=name, other_names=(), introductions=told, statements=1)


@pytest.mark.parametrize(
    ("office", "introduction", "holds"),
    [
        ("vice president", "Vice President Jon Holm", True),
        ("vice president", "Jon Holm, the vice president", True),
        ("the vice president", "the island's vice president, Jon Holm", True),
        ("vice president", "President Jon Holm", False),
        ("president", "Vice President Jon Holm", False),
        ("president", "Jon Holm, who heads the president's office", False),
        ("president", "Jon Holm, President Mara Berg's former adviser", False),
        ("president", "Jon Holm, bidding to make history as the first woman president", False),
        ("president", "Jon Holm, an aide to the president", False),
        ("president", "Jon Holm, who was president of the league", True),
        ("governor", "Gov. Jon Holm", True),
        ("mayor", "Jon Holm, a lawyer and the mayor of Northport", True),
        ("secretary of state", "Secretary of State Jon Holm", True),
        ("secretary of state", "Treasury Secretary Jon Holm", False),
        ("harbour master", "Jon Holm, the harbour master", True),
        ("vice president", "Jon Holm, senior vice president of a bank", False),
    ],
)
def test_an_office_is_held_by_whom_it_is_given(office: str, introduction: str, holds: bool) -> None:
    """It stands beside the name, whole, and belongs to nobody else."""
    assert holders(office, [0], [speaker("Jon Holm", introduction)]) == ((0,) if holds else ())


def test_who_holds_an_office_comes_before_who_held_it() -> None:
    """Unless it is the former one who is asked for; whoever is called so in passing is left out."""
    both = [speaker("Jon Holm", "former President Jon Holm"), speaker("Mara Berg", "President Mara Berg")]
    assert holders("the president", [0, 1], both) == (1,)
    assert holders("the former president", [0, 1], both) == (0,)
    assert holders("the president", [0], both) == (0,)
    often = [speaker("Jon Holm", "President Holm"), speaker("Mara Berg", *["President Berg"] * 20)]
    assert holders("the president", [0, 1], often) == (1,)


@pytest.mark.parametrize(
    ("first", "last", "rows"),
    [
        (date(2015, 1, 1), date(2015, 12, 31), (0,)),
        (date(2019, 1, 1), date(2019, 12, 31), (1,)),
        (date(2012, 1, 1), date(2012, 12, 31), (0,)),  # articles before and after call Holm so
        (date(2018, 1, 1), None, (1,)),
        (date(1999, 1, 1), date(1999, 12, 31), (0, 1)),  # no article tells
        (None, None, (0, 1)),
    ],
)
def test_an_office_is_held_by_whom_articles_of_those_days_give_it(
    first: date | None, last: date | None, rows: tuple[int, ...]
) -> None:
    """Those who came before or after are others; what they once were counts for no day."""
    told = {
        "Ada Holm": [
            ("Prime Minister Ada Holm", 2010),
            ("Prime Minister Ada Holm", 2015),
            ("former Prime Minister Ada Holm", 2019),
        ],
        "Bo Lund": [("Prime Minister Bo Lund", 2019)],
    }
    speakers = [
        Speaker(
            name=name,
            introductions=tuple(
                Introduction(article_id="a", start=0, end=len(text), text=text, speaker=name, told_on=date(year, 6, 1))
                for text, year in held
            ),
        )
        for name, held in told.items()
    ]
    assert holders("the prime minister", (0, 1), speakers, (first, last)) == rows
