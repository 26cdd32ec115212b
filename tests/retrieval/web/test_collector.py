"""Feeds that are visited again and again."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web as http

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
