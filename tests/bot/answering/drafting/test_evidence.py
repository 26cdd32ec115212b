"""Spans of articles, and lines that copy them by offsets."""

from __future__ import annotations

from bot.answering.drafting.evidence import Evidence, Line, overlap
from retrieval.model import Article, Kind, Passage, Statement

TEXT = "The ice is thick. “It will stay,” Mara Lindqvist said."
ARTICLE = Article(title="Ice", text=TEXT)
SAID = Statement(article_id=ARTICLE.id, start=18, end=33, text=TEXT[18:33], kind=Kind.DIRECT, speaker="Mara Lindqvist")
FIRST = Passage(article_id=ARTICLE.id, start=0, end=17, text=TEXT[:17], paragraph=1)


def test_a_line_copies_its_spans_from_the_article() -> None:
    """Between its own words, wherever a part is a number."""
    line = Line(("Mara: ", 1, " (", 0, ")"), (Evidence(ARTICLE, FIRST), Evidence(ARTICLE, SAID)), "Mara Lindqvist")
    assert line.text == "Mara: “It will stay,” (The ice is thick.)"
    assert [each.key for each in line.evidence] == [(ARTICLE.id, 0, 17), (ARTICLE.id, 18, 33)]


def test_a_line_that_shows_nothing_points() -> None:
    evidence = (Evidence(ARTICLE, FIRST),)
    assert Line(("See also",), evidence).points
    assert not Line(("See ", 0), evidence).points


def test_spans_overlap_within_an_article_only() -> None:
    assert overlap(("a", 0, 5), ("a", 4, 9))
    assert not overlap(("a", 0, 5), ("a", 5, 9))
    assert not overlap(("a", 0, 5), ("b", 0, 5))
