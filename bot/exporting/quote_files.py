"""Statements as Markdown, CSV, a page, a Word document, and their articles as CSL-JSON.

What an article says is data in every one of them: it can't become markup, a link, a formula of a spreadsheet.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bot.answering.drafting.line_builder import day, place
from bot.exporting.citation_styles import STYLES, csl
from bot.exporting.markdown_text import LINK, as_markdown
from prompts import replies
from retrieval.model import Citation, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.model import Article, Statement

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the head of a formula (OWASP, CSV injection)."""

_LOOKS = """
article { margin: 0 0 2rem }
h2 { font-size: 1.1rem; margin: 0 }
article p { font-size: .9rem; margin: 0 }
"""


Said = TypeVar("Said", bound="Statement | Citation")


@dataclass(frozen=True)
class Quotation(Generic[Said]):
    """A statement or cited passage with its article, the registered speaker, and how that article introduces them."""

    statement: Said
    article: Article
    speaker: str | None = None
    role: str | None = None

    @property
    def name(self) -> str | None:
        """Whom the words stand under: nobody where the article says that they weren't said."""
        hedge = self.statement.hedge
        return self.speaker if hedge is None or hedge.was_said else None

    @property
    def words(self) -> str:
        """The article's words."""
        return self.statement.quote if isinstance(self.statement, Citation) else self.statement.text

    @property
    def lead(self) -> str:
        """Who said it, as what, when and where, and what the article says against it, on one line."""
        said = self.statement
        nobody = self.article.title if said.kind is Kind.PASSAGE else replies.NO_SPEAKER
        head = self.name or nobody
        parts = [
            self.role if self.name and self.role != self.name else None,
            said.said_on and day(said.said_on),
            place(said.venue),
            said.via and replies.ACCORDING_TO.format(name=said.via),
            said.hedge and replies.HEDGE_NOTES[said.hedge.value],
        ]
        cut = replies.BREAKS_OFF * self.article.breaks_off_at(said.end)
        return (
            " ".join(", ".join([head, *(part for part in parts if part)]).split()) + replies.KIND_NOTES[said.kind] + cut
        )


def markdown(found: Sequence[Quotation[Any]], style: str) -> bytes:
    """Each statement as a block quote between who said it and its source."""
    blocks = []
    for each in found:
        words = "\n".join(f"> {line.strip()}".rstrip() for line in as_markdown(each.words).splitlines())
        blocks.append(f"**{as_markdown(each.lead)}**\n\n{words}\n\n{as_markdown(STYLES[style](each.article))}\n")
    return "\n".join(blocks).encode()


def table(found: Sequence[Quotation[Any]], style: str) -> bytes:
    """A row of CSV (RFC 4180) a statement, with the entry in every citation style."""
    to = io.StringIO(newline="")
    rows = [_fields(each) for each in found]
    writer = csv.DictWriter(to, list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows(rows)
    return to.getvalue().encode()


def page(found: Sequence[Quotation[Any]], style: str) -> bytes:
    """One HTML page that loads nothing from elsewhere."""
    from bot.pages.document import document, element, link

    body = [element("h1", replies.EXPORT_TITLE)]
    for each in found:
        entry, url = STYLES[style](each.article), each.article.url or ""
        source: list[Any] = [entry]
        if LINK.fullmatch(url):
            before, shown, behind = entry.rpartition(url)
            source = [before, link(shown, shown), behind]
        words = element("blockquote", each.words)
        body.append(element("article", element("h2", each.lead), words, element("p", *source)))
    return document(replies.EXPORT_TITLE, *body, looks=_LOOKS).encode()


def word_document(found: Sequence[Quotation[Any]], style: str) -> bytes:
    """A .docx: who said it, the words in the style "Quote", the source."""
    from docx import Document

    from bot.pages.document import plain

    document = Document()
    document.add_heading(replies.EXPORT_TITLE, level=1)
    for each in found:
        document.add_paragraph().add_run(plain(each.lead)).bold = True
        document.add_paragraph(plain(each.words), style="Quote")
        document.add_paragraph(plain(STYLES[style](each.article)))
    to = io.BytesIO()
    document.save(to)
    return to.getvalue()


def references(found: Sequence[Quotation[Any]], style: str) -> bytes:
    """The articles as one list of CSL-JSON, each once."""
    articles = {each.article.id: each.article for each in found}
    return json.dumps([csl(article) for article in articles.values()], indent=1).encode() + b"\n"


def cited(citations: Sequence[Citation]) -> list[Quotation[Citation]]:
    """What an answer cites, each place once, in its order."""
    places = {(each.article.id, each.start, each.end): each for each in citations}
    return [Quotation(each, each.article, each.speaker) for each in places.values()]


FORMATS: dict[str, Callable[[Sequence[Quotation[Any]], str], bytes]] = {
    "md": markdown,
    "csv": table,
    "html": page,
    "docx": word_document,
    "csl": references,
}
"""By the name that ``--format`` takes: from statements and the name of a citation style to a file's bytes."""


SUFFIXES = {".md": "md", ".csv": "csv", ".html": "html", ".docx": "docx", ".json": "csl"}
"""The format by the suffix of a file's name."""


def _fields(each: Quotation[Any]) -> dict[str, str]:
    said, article = each.statement, each.article
    fields = {
        "speaker": each.name,
        "role": each.role if each.name else None,
        "kind": said.kind.value,
        "words": each.words,
        "said_on": said.said_on and said.said_on.isoformat(),
        "where": said.venue,
        "via": said.via,
        "hedge": said.hedge and said.hedge.value,
        "confidence": None if said.confidence is None else f"{said.confidence:.2f}",
        "outlet": article.publisher,
        "published": article.published and article.published.isoformat(),
        "title": article.title,
        "author": article.author,
        "url": article.url,
        "article": article.id,
        "start": str(said.start),
        "end": str(said.end),
        **{style: cite(article) for style, cite in STYLES.items()},
    }
    return {
        name: f"'{value}" if value and value.startswith(_FORMULA) else value or "" for name, value in fields.items()
    }
