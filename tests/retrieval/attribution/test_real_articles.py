"""The two articles that every reader of this project has read: each quote with its speaker, none invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from retrieval.attribution import Analyst
from retrieval.model import Article, Kind, Statement

ARTICLES = Path(__file__).parents[4] / "shared" / "articles"

# Read by hand. The first words of each quote, its speaker, and whether it is quoted in full.
FIRST = [
    ("demilitarization", "Vladimir Putin", Kind.PARTIAL),
    ("Why is the Trump", "Michael McFaul", Kind.DIRECT),
    ("I've negotiated with", "Michael McFaul", Kind.DIRECT),
    ("No NATO membership, no", "Gabrielius Landsbergis", Kind.DIRECT),
    ("Delegates are flying", "Gabrielius Landsbergis", Kind.DIRECT),
    ("I'm backing", "Donald Trump", Kind.DIRECT),
    ("concession to reality.", "Stephen Wertheim", Kind.PARTIAL),
    ("Hegseth's remark does", "Stephen Wertheim", Kind.DIRECT),
    ("signals to Russia", "Stephen Wertheim", Kind.PARTIAL),
    ("This is the kind", "Brett Bruen", Kind.DIRECT),
    ("You demand that", "Brett Bruen", Kind.DIRECT),
    ("security shield.", "Scott Bessent", Kind.PARTIAL),
    ("I told Biden", "Donald Trump", Kind.DIRECT),
    ("Trump is talking about", "John Herbst", Kind.DIRECT),
    ("That's a big deal", "John Herbst", Kind.DIRECT),
    ("not a strong move.", "James Cleverly", Kind.PARTIAL),
    ("Giving the impression", "James Cleverly", Kind.DIRECT),
]
SECOND = [
    ("unrealistic", "Pete Hegseth", Kind.PARTIAL),
    ("We want, like you", "Pete Hegseth", Kind.DIRECT),
    ("To be clear as", "Pete Hegseth", Kind.DIRECT),
    ("exchange one territory", "Volodymyr Zelenskyy", Kind.PARTIAL),
    ("I don’t know, we’ll", "Volodymyr Zelenskyy", Kind.DIRECT),
    ("impossible.", "Dmitry Peskov", Kind.PARTIAL),
    ("Russia has never", "Dmitry Peskov", Kind.DIRECT),
    ("Unlike other occupied", "Volodymyr Fesenko", Kind.DIRECT),
    ("I think it’s very", "Volodymyr Zelenskyy", Kind.DIRECT),
    ("Russia carried out", "Andriy Yermak", Kind.DIRECT),
    ("This is how", "Andriy Yermak", Kind.DIRECT),
    ("good faith", "White House", Kind.PARTIAL),
    ("It is very important", "Volodymyr Zelenskyy", Kind.DIRECT),
    ("They may make", "Donald Trump", Kind.DIRECT),
]
REPORTED = [
    (0, "U.S. troops would not be", "Pete Hegseth"),
    (0, "Putin and Trump had agreed", "Kremlin"),
    (0, "he was ready to do", "Volodymyr Zelenskyy"),
    (0, "surrendered some leverage", "John Herbst"),
    (1, "Washington would not deploy", "Pete Hegseth"),
    (1, "U.S. forces would not", "Pete Hegseth"),
    (1, "Kyiv could offer Moscow", "Volodymyr Zelenskyy"),
    (1, "his troops will eject", "Vladimir Putin"),
    (1, "a territorial swap is", "Volodymyr Fesenko"),
    (1, "the missiles hit in", "Vitaly Klitschko"),
    (1, "fires broke out", "the military administration"),
    (1, "Strikes in the Sumy", "the press service of the regional military administration"),
    (1, "Ukrainians are alarmed", "Volodymyr Zelenskyy"),
    (1, "will demand something in return", "Donald Trump"),
    (1, "he pitched the idea", "Volodymyr Zelenskyy"),
]


@pytest.fixture(scope="module")
def read(analyst: Analyst) -> list[tuple[Article, tuple[Statement, ...]]]:
    paths = sorted(ARTICLES.glob("*.txt")) if ARTICLES.is_dir() else []
    if len(paths) != 2:
        pytest.skip("../shared/articles isn't here")
    days = (date(2025, 2, 13), date(2025, 2, 12))
    articles = [
        Article(title=path.name, text=path.read_text(encoding="utf-8"), published=day)
        for path, day in zip(paths, days, strict=True)
    ]
    return [(article, analysis.statements) for article, analysis in analyst.analyse_all(articles)]


def _is_part(words: str, text: str) -> bool:
    """Whether a text has these words: a heading has those of the quote below with a capital and no full stop."""
    return words.rstrip(".").casefold() in text.casefold()


@pytest.mark.parametrize(("number", "labels"), [(0, FIRST), (1, SECOND)])
def test_every_quote_has_its_speaker_and_none_is_invented(
    read: list[tuple[Article, tuple[Statement, ...]]], number: int, labels: list[tuple[str, str, Kind]]
) -> None:
    """Quotes in full and in part are those that a reader finds, each in the right mouth."""
    article, statements = read[number]
    quoted = [s for s in statements if s.kind is not Kind.INDIRECT]
    for words, speaker, kind in labels:
        over = [s for s in quoted if any(mark + words in s.text for mark in '"“')]
        assert {(s.speaker, s.kind) for s in over} == {(speaker, kind)}, words
    invented = [s.text for s in quoted if not any(_is_part(words, s.text) for words, _, _ in labels)]
    assert invented == []
    assert "The Art of the Deal" not in " ".join(s.text for s in statements)
    assert article.text


@pytest.mark.parametrize(("number", "words", "speaker"), REPORTED)
def test_reported_statements_have_their_speaker(
    read: list[tuple[Article, tuple[Statement, ...]]], number: int, words: str, speaker: str
) -> None:
    """The innermost statement around these words is the speaker's."""
    over = [s for s in read[number][1] if words in s.text]
    assert min(over, key=lambda s: len(s.text)).speaker == speaker


def test_when_and_where(read: list[tuple[Article, tuple[Statement, ...]]]) -> None:
    """Dates are resolved and venues are the articles' words."""
    by_words = {s.text[1:15]: s for _, statements in read for s in statements if s.kind is Kind.DIRECT}
    assert by_words["Why is the Tru"].venue == "on social media site X"
    assert by_words["I'm backing Uk"].said_on == date(2025, 2, 12)
    fox = by_words["They may make "]
    assert (fox.said_on, fox.venue) == (date(2025, 2, 10), "in an interview with Fox News")
    assert by_words["Russia carried"].venue == "on Telegram"


def test_no_statement_of_a_person_is_anothers(read: list[tuple[Article, tuple[Statement, ...]]]) -> None:
    """The one whom the adviser talks about says nothing in the article."""
    assert not {s.speaker for _, statements in read for s in statements} & {"Kim Jong Un", "Kim", "Marc Fogel"}
