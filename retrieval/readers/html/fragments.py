"""A piece of HTML that data hold in a field: its paragraphs, and what its elements say of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from retrieval.model import ParagraphKind

IN_HTML = re.compile(r"</(?:p|div|br|h[1-6]|blockquote|li)>|<br\s*/?>", re.IGNORECASE)
"""What tells that a text is HTML."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "div", "br", *_HEADINGS, "blockquote", "li", "tr")


def out_of_html(text: str) -> tuple[str, Mapping[str, ParagraphKind]]:
    """The text in a piece of HTML, and which of its paragraphs stand in headings and quotations, by their words.

    Line ends mean nothing where it has elements for paragraphs.
    """
    from lxml import html as lxml_html

    text = re.sub(r"\s*\n\s*", " ", text) if IN_HTML.search(text) else text
    tree = lxml_html.fromstring(
        f"<div>{text}</div>", parser=lxml_html.HTMLParser(no_network=True, remove_comments=True)
    )
    for element in list(tree.iter("script", "style", "figcaption", "form", "button")):
        element.drop_tree()
    quotes = list(tree.iter("blockquote"))
    if quotes:
        from retrieval.readers.html.quotations import open_quotations  # most texts have none

        open_quotations(tree)
        quotes = [each for each in quotes if each.getparent() is not None]
    for element in tree.iter(*_BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    kinds = {line: ParagraphKind.HEADING for each in tree.iter(*_HEADINGS) for line in _lines(each)}
    kinds |= {line: ParagraphKind.QUOTE for each in quotes for line in _lines(each)}
    return "\n\n".join(_lines(tree)), kinds


def _lines(element: object) -> list[str]:
    lines = (" ".join(line.split()) for line in element.text_content().split("\n"))  # type: ignore[attr-defined]
    return [line for line in lines if line]
