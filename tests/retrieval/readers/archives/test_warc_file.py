"""Web archives."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from retrieval.errors import ArticleError, BadArticleData
from retrieval.model import Article
from tests.retrieval.readers.conftest import found_in

PAGE = (Path(__file__).parent.parent / "pages" / "open_graph.html").read_bytes()

TEXT_OF_PAGE = (
    "The ice road to Barrow Point opened on Tuesday, two weeks later than last year and a month later than in 2020, "
    "since the bay froze over only in the last days of October."
)


def record(url: str, page: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-02-10T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_are_articles(name: str) -> None:
    """Pictures and errors of servers aren't looked at; a page without an article costs itself."""
    records = [
        record("https://valley.example/ice", PAGE),
        record("https://valley.example/x.png", b"PNG", kind="image/png"),
        record("https://valley.example/gone", PAGE, status="404 Not Found"),
        record("https://valley.example/empty", b"<html><body></body></html>"),
    ]
    data = b"".join(map(gzip.compress, records)) if name.endswith(".gz") else b"".join(records)
    article, error = found_in(data, name)
    assert isinstance(article, Article)
    assert article.publisher == "The Valley Courier"
    assert isinstance(error, ArticleError)


def test_what_is_no_web_archive_is_told() -> None:
    """In one line."""
    (error,) = found_in(b"none of this", "crawl.warc")
    assert isinstance(error, BadArticleData)


@pytest.mark.parametrize("name", ["crawl.warc.wet", "crawl.wet.gz", "crawl.bin"])
def test_the_texts_of_pages_are_articles(name: str) -> None:
    """Without the lines of the page around them; the file may have another name."""
    lines = ["Ice road opens", "Subscribe", "4 November 2026", "By Ada Berg", TEXT_OF_PAGE, "Cookie policy"]
    body = "\n".join(lines).encode()
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://lervik.example/road\r\n"
        "WARC-Date: 2026-11-05T02:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    record = head + body + b"\r\n\r\n"
    (article,) = found_in(gzip.compress(record) if name.endswith(".gz") else record, name)
    assert isinstance(article, Article)
    assert (article.title, article.publisher, article.author) == ("Ice road opens", "lervik.example", "Ada Berg")
    assert str(article.published) == "2026-11-04"
    assert TEXT_OF_PAGE in article.text
    assert not any(line in article.text for line in ("Subscribe", "Cookie"))
