"""Word documents."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

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
    """A table's rows stand in their place; captions are left out."""
    document = Document()
    document.add_heading("Ferry stops", 0)
    document.add_paragraph("The ferry stopped.")
    document.add_paragraph("The ferry in the ice on Monday. Photo: Ida Berg", style="Caption")
    document.add_heading("Who pays?", 2)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Ice", "thick"
    document.add_paragraph("“The ice is thick,” said Mara Lindqvist.")
    out = io.BytesIO()
    document.save(out)
    (article,) = found_in(out.getvalue(), "ferry.docx")
    assert isinstance(article, Article)
    assert article.title == "Ferry stops"
    assert article.text == (
        "Ferry stops\n\nThe ferry stopped.\n\nWho pays?\n\nIce\tthick\n\n“The ice is thick,” said Mara Lindqvist."
    )
    assert [(article.text[start:][:9], kind) for start, kind in article.kinds] == [("Who pays?", "heading")]


_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FOOTNOTES = f"""<w:footnotes {_NAMESPACE}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>Not a note.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:t>Holm said: “</w:t></w:r>
<w:del w:id="7"><w:r><w:delText>Thin.</w:delText></w:r></w:del>
<w:ins w:id="8"><w:r><w:t>It froze in one night.</w:t></w:r></w:ins><w:r><w:t>”</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def test_tracked_changes_are_accepted_and_notes_stand_behind_the_text() -> None:
    """What was inserted or moved here is read, what was deleted or moved away isn't, in the text, tables and notes."""
    document = Document()
    paragraph = document.add_paragraph("The ice is ")
    for tag, held in (("del", "delText"), ("moveFrom", "t"), ("ins", "t"), ("moveTo", "t")):
        run = f'<w:r><w:{held} xml:space="preserve">{tag} </w:{held}></w:r>'
        paragraph._p.append(parse_xml(f'<w:{tag} {_NAMESPACE} w:id="1">{run}</w:{tag}>'))
    paragraph.add_run("thick.")
    cell = document.add_table(1, 1).rows[0].cells[0]
    inserted = parse_xml(f'<w:ins {_NAMESPACE} w:id="2"><w:r><w:t>in a table</w:t></w:r></w:ins>')
    cell.paragraphs[0]._p.append(inserted)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, _FOOTNOTES.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    out = io.BytesIO()
    document.save(out)
    (article,) = found_in(out.getvalue(), "ferry.docx")
    assert isinstance(article, Article)
    assert article.text == ("The ice is ins moveTo thick.\n\nin a table\n\nHolm said: “It froze in one night.”")


def test_content_controls_are_text_and_what_is_hidden_is_not() -> None:
    """Templates hold their text in such controls."""
    document = Document()
    document.add_paragraph("The ferry stopped.").add_run(" Slug 7").font.hidden = True
    held = f"<w:p><w:r><w:t>It froze.</w:t></w:r></w:p><w:sdt><w:sdtContent>{'<w:p><w:r><w:t>Deep.</w:t></w:r></w:p>'}"
    control = f"<w:sdt {_NAMESPACE}><w:sdtContent>{held}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    out = io.BytesIO()
    document.save(out)
    (article,) = found_in(out.getvalue(), "ferry.docx")
    assert isinstance(article, Article)
    assert article.text == "The ferry stopped.\n\nIt froze.\n\nDeep."


def test_questions_in_bold_are_headings() -> None:
    """As on a page; a sentence in bold is text."""
    document = Document()
    for line, bold in (
        ("Does it freeze?", True),
        ("It does.", False),
        ("It froze in one night.", True),
        ("Yes.", False),
    ):
        document.add_paragraph().add_run(line).bold = bold
    out = io.BytesIO()
    document.save(out)
    (article,) = found_in(out.getvalue(), "ferry.docx")
    assert isinstance(article, Article)
    assert (0, "heading") in article.kinds
    assert [article.text[start:][:6] for start, kind in article.kinds if kind == "heading"] == ["Does i"]


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
