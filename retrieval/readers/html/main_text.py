"""The article's text out of a web page, paragraph by paragraph, every character as the page shows it."""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from retrieval.lang.en.phrases.page_phrases import LINK_LABELS
from retrieval.readers.boilerplate import is_boilerplate
from retrieval.readers.html.asides import is_linked, take_out_asides, weight
from retrieval.readers.html.lost_paragraphs import Piece, pieces, with_lost
from retrieval.readers.metadata.bylines import byline
from retrieval.readers.metadata.publication_dates import published_in

_LONGEST_HEADING = 60  # code points
_LONGEST_DAY = 80  # code points of a line that only tells the day
MOST_LINKED = 0.5
"""Of a text's letters: with more in links it is no article."""

_WHOLLY = 0.9  # of a line's letters
_OPENING_MARKS = "\"“”„«‘'"
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
_FEWEST_TEASERS = 4
_LONGEST_TEASER = 1_000  # letters: with more, a box is an article without a heading of its own
_BLOCKS = frozenset(("p", "head", "item", "quote", "cell", "row", "list", "table", "lb", "code", "div", "body"))


@dataclass(frozen=True)
class Body:
    """The text's lines, those above it (title, byline, day), and what share of the letters lead elsewhere.

    ``linked`` are links, ``teased`` stand below a linked heading, as a front page shows its articles. On a page that
    only leads to others, most do.
    """

    lines: list[str]
    above: list[str]
    linked: float
    teased: float = 0.0


def body_of(tree: Any, title: str | None) -> Body:
    """The article in a parsed page; no lines when it holds none.

    Args:
        tree: the page, parsed by lxml; it is taken apart.
        title: the article's title: a heading with the same words isn't repeated in the text.
    """
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what is wrong with a page, our errors say
    leading_on = _teasers(tree)
    take_out_asides(tree)
    found = bare_extraction(
        tree, include_comments=False, include_tables=True, include_links=True, with_metadata=False, fast=False
    )
    body = getattr(found, "body", None)
    if body is None:
        return Body([], [], 0.0)
    linked = sum(len("".join(link.itertext())) for link in body.iter("ref")) / max(1, len("".join(body.itertext())))
    everything = list(pieces(body, _BLOCKS, "ref"))
    kept = [
        piece.line
        for piece in everything
        if not is_boilerplate(piece.line) and (linked > MOST_LINKED or not _leads_on(piece))
    ]
    while kept and kept[-1].endswith(":") and len(kept[-1]) < _LONGEST_HEADING:
        kept.pop()  # it stood above a list of links
    start = _start(kept, title)
    lines = with_lost(kept[start:], [piece.line for piece in everything], tree)
    teased = sum(len(line) for line in kept if line in leading_on) / max(1, sum(map(len, kept)))
    return Body(lines, kept[:start], linked, teased)


def _teasers(tree: Any) -> frozenset[str]:
    """The paragraphs of a front page that stand with a linked heading and lead on; none where only a few do.

    A page of one article may have a linked heading, too: its title, or those of some others that it leads to.
    """
    headings = list(tree.iter("h1", "h2", "h3", "h4"))
    held = Counter(each for heading in headings for each in heading.iterancestors())
    found: list[set[str]] = []
    for heading in headings:
        if not _leads_elsewhere(heading):
            continue
        card = heading
        while (parent := card.getparent()) is not None and held[parent] == 1 and weight(parent) < _LONGEST_TEASER:
            card = parent
        if texts := {" ".join(each.text_content().split()) for each in card.iter("p")} - {""}:
            found.append(texts)
    return frozenset().union(*found) if len(found) >= _FEWEST_TEASERS else frozenset()


def _leads_elsewhere(heading: Any) -> bool:
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(not (link.get("href") or "#").startswith("#") for link in links) and (
        is_linked(heading) or next(heading.iterancestors("a"), None) is not None
    )


def _leads_on(piece: Piece) -> bool:
    """Whether a paragraph is nothing but a link with another article's title, maybe behind a word that says so."""
    if piece.block.tag not in {"p", "div", "body", "lb"} or piece.line[0] in _OPENING_MARKS or _ENDS.search(piece.line):
        return False
    label, colon, _ = piece.line.partition(":")
    is_label = bool(colon) and set(label.lower().split()) <= LINK_LABELS
    return piece.linked > _WHOLLY or (is_label and piece.linked > _WHOLLY - (len(label) + 1) / len(piece.line))


def _start(lines: list[str], title: str | None) -> int:
    """The number of the first line that isn't the title again, a byline or a date."""
    same = re.sub(r"\W+", "", title or "").lower()
    for number, line in enumerate(lines):
        alone = re.sub(r"\W+", "", line).lower()
        if alone != same and byline(line) is None and not (len(line) < _LONGEST_DAY and published_in([line])):
            return number
    return len(lines)
