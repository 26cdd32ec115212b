"""Rich text (.rtf) to articles, by striprtf: the text alone, without what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.errors import BadArticleData
from retrieval.readers.office.document_text import document_articles
from retrieval.readers.source import Found, Source

_HIDDEN = re.compile(r"(?<!\\)\\v(?![a-z0-9])", re.IGNORECASE)  # to the end of its group, unless "\v0" ends it
_CODE_PAGE = re.compile(rb"\\ansicpg([0-9]{3,5})")


def rtf_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The articles of a document: those of a news database's export, or one.

    Raises:
        BadArticleData: it isn't RTF, or in a code page that isn't known.
        EmptyArticle: there is no text in it.
    """
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise BadArticleData(source.shown, "it isn't made as RTF is", "Save it again as .rtf.")
    content = data.decode("latin-1").replace("\\fldinst{", "\\fldinst {")  # else a link's address becomes text
    if "\\v0" not in content:
        content = _HIDDEN.sub(r"\\*\\v", content)
    named = _CODE_PAGE.search(data[:2000])
    try:
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]
            content, encoding=f"cp{named[1].decode()}" if named else "cp1252"
        )
    except (LookupError, ValueError, IndexError, KeyError) as error:
        message = f"its text can't be read ({type(error).__name__})"
        raise BadArticleData(source.shown, message, "Save its text as .txt in UTF-8.") from None
    yield from document_articles(text.replace("\xa0", " ").split("\n"), None, source, {})
