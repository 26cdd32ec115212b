"""Bytes that were made to hang or to break what reads them."""

from __future__ import annotations

import pickle

import pytest

from retrieval.errors import ArticleError, BadArticleData, LinkUnreachable, UnreadableArticle
from retrieval.model import Article
from retrieval.readers import sandbox
from retrieval.readers.sandbox import LIMIT, GuardedReader, Material
from retrieval.web.feeds import read_feed

TEXT = "The ferry froze. “The ice is thick,” said Mara Lindqvist."


def material(data: bytes, name: str) -> Material:
    return Material(data, name, name, max_bytes=20_000_000)


def test_what_hangs_a_parser_is_left_and_the_next_is_read() -> None:
    """Two hundred thousand attributes of one element take the HTML parser minutes; here, they take the limit."""
    hostile = b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">x</p></body></html>"
    with GuardedReader() as reader:
        (article,) = reader.read(material(TEXT.encode(), "ice.txt"))
        assert isinstance(article, Article)
        reader.limit = 1.0
        (error,) = reader.read(material(hostile, "page.html"))
        assert isinstance(error, UnreadableArticle)
        assert "more than 1 seconds" in error.message
        reader.limit = LIMIT
        (article, broken) = reader.read(material(b'{"text": "It rained."}\n{', "news.jsonl"))
        assert isinstance(article, Article)
        assert isinstance(broken, ArticleError)
        assert (broken.path, broken.line) == ("news.jsonl", 2)


def test_a_feed_that_was_made_to_hang_is_left_too() -> None:
    """Its reader's errors come through as they are; whatever else breaks it is one."""
    head = b'<rss version="2.0"><channel><item '
    hostile = head + b" ".join(b'a%d="x"' % n for n in range(200_000)) + b">"
    with GuardedReader() as reader:

        def read(data: object) -> object:
            return reader.call(read_feed, data, "https://n.example/", "feed", shown="feed", mend="Look at it.")

        with pytest.raises(BadArticleData, match="no feed that can be read"):
            read(b"<html/>")
        reader.limit = 1.0
        with pytest.raises(UnreadableArticle, match=r"more than 1 seconds\. Look at it\."):
            read(hostile)
        reader.limit = LIMIT
        with pytest.raises(UnreadableArticle, match="feed: it can't be read"):
            read(None)
        assert read(head + b"></item></channel></rss>") == read_feed(head + b"/></channel></rss>", "", "feed")


def test_a_reader_that_doesnt_start_says_nothing_of_what_it_should_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be read later: a machine without memory isn't the article's fault."""
    monkeypatch.setattr(sandbox, "START", 0.0)
    with GuardedReader() as reader:
        (error,) = reader.read(material(TEXT.encode(), "ice.txt"))
        assert isinstance(error, UnreadableArticle)
        assert error.retryable
        monkeypatch.undo()
        (article,) = reader.read(material(TEXT.encode(), "ice.txt"))
        assert isinstance(article, Article)


def test_errors_come_through_whole() -> None:
    """With all that they hold."""
    error = LinkUnreachable("https://n.example/", "it is down", "Wait.", retryable=True, after=7.0)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (LinkUnreachable, str(error), vars(error))
