"""One door for all formats."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import ArticleError, NotAnArticle, UnreadableArticle
from retrieval.model import Article
from retrieval.readers import read_articles
from retrieval.readers.source import Tally
from tests.conftest import examples
from tests.retrieval.readers.conftest import found_in

PAGES = Path(__file__).parent / "pages"


def test_a_file_with_another_name_is_looked_into(tmp_path: Path) -> None:
    """A page that was saved without a suffix is a page."""
    path = tmp_path / "saved"
    path.write_bytes((PAGES / "open_graph.html").read_bytes())
    (article,) = read_articles(path, max_bytes=100_000)
    assert isinstance(article, Article)
    assert article.publisher == "The Valley Courier"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', r"it is a feed, not an article\. Give the link"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "it is a feed"),
        (b"<opml><body/></opml>", r"a list of feeds, not an article\. Take it by a name that ends in \.opml"),
        (b'<?xml version="1.0"?><nitf><body/></nitf>', r"XML of a kind that isn't read"),
    ],
)
def test_markup_that_is_no_page_is_nobodys_words(data: bytes, says: str) -> None:
    """A feed that was saved as a file would be an article of tags."""
    (error,) = found_in(data, "saved.xml")
    assert isinstance(error, ArticleError)
    assert re.search(says, str(error))


@pytest.mark.parametrize("name", ["feed.txt", "feed.md", "feed", "feed.xml"])
def test_a_feed_is_one_under_any_name(name: str) -> None:
    """Its entries' whole texts are articles, and without any it is told as a feed."""
    item = "<item><title>Ice</title><description>Short.</description>{}</item>"
    feed = (
        '<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{}</channel></rss>'
    )
    whole = f"<content:encoded>{'The ice came. ' * 30}</content:encoded>"
    (article,) = found_in(feed.format(item.format(whole)).encode(), name)
    assert isinstance(article, Article)
    (error,) = found_in(feed.format(item.format("")).encode(), name)
    assert isinstance(error, NotAnArticle)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b'[{"title": "Ice", "content": null}, {"title": "Fog", "text": "[Removed]"}]'),
        ("a.csv", b"title,text\nIce,\nFog,\n"),
        ("a.xml", b"<rss><channel><item><title>Ice</title></item><item><title>Fog</title></item></channel></rss>"),
    ],
)
def test_a_file_whose_entries_all_lack_texts_is_told_once(name: str, data: bytes) -> None:
    """As an error that names it; its entries aren't counted as left out as well."""
    skipped = Tally()
    (error,) = found_in(data, name, skipped=skipped)
    assert isinstance(error, ArticleError)
    assert skipped == {}


@pytest.mark.parametrize("name", ["x.png", "s.doc", "talk.mp3", "source.php"])
def test_a_name_of_another_kind_is_no_articles(name: str) -> None:
    """A file that isn't what it is called was made by a mistake."""
    (error,) = found_in(b"<?php echo 1" if name.endswith(".php") else b"The ferry froze.", name)
    assert isinstance(error, ArticleError)


def test_a_parser_that_breaks_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a library raises on hostile bytes is that file's error."""

    def broken(data: bytes, shown: str) -> Article:
        raise MemoryError("a parser's own")

    monkeypatch.setattr("retrieval.readers.text_file.text_articles", broken)
    (error,) = found_in(b"x", "page.txt")
    assert isinstance(error, UnreadableArticle)
    assert "MemoryError" in error.message


@pytest.mark.parametrize(
    ("name", "data"), [("a.html", b"<html><body></body></html>"), ("a.pdf", b"%PDF-1.4\n1 0 obj\n")]
)
def test_libraries_say_nothing_beside_our_errors(name: str, data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """One line a file is enough."""
    (error,) = found_in(data, name)
    assert isinstance(error, ArticleError)
    assert caplog.records == []


@examples(80)
@given(
    st.sampled_from(["a.html", "a.json", "a.jsonl", "a.eml", "a.pdf", "a.zip", "a.txt", "a"]),
    st.one_of(
        st.binary(max_size=300),
        st.text("<>/phtmlbody \"'=&;#!-[]{}:,“”19", max_size=200).map(str.encode),
        st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"From: a\n\n", b"{", b"---\n"]),
    ),
)
def test_any_bytes_are_articles_or_errors(name: str, data: bytes) -> None:
    """Nothing else ever comes out of this door."""
    for found in found_in(data, name, 1000):
        assert isinstance(found, Article | ArticleError)
        if isinstance(found, Article):
            assert found.title.isprintable()
            assert "\0" not in found.text


def test_a_file_that_is_too_large_is_told_with_its_size(tmp_path: Path) -> None:
    """Not with how much was read of it."""
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * 5000)
    (error,) = read_articles(path, max_bytes=1000)
    assert "it has 5,000 bytes, and 1,000 is the most" in str(error)
