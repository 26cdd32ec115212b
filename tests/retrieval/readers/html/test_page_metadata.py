"""What a page says of itself: title, people, outlet, day and address."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.readers.html_file import page_article
from tests.retrieval.readers.html.test_main_text import days
from tests.retrieval.readers.test_html_file import head, of


def test_title_and_day_where_the_first_heading_is_the_sites() -> None:
    """As on blogs: the site's name leads to its front page."""
    body = (
        "<h1><a href='http://sea.example/'>Sound and Sea</a></h1><h2 class='date-header'>Sunday, June 9, 2013</h2>"
        f"<h3 class='post-title entry-title'>The last crossing</h3><div class='post-body'>{days()}</div>"
    )
    page = f"<html><head><title>Sound and Sea: The last crossing</title></head><body>{body}</body></html>"
    article = page_article(page.encode(), "page.html")
    assert article.title == "The last crossing"
    assert str(article.published) == "2013-06-09"


def test_two_days_to_the_eye_are_none() -> None:
    """One of them may be another article's."""
    body = f"<p class='date'>June 9, 2013</p><main>{days()}</main><p class='teaser-date'>June 7, 2013</p>"
    assert page_article(f"<html><body>{body}</body></html>".encode(), "page.html").published is None


def test_the_outlets_name_before_a_title_is_no_part_of_it() -> None:
    """Where it is known to be the outlet's."""
    page = f"<title>Harbour News: Ice</title><meta property='og:site_name' content='Harbour News'><main>{days()}</main>"
    assert page_article(f"<html>{page}</html>".encode(), "page.html").title == "Ice"


def test_json_ld_tells_title_people_outlet_day_and_address() -> None:
    """What the page's JSON-LD says wins over its other elements; the day is that of the zone that it is written in."""
    article = of("json_ld.html")
    assert article.title == "Harbour fee “a tax on islanders”, ferry union says"
    assert (article.author, article.publisher) == ("Ida Berg, Tomas Rehn", "Harbour News")
    assert article.published == date(2025, 2, 13)
    assert article.url == "https://www.harbournews.example/2025/02/13/harbour-fee"


def test_open_graph_tells_them_too() -> None:
    """Without JSON-LD, the meta elements do."""
    article = of("open_graph.html")
    assert article.title == "Reservoir at its lowest since 1976"
    assert (article.author, article.publisher) == ("Nora Veit", "The Valley Courier")
    assert article.published == date(2025, 2, 11)
    assert article.url == "https://valleycourier.example/news/reservoir-lowest-since-1976/"


def test_a_page_with_neither_tells_them_to_the_eye() -> None:
    """Heading, byline, day and credit line, on a page laid out in tables."""
    article = of("plain.html")
    assert article.title == "Night train to the coast returns after eleven years"
    assert (article.author, article.publisher) == ("Walter Finn", "Coastline Weekly")
    assert article.published == date(2025, 2, 12)
    assert "Archive" not in article.text
    assert article.text.startswith("The night train to the coast will run again from June")


def test_an_address_is_no_outlets_name() -> None:
    """The host is, then."""
    article = head('<meta property="og:site_name" content="https://www.post.example">', "https://www.post.example/ice")
    assert article.publisher == "post.example"


def test_people_and_outlet_may_be_pointed_to_within_the_graph() -> None:
    """As a widespread plugin writes it: the article names ids, the names stand elsewhere."""
    graph = (
        '<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"Ice","author":{"@id":"#p"},'
        '"publisher":{"@id":"#o"},"datePublished":"2025-02-10T09:00:00+00:00"},{"@type":"Person","@id":"#p",'
        '"name":"Ida Berg"},{"@type":"Organization","@id":"#o","name":"Harbour News"}]}</script>'
    )
    article = head(graph)
    assert (article.title, article.author, article.publisher) == ("Ice", "Ida Berg", "Harbour News")


@pytest.mark.parametrize(
    "wrapped",
    ["<!--\n{}\n-->", "//<![CDATA[\n{}\n//]]>", "/*<![CDATA[*/{}/*]]>*/", "/* <![CDATA[ */\n{};\n/* ]]> */", "{};"],
)
def test_data_may_be_hidden_from_browsers_of_long_ago(wrapped: str) -> None:
    """In the comments that some news systems still put around every script."""
    data = '{"@type": "NewsArticle", "headline": "Ice holds ferry", "datePublished": "2025-02-10"}'
    article = head(f'<script type="application/ld+json">{wrapped.format(data)}</script>')
    assert (article.title, article.published) == ("Ice holds ferry", date(2025, 2, 10))


def test_broken_or_hostile_data_in_a_page_is_passed_over() -> None:
    """As browsers do."""
    deep = '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
    assert head(deep + '<script type="application/ld+json">{not json</script><title>Ice</title>').title == "Ice"


@pytest.mark.parametrize(
    ("written", "url", "taken"),
    [
        ("https://news.example/ice", None, "https://news.example/ice"),
        ("/ice", "https://news.example/ice?utm=1", "https://news.example/ice"),
        ("https://www.news.example/ice", "https://m.news.example/ice?a=1", "https://www.news.example/ice"),
        ("https://elsewhere.example/ice", "https://news.example/ice", "https://news.example/ice"),
        ("https://evilnews.example/ice", "https://news.example/ice", "https://news.example/ice"),
        ("https://news.example/", "https://news.example/ice", "https://news.example/ice"),
        ("javascript:alert(1)", "https://news.example/ice", "https://news.example/ice"),
        ("http://[broken", None, None),
    ],
)
def test_a_page_names_an_address_of_its_own_site_only(written: str, url: str | None, taken: str | None) -> None:
    """Otherwise any page could put itself in the place of another outlet's article."""
    assert head(f'<link rel="canonical" href="{written}">', url).url == taken


def test_an_outlet_that_isnt_named_is_the_host_and_a_day_may_stand_in_the_path() -> None:
    """Better than none, and certain."""
    article = head("<title>Ice</title>", "https://www.news.example/2025/02/10/ice")
    assert (article.publisher, article.published) == ("news.example", date(2025, 2, 10))
