"""What a question takes for granted, and whether an article bears it out."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.drafting.premises import Premises, Support
from retrieval.model import Article, Passage
from retrieval.search.retriever import Retriever

TEXT = (
    "Southwest Airlines sued the city of Sundby on Monday over 40 gates. The council had closed twenty-five of them, at"
    " a cost of £4.2bn. The Dutch minister, Ada Marsh, didn't welcome the suit."
)
SUIT = Article(title="Southwest sues Sundby", text=TEXT, published=date(2025, 2, 10))


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Why did Southwest sue Sundby?", ()),
        ("Why did Delta sue Sundby?", ("Delta",)),
        ("Why did Delta and Lufthansa sue Sundby?", ("Delta", "Lufthansa")),
        ("When did Ada Marsh resign?", ()),
        ("When did Beth Marlow resign?", ("Beth Marlow",)),
        ("What did Mayor Marsh close?", ()),
        ("Why did the Netherlands not welcome it?", ()),
        ("Why did Norway welcome it?", ("Norway",)),
        ("Which airline is suing Sunby?", ()),  # misspelt by a letter
        ("Why did Southwest sue over 40 gates?", ()),
        ("Why did Southwest sue over its 90 gates?", ("90",)),
        ("Which 12 gates did the council close?", ("12",)),
        ("Who closed about 30 gates?", ()),  # not exactly meant
        ("Who closed 25 gates?", ()),  # in words there
        ("What cost 4.2 billion?", ()),
        ("What cost £9bn?", ("9bn",)),
        ("When did the AB 5 bill pass?", ("AB",)),  # 5 is a part of the name
        ("Why was the vote 9-0?", ("9-0",)),
        ("Why did it sue in 2025?", ()),  # the article's own year
        ("Why did it sue in 1999?", ("1999",)),
        ("Why did it sue in February 2025?", ()),
        ("Why did it sue in December?", ("december",)),
        ("why did it sue on Monday", ()),
    ],
)
def test_names_numbers_and_times_that_no_place_bears_out(
    question: str, lacking: tuple[str, ...], known: Retriever
) -> None:
    """Are told in the question's words; other spellings and forms of the same aren't."""
    assert _support(question, known).lacking == lacking


def test_what_stands_for_the_answer_is_not_looked_for(known: Retriever) -> None:
    """The airline of "which airline", and verbs that say little."""
    assert _support("Which big carrier did sue the city?", known).share == 1
    assert _support("How expensive was the suit?", known).share == 1


def test_words_that_a_place_lacks(known: Retriever) -> None:
    """In the question's form; irregular forms of a verb are one."""
    assert _support("Why was the suit withdrawn?", known).words == ("withdrawn",)
    assert _support("Why did the council close the gates?", known).words == ()
    text = "The share fell on Monday because the airline lost."
    fell = Article(title="Shares", text=text)
    passage = Passage(article_id=fell.id, start=0, end=len(text), text=text, paragraph=1)
    assert Premises("Why did the share fall when the airline loses?", known).borne_out(fell, passage).words == ()


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("Why did Southwest sue Sundby?", ()),
        ("Why did the council sue over gates?", ("council",)),
        ("Why did Ada Marsh welcome Sundby?", ("Sundby",)),
        ("Why did Ada Marsh say Sundby sued?", ()),  # whether she did, her words tell
        ("When did the council sue over gates?", ()),
    ],
)
def test_what_no_sentence_has_together(question: str, apart: tuple[str, ...], known: Retriever) -> None:
    """Only where a question asks why: there all of it is taken for so."""
    assert Premises(question, known).apart(TEXT.split(". ")) == apart


def _support(question: str, known: Retriever) -> Support:
    passage = Passage(article_id=SUIT.id, start=0, end=len(TEXT), text=TEXT, paragraph=1)
    return Premises(question, known).borne_out(SUIT, passage)
