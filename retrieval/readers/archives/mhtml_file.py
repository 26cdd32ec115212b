"""A page that a browser saved with its pictures in one file (.mht, .mhtml): a mail whose parts are the page's."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy

from retrieval.errors import BadArticleData
from retrieval.readers.html_file import page_article
from retrieval.readers.source import Found, Source

_ADDRESSES = ("Snapshot-Content-Location", "Content-Location")


def mhtml_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The article in the first page that the file holds.

    Raises:
        BadArticleData: it holds none.
        ArticleError: as ``page_article`` does.
    """
    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            page = part.get_payload(decode=True)
            told = (str(each.get(name, "")) for name in _ADDRESSES for each in (message, part))
            url = next((each for each in told if each.startswith(("http://", "https://"))), None)
            if isinstance(page, bytes) and page.strip():
                yield page_article(page, source.shown, url=url, charset=part.get_content_charset(), noted=source.noted)
                return
    raise BadArticleData(source.shown, "it holds no page", "Save the page as HTML.")
