"""Word documents."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document

from retrieval.errors import ArticleTooLarge, BadArticleData, EmptyArticle
from retrieval.model import Article
from tests.retrieval.readers.conftest import found_in
from tests.retrieval.readers.exports.test_database_export import NEXIS


def saved(*lines: str, title: str | None = None) -> bytes:
    document = Document()
    if title:
        document.add_heading(title, 0)
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_paragraphs_and_the_title_that_styles_mark() -> None:
    """A table's rows stand in their place."""
    document = Document()
    document.add_heading("Ferry stops", 0)
    document.add_paragraph("The ferry stopped.")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Ice", "thick"
    document.add_paragraph("“The ice is thick,” said Mara Lindqvist.")
    out = io.BytesIO()
    document.save(out)
    (article,) = found_in(out.getvalue(), "ferry.docx")
    assert isinstance(article, Article)
    assert article.title == "Ferry stops"
    assert article.text == (
        "Ferry stops\n\nThe ferry stopped.\n\nIce\tthick\n\n“The ice is thick,” said Mara Lindqvist."
    )


def test_a_header_block_tells_the_particulars() -> None:
    """As in a text file."""
    (article,) = found_in(saved("Title: Ice", "Date: 10 February 2025", "", "The ferry stopped."), "ferry.docx")
    assert isinstance(article, Article)
    assert (article.title, article.published, article.text) == ("Ice", date(2025, 2, 10), "The ferry stopped.")


def test_an_export_is_several_articles() -> None:
    """Nexis Uni writes Word documents."""
    assert [each.title for each in found_in(saved(*NEXIS.split("\n")), "nexis.docx") if isinstance(each, Article)] == [
        "Ferry stops as ice comes",
        "Rain",
    ]


@pytest.mark.parametrize("data", [b"none of this", b"PK\x03\x04broken"])
def test_what_is_no_document_is_told(data: bytes) -> None:
    """In one line."""
    (error,) = found_in(data, "a.docx")
    assert isinstance(error, BadArticleData)


def test_an_empty_document_is_told() -> None:
    """It is no article."""
    (error,) = found_in(saved(), "a.docx")
    assert isinstance(error, EmptyArticle)


def test_a_zip_bomb_is_refused() -> None:
    """By what it says that it unpacks to."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 40_000_000)
    (error,) = found_in(out.getvalue(), "a.docx")
    assert isinstance(error, ArticleTooLarge)
