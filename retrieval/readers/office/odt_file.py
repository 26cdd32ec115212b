"""An OpenDocument text (.odt) to articles: its paragraphs as they are shown, by lxml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retrieval.errors import BadArticleData
from retrieval.model import ParagraphKind
from retrieval.readers.office.document_text import document_articles
from retrieval.readers.office.packed import part_of
from retrieval.readers.source import Found, Source

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_HIDDEN = frozenset((f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_TEXT}ruby-text"))
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CAPTIONS = frozenset(("Caption", "Illustration", "Figure", "Drawing"))  # LibreOffice's own styles
_DRAWN = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def odt_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The articles of a document: those of a news database's export, or one.

    Raises:
        BadArticleData: it isn't an OpenDocument text, or it is broken.
        ArticleTooLarge: it would unpack to a hundred times its size.
        EmptyArticle: there is no text in it.
    """
    from lxml import etree

    content = part_of(data, "content.xml", source)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BadArticleData(source.shown, "its text isn't XML", "Save it again as .odt.") from None
    parents = {
        each.get(f"{_STYLE}name"): each.get(f"{_STYLE}parent-style-name") for each in tree.iter(f"{_STYLE}style")
    }
    lines: list[str] = []
    title: str | None = None
    headings: list[str] = []
    for element in tree.iter(f"{_TEXT}h", f"{_TEXT}p"):
        if any(each.tag in _HIDDEN for each in element.iterancestors()):
            continue
        text = "".join(_shown(element))
        style = element.get(f"{_TEXT}style-name") or ""
        style = parents.get(style) or style
        if style in _CAPTIONS:
            continue
        if title is None and (element.tag == f"{_TEXT}h" or style == "Title") and not any(map(str.strip, lines)):
            title = text.strip() or None
        lines += text.split("\n")
        headings += map(str.strip, text.split("\n") if element.tag == f"{_TEXT}h" else ())
    yield from document_articles(lines, title, source, dict.fromkeys(headings, ParagraphKind.HEADING))


def _shown(element: Any) -> Iterator[str]:
    waiting: list[Any] = [element]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
            continue
        if each is not element and each.tail:
            waiting.append(each.tail)
        if not isinstance(each.tag, str) or each.tag in _HIDDEN:
            continue
        if each.tag in _DRAWN:
            count = each.get(f"{_TEXT}c") or "1"
            yield _DRAWN[each.tag] * (min(int(count), 100) if count.isdecimal() else 1)
            continue
        waiting.extend(reversed(each))
        waiting.append(each.text or "")
