"""What a file of markup opens with."""

from __future__ import annotations

import time

import pytest

from retrieval.readers.decoding.sniffing import looks_like_page, root_of


@pytest.mark.parametrize(
    ("data", "is_page", "root"),
    [
        (b"<!doctype html><html>", True, "html"),
        (b"\xef\xbb\xbf\n <!-- made -->\n<!-- by hand --><HTML lang=en>", True, "html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x.dtd">\n<html>', True, "html"),
        (b"<!--><body>", True, "body"),
        (b'<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><!-- a --><rss version="2.0">', False, "rss"),
        (b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x.dtd"><!-- a --><rss>', False, "rss"),
        (b'<rdf:RDF xmlns:rdf="x">', False, "rdf"),
        (b'<atom:feed xmlns:atom="x">', False, "feed"),
        (b"<header>no head</header>", False, "header"),
        (b"<!-- never closed <html>", False, ""),
        (b"The <html> of it", False, ""),
        (b"", False, ""),
    ],
)
def test_the_first_element_is_found_past_what_stands_before_it(data: bytes, is_page: bool, root: str) -> None:
    """A mark, white space, comments, instructions and a document type."""
    assert (looks_like_page(data), root_of(data)) == (is_page, root)


@pytest.mark.parametrize("aside", [b"<!---->", b"<??>", b" ", b"<!-- <!-- -->", b"<!doctype a>", b"<"])
def test_no_opening_takes_long(aside: bytes) -> None:
    """However many comments stand there: one expression over all of them took a day for sixty bytes of these."""
    started = time.process_time()
    assert not looks_like_page(aside * 1000 + b"x")
    assert root_of(aside * 1000 + b"x") in {"", "x"}
    assert time.process_time() - started < 0.5
