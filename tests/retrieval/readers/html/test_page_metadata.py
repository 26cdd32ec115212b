"""What a page says of itself: title, people, outlet, day and address."""

from __future__ import annotations

import json
from datetime import date

import pytest

from retrieval.errors import NotAnArticle
from retrieval.readers.html_file import page_article
from tests.retrieval.readers.html.test_main_text import days
from tests.retrieval.readers.test_html_file import head, of


@pytest.mark.parametrize(
    "sites", ["<h1><a href='http://sea.example/'>Sound and Sea</a></h1>", "<h1 id='blog-title'>Sound and Sea</h1>"]
)
def test_title_and_day_where_the_first_heading_is_the_sites(sites: str) -> None:
    """As on blogs: the site's name leads to its front page, or is called so."""
    body = (
        f"{sites}<h2 class='date-header'>Sunday, June 9, 2013</h2>"
        f"<h3 class='post-title entry-title'>The last crossing</h3><div class='post-body'>{days()}</div>"
    )
    page = f"<html><head><title>Sound and Sea: The last crossing</title></head><body>{body}</body></html>"
    article = page_article(page.encode(), "page.html")
    assert article.title == "The last crossing"
    assert str(article.published) == "2013-06-09"


def test_two_days_to_the_eye_are_none() -> None:
    """One of them may be another article's."""
    body = f"<main><p class='date'>June 9, 2013</p><p class='post-date'>June 7, 2013</p>{days()}</main>"
    assert page_article(f"<html><body>{body}</body></html>".encode(), "page.html").published is None


def test_the_outlets_name_before_a_title_is_no_part_of_it() -> None:
    """Where it is known to be the outlet's."""
    page = f"<title>Harbour News: Ice</title><meta property='og:site_name' content='Harbour News'><main>{days()}</main>"
    assert page_article(f"<html>{page}</html>".encode(), "page.html").title == "Ice"


@pytest.mark.parametrize(
    "name",
    [
        "Evening Post - News - The ice will stay",
        "The ice will stay | Evening Post",
        "The ice will stay | Jon Holm | Comment | Evening Post",
    ],
)
def test_the_part_of_the_pages_name_that_stands_alone_is_the_title(name: str) -> None:
    """On a page without headings, as they were made in 2004; the other end is the outlet."""
    page = f"<html><head><title>{name}</title></head><body><span>The ice will stay</span>{days()}</body></html>"
    article = page_article(page.encode(), "ice.html")
    assert (article.title, article.publisher) == ("The ice will stay", "Evening Post")


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


def page_of(head: str, heading: str = "Ferry lies in ice") -> bytes:
    return f"<html><head>{head}</head><body><article><h1>{heading}</h1>{days()}</article></body></html>".encode()


def told_by_script(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def test_the_heading_that_readers_see_is_the_title() -> None:
    """Search engines are told another one; a heading that nothing else is like is the site's."""
    told = told_by_script('{"@type": "NewsArticle", "headline": "Ferry ice: 9 things to know"}')
    same = "<meta property='og:title' content='Ferry lies in ice'>"
    assert page_article(page_of(told + same), "page.html").title == "Ferry lies in ice"
    assert page_article(page_of(told, "Latest from the sea"), "page.html").title == "Ferry ice: 9 things to know"


def test_of_several_articles_in_json_ld_the_pages_own_counts() -> None:
    """By its address or its headline; of none of them nothing is taken."""
    other = '{"@type": "NewsArticle", "headline": "Rates go up", "datePublished": "2025-02-01", "author": "Al Poe"}'
    own = '{"@type": "NewsArticle", "headline": "Ferry lies in the ice", "datePublished": "2025-03-04"}'
    scripts = [told_by_script(each) for each in (other, own, other.replace("up", "down"))]
    article = page_article(page_of("".join(scripts)), "page.html")
    assert (article.title, article.author, article.published) == ("Ferry lies in ice", None, date(2025, 3, 4))
    article = page_article(page_of(scripts[0] + scripts[2]), "page.html")
    assert (article.title, article.author, article.published) == ("Ferry lies in ice", None, None)


@pytest.mark.parametrize(
    ("named", "day"),
    [
        ({"headline": "Rates go up"}, None),
        ({"headline": "Rates go up", "url": "https://n.example/rates"}, None),
        ({"headline": "Rates go up", "url": "https://n.example/ice"}, "2025-02-01"),
        ({"headline": "The long winter of a ferry"}, "2025-02-01"),
    ],
)
def test_the_only_article_in_json_ld_may_be_another_story(named: dict[str, str], day: str | None) -> None:
    """Where it shares neither words with the title that the page shows and tells, nor its address."""
    data = {"@type": "NewsArticle", "datePublished": "2025-02-01", "author": "Al Poe", **named}
    head = "<title>Ferry lies in ice</title><meta property='og:url' content='https://n.example/ice'>"
    article = page_article(page_of(head + told_by_script(json.dumps(data))), "page.html")
    assert (article.title, article.url) == ("Ferry lies in ice", "https://n.example/ice")
    assert (article.author, str(article.published)) == ("Al Poe" if day else None, str(day))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Where the sea comes home", "The Harbour"),
        ("港報", "The Harbour"),
        ("Harbour News Ltd", "Harbour News Ltd"),
        ("Bay Daily", "Bay Daily"),
    ],
)
def test_a_slogan_is_no_outlet(told: str, expected: str) -> None:
    """Where the page's name, its title and its address agree on another."""
    head = told_by_script(f'{{"@type": "NewsArticle", "headline": "Ice", "publisher": {{"name": "{told}"}}}}') + (
        "<meta property='og:site_name' content='The Harbour'><title>Ferry lies in ice | The Harbour</title>"
        "<link rel='canonical' href='https://www.harbour.example/ice'>"
    )
    assert page_article(page_of(head), "page.html").publisher == expected


def test_slugs_and_credits_of_pictures_are_no_authors() -> None:
    """Nor is the outlet, in whatever script."""
    head = "".join(f"<meta name='author' content='{each}'>" for each in ("Ida Berg", "ida-berg", "(Image: Agency)"))
    assert page_article(page_of(head), "page.html").author == "Ida Berg"


@pytest.mark.parametrize("told", ["Edited by: Ida Berg", "By Ida Berg", "Ida Berg, Senior Reporter"])
def test_an_author_is_a_name_alone(told: str) -> None:
    """Without what the person does."""
    assert page_article(page_of(f"<meta name='author' content='{told}'>"), "page.html").author == "Ida Berg"


def test_a_front_page_is_told() -> None:
    """Its address is its site's own, and it tells no day."""
    head = "<link rel='canonical' href='https://www.harbour.example/'>"
    with pytest.raises(NotAnArticle, match="it is a front page"):
        page_article(page_of(head), "page.html")
    assert page_article(page_of(head + "<meta name='date' content='2025-03-04'>"), "page.html").published
