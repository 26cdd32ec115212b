"""E-books of articles."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from retrieval.errors import BadArticleData
from retrieval.model import Article
from retrieval.readers.source import NO_TEXT, Tally
from tests.retrieval.readers.conftest import found_in

CHAPTER = (
    "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>{0}</title></head><body><h1>{0}</h1>"
    "<p>The ferry stopped on Monday, its owner said, and nobody knows when it will sail again.</p>"
    "<p>“The ice is thick,” said Mara Lindqvist, who has sailed the bay for thirty years and more.</p></body></html>"
)


def test_chapters_are_articles() -> None:
    """In the book's order, with its outlet and day; the cover is no article."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "OPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            "<dc:publisher>Harbour News</dc:publisher><dc:date>2025-02-10T10:00:00+00:00</dc:date></metadata><manifest>"
            '<item id="c" href="cover.xhtml"/><item id="a" href="a%20b.xhtml"/>'
            '<item id="g" href="gone.xhtml"/></manifest>'
            '<spine><itemref idref="c"/><itemref idref="a"/><itemref idref="g"/></spine></package>',
        )
        archive.writestr("OPS/cover.xhtml", "<html><body><img src='x'/></body></html>")
        archive.writestr("OPS/a b.xhtml", CHAPTER.format("Ferry stops"))
    noted: Tally = Tally()
    article, gone = found_in(out.getvalue(), "book.epub", skipped=noted)
    assert isinstance(article, Article)
    assert (article.title, article.publisher, article.published) == ("Ferry stops", "Harbour News", date(2025, 2, 10))
    assert article.path == "book.epub/OPS/a b.xhtml"
    assert isinstance(gone, BadArticleData)
    assert noted == {NO_TEXT: 1}


def test_what_is_no_book_is_told() -> None:
    """In one line."""
    (error,) = found_in(b"none of this", "book.epub")
    assert isinstance(error, BadArticleData)
