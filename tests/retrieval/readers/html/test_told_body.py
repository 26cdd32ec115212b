"""The article's text in a page's own data, where the page shows less than half of it."""

from __future__ import annotations

import json

import pytest

from retrieval.model import Article
from retrieval.readers.html.told_body import told_text
from retrieval.readers.html_file import page_article
from tests.retrieval.readers.html.test_main_text import DAYS


def page_of(body: str, markup: str) -> Article:
    data = json.dumps({"@type": "NewsArticle", "headline": "Ferry lies in ice", "articleBody": body})
    head = f"<title>Ferry lies in ice</title><script type='application/ld+json'>{data}</script>"
    return page_article(f"<html><head>{head}</head><body>{markup}</body></html>".encode(), "a.html")


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n\r\n", "</p><p>", "</p>\n<p>", "<br><br/>", "&lt;br /&gt;"])
def test_paragraphs_of_a_page_that_a_script_draws_stay(between: str) -> None:
    """However its data separate them; a mark of emphasis parts no word."""
    body = between.join(DAYS).replace("frost", "<em>fr</em>ost")
    article = page_of(body, "<div id='app'></div><noscript>Enable JavaScript to run this app.</noscript>")
    assert article.text.split("\n\n") == DAYS


@pytest.mark.parametrize("wall", ["", "<div class='x'><p>To continue reading, subscribe now.</p></div>"])
def test_a_page_that_shows_the_first_lines_of_what_it_tells_has_all_of_it(wall: str) -> None:
    """It isn't cut off, then, nor behind a wall."""
    shown = "".join(f"<p>{day}</p>" for day in DAYS[:2])
    article = page_of("\n\n".join(DAYS[:6]), f"<main><h1>Ferry lies in ice</h1>{shown}{wall}</main>")
    assert article.text.split("\n\n") == DAYS[:6]
    assert not article.incomplete


def test_what_the_page_shows_is_preferred() -> None:
    """Where it is most of the told text, or another one; a told text that breaks off is marked."""
    shown = "".join(f"<p>{day}</p>" for day in DAYS[:6])
    for told in (" ".join(DAYS[:7]), "A report by our station at the harbour, with pictures from the air. " * 20):
        assert page_of(told, f"<main>{shown}</main>").text.split("\n\n") == DAYS[:6]
    assert page_of(f"{DAYS[0]} {DAYS[1][:40]}…", "<div></div>").incomplete


def test_no_text_is_none() -> None:
    """Data may hold anything."""
    assert [told_text(each) for each in (None, ["a"], {"a": 1})] == [None] * 3
