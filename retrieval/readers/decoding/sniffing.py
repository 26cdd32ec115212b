"""How a file opens: of markup, what its first element is, past all that may stand before it."""

from __future__ import annotations

import re

from retrieval.errors import BadArticleData, NotAnArticle

FEEDS = frozenset(("rss", "feed", "rdf"))
"""How the first element of a feed is called."""

LIST_OF_FEEDS = "opml"

LOOKED_AT = 4096
"""Bytes at a file's start that are looked at."""

_ARTICLES = FEEDS | {"nitf", "newsitem", "newsmessage", "en-export"}
"""How the first element of XML that may hold articles is called."""

_ASIDES = ((b"<!--", b"-->"), (b"<?", b"?>"))
_DOCTYPE = re.compile(rb"<!doctype\s[^>\[]*>", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w+:)?([\w-]+)")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:window\.YTD\.[\w.]{1,60} = )?(?:\[\s*)?\{\s*\"[^\"\n]{1,80}\"\s*:")
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


def told_by(opening: bytes) -> str:
    """The suffix of the format that a file certainly is in, by how it opens; empty where that doesn't tell."""
    if opening.startswith(b"%PDF-"):
        return ".pdf"
    if opening.startswith(b"{\\rtf"):
        return ".rtf"
    if opening.startswith(b"WARC/1."):
        return ".warc"
    if _JSON.match(opening):
        return ".json"
    if b"<?php" in opening[:LOOKED_AT]:  # a program
        return ""
    if looks_like_page(opening):
        return ".html"
    return ".xml" if root_of(opening) in _ARTICLES else ""


def looks_like_page(data: bytes) -> bool:
    """Whether bytes open as a page of HTML does."""
    return _PAGE.match(_past_asides(data[:LOOKED_AT])) is not None


def root_of(data: bytes) -> str:
    """The first element's name, in small letters and without its prefix; empty where there is none."""
    opening = _past_asides(data[:LOOKED_AT])
    doctype = _DOCTYPE.match(opening)
    root = _ROOT.match(_past_asides(opening[doctype.end() :]) if doctype else opening)
    return root[1].decode("ascii", "replace").lower() if root else ""


def looks_like_xml(data: bytes) -> bool:
    """Whether bytes say that they are XML, of any kind."""
    return data[:LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml")


def refuse_markup(data: bytes, shown: str) -> None:
    """A file that somebody named in spite of its suffix may be a feed: its markup isn't anybody's words.

    Raises:
        NotAnArticle: it is a feed, a list of feeds, or a program.
        BadArticleData: it is XML of another kind.
    """
    refuse_feed(data, shown)
    if looks_like_xml(data):
        raise BadArticleData(shown, "it is XML of a kind that isn't read", "Save its text as .txt and take that.")
    if data.startswith(b"<?php"):
        raise NotAnArticle(shown, "it is a program, not an article", "Save the page that it shows, and take that.")


def refuse_feed(data: bytes, shown: str) -> None:
    """Tell a feed that was saved as a file, by how it opens.

    Raises:
        NotAnArticle: it is a feed or a list of feeds.
    """
    root = root_of(data)
    if root in FEEDS:
        raise NotAnArticle(shown, "it is a feed, not an article", "Give the link that it came from.")
    if root == LIST_OF_FEEDS:
        raise NotAnArticle(shown, "it is a list of feeds, not an article", "Take it by a name that ends in .opml.")


def _past_asides(data: bytes) -> bytes:
    """What is left behind a mark of the byte order, white space, comments and instructions.

    By search and not by one regular expression: that would try each comment with each end that comes later, so a few
    dozen empty ones would take it for ever.
    """
    left = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    while aside := next((each for each in _ASIDES if left.startswith(each[0])), None):
        end = left.find(aside[1], 2)
        if end < 0:
            return b""
        left = left[end + len(aside[1]) :].lstrip()
    return left
