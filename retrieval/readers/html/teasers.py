"""Front pages: each paragraph stands with a linked heading and leads on to an article."""

from __future__ import annotations

from collections import Counter
from typing import Any

from retrieval.readers.html.asides import is_linked

_FEWEST = 4


def teasers(tree: Any) -> frozenset[str]:
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
    return frozenset().union(*found) if len(found) >= _FEWEST else frozenset()


def _leads_elsewhere(heading: Any) -> bool:
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(not (link.get("href") or "#").startswith("#") for link in links) and (
        is_linked(heading) or next(heading.iterancestors("a"), None) is not None
    )
