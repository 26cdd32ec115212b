"""Quotations set in blocks, and posts of networks that a page shows: their paragraphs, then who signed them.

The search for a page's text runs their pieces together, and leaves out who said it: a ``cite``, a ``footer``, a link.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from retrieval.lang.en.phrases.page_phrases import POSTED_BY
from retrieval.readers.boilerplate import is_boilerplate
from retrieval.readers.html.asides import is_linked
from retrieval.readers.html.lost_paragraphs import BLOCKS, Piece, pieces

_MOST = 500  # that are looked at
_PARTS = ("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "article")
_DASHES = tuple("-–—―")
_ENDS = re.compile(r"[.!?…\"'”’»)\]]\Z")
_HANDLE = re.compile(r"@[\w.-]{2,60}(?:@[\w.-]{2,60})?")


def open_quotations(tree: Any) -> None:
    """Make paragraphs of what stands in each ``blockquote``, the last one its signature: "— Ann Bell (@annbell) May 2".

    A block of links or plain paragraphs, or with headings, lists or tables, stays; a post without words goes.
    """
    for quote in list(islice(tree.iter("blockquote"), _MOST)):
        if next(quote.iterancestors("blockquote"), None) is not None or next(quote.iter(*_PARTS), None) is not None:
            continue
        for cite in list(quote.iter("cite")):
            cite.tag = "footer" if _stands_alone(cite) else "span"
        found = [
            piece for piece in pieces(quote, BLOCKS | {"footer"}, "a") if piece.line and not is_boilerplate(piece.line)
        ]
        author = next((each for each in found if _author_of_post(each.line)), None)
        signed = author or next((each for each in found if _is_in_footer(each)), None)
        lines = [each.line for each in found if each is not signed]
        if author is None and (is_linked(quote) or (signed is None and all(each.block.tag == "p" for each in found))):
            continue
        if not lines:
            quote.drop_tree()
            continue
        if signed is not None:
            name = _author_of_post(signed.line) or signed.line
            lines.append(name if name.startswith(_DASHES) else f"— {name}")
        quote.text = None
        for child in list(quote):
            quote.remove(child)
        for line in lines:
            paragraph = quote.makeelement("p")
            paragraph.text = line
            quote.append(paragraph)


def _author_of_post(line: str) -> str | None:
    """Who a line says posted it, and when: "— Ann Bell (@annbell) May 2", "A post shared by Ann Bell", "@annbell"."""
    if _HANDLE.fullmatch(line) or (line.startswith(_DASHES) and _HANDLE.search(line)):
        return line
    by = POSTED_BY.fullmatch(line)
    return " ".join(filter(None, (by["author"], by["day"]))) if by else None


def _stands_alone(cite: Any) -> bool:
    """Whether a ``cite`` is behind the words and not one of them."""
    before, parent = cite.getprevious(), cite.getparent()
    leading = ((parent.text if before is None else before.tail) or "").strip()
    behind = (cite.tail, *("".join(each.itertext()) + (each.tail or "") for each in cite.itersiblings()))
    return (not leading or _ENDS.search(leading) is not None) and not any(each and each.strip() for each in behind)


def _is_in_footer(piece: Piece) -> bool:
    return piece.block.tag == "footer" or next(piece.block.iterancestors("footer"), None) is not None
