"""A Word document (.docx) to articles, by python-docx; nothing in it is run and nothing that it names is fetched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from retrieval.errors import BadArticleData
from retrieval.readers.office.document_text import document_articles
from retrieval.readers.office.packed import refuse_bomb
from retrieval.readers.source import Found, Source

_TITLES = ("Title", "Heading 1")


def docx_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The articles of a document: those of a news database's export, or one.

    Raises:
        BadArticleData: it is no Word document, or a broken one.
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
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += ["\t".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows]
                continue
            style = block.style.name if block.style is not None else None
            if title is None and style in _TITLES and not any(map(str.strip, lines)):
                title = block.text.strip() or None
            lines += block.text.split("\n")
    except (ValueError, KeyError, AttributeError, SyntaxError, OSError, zipfile.BadZipFile) as error:
        message = f"it is no Word document, or a broken one ({type(error).__name__})"
        raise BadArticleData(source.shown, message, "Save it again as .docx, or its text as .txt.") from None
    yield from document_articles(lines, title, source)
