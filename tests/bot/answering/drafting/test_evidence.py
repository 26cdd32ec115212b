"""Spans of articles, and lines that copy them by offsets."""

from __future__ import annotations

from bot.answering.drafting.evidence import Evidence, Item, Line
from retrieval.model import Article, Kind, Passage, Speaker, Statement

TEXT = "The ice is thick. “It will stay,” Mara Lindqvist said."
ARTICLE = Article(title="Ice", text=TEXT)
SAID = Statement(article_id=ARTICLE.id, start=18, end=33, text=TEXT[18:33], kind=Kind.DIRECT, speaker="Mara Lindqvist")
FIRST = Passage(article_id=ARTICLE.id, start=0, end=17, text=TEXT[:17], paragraph=1)


def test_a_line_copies_its_spans_from_the_article() -> None:
    """Between its own words, wherever a part is a number."""
    line = Line(("Mara: ", 1, " (", 0, ")"), (Evidence(ARTICLE, FIRST), Evidence(ARTICLE, SAID)), "Mara Lindqvist")
    assert line.text == "Mara: “It will stay,” (The ice is thick.)"
    assert [each.key for each in line.evidence] == [(ARTICLE.id, 0, 17), (ARTICLE.id, 18, 33)]


def test_a_statement_without_a_registered_speaker_is_evidence_of_a_passage() -> None:
    """A model may not put it under a name."""
    assert Item(1, Evidence(ARTICLE, SAID), Speaker(name="Mara Lindqvist")).statement == SAID
    assert Item(1, Evidence(ARTICLE, SAID)).statement is None
    assert Item(1, Evidence(ARTICLE, FIRST), Speaker(name="Mara Lindqvist")).statement is None
