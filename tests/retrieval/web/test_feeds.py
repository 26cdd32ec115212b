"""Feeds and lists of feeds, well made and not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import ArticleError, BadArticleData
from retrieval.web.feeds import read_feed, read_opml
from tests.fakes.news_server import rss

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>
<entry><title>Ice</title><id>tag:1</id><link href="/ice"/><published>2025-02-10T23:30:00-05:00</published>
<updated>2025-02-11T08:00:00Z</updated><author><name>Ida Berg</name></author></entry></feed>"""


def test_an_rss_feed() -> None:
    """Links, titles, days in the zone they are written in, and how often it wants to be asked."""
    feed = read_feed(
        rss("Harbour News", ("https://n.example/ice", "Ice", "Mon, 10 Feb 2025 23:30:00 -0500"), ttl=30).encode(),
        "https://n.example/feed",
        "feed",
    )
    (entry,) = feed.entries
    assert (entry.link, entry.title, entry.published) == ("https://n.example/ice", "Ice", date(2025, 2, 10))
    assert (feed.title, feed.every) == ("Harbour News", 1800)


def test_an_atom_feed() -> None:
    """Its links may be relative; what an entry is called stays the same when it changes, its stamp doesn't."""
    (entry,) = read_feed(ATOM.encode(), "https://n.example/feed", "feed").entries
    assert (entry.link, entry.key, entry.author) == ("https://n.example/ice", "tag:1", "Ida Berg")
    assert (entry.published, entry.stamp) == (date(2025, 2, 10), "2025-02-11T08:00:00Z")


def test_a_feed_may_be_badly_made(tmp_path: Path) -> None:
    """Not closed, no date, an entry without a link or with one that is none, the same link twice."""
    items = (
        ("https://n.example/ice", "Ice", "soon"),
        ("javascript:alert(1)", "x", ""),
        ("https://n.example/ice", "Again", ""),
    )
    broken = rss("N", *items).replace("</channel></rss>", "<item><title>No link</title></item>")
    (entry,) = read_feed(broken.encode(), "https://n.example/feed", "feed").entries
    assert (entry.link, entry.published) == ("https://n.example/ice", None)


def test_entries_that_are_called_the_same_are_told_apart_by_their_links() -> None:
    """Or the new one would be taken for the one that is known."""
    same = rss("N", ("https://n.example/a", "A", ""), ("https://n.example/b", "B", ""))
    for guid in ("https://n.example/a</guid>", "https://n.example/b</guid>"):
        same = same.replace(f"<guid>{guid}", "<guid>news</guid>")
    feed = read_feed(same.encode(), "https://n.example/feed", "feed")
    assert [entry.key for entry in feed.entries] == ["https://n.example/a", "https://n.example/b"]


def test_entities_of_a_feeds_own_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    """A billion laughs, and a file on this machine."""
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE rss [<!ENTITY l0 "ha"><!ENTITY s SYSTEM "{secret.as_uri()}">{laughs}]>'
    item = "<item><link>https://n.example/ice</link><title>&l9;&s;</title></item>"
    feed = f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{item}</channel></rss>'
    for data in (feed.encode(), feed.encode("utf-16")):
        for read in (read_feed, read_opml):
            with pytest.raises(BadArticleData, match="entities of its own"):
                read(data, "https://n.example/", "feed")


def test_entries_without_a_link_hold_their_articles() -> None:
    """In a long description too; two of one title are two."""
    said = "The ferry froze in the sound, and nobody on the pier knew when it would sail again. " * 9
    items = "".join(
        f"<item><title>R&amp;amp;D on ice</title><author>i@n.example (Ida Berg)</author><description>{n} {said}"
        "</description></item>"
        for n in range(2)
    )
    data = f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'.encode()
    entries = read_feed(data, "https://n.example/feed", "feed").entries
    assert len({entry.link for entry in entries}) == 2
    assert all(entry.page and not entry.has_link for entry in entries)
    assert {(entry.title, entry.author) for entry in entries} == {("R&D on ice", "Ida Berg")}


