"""Feeds that are visited again and again."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import web as http

from retrieval.errors import ArticleError
from retrieval.model import Article
from retrieval.readers.sandbox import GuardedReader
from retrieval.web.collector import Collector, Visit
from retrieval.web.feed_history import Memory
from retrieval.web.web import Web
from tests.fakes.news_server import NewsServer, page, rss

TEXT = "The ferry froze in the sound on Monday. “It is stuck,” said Mara Lindqvist of the harbour."


def test_an_entry_that_goes_on_to_fail_is_visited_more_and_more_seldom(
    site: NewsServer, web: Web, reader: GuardedReader, tmp_path: Path
) -> None:
    """Its feed isn't taken for done meanwhile, and what comes of it at last is taken."""
    now = 0.0
    memory = Memory(tmp_path / "feeds.sqlite3")
    collector = Collector(web, reader, memory, max_bytes=100_000, clock=lambda: now)

    async def broken(request: http.Request) -> http.Response:
        return http.Response(status=500)

    async def feed(request: http.Request) -> http.Response:
        data = rss("N", (f"{site.url}/barge", "Barge", ""), (f"{site.url}/ferry", "Ferry", ""))
        return http.Response(text=data, content_type="application/rss+xml", headers={"ETag": "one"})

    site.handlers |= {"/feed": feed, "/barge": broken}
    site.pages["/ferry"] = page("Ferry", TEXT)
    link = f"{site.url}/feed"

    def visit() -> list[object]:
        brought = list(collector.collect([Visit(link)]))
        collector.note(brought)
        return [each.found for each in brought]

    tried = []
    for quarter in range(20):
        now = quarter * 900.0
        asked = len(site.asked("/barge"))
        visit()
        if len(site.asked("/barge")) > asked:
            tried.append(quarter)
    assert tried == [0, 1, 2, 4, 8, 16]
    assert (len(site.asked("/ferry")), memory.validators(link)) == (1, None)
    del site.handlers["/barge"]
    site.pages["/barge"] = page("Barge", TEXT.replace("ferry", "barge"))
    now += 86_400
    (found,) = visit()
    assert isinstance(found, Article)
    assert memory.validators(link) is not None


STORY = "".join(f"<p>{TEXT} On pier {number} it rained until the evening came.</p>" for number in range(8))


def held(link: str, title: str, encoded: str, day: str = "Tue, 11 Feb 2025 08:00:00 GMT") -> str:
    where = f"<link>{link}</link>" if link else "<guid isPermaLink='false'>urn:9</guid>"
    return (
        f"<item>{where}<title>{title}</title><pubDate>{day}</pubDate>"
        f"<content:encoded><![CDATA[{encoded}]]></content:encoded></item>"
    )


@pytest.mark.parametrize("status", [403, 404, 200])
def test_a_feed_that_holds_the_article_stands_in_for_a_page_that_is_refused(
    site: NewsServer, web: Web, reader: GuardedReader, tmp_path: Path, status: int
) -> None:
    """A page that the site refuses, or that shows no article, is read from the feed; an entry without a link, too."""

    async def feed(request: http.Request) -> http.Response:
        items = held(f"{site.url}/ferry", "Ferry", STORY) + held("", "Barge", STORY.replace("ferry", "barge"))
        items += held(f"{site.url}/teaser", "Teaser", "<p>Only this.</p>")
        space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
        whole = f"<rss version='2.0' {space}><channel><title>Harbour News</title>{items}</channel></rss>"
        return http.Response(text=whole, content_type="application/rss+xml")

    async def refused(request: http.Request) -> http.Response:
        return http.Response(status=status, text="<html><body><p>No.</p></body></html>", content_type="text/html")

    site.handlers |= {"/feed": feed, "/ferry": refused, "/teaser": refused}
    collector = Collector(web, reader, Memory(tmp_path / "feeds.sqlite3"), max_bytes=100_000)
    found = [each.found for each in collector.collect([Visit(f"{site.url}/feed")])]
    articles = {each.title: each for each in found if isinstance(each, Article)}
    assert sorted(articles) == ["Barge", "Ferry"]
    assert sum(isinstance(each, Article) for each in found) == 2
    assert sum(isinstance(each, ArticleError) for each in found) == 1
    ferry = articles["Ferry"]
    assert (ferry.publisher, str(ferry.published), ferry.url) == ("Harbour News", "2025-02-11", f"{site.url}/ferry")
    assert articles["Barge"].url is None
    assert "barge froze" in articles["Barge"].text


def test_a_feed_names_the_outlet_where_its_pages_dont(
    site: NewsServer, web: Web, reader: GuardedReader, tmp_path: Path
) -> None:
    """Not that of another site's pages, to which it only leads; entries with nothing in them are counted."""
    other = site.url.replace("127.0.0.1", "localhost")
    items = [(f"{site.url}/a", "A", ""), (f"{site.url}/b", "B", ""), (f"{other}/c", "C", ""), ("", "D", "")]
    site.pages["/feed"] = rss("Harbour News", *items), "application/rss+xml"
    site.pages["/a"] = site.pages["/c"] = page("Ferry", TEXT)
    site.pages["/b"] = page("Barge", TEXT, head='<meta property="og:site_name" content="The Pier">')
    collector = Collector(web, reader, Memory(tmp_path / "feeds.sqlite3"), max_bytes=100_000)
    found = [each.found for each in collector.collect([Visit(f"{site.url}/feed")])]
    outlets = {each.url: each.publisher for each in found if isinstance(each, Article)}
    assert outlets == {f"{site.url}/a": "Harbour News", f"{site.url}/b": "The Pier", f"{other}/c": "localhost"}
    assert collector.noted.names == {"entry without text": [f"{site.url}/feed"]}
