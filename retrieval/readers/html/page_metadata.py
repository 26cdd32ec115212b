"""What a web page tells of its article: by JSON-LD first, then by Open Graph and other meta elements, then to the eye.

Nothing is guessed: a day counts only where the page says that it is the day of publication.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from retrieval.readers.decoding.encodings import one_line
from retrieval.readers.metadata.article_metadata import Particulars
from retrieval.readers.metadata.bylines import byline
from retrieval.readers.metadata.outlets import is_outlet
from retrieval.readers.metadata.publication_dates import day_of, published_in

_ARTICLE_TYPES = re.compile(r"\w*(?:Article|BlogPosting)|Report|CreativeWork")
LIVE_BLOG = "LiveBlogPosting"
_LONGEST_JSON = 2_000_000  # code points of one script
_WRAPPED_IN = ("//<![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[", "<!--")
_WRAPPED_BY = ("//]]>", "/*]]>*/", "/* ]]> */", "]]>", "//-->", "-->", ";")
_MOST_WRAPPINGS = 4
_MOST_NODES = 10_000

_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
_SITES = ("og:site_name", "publisher", "dc.publisher", "citation_publisher", "application-name", "copyright")
_AUTHORS = ("author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author", "citation_author")
_DAYS = tuple(
    "article:published_time og:article:published_time og:published_time datepublished date_published parsely-pub-date"
    " sailthru.date cxenseparse:recs:publishtime publishdate publish-date publish_date pubdate article.published"
    " dc.date.issued dcterms.issued dcterms.created dc.date date citation_publication_date".split()
)
_CALLED_A_DAY = (
    "//*[contains(@class, 'date') or contains(@class, 'publish') or contains(@class, 'posted')][not(self::body)]"
    "[not(contains(@class, 'update') or contains(@class, 'modif'))]"
)
_LONGEST_DAY = 80  # code points
_ADDRESS = re.compile(r"(?:https?:)?//")
_TITLE_SEPARATOR = re.compile(r"[ ][|·•–—-][ ]")
_DAY_IN_PATH = re.compile(r"/(20[0-9]{2})[/-]([01]?[0-9])[/-]([0-3]?[0-9])(?=[/-]|\Z)")


@dataclass(frozen=True)
class Told:
    """What the page says of itself, with what tells an article from other pages."""

    particulars: Particulars
    types: frozenset[str] = field(default_factory=frozenset)
    free: bool = True


def told_by(tree: Any, url: str | None) -> Told:
    """Read the head of a page, and its heading, byline and time.

    Args:
        tree: the page, parsed by lxml.
        url: where it was got; None for a file.
    """
    nodes = list(_linked_data(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    article = next((node for node in nodes if any(map(_ARTICLE_TYPES.fullmatch, _types(node)))), {})
    meta = _meta(tree)
    headings = tuple(filter(None, (one_line(" ".join(each.itertext())) for each in _headings(tree))))

    publisher = _first(
        _names(article.get("publisher"), by_id),
        (name for name in _named(meta, _SITES[:1]) if not _ADDRESS.match(name)),
        (name for name in _named(meta, _SITES[1:]) if is_outlet(name)),
        _outlet_in_title(tree),
    )
    author = ", ".join(dict.fromkeys(name for name in _people(article, by_id, meta, tree) if name != publisher))
    return Told(
        Particulars(
            title=_title(article, meta, headings, tree, publisher),
            publisher=publisher,
            author=author or None,
            published=_published(article, meta, tree),
            url=_canonical(article, meta, tree, url),
        ),
        types=frozenset(kind for node in nodes for kind in _types(node)),
        free=str(article.get("isAccessibleForFree", True)).lower() not in {"false", "no", "0"},
    )


def day_in_path(url: str | None) -> date | None:
    """The day that an address is filed under ("/2025/02/13/"), as many news systems do."""
    match = _DAY_IN_PATH.search(urlsplit(url).path) if url else None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _unwrapped(script: str) -> str:
    """A script's JSON without the comments that hide it from browsers of long ago, which some systems still write."""
    text = script.strip()
    for _ in range(_MOST_WRAPPINGS):
        opening = next((each for each in _WRAPPED_IN if text.startswith(each)), "")
        closing = next((each for each in _WRAPPED_BY if text.endswith(each)), "")
        text = text.removeprefix(opening).removesuffix(closing).strip()
    return text


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD; what can't be read is passed over, as browsers do."""
    left = _MOST_NODES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            read = json.loads(_unwrapped((script.text or "")[:_LONGEST_JSON]), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = deque([read])
        while waiting and left:
            left -= 1
            node = waiting.popleft()
            if isinstance(node, list):
                waiting.extendleft(reversed(node[:left]))
            elif isinstance(node, dict):
                yield node
                waiting += [
                    value for key, value in node.items() if key in {"@graph", "mainEntity", "author", "publisher"}
                ]


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    each = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rpartition("/")[2] for kind in each if isinstance(kind, str)]


