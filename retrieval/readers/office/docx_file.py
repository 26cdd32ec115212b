"""A Word document (.docx) to articles, by python-docx; nothing in it is run and nothing that it names is fetched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from retrieval.errors import BadArticleData
from retrieval.lang.sentence_ends import ends_a_sentence
from retrieval.model import ParagraphKind
from retrieval.readers.office.document_text import document_articles
from retrieval.readers.office.packed import refuse_bomb
from retrieval.readers.source import Found, Source

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_TITLES = ("Title", "Heading 1")
_STYLES = {
    "Title": ParagraphKind.HEADING,
    "Subtitle": ParagraphKind.HEADING,
    "Heading": ParagraphKind.HEADING,
    "List": ParagraphKind.LIST,
    "Quote": ParagraphKind.QUOTE,
    "Intense": ParagraphKind.QUOTE,
}
"""By the first word of the names of Word's own styles: "List Bullet 2", "Intense Quote"."""
_CAPTION = "Caption"
_NOTES = ("/footnotes", "/endnotes")
_HOLDS_TEXT = frozenset(("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple"))
# Elements whose runs are part of the text once all tracked changes are accepted; those of "del" and "moveFrom" aren't.


_HOLDS_BLOCKS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_HIDDEN = "./w:rPr/w:vanish[not(@w:val='0' or @w:val='false')]"
_LONGEST_HEADING = 110  # code points


def docx_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The articles of a document: those of a news database's export, or one.

    The text is that with all tracked changes accepted, without captions and what is hidden; footnotes and
    endnotes stand behind it.

    Raises:
        BadArticleData: it isn't a Word document, or it is broken.
        ArticleTooLarge: it would unpack to a hundred times its size.
        EmptyArticle: there is no text in it.
    """
    from docx import Document
    from docx.table import Table

    refuse_bomb(data, source)
    try:
        document = Document(io.BytesIO(data))
        lines: list[str] = []
        title: str | None = None
        kinds: dict[str, ParagraphKind] = {}
        for block in _blocks(document.element.body, document):
            if isinstance(block, Table):
                lines += ["\t".join(dict.fromkeys(_lines(cell.paragraphs) for cell in row.cells)) for row in block.rows]
                continue
            text = _text(block._p)  # noqa: SLF001 - python-docx has no public way to it
            style = block.style.name if block.style is not None else None
            if style == _CAPTION:
                continue
            if title is None and style in _TITLES and not any(map(str.strip, lines)):
                title = text.strip() or None
            lines += text.split("\n")
            kind = _STYLES.get((style or "").split(" ")[0])
            if kind is None and _is_set_bold(block):
                kind = ParagraphKind.HEADING
            if kind is not None:
                kinds |= dict.fromkeys(map(str.strip, text.split("\n")), kind)
        lines += _notes(document)
    except (ValueError, KeyError, AttributeError, SyntaxError, OSError, zipfile.BadZipFile) as error:
        message = f"it isn't a Word document, or it is broken ({type(error).__name__})"
        raise BadArticleData(source.shown, message, "Save it again as .docx, or its text as .txt.") from None
    yield from document_articles(lines, title, source, kinds)


def _blocks(holder: BaseOxmlElement, document: Document) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables of a document's body, in order, those in content controls, too."""
    from docx.oxml.table import CT_Tbl
    from docx.oxml.text.paragraph import CT_P
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for child in holder:
        if isinstance(child, CT_P):
            yield Paragraph(child, document)
        elif isinstance(child, CT_Tbl):
            yield Table(child, document)
        elif isinstance(child.tag, str) and child.tag.rpartition("}")[2] in _HOLDS_BLOCKS:
            yield from _blocks(child, document)


def _is_set_bold(block: Paragraph) -> bool:
    """Whether a paragraph is a question or a heading in bold type."""
    text = block.text.strip()
    is_short = 0 < len(text) <= _LONGEST_HEADING and (text.endswith("?") or not ends_a_sentence(text, 0, len(text)))
    return is_short and all(run.bold for run in block.runs if run.text.strip())


def _lines(paragraphs: Iterable[Paragraph]) -> str:
    return "\n".join(_text(each._p) for each in paragraphs).strip()  # noqa: SLF001


def _text(element: BaseOxmlElement) -> str:
    """The text of a paragraph, or of a part of one, with tracked changes accepted."""
    from docx.oxml.text.run import CT_R

    parts = []
    for child in element:
        if isinstance(child, CT_R):
            parts.append("" if child.xpath(_HIDDEN) else child.text)
        elif isinstance(child.tag, str) and child.tag.rpartition("}")[2] in _HOLDS_TEXT:
            parts.append(_text(child))
    return "".join(parts)


def _notes(document: Document) -> list[str]:
    """The paragraphs of footnotes and endnotes, in order."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml

    parts = [each.target_part for each in document.part.rels.values() if each.reltype.endswith(_NOTES)]
    notes = [note for part in parts for note in parse_xml(part.blob) if note.get(qn("w:type")) is None]
    return [_text(paragraph) for note in notes for paragraph in note.iter(qn("w:p"))]
