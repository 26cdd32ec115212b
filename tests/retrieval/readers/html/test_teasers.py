"""Texts that lead to other articles."""

from __future__ import annotations

from lxml import html

from retrieval.readers.html.lost_paragraphs import with_lost
from retrieval.readers.html_file import page_article
from tests.retrieval.readers.html.test_main_text import DAYS, days


def test_a_text_below_a_title_that_leads_elsewhere_is_a_teaser() -> None:
    """In a box of their own, whatever it is called."""
    said = "The winter service says that it is ready."
    box = f"<div class='x1'><h3><a href='/snow'>Snow on the way</a></h3><p>{said}</p></div>"
    assert said not in with_lost(
        DAYS, [], html.document_fromstring(f"<main><div>{days(0, 6)}{box}{days(6)}</div></main>")
    )


def test_an_article_without_headings_is_no_teaser_of_the_links_below_it() -> None:
    """A box of some links with headings beside it doesn't make a front page of it."""
    links = "".join(f"<li><h3><a href='/{n}'>Story {n}</a></h3></li>" for n in range(6))
    page = f"<html><body><div><section>{days()}{days()}</section><ul>{links}</ul></div></body></html>"
    assert page_article(page.encode(), "page.html").text.startswith(DAYS[0])
