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
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from retrieval.lang.en.phrases.credit_phrases import ARCHIVES, BY_ELSEWHERE
from retrieval.lang.tokens import words
from retrieval.model import Review
from retrieval.readers.boilerplate import is_caption
from retrieval.readers.decoding.encodings import one_line
from retrieval.readers.html.claim_reviews import claim_reviews
from retrieval.readers.html.page_dates import published_on
from retrieval.readers.html.told_body import told_text
from retrieval.readers.metadata.article_metadata import Particulars
from retrieval.readers.metadata.bylines import byline, is_name, writers
from retrieval.readers.metadata.outlets import is_domain, is_outlet

_ARTICLE_TYPES = re.compile(r"\w*(?:Article|BlogPosting)|Report|CreativeWork")
LIVE_BLOG = "LiveBlogPosting"
_LONGEST_JSON = 2_000_000  # code points of one script
_WRAPPED_IN = ("//<![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[", "<!--")
_WRAPPED_BY = ("//]]>", "/*]]>*/", "/* ]]> */", "]]>", "//-->", "-->", ";")
_MOST_WRAPPINGS = 4
_MOST_NODES = 10_000

_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
_SITES_TITLE = re.compile(r"\b(?:site|blog)-?(?:title|name)\b")
_SITES = ("og:site_name", "publisher", "dc.publisher", "citation_publisher", "application-name", "copyright")
_AUTHORS = ("author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author", "citation_author")
_DAYS = tuple(
    "article:published_time og:article:published_time og:published_time datepublished date_published parsely-pub-date"
    " sailthru.date cxenseparse:recs:publishtime publishdate publish-date publish_date pubdate article.published"
    " dc.date.issued dcterms.date dcterms.issued dcterms.created dc.date date citation_publication_date".split()
)
_SAME_HEADLINE = 0.5  # of the words of the shorter one
_TELLING = 4  # letters of a word that headlines share
_AGREED = 2  # of the page's name, the end of its title and its address
_SHOWS_TITLES = ("h1", "h2", "b", "strong", "font", "span")
_FEWEST_OF_A_TITLE, _LONGEST_SITE = 3, 40  # words, code points
_LONGEST_AUTHOR = 120  # code points
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_ADDRESS = re.compile(r"(?:https?:)?//")
_TITLE_SEPARATOR = re.compile(r"[ ][|·•–—-][ ]")
_MARKS = " |·•–—-"  # between a title's parts
_DAY_IN_PATH = re.compile(r"/(20[0-9]{2})[/-]([01]?[0-9])[/-]([0-3]?[0-9])(?=[/-]|\Z)")


@dataclass(frozen=True)
class Told:
    """What the page says of itself, with what tells an article from other pages.

    ``types``: of its JSON-LD. ``reviews``: of claims that it checks. ``free``: it says nothing of a paywall. ``front``:
    its address is its site's own.
    ``body``: the article's text in its JSON-LD, without markup.
    """

    particulars: Particulars
    types: frozenset[str] = field(default_factory=frozenset)
    free: bool = True
    front: bool = False
    reviews: tuple[Review, ...] = ()
    body: str | None = None


