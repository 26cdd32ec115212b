"""The day on which a page says that its article was published.

By JSON-LD and meta elements first; then to the eye, where the day stands with the article's heading or is called so.
Never that of a comment, a teaser, an event, a footer or the masthead, and never the day of an update.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import takewhile
from typing import Any

from retrieval.lang.en.phrases.page_phrases import (
    DAY_NAMES,
    ELSEWHERE_NAMES,
    PUBLISHED_WORD,
    UPDATED_NAMES,
    UPDATED_WORD,
)
from retrieval.readers.decoding.encodings import one_line
from retrieval.readers.html.asides import names_of
from retrieval.readers.metadata.publication_dates import called_published, day_of, is_believable, published_in

_LONGEST_DAY = 80  # code points
_FEWEST_WORDS = 12  # of a paragraph of the article; what stands above it is its head
_LONGEST_BARE = 40  # code points
_STANDFIRSTS = 1  # paragraphs that may stand above the day
_PARTS = re.compile(r"\s*[|·•–—]\s*")  # between them, of a line that tells who wrote it, and when
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_ELSEWHERE_TAGS = frozenset(("aside", "footer", "nav", "li", "form"))
_MICROFORMAT = "dt-published"  # of an entry in microformats 2, wherever it stands in it
_MOST_LOOKED_AT = 2_000  # elements


def published_on(data: Iterable[Any], meta: Iterable[str], tree: Any) -> date | None:
    """The day in the zone that the page writes it in.

    Args:
        data: what JSON-LD tells of the article, the surest first.
        meta: what meta elements tell, the surest first.
        tree: the page, parsed by lxml.
    """
    for written in (*(each for each in data if isinstance(each, str)), *meta):
        if (day := day_of(written)) is not None and is_believable(day):
            return day
    zone = _zone(tree)
    called, near = list[date](), list[date]()
    for element, is_above in _candidates(zone):
        day = _day_of_element(element)
        if day is None or not is_believable(day) or _is_updated(element):
            continue
        if _is_called_published(element):
            called.append(day)
        elif is_above:
            near.append(day)
    # Two different days are one too many to be certain of either.
    for days in (called, near):
        if days:
            return days[0] if len(set(days)) == 1 else None
    return None


def _zone(tree: Any) -> Any:
    """The element that holds the article and its heading."""
    for heading in tree.iter("h1"):
        around = [each for each in heading.iterancestors() if each.tag in {"article", "main"}]
        if around:
            return around[0]
    articles = [each for each in tree.iter("article") if not _is_elsewhere(each, tree)]
    if len(articles) == 1:
        return articles[0]
    return next(tree.iter("main", "body"), tree)


def _candidates(zone: Any) -> Iterator[tuple[Any, bool]]:
    """The elements that may tell a day, and whether they stand above the article's first paragraph."""
    above, has_heading = 0, next(zone.iter("h1"), None) is None
    looked_at = 0
    for element in zone.iter():
        if not isinstance(element.tag, str):
            continue
        has_heading = has_heading or element.tag == "h1"
        if element.tag == "p" and has_heading and len(element.text_content().split()) >= _FEWEST_WORDS:
            above += not _names(element) & DAY_NAMES
        is_above = above <= _STANDFIRSTS
        is_time = element.tag == "time" or element.get("itemprop") == "datePublished" or element.tag == "abbr"
        is_told = _MICROFORMAT in names_of(element).split()
        is_bare = has_heading and is_above and _is_bare(element)
        if is_told or (
            (is_time or is_bare or _names(element) & DAY_NAMES) and not _is_elsewhere(element, zone, is_bare=is_bare)
        ):
            looked_at += 1
            if looked_at > _MOST_LOOKED_AT:
                return
            yield element, is_above


def _day_of_element(element: Any) -> date | None:
    written = (
        element.get("datetime") or element.get("content") or (element.get("title") if element.tag == "abbr" else None)
    )
    if written and (day := day_of(one_line(written))) is not None:
        return day
    line = one_line(" ".join(element.itertext()))
    if len(line) > _LONGEST_DAY:
        return None
    parts = [part for part in _PARTS.split(line) if not UPDATED_WORD.match(part)]
    days = {day for part in (line, *parts) if (day := day_of(part) or published_in([part])) is not None}
    return days.pop() if len(days) == 1 else called_published(line)


def _names(element: Any) -> set[str]:
    """The words of an element's names: "post-date" and "postDate" are two each, "candidate" is one."""
    named = f"{names_of(element)} {element.get('itemprop') or ''}"
    return set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", named).lower()))


def _is_bare(element: Any) -> bool:
    """Whether an element is nothing but a short line with a year in it; one with a name is what it is called, unless a
    part of it says that it was published then."""
    text = element.text or ""
    if not len(element) and not names_of(element) and len(text) <= _LONGEST_BARE:
        return _YEAR.search(text) is not None
    return _YEAR.search(said := _short_line(element)) is not None and _says_published(said)


def _short_line(element: Any) -> str:
    """An element's text where that is short; "" where it isn't."""
    found = ""
    for text in element.itertext():
        found += f"{text} "
        if len(found) > 2 * _LONGEST_DAY:
            return ""
    found = one_line(found)
    return found if len(found) <= _LONGEST_DAY else ""


def _says_published(line: str) -> bool:
    return any(PUBLISHED_WORD.match(part) for part in _PARTS.split(line)) or called_published(line) is not None


def _is_elsewhere(element: Any, zone: Any, *, is_bare: bool = False) -> bool:
    """Whether an element stands in a box of the zone that is beside the article."""
    around = takewhile(lambda each: each is not zone, (element, *element.iterancestors()))
    tags = _ELSEWHERE_TAGS - {"li", "aside", "nav"} if is_bare else _ELSEWHERE_TAGS
    return any(
        each.tag in tags or (each.tag not in {"body", "html"} and bool(_names(each) & ELSEWHERE_NAMES))
        for each in around
        if isinstance(each.tag, str)
    )


def _is_updated(element: Any) -> bool:
    """Whether an element tells when the article was changed, by its name or the word before it."""
    own = one_line(" ".join(element.itertext()))
    if _names(element) & UPDATED_NAMES or (UPDATED_WORD.match(own) and called_published(own) is None):
        return True
    before = element.getprevious()
    parent = element.getparent()
    if before is not None:
        text = one_line(f"{' '.join(before.itertext()) if isinstance(before.tag, str) else ''} {before.tail or ''}")
    else:
        text = one_line(parent.text or "") if parent is not None else ""
        if not text and parent is not None and _names(parent) & UPDATED_NAMES:
            return True
    words = text[-_LONGEST_DAY:]
    said = max((match.end() for match in UPDATED_WORD.finditer(words)), default=-1)
    if _YEAR.search(words, max(said, 0)):  # the word told of another day, between it and this one
        return False
    return said > max((match.end() for match in PUBLISHED_WORD.finditer(words)), default=-1)


def _is_called_published(element: Any) -> bool:
    if _MICROFORMAT in names_of(element).split():
        return True
    if (
        _names(element) & {"published", "publish", "pubdate", "datepublished", "posted"}
        or element.get("pubdate") is not None
    ):
        return True
    if element.get("itemprop") == "datePublished" or _says_published(_short_line(element)):
        return True
    parent = element.getparent()
    return parent is not None and PUBLISHED_WORD.search(one_line(parent.text or "")[-_LONGEST_DAY:]) is not None
