"""A web archive (.warc, .wet, each also .gz): the pages that a crawler fetched or their texts, with addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import BinaryIO

from retrieval.errors import ArticleError, BadArticleData
from retrieval.model import Article
from retrieval.readers.decoding.encodings import decode
from retrieval.readers.files import too_large
from retrieval.readers.html_file import page_article
from retrieval.readers.source import Found, Source, Tally

_OK = "200"
_Read = Callable[[bytes, str, str | None, str | None, Tally], Article]


def warc_articles(file: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles of the pages that were answered with 200, and of the texts that somebody made of pages; what is
    neither isn't looked at.

    Raises:
        BadArticleData: it isn't a web archive.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(file):
            url = str(record.rec_headers.get_header("WARC-Target-URI") or "")
            if record.rec_type == "conversion":
                yield from _found(_text, record.content_stream().read(source.max_bytes + 1), url, None, source)
                continue
            http = record.http_headers
            kind = (http.get_header("Content-Type") or "") if http is not None else ""
            if record.rec_type != "response" or http is None or http.get_statuscode() != _OK or "html" not in kind:
                continue
            charset = kind.partition("charset=")[2].split(";")[0].strip(" \"'") or None
            yield from _found(_page, record.content_stream().read(source.max_bytes + 1), url, charset, source)
    except ArchiveLoadFailed:
        raise BadArticleData(source.shown, "it isn't a web archive, or it is broken", "Fetch it again.") from None


def _found(read: _Read, data: bytes, url: str, charset: str | None, source: Source) -> Iterator[Found]:
    shown = f"{source.shown}#{url[:500]}"
    try:
        if len(data) > source.max_bytes:
            raise too_large(shown, len(data), source.max_bytes)
        yield read(data, shown, url if url.startswith("http") else None, charset, source.noted)
    except ArticleError as error:
        yield error
    except Exception as error:  # what a parser raises on one page costs that page
        yield BadArticleData(shown, f"the page can't be read ({type(error).__name__})", "Fetch it again.")


def _page(data: bytes, shown: str, url: str | None, charset: str | None, noted: Tally) -> Article:
    return page_article(data, shown, url=url, charset=charset, noted=noted)


def _text(data: bytes, shown: str, url: str | None, charset: str | None, noted: Tally) -> Article:
    """A page's text, every line of it: what isn't the article's goes as from the page."""
    lines = [line for line in decode(data, shown).splitlines() if line.strip()]
    title, body = escape(lines[0]) if lines else "", "".join(f"<p>{escape(line)}</p>" for line in lines)
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return page_article(page.encode(), shown, url=url, charset="utf-8", noted=noted)