def told_by(tree: Any, url: str | None) -> Told:
    """Read the head of a page, and its heading, byline and time.

    Args:
        tree: the page, parsed by lxml.
        url: where it was got; None for a file.
    """
    nodes = list(_linked_data(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    meta = _meta(tree)
    headings = tuple(filter(None, (one_line(" ".join(each.itertext())) for each in _headings(tree))))
    article = _own_article(nodes, meta, headings, tree, url)
    publisher = _publisher(article, by_id, meta, tree, url)
    outlets = {publisher, *_names(article.get("publisher"), by_id)}
    author = ", ".join(dict.fromkeys(name for name in _people(article, by_id, meta, tree) if name not in outlets))
    return Told(
        Particulars(
            title=_title(article, meta, headings, tree, publisher),
            publisher=publisher,
            author=author or None,
            published=published_on(
                (article.get("datePublished"), article.get("dateCreated")), _named(meta, _DAYS), tree
            ),
            url=_canonical(article, meta, tree, url),
        ),
        types=frozenset(kind for node in nodes for kind in _types(node)),
        reviews=claim_reviews(nodes),
        front=not article and "article" not in meta.get("og:type", ()) and _is_front(tree, meta, url),
        body=told_text(article.get("articleBody")),
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
                    value
                    for key, value in node.items()
                    if key in {"@graph", "mainEntity", "author", "publisher", "review"}
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
    """The heading that the page shows, where another source agrees that it is the article's; else what these say."""
    told = [*_names(article.get("headline"), {}), *_named(meta, _TITLES)]
    sources = [*told, *_page_titles(tree)]
    shown = [each for each in headings if each != publisher and (not told or any(_agree(each, one) for one in sources))]
    written = _first(shown if len(shown) == 1 else (), sources, headings if len(headings) == 1 else ())
    # Pieces of a heading are put together with blanks: a source with the same letters has the right ones.
    written = next((each for each in told if written and "".join(each.split()) == "".join(written.split())), written)
    if written is None:
        return None
    if not headings and (alone := next(_shown_parts(tree), None)) is not None and alone[0] in written:
        return alone[0]
    parts = _TITLE_SEPARATOR.split(written)
    is_suffix = len(parts) > 1 and (parts[-1] == publisher or is_outlet(parts[-1]))
    return written[: -len(parts[-1])].rstrip(_MARKS) if is_suffix else written


def _page_titles(tree: Any) -> Iterator[str]:
    for each in tree.xpath("//title[not(ancestor::svg)]"):
        yield one_line(" ".join(each.itertext()))


def _agree(one: str, other: str) -> bool:
    """Whether two headlines are of one article: editors shorten and reword them."""
    ones, others = set(words(one.lower())), set(words(other.lower()))
    return bool(ones) and len(ones & others) >= _SAME_HEADLINE * min(len(ones), len(others))


def _own_article(
    nodes: list[dict[str, Any]], meta: dict[str, list[str]], headings: tuple[str, ...], tree: Any, url: str | None
) -> dict[str, Any]:
    """The object that tells of the page's article: of several, the one with its address or headline.

    One alone is another story's where the page shows and tells a title that it shares no word with.
    """
    told = [node for node in nodes if any(map(_ARTICLE_TYPES.fullmatch, _types(node)))]
    if not told:
        return {}
    addresses = {
        _bare(each) for each in (url, *tree.xpath("//link[@rel='canonical']/@href"), *_named(meta, ("og:url",)))
    }
    names = (*_named(meta, _TITLES), *_page_titles(tree))
    titles = (*headings, *names)

    def fits(node: dict[str, Any]) -> int:
        main = node.get("mainEntityOfPage")
        own = (node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main)
        is_here = any(isinstance(each, str) and _bare(each) in addresses - {""} for each in own)
        return 2 * is_here + any(_agree(name, title) for name in _names(node.get("headline"), {}) for title in titles)

    best = max(told, key=fits)
    headline = " ".join(_names(best.get("headline"), {}))
    is_another = headline and titles and not fits(best)
    is_titled = any(_agree(heading, name) for heading in headings for name in names)
    shares = not _telling_words(headline).isdisjoint(_telling_words(" ".join(titles)))
    return {} if is_another and (len(told) > 1 or (is_titled and not shares)) else best


def _telling_words(headline: str) -> set[str]:
    return {word for word in words(headline.lower()) if len(word) >= _TELLING}


def _bare(address: str | None) -> str:
    """An address without its scheme, query and last slash."""
    return re.sub(r"\A(?:https?:)?//(?:www\.)?|[?#].*\Z", "", (address or "").strip()).rstrip("/").lower()


def _publisher(
    article: dict[str, Any], by_id: dict[str, dict[str, Any]], meta: dict[str, list[str]], tree: Any, url: str | None
) -> str | None:
    """The outlet: JSON-LD's, unless it is a slogan or another script's and the page's other claims agree on a name."""
    told = _names(article.get("publisher"), by_id)
    sites = [name for name in _named(meta, _SITES[:1]) if not _ADDRESS.match(name) and name.lower() not in ARCHIVES]
    suffixes = [parts[-1] for each in _page_titles(tree) if len(parts := _TITLE_SEPARATOR.split(each)) > 1]
    address = next(iter((*tree.xpath("//link[@rel='canonical']/@href"), *_named(meta, ("og:url",)), url or "")), "")
    host = re.sub(r"\W", "", _bare(address).partition("/")[0])

    def support(name: str) -> int:
        plain = "".join(filter(str.isalnum, name)).lower()
        others = ["".join(filter(str.isalnum, each)).lower() for each in (*sites[:1], *suffixes[-1:])]
        return sum(plain == each for each in others) + (len(plain) > 2 and plain.removeprefix("the") in host)

    told = [*(site for site in sites[:1] for name in told[:1] if site == f"The {name}"), *told]
    for first in told[:1]:
        if not support(first) and not is_outlet(first):
            agreed = [each for each in (*sites, *suffixes) if support(each) >= _AGREED and not is_domain(each)]
            told = agreed[:1] or told
    named = (name for name in _named(meta, _SITES[1:]) if is_outlet(name))
    return _first(told, sites, named, _outlet_in_title(tree), (site for _, site in _shown_parts(tree)))


def _shown_parts(tree: Any) -> Iterator[tuple[str, str]]:
    """The part of the page's title that stands alone as a line, and what is before or behind it: "Clinic reopens" and
    "Ledger" of "Clinic reopens | Ledger", of "Clinic reopens | News | Ledger" and of "Ledger - News - Clinic reopens".
    """
    for title in islice(_page_titles(tree), 1):
        parts = _TITLE_SEPARATOR.split(title)
        lines = {one_line("".join(each.itertext())) for each in tree.iter(*_SHOWS_TITLES)} if len(parts) > 1 else set()
        for site, alone in (
            *((parts[-1], title[: title.rindex(each)].rstrip(_MARKS)) for each in parts[:0:-1]),
            *((parts[0], title[len(" - ".join(parts[:n])) :].lstrip(_MARKS)) for n in range(1, len(parts))),
        ):
            if alone in lines and len(alone.split()) >= _FEWEST_OF_A_TITLE and len(site) <= _LONGEST_SITE:
                yield alone, site


def _headings(tree: Any) -> list[Any]:
    """The page's headings; one that links to the front page, or is called so, is the site's name and no article's."""
    found = [
        each
        for each in tree.iter("h1")
        if not any(map(_is_front_page, each.xpath(".//a/@href | ancestor::a/@href")))
        and _SITES_TITLE.search(f"{each.get('id')} {each.get('class')}") is None
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
        tree.xpath(
            "//*[contains(@class, 'byline') or contains(@class, 'author') or contains(@class, 'reader-credits')]"
            "[not(.//p) and not(ancestor-or-self::*[contains(@class, 'comment')])]"
        )[:4],
    )
    lines = [BY_ELSEWHERE.sub("", one_line(" ".join(element.itertext()))) for element in seen[1]]
    groups: tuple[Iterable[str], ...] = (
        _names(article.get("author") or article.get("creator"), by_id),
        _named(meta, _AUTHORS),
        (one_line(" ".join(element.itertext())) for element in seen[0]),
        filter(None, map(byline, lines)),
        [line for line in lines if is_name(line)][:1],  # "Jane Roe" in an element that is called after the author
    )
    for group in groups:
        people = [person for name in group if (person := _person(name)) and _is_name(person)]
        people = list({"".join(filter(str.isalnum, each)).lower(): each for each in reversed(people)}.values())[::-1]
        if people:
            return people
    return []


def _person(name: str) -> str:
    """A name without what leads it in ("By", "Edited by:") and what stands behind it."""
    return re.sub(r"\A[\w ]{2,15}: ", "", writers(name) or "")


def _is_name(text: str) -> bool:
    """Whether a text may name who wrote: no address, no slug of one, no credit of a picture."""
    return (
        len(text) <= _LONGEST_AUTHOR
        and not re.search(r"https?:|www\.|[@/{}<>_]", text)
        and _SLUG.fullmatch(text) is None
        and not text.startswith(("(", "["))
        and not is_caption(text)
    )


def _canonical(article: dict[str, Any], meta: dict[str, list[str]], tree: Any, url: str | None) -> str | None:
    """The address that the page gives as its own; ``url`` when it gives none or another site's.

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
        if is_page and " " not in address and (url is None or same_site(parts.hostname, urlsplit(url).hostname)):
            return address
    return url


def _is_front(tree: Any, meta: dict[str, list[str]], url: str | None) -> bool:
    """Whether the address that a page gives as its own is that of its site."""
    written = (*tree.xpath("//link[@rel='canonical']/@href"), *_named(meta, ("og:url",)))
    if url is not None:
        return _is_front_page(url)
    return any(_ADDRESS.match(each.strip()) and _is_front_page(each) for each in written)


def same_site(one: str | None, other: str | None) -> bool:
    """Whether one host is the other or stands below it: "m.post.example" and "www.post.example" do."""
    names = sorted((re.sub(r"\A(?:www|m|mobile|amp)\.", "", host or "").lower() for host in (one, other)), key=len)
    return bool(names[0]) and (names[0] == names[1] or names[1].endswith(f".{names[0]}"))
