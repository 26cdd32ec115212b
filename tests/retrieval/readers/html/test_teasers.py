"""Texts that lead to other articles."""

from __future__ import annotations

from lxml import html

from retrieval.readers.html.lost_paragraphs import with_lost
from tests.retrieval.readers.html.test_main_text import DAYS, days


def test_a_text_below_a_title_that_leads_elsewhere_is_a_teaser() -> None:
    """In a box of their own, whatever it is called."""
    said = "The winter service says that it is ready."
    box = f"<div class='x1'><h3><a href='/snow'>Snow on the way</a></h3><p>{said}</p></div>"
    assert said not in with_lost(
        DAYS, [], html.document_fromstring(f"<main><div>{days(0, 6)}{box}{days(6)}</div></main>")
    )
