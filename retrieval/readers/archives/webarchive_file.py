"""A page that Safari saved with its pictures in one file (.webarchive): a property list whose main part is the page."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

from retrieval.errors import BadArticleData
from retrieval.readers.html_file import page_article
from retrieval.readers.source import Found, Source


def webarchive_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The article in the page that was saved.

    Raises:
        BadArticleData: it holds none.
        ArticleError: as ``page_article`` does.
    """
    try:
        main = plistlib.loads(data)["WebMainResource"]
        page, url, charset = (main.get(f"WebResource{name}") for name in ("Data", "URL", "TextEncodingName"))
    except (plistlib.InvalidFileException, ExpatError, KeyError, TypeError, AttributeError, ValueError, OverflowError):
        page = None
    if not isinstance(page, bytes) or not page.strip():
        raise BadArticleData(source.shown, "it holds no page", "Save the page as HTML.")
    yield page_article(
        page,
        source.shown,
        url=url if isinstance(url, str) and url.startswith(("http://", "https://")) else None,
        charset=charset if isinstance(charset, str) else None,
        noted=source.noted,
    )
