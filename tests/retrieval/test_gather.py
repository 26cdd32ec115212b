"""Links and feeds into a collection, from a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest
from aiohttp import web as http

from retrieval import gather
from retrieval.errors import LinkRefused, LinkUnreachable, NotAnArticle, UnreadableArticle
from retrieval.ingestion.report import Report
from retrieval.library import Library
from retrieval.model import Article
from retrieval.readers.sandbox import GuardedReader
from retrieval.web.addresses import AddressPolicy
from retrieval.web.http_client import Client
from retrieval.web.web import Web
from tests.fakes.news_server import NewsServer, page, rss
from tests.retrieval.conftest import Open
from tests.retrieval.web.conftest import QUICK

PAGES = Path(__file__).parent / "readers" / "pages"
DAY = "Mon, 10 Feb 2025 08:00:00 +0100"


@pytest.fixture
def site() -> Iterator[NewsServer]:
    with NewsServer() as server:
        yield server


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(lambda: Client(AddressPolicy(allow_loopback=True), QUICK, max_bytes=200_000)) as opened:
        yield opened


def held(library: Library) -> dict[str, Article]:
    snapshot = library.snapshot()
    return {} if snapshot is None else {each.title: each for each in snapshot.catalog.articles.newest_first()}


def feed_of(site: NewsServer, *names: str, tag: str = '"1"') -> None:
    """A feed at /feed of these pages, with validators."""
    data = rss("Harbour News", *((f"{site.url}/{name}", name, DAY) for name in names))

    async def answer(request: http.Request) -> http.Response:
        if request.headers.get("If-None-Match") == tag:
            return http.Response(status=304, headers={"ETag": tag})
        return http.Response(text=data, content_type="application/rss+xml", headers={"ETag": tag})

    site.handlers["/feed"] = answer


def add_pages(site: NewsServer, *names: str, more: str = "") -> None:
    for name in names:
        words = f"The {name} froze in the sound on Monday. “The {name} is stuck,” said Mara Lindqvist.{more}"
        site.pages[f"/{name}"] = page(f"The {name}", words)


def test_links_become_articles(site: NewsServer, web: Web, reader: GuardedReader, opened: Open) -> None:
    """With title, outlet, day and address from the page, ready to be asked."""
    site.pages["/ice"] = ((PAGES / "json_ld.html").read_bytes(), "text/html")
    site.pages["/dam"] = ((PAGES / "open_graph.html").read_bytes(), "text/html")
    library = opened()
    report = gather.ingest(library, [f"{site.url}/ice", f"{site.url}/dam", f"{site.url}/gone"], web=web, reader=reader)
    assert len(report.new) == 2
    assert [type(each) for each in report.failed] == [LinkUnreachable]
    article = held(library)["Harbour fee “a tax on islanders”, ferry union says"]
    assert (article.publisher, article.published, article.path) == ("Harbour News", date(2025, 2, 13), None)
    again = gather.ingest(library, [f"{site.url}/ice", f"{site.url}/dam", f"{site.url}/ice"], web=web, reader=reader)
    assert (len(again.unchanged), again.new, again.changed) == (2, [], [])


def test_what_was_fetched_before_ctrl_c_is_kept(
    site: NewsServer, web: Web, reader: GuardedReader, opened: Open
) -> None:
    """The rest is fetched the next time."""
    library = opened()
    add_pages(site, "ferry", "barge", "yacht")

    def interrupt(done: int, total: int, report: Report) -> None:
        assert total == 3
        if done == 2:
            raise KeyboardInterrupt

    links = [f"{site.url}/{name}" for name in ("ferry", "barge", "yacht")]
    with pytest.raises(KeyboardInterrupt):
        gather.ingest(library, links, interrupt, web=web, reader=reader)
    assert set(held(library)) == {"The ferry", "The barge"}
    assert len(gather.ingest(library, links, web=web, reader=reader).new) == 1


def test_an_address_that_is_none_of_the_web(opened: Open) -> None:
    """It is no path either, and is told as what it is."""
    report = gather.ingest(opened(), ["ftp://post.example/ferry"])
    assert [str(error) for error in report.failed] == [
        "ftp://post.example/ferry: it isn't an http or https address. Save it as a file and take that."
    ]


def test_a_link_without_its_beginning_is_told_as_one(opened: Open) -> None:
    """As people copy it from a page."""
    report = gather.ingest(opened(), ["www.news.example/ice"])
    assert [error.mend for error in report.failed] == ["If it is a link, write https://www.news.example/ice"]


def test_an_interruption_while_articles_are_put_in_is_no_reason_to_begin_anew(
    site: NewsServer, web: Web, reader: GuardedReader, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ingest that was told to stop keeps what it had; the same group isn't put in a second time."""
    library, begun = opened(), []
    add_pages(site, "ferry", "barge", "yacht")

    def stopped(self: Library, articles: object) -> Report:
        begun.append(articles)
        raise KeyboardInterrupt

    monkeypatch.setattr(gather, "GROUP", 2)
    monkeypatch.setattr(Library, "add", stopped)
    links = [f"{site.url}/{name}" for name in ("ferry", "barge", "yacht")]
    with pytest.raises(KeyboardInterrupt):
        gather.ingest(library, links, web=web, reader=reader)
    assert len(begun) == 1


