"""A web archive (.warc, .warc.gz): the pages that a crawler fetched, with their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from retrieval.errors import ArticleError, BadArticleData
from retrieval.readers.files import too_large
from retrieval.readers.html_file import page_article
from retrieval.readers.source import Found, Source

_OK = "200"


def warc_articles(file: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles of the pages that were answered with 200; what isn't a page isn't looked at.

    Raises:
        BadArticleData: it isn't a web archive.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(file):
            http = record.http_headers
            kind = (http.get_header("Content-Type") or "") if http is not None else ""
            if record.rec_type != "response" or http is None or http.get_statuscode() != _OK or "html" not in kind:
                continue
            url = record.rec_headers.get_header("WARC-Target-URI")
            yield from _page(record.content_stream().read(source.max_bytes + 1), str(url or ""), kind, source)
    except ArchiveLoadFailed:
        raise BadArticleData(source.shown, "it isn't a web archive, or it is broken", "Fetch it again.") from None


def _page(data: bytes, url: str, kind: str, source: Source) -> Iterator[Found]:
    shown = f"{source.shown}#{url[:500]}"
    charset = kind.partition("charset=")[2].split(";")[0].strip(" \"'") or None
    try:
        if len(data) > source.max_bytes:
            raise too_large(shown, len(data), source.max_bytes)
        yield page_article(
            data, shown, url=url if url.startswith("http") else None, charset=charset, noted=source.noted
        )
    except ArticleError as error:
        yield error
    except Exception as error:  # what a parser raises on one page costs that page
        yield BadArticleData(shown, f"the page can't be read ({type(error).__name__})", "Fetch it again.")
