"""The lines of a page that holds several articles, as news databases export them, markup taken off."""

from __future__ import annotations

import re

_BLOCK = "p div td tr table br h1 h2 h3 h4 h5 li dd dt hr section article".split()
_LOOKED_AT = 3_000_000  # bytes
_SIGNS = (
    re.compile(rb"End of Document|[0-9]{1,4} of [0-9]{1,5} DOCUMENTS"),
    re.compile(rb"ProQuest document (?:link|ID)|Gale Document Number", re.IGNORECASE),
    re.compile(rb"Document (?:<[^>]{1,80}>)*[A-Z0-9]{4,12}0{3}20[0-9]{6}\w{6,14}"),
)


def is_exported(data: bytes) -> bool:
    """Whether a page has the marks by which news databases part the articles of an export."""
    return any(sign.search(data, 0, _LOOKED_AT) for sign in _SIGNS)


def lines_of_page(content: str) -> list[str]:
    """The text of a page, a line for each block.

    Args:
        content: the page's HTML.
    """
    from lxml import html

    tree = html.document_fromstring(
        re.sub(r"\A\s*<\?xml[^>]*\?>", "", content), parser=html.HTMLParser(no_network=True, remove_comments=True)
    )
    for element in list(tree.iter("script", "style", "head")):
        element.drop_tree()
    for element in tree.iter(*_BLOCK):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    return [" ".join(line.split()) for line in tree.text_content().split("\n")]