def test_short_news_is_told_from_a_teaser() -> None:
    """By its paragraphs and its end; what has neither a link nor a text is counted."""
    short = "<p>The ferry froze on Monday.</p><p>“It is stuck,” said Mara Lindqvist.</p>"
    tail = "<p>The ferry froze [&#8230;]</p><p>The post Ferry first appeared on N.</p>"
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    items = "".join(
        f"<item><link>{link}</link><title>{number}</title>{summary}<content:encoded><![CDATA[{content}]]></content:encoded></item>"
        for number, (link, content, summary) in enumerate(
            [
                ("https://n.example/a", short, ""),
                ("", short, ""),
                ("https://n.example/b", tail, ""),
                (
                    "https://n.example/c",
                    "",
                    "<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description>",
                ),
                ("", "<p>Read it here.</p>", ""),
            ]
        )
    )
    data = f"<rss version='2.0' {space}><channel><title>N</title>{items}</channel></rss>".encode()
    feed = read_feed(data, "https://n.example/feed", "feed")
    assert [(entry.title, entry.page is not None) for entry in feed.entries] == [
        *(("0", True), ("1", True), ("2", False), ("3", False))
    ]
    assert feed.without_text == 1


@pytest.mark.parametrize(
    "day",
    [
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Wed, 31 Dec 1969 19:00:00 -0500",
        "0001-01-01T00:00:00Z",
        "Fri, 01 Jan 2100 08:00:00 GMT",
    ],
)
def test_a_day_that_cant_be_is_none(day: str) -> None:
    """A missing time stamp and a day to come say nothing of when an article was published."""
    item = f"<item><link>https://n.example/a</link><pubDate>{day}</pubDate></item>"
    data = f'<rss version="2.0"><channel>{item}</channel></rss>'.encode()
    assert read_feed(data, "https://n.example/feed", "feed").entries[0].published is None


@pytest.mark.parametrize("data", [b"", b"<html><body>no feed</body></html>", b"http://127.0.0.1/feed", b"/etc/passwd"])
def test_what_is_no_feed_is_told(data: bytes) -> None:
    """And nothing that it names is opened."""
    with pytest.raises(BadArticleData, match="isn't a feed"):
        read_feed(data, "https://n.example/feed", "feed")


def test_a_feed_that_breaks_off_before_its_first_entry_is_told() -> None:
    """Rather than taken for one with no news; one that has none is none."""
    with pytest.raises(BadArticleData, match="the feed is broken"):
        read_feed(b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>x', "https://n.example/feed", "feed")
    empty = b'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title></channel></rss>'
    assert read_feed(empty, "https://n.example/feed", "feed").entries == ()


def test_a_list_of_feeds() -> None:
    """Nested in folders, each link once; what is no web link is left out."""
    outlines = "".join(
        f'<outline text="x" type="rss" xmlUrl="{link}"/>'
        for link in (
            "https://a.example/feed",
            "file:///etc/passwd",
            "https://b.example/rss?a=1&amp;b=2",
            "https://a.example/feed",
        )
    )
    data = f'<?xml version="1.0"?><opml version="2.0"><body><outline text="folder">{outlines}</outline></body></opml>'
    assert read_opml(data.encode(), "", "list") == ["https://a.example/feed", "https://b.example/rss?a=1&b=2"]
    with pytest.raises(BadArticleData, match="lists no feeds"):
        read_opml(b"<opml><body/></opml>", "", "list")
    with pytest.raises(BadArticleData, match="lists no feeds"):
        read_opml(b"not xml", "", "list")


@given(
    st.one_of(st.binary(max_size=200), st.text("<>/rssitemlinkfeedopml!?xml[]&; =\"'", max_size=200).map(str.encode))
)
def test_any_bytes_are_a_feed_or_an_error(noise: bytes) -> None:
    """Nothing else comes out."""
    for read in (read_feed, read_opml):
        try:
            read(noise, "https://n.example/", "x")
        except ArticleError:
            continue
