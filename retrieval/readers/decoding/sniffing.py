"""How a file of markup opens: what its first element is, past all that may stand before it."""

from __future__ import annotations

import re

from retrieval.errors import BadArticleData, NotAnArticle

FEEDS = frozenset(("rss", "feed", "rdf"))
"""How the first element of a feed is called."""

LIST_OF_FEEDS = "opml"

_LONGEST = 4096
"""Bytes that are looked at."""

_ASIDES = ((b"<!--", b"-->"), (b"<?", b"?>"))
_DOCTYPE = re.compile(rb"<!doctype\s[^>\[]*>", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w+:)?(\w+)")
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


def looks_like_page(data: bytes) -> bool:
    """Whether bytes open as a page of HTML does."""
    return _PAGE.match(_past_asides(data[:_LONGEST])) is not None


def root_of(data: bytes) -> str:
    """The first element's name, in small letters and without its prefix; empty where there is none."""
    opening = _past_asides(data[:_LONGEST])
    doctype = _DOCTYPE.match(opening)
    root = _ROOT.match(_past_asides(opening[doctype.end() :]) if doctype else opening)
    return root[1].decode("ascii", "replace").lower() if root else ""


def looks_like_xml(data: bytes) -> bool:
    """Whether bytes say that they are XML, of any kind."""
    return data[:_LONGEST].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml")


def refuse_markup(data: bytes, shown: str) -> None:
    """A file that somebody named in spite of its suffix may be a feed: its markup isn't anybody's words.

    Raises:
        NotAnArticle: it is a feed or a list of feeds.
        BadArticleData: it is XML of another kind.
    """
    refuse_feed(data, shown)
    if looks_like_xml(data):
        raise BadArticleData(shown, "it is XML of a kind that isn't read", "Save its text as .txt and take that.")


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
