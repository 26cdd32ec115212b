"""The article's text out of a web page, paragraph by paragraph, every character as the page shows it."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from retrieval.ingest.boilerplate import is_boilerplate
from retrieval.ingest.bylines import byline
from retrieval.ingest.dates import published_in

# Words of class and id names; what carries one goes, unless it holds much of the page's text.
_ASIDE = frozenset(
    """
    figcaption caption captions credit credits byline bylines newsletter newsletters signup subscribe subscription
    related recirc recirculation readmore read-more share sharing social promo promoted advert advertisement ad ads
    pullquote sponsored comments disqus cookie cookies consent gdpr tags paywall paywalled piano regwall
    """.split()
)
_ASIDE_PHRASES = (
    "read-also",
    "read_also",
    "also-read",
    "more-on",
    "most-read",
    "image-block",
    "links-block",
    "photo-credit",
)
_MOST = 0.3  # of the page's paragraphs' letters: what holds more isn't an aside, whatever it is called
_MOST_OF_LINKS = 0.6  # of its letters
_FEWEST_TEASERS = 4
_LONGEST_HEADING = 60  # code points
_LONGEST_DAY = 80  # code points of a line that only tells the day
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
    teasers = _teasers(tree)
    _take_out_asides(tree)
    found = bare_extraction(
        tree, include_comments=False, include_tables=True, include_links=True, with_metadata=False, fast=False
    )
    body = getattr(found, "body", None)
    if body is None:
        return Body([], [], 0.0)
    kept = [line for line in _lines(body) if not is_boilerplate(line)]
    while kept and kept[-1].endswith(":") and len(kept[-1]) < _LONGEST_HEADING:
        kept.pop()  # it stood above a list of links
    start = _start(kept, title)
    linked = sum(len("".join(link.itertext())) for link in body.iter("ref"))
    teased = sum(len(line) for line in kept if line in teasers)
    return Body(
        kept[start:],
        kept[:start],
        linked / max(1, len("".join(body.itertext()))),
        teased / max(1, sum(map(len, kept))),
    )


def _teasers(tree: Any) -> frozenset[str]:
    """The paragraphs that stand with a linked heading of their own; none where that is so for a few only.

    A page of one article may have a linked heading, too: its title, or those of some others that it leads to.
    """
    headings = list(tree.iter("h1", "h2", "h3", "h4"))
    held = Counter(each for heading in headings for each in heading.iterancestors())
    found: list[set[str]] = []
    for heading in headings:
        if not _leads_elsewhere(heading):
            continue
        card = heading
        while (parent := card.getparent()) is not None and held[parent] == 1:
            card = parent
        if texts := {" ".join(each.text_content().split()) for each in card.iter("p")} - {""}:
            found.append(texts)
    return frozenset().union(*found) if len(found) >= _FEWEST_TEASERS else frozenset()


def _leads_elsewhere(heading: Any) -> bool:
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(not (link.get("href") or "#").startswith("#") for link in links) and (
        _is_linked(heading) or next(heading.iterancestors("a"), None) is not None
    )


def _take_out_asides(tree: Any) -> None:
    total = _weight(tree)
    for element in list(tree.iter("figcaption", "aside", "form", "button", "nav", "template")):
        _drop(element, total)
    named = [(element, names) for element in tree.xpath(_WITH_NAMES) if (names := _aside_names(element))]
    # Some sites call every paragraph behind their wall "paywall", and every section between two adverts "ads".
    held: Counter[str] = Counter()
    for element, names in named:
        held.update(dict.fromkeys(names - _names_around(element), _weight(element)))
    for element, names in named:
        if any(held[name] <= _MOST * total for name in names):
            _drop(element, total)
    for cell in list(tree.iter("td")):  # the columns of pages that are laid out in tables
        if _is_linked(cell):
            _drop(cell, total)


_WITH_NAMES = "//*[@class or @id or @data-component]"


def _aside_names(element: Any) -> set[str]:
    """The words that an element's names call it an aside by."""
    names = " ".join(element.get(key) or "" for key in ("class", "id", "data-component"))
    # "postByline" is two words, too.
    words = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names).lower())
    found = {word for word in words if word in _ASIDE}
    found |= {phrase for phrase in _ASIDE_PHRASES if phrase in names.lower()}
    if "tags" in found and not _is_linked(element):
        found.discard("tags")  # a list of tags leads elsewhere; others call HTML's tags so
    return found


def _names_around(element: Any) -> set[str]:
    return {name for each in element.iterancestors() for name in _aside_names(each)}


def _is_linked(element: Any) -> bool:
    return sum(_letters(link) for link in element.iter("a")) > _MOST_OF_LINKS * _letters(element)


def _weight(element: Any) -> int:
    """How much of the page's text an element holds: what navigation and lists of links hold doesn't count."""
    return sum(_letters(each) for each in element.iter("p"))


def _letters(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _drop(element: Any, total: int) -> None:
    parent = element.getparent()
    if (
        parent is None
        or element.tag in {"html", "body", "main", "article"}
        or next(element.iter("h1"), None) is not None
    ):
        return
    if _weight(element) > _MOST * total and element.tag != "form":
        return
    element.drop_tree()


def _lines(body: Any) -> Iterator[str]:
    """The text between the starts and ends of block elements, each piece on one line."""
    piece: list[str] = []

    def flush() -> Iterator[str]:
        line = " ".join("".join(piece).split())
        piece.clear()
        if line:
            yield line

    waiting: list[tuple[Any, bool]] = [(body, False)]
    while waiting:
        element, done = waiting.pop()
        is_block = element.tag in _BLOCKS
        if is_block:
            yield from flush()
        if not done:
            if isinstance(element.tag, str):
                piece.append(element.text or "")
                waiting.append((element, True))
                waiting.extend((child, False) for child in reversed(element))
            else:  # a comment
                piece.append(element.tail or "")
        elif element is not body:
            piece.append(element.tail or "")
    yield from flush()


def _start(lines: list[str], title: str | None) -> int:
    """The number of the first line that isn't the title again, a byline or a date."""
    same = re.sub(r"\W+", "", title or "").lower()
    for number, line in enumerate(lines):
        alone = re.sub(r"\W+", "", line).lower()
        if alone != same and byline(line) is None and not (len(line) < _LONGEST_DAY and published_in([line])):
            return number
    return len(lines)