def test_a_feed_brings_its_articles_once_and_then_what_is_new(
    site: NewsServer, web: Web, reader: GuardedReader, opened: Open
) -> None:
    """A second visit asks whether anything changed, and fetches no page that it has."""
    library = opened()
    add_pages(site, "ferry", "barge", "yacht")
    feed_of(site, "ferry", "barge")
    assert len(gather.ingest(library, [f"{site.url}/feed"], web=web, reader=reader).new) == 2
    again = gather.ingest(library, [f"{site.url}/feed"], web=web, reader=reader)
    assert (again.new, again.unchanged) == ([], [f"{site.url}/feed"])
    assert site.asked("/feed")[1]["If-None-Match"] == '"1"'
    feed_of(site, "yacht", "ferry", "barge", tag='"2"')
    assert len(gather.ingest(library, [f"{site.url}/feed"], web=web, reader=reader).new) == 1
    assert len(site.asked("/ferry")) == 1
    assert set(held(library)) == {"The ferry", "The barge", "The yacht"}
    assert all(each.published == date(2025, 2, 10) for each in held(library).values())


def test_what_failed_in_a_feed_is_tried_again_if_that_may_help(
    site: NewsServer, web: Web, reader: GuardedReader, opened: Open
) -> None:
    """A server that was down, yes; a page without an article, no."""
    library = opened()
    add_pages(site, "ferry")
    site.pages["/wall"] = ((PAGES / "cookie_wall.html").read_bytes(), "text/html")

    async def down(request: http.Request) -> http.Response:
        return http.Response(status=503)

    site.handlers["/barge"] = down
    feed_of(site, "ferry", "barge", "wall")
    report = gather.ingest(library, [f"{site.url}/feed"], web=web, reader=reader)
    assert {type(each) for each in report.failed} == {LinkUnreachable, NotAnArticle}
    del site.handlers["/barge"]
    add_pages(site, "barge")
    report = gather.ingest(library, [f"{site.url}/feed"], web=web, reader=reader)
    assert (len(report.new), report.failed) == (1, [])
    assert (len(site.asked("/wall")), len(site.asked("/ferry"))) == (1, 1)


def test_a_list_of_feeds_brings_them_all(
    site: NewsServer, web: Web, reader: GuardedReader, opened: Open, tmp_path: Path
) -> None:
    """As a file, as a feed reader exports it; what it lists and is no feed is told."""
    add_pages(site, "ferry")
    feed_of(site, "ferry")
    site.pages["/page"] = page("No feed", "This is a page and no feed.")
    path = tmp_path / "feeds.opml"
    lines = "".join(f'<outline xmlUrl="{site.url}/{name}"/>' for name in ("feed", "page"))
    path.write_text(f"<opml><body>{lines}</body></opml>")
    report = gather.ingest(opened(), [str(path)], web=web, reader=reader)
    assert len(report.new) == 1
    assert [str(each) for each in report.failed] == [f"{site.url}/page: it isn't a feed. Check the link."]


