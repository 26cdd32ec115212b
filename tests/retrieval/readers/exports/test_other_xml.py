"""XML of no kind that is known."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.errors import BadArticleData
from retrieval.model import Article, ParagraphKind
from tests.retrieval.readers.conftest import found_in

ICE = "The ice road to Barrow Point opened on Tuesday, two weeks late."


def read(content: str) -> Article:
    (article,) = found_in(content.encode(), "story.xml")
    assert isinstance(article, Article), article
    return article


def test_elements_and_attributes_tell_by_their_usual_names() -> None:
    """As programs that take articles out of pages write them; readers' comments aren't the article's."""
    article = read(
        f"<doc sitename='Bay Echo' title='Ice road' author='Ada Berg' date='2026-09-08' source='https://bay.example/1'>"
        f"<main><head>On ice</head><p>{ICE}</p></main><comments>"
        "<p>I knew that it would be late this year.</p></comments></doc>"
    )
    told = (article.title, article.publisher, article.author, article.published, article.url)
    assert told == ("Ice road", "Bay Echo", "Ada Berg", date(2026, 9, 8), "https://bay.example/1")
    assert article.text == ICE


def test_a_text_that_was_printed_elsewhere_is_of_that_place_and_day() -> None:
    article = read(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><titleStmt><title>Ice road</title></titleStmt>"
        "<publisher>Archive</publisher><sourceDesc><title level='j'>Bay Mercury</title><date when='1889-05-14'/>"
        f"</sourceDesc></teiHeader><text><p>{ICE}</p></text></TEI>"
    )
    assert (article.title, article.publisher, article.published) == ("Ice road", "Bay Mercury", date(1889, 5, 14))


def test_speeches_are_turns_of_who_makes_them() -> None:
    article = read(
        f"<debate><heading>Roads</heading><speech speakername='Ada Berg'><p>{ICE}</p></speech>"
        "<speech speakername='Ola Lund'><p>It did.</p><p>Will she drive it?</p></speech></debate>"
    )
    assert article.text == f"Ada Berg: {ICE}\n\nOla Lund: It did.\n\nWill she drive it?"
    assert [kind for _, kind in article.kinds] == [ParagraphKind.TURN] * 3


@pytest.mark.parametrize(
    "data",
    [
        b"<config><p>short</p></config>",
        b"<urlset><url><loc>https://bay.example</loc></url></urlset>",
        b"<a><p>&e;&e;</p></a>",
        b"<!DOCTYPE a [<!ENTITY e 'The ice road to Barrow Point opened on Tuesday, late.'>]><a><p>&e;</p></a>",
        b"<a" + b" b='c'" * 50_000,
    ],
)
def test_other_xml_is_refused(data: bytes) -> None:
    (error,) = found_in(data, "story.xml")
    assert isinstance(error, BadArticleData)