def _meta(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = one_line(element.get("content") or "")
        if key and content:
            found.setdefault(key.strip().lower(), []).append(content)
    return found


def _named(meta: dict[str, list[str]], keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        yield from meta.get(key, ())


def _first(*groups: Iterable[str]) -> str | None:
    return next((text for group in groups for text in group if text), None)


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> list[str]:
    """The names in a JSON-LD value: a text, an object with a name, a pointer to one, or a list of those."""
    if isinstance(value, list):
        return [name for item in value for name in _names(item, by_id)]
    if isinstance(value, dict):
        value = value.get("name") or by_id.get(str(value.get("@id")), {}).get("name")
        if isinstance(value, list):
            value = next(iter(value), None)
    # Many systems put HTML's entities into JSON, where they mean nothing.
    text = one_line(html.unescape(value)) if isinstance(value, str) else ""
    return [text] if text and not _ADDRESS.match(text) else []


def _title(
    article: dict[str, Any], meta: dict[str, list[str]], headings: tuple[str, ...], tree: Any, publisher: str | None
) -> str | None:
    titles = (one_line(" ".join(each.itertext())) for each in tree.iter("title"))
    written = _first(
        _names(article.get("headline"), {}), headings if len(headings) == 1 else (), _named(meta, _TITLES), titles
    )
    if written is None:
        return None
    parts = _TITLE_SEPARATOR.split(written)
    is_suffix = len(parts) > 1 and (parts[-1] == publisher or is_outlet(parts[-1]))
    return written[: -len(parts[-1])].rstrip(" |·•–—-") if is_suffix else written


def _headings(tree: Any) -> list[Any]:
    """The page's headings; one that leads to the front page is the site's name, not an article's title."""
    found = [
        each for each in tree.iter("h1") if not any(map(_is_front_page, each.xpath(".//a/@href | ancestor::a/@href")))
    ]
    named = tree.xpath(
        "//*[self::h2 or self::h3 or @itemprop='headline'][contains(@class, 'entry-title')"
        " or contains(@class, 'post-title') or @itemprop='headline']"
    )
    return found or (named if len(named) == 1 else [])


def _is_front_page(href: str) -> bool:
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return False
    return not (parts.path.strip("/") or parts.query or parts.fragment)


def _outlet_in_title(tree: Any) -> Iterator[str]:
    for each in tree.iter("title"):
        last = _TITLE_SEPARATOR.split(one_line(" ".join(each.itertext())))[1:][-1:]
        yield from (part for part in last if is_outlet(part))


def _people(
    article: dict[str, Any], by_id: dict[str, dict[str, Any]], meta: dict[str, list[str]], tree: Any
) -> list[str]:
    """The authors that the first of these tells: JSON-LD, meta elements, a link to the author, a byline."""
    seen = (
        tree.xpath("//*[@rel='author' or @itemprop='author' or contains(@class, 'author-name')]")[:4],
        tree.xpath("//*[contains(@class, 'byline') or contains(@class, 'author')][not(.//p)]")[:4],
    )
    lines = [one_line(" ".join(element.itertext())) for element in seen[1]]
    groups: tuple[Iterable[str], ...] = (
        _names(article.get("author") or article.get("creator"), by_id),
        _named(meta, _AUTHORS),
        (one_line(" ".join(element.itertext())) for element in seen[0]),
        filter(None, map(byline, lines)),
    )
    for group in groups:
        people = [person for name in group if (person := re.sub(r"\A[Bb][Yy] ", "", name)) and _is_name(person)]
        if people:
            return people
    return []


def _is_name(text: str) -> bool:
    return len(text) <= 120 and not re.search(r"https?:|www\.|[@/{}<>_]", text)


def _published(article: dict[str, Any], meta: dict[str, list[str]], tree: Any) -> date | None:
    """The day in the zone that the page writes it in."""
    marked = tree.xpath(
        "//time[@datetime][@pubdate or contains(@itemprop, 'datePublished') or contains(@class, 'publish')"
        " or contains(@class, 'entry-date')]/@datetime | //*[@itemprop='datePublished']/@content"
        " | //*[@itemprop='datePublished']/@datetime | //abbr[@itemprop='datePublished' or @class='published']/@title"
    )
    times = tree.xpath("//time/@datetime")
    only = times if len(set(times)) == 1 else []
    for written in (
        *(value for value in (article.get("datePublished"), article.get("dateCreated")) if isinstance(value, str)),
        *_named(meta, _DAYS),
        *marked,
        *only,
    ):
        day = day_of(written)
        if day is not None:
            return day
    # To the eye: a line that is nothing but a day, in an element that is called so, and no other day on the page.
    lines = (one_line(" ".join(each.itertext())) for each in tree.xpath(_CALLED_A_DAY))
    days = {day for line in lines if len(line) < _LONGEST_DAY and (day := day_of(line) or published_in([line]))}
    return days.pop() if len(days) == 1 else None


def _canonical(article: dict[str, Any], meta: dict[str, list[str]], tree: Any, url: str | None) -> str | None:
    """The address that the page gives as its own; ``url`` when it gives none or one that can't be its own.

    A page that was got from an address may speak for its own site only: otherwise any page could put itself in
    the place of another outlet's article.
    """
    main = article.get("mainEntityOfPage")
    written = (
        *tree.xpath("//link[translate(@rel, 'CANONIL', 'canonil')='canonical']/@href"),
        *_named(meta, ("og:url",)),
        *(each for each in (article.get("url"), main.get("@id") if isinstance(main, dict) else main) if each),
    )
    for each in written:
        try:
            address = urljoin(url or "", str(each).strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        is_page = parts.scheme in {"http", "https"} and parts.hostname and (parts.path.strip("/") or parts.query)
        if is_page and " " not in address and (url is None or _same_site(parts.hostname, urlsplit(url).hostname)):
            return address
    return url


def _same_site(one: str | None, other: str | None) -> bool:
    """Whether one host is the other or stands below it: "m.post.example" and "www.post.example" do."""
    names = sorted((re.sub(r"\A(?:www|m|mobile|amp)\.", "", host or "").lower() for host in (one, other)), key=len)
    return bool(names[0]) and (names[0] == names[1] or names[1].endswith(f".{names[0]}"))