def test_files_and_links_come_together(
    site: NewsServer, web: Web, reader: GuardedReader, opened: Open, articles: Path
) -> None:
    """In one go, with one report."""
    add_pages(site, "barge")
    report = gather.ingest(opened(), [str(articles), f"{site.url}/barge"], web=web, reader=reader)
    assert (len(report.new), report.failed) == (4, [])


def test_a_chat_can_send_links_and_files_but_name_no_path(
    site: NewsServer, web: Web, reader: GuardedReader, opened: Open, articles: Path
) -> None:
    """What stands on this machine is nobody's to read from afar."""
    add_pages(site, "barge")
    library = opened()
    report = gather.ingest_links(
        library, [str(articles), f"file://{articles}", f"{site.url}/barge"], web=web, reader=reader
    )
    assert (len(report.new), [type(each) for each in report.failed]) == (1, [LinkRefused, LinkRefused])
    refused = library.add_upload(b"\x89PNG\r\n", "C:\\pictures\\cat.png")
    assert [each.path for each in refused.failed] == ["cat.png"]
    sent = library.add_upload((PAGES / "open_graph.html").read_bytes(), "../../reservoir.html")
    assert len(sent.new) == 1
    assert held(library)["Reservoir at its lowest since 1976"].path is None


def test_a_chat_can_send_a_list_of_feeds_and_no_feed(
    site: NewsServer, web: Web, reader: GuardedReader, opened: Open
) -> None:
    """The list brings what its feeds bring; the markup of neither is an article."""
    add_pages(site, "ferry")
    feed_of(site, "ferry")
    library = opened()
    listed = f'<?xml version="1.0"?><opml><body><outline xmlUrl="{site.url}/feed"/></body></opml>'.encode()
    report = gather.ingest_file(library, listed, "feeds.opml", web=web, reader=reader)
    assert (len(report.new), set(held(library))) == (1, {"The ferry"})
    empty = gather.ingest_file(library, b"<opml/>", "feeds.opml", web=web, reader=reader)
    assert [error.message for error in empty.failed] == ["feeds.opml: it lists no feeds"]
    feed = gather.ingest_file(library, rss("N").encode(), "feed.xml", web=web, reader=reader)
    assert [error.message for error in feed.failed] == ["feed.xml: it is a feed, not an article"]
    text = gather.ingest_file(library, b"The pier is shut, said Jon Holm.", "pier.txt")
    assert len(text.new) == 1


def test_without_an_opt_in_nothing_on_this_machine_is_asked(site: NewsServer, opened: Open) -> None:
    """As the program runs."""
    report = gather.ingest(opened(), [f"{site.url}/ice"])
    assert [type(each) for each in report.failed] == [LinkRefused]
    assert site.requests == []


class HangingOnFeeds(GuardedReader):
    """Gives up each feed, as one that was made to hang is given up."""

    def call(self, function: Callable[..., Any], *arguments: Any, makes: object, shown: str, mend: str) -> NoReturn:
        raise UnreadableArticle(shown, "reading it takes more than 30 seconds", mend)


def test_a_feed_that_was_made_to_hang_costs_itself_only(site: NewsServer, opened: Open) -> None:
    """The other links are read."""
    add_pages(site, "ferry")
    feed_of(site, "ferry")
    with Web(lambda: Client(AddressPolicy(allow_loopback=True), QUICK)) as web, HangingOnFeeds() as reader:
        report = gather.ingest(opened(), [f"{site.url}/feed", f"{site.url}/ferry"], web=web, reader=reader)
    assert (len(report.new), [error.path for error in report.failed]) == (1, [f"{site.url}/feed"])
