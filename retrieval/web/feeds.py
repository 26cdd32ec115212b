"""Feeds and lists of feeds: what they lead to. Nothing that they name is fetched here."""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from xml.sax import SAXException

from retrieval.errors import BadArticleData
from retrieval.readers.decoding.encodings import one_line
from retrieval.readers.metadata.endings import breaks_off
from retrieval.readers.metadata.publication_dates import day_of, is_believable

_MOST = 1_000  # entries of a feed, feeds of a list
FEED_MEND = "Check the link in a feed reader."
_FEWEST_WORDS = 120  # of an entry that is an article: a teaser has some forty
_PARAGRAPH = re.compile(r"</p>|<br\b|</div>", re.IGNORECASE)
_LONGEST_HELD, _MOST_HELD = 500_000, 10_000_000  # code points of an entry's text, and of all that are kept
_ADDRESS = re.compile(r"\A\s*[^\s@()]+@[^\s@()]+ \(([^()]+)\)\s*\Z")  # RSS's own form: an address, then the name
_HOUR = 3600.0
_PERIODS = {"hourly": _HOUR, "daily": 24 * _HOUR, "weekly": 168 * _HOUR, "monthly": 720 * _HOUR, "yearly": 8760 * _HOUR}


@dataclass(frozen=True)
class Entry:
    """One entry: the link of its article, what names it in its feed, and when it was last changed, as written.

    ``page``: what the feed itself holds of the article, as a page of HTML; None where that is only a teaser.
    An entry without a link has the feed's, with its own name behind a "#"; ``outlet`` is the feed's title.
    """

    link: str
    key: str
    stamp: str
    title: str | None = None
    author: str | None = None
    published: date | None = None
    outlet: str | None = None
    page: str | None = None
    has_link: bool = True


@dataclass(frozen=True)
class Feed:
    """A feed as it is now. ``every`` is how often it wants to be asked, in seconds; None when it doesn't say.

    ``without_text``: how many entries have neither a link nor a text.
    """

    title: str | None
    entries: tuple[Entry, ...]
    every: float | None = None
    without_text: int = 0


def read_feed(data: bytes, url: str, shown: str) -> Feed:
    """The entries of an RSS or Atom feed, in its order, each link once.

    Args:
        data: the feed.
        url: where it was got; links are relative to it.
        shown: the link, for messages.

    Raises:
        BadArticleData: it isn't a feed.
    """
    import feedparser

    _refuse_entities(data, shown)
    # A file object: a text would be taken for an address to fetch.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise BadArticleData(shown, "it isn't a feed that can be read", FEED_MEND)
    entries: dict[str, Entry] = {}
    ids = Counter(_line(item.get("id")) for item in parsed.entries[:_MOST])
    outlet = _line(parsed.feed.get("title"))
    held = without_text = 0
    for item in parsed.entries[:_MOST]:
        page = _page(item) if held < _MOST_HELD else None
        held += len(page or "")
        name = _line(item.get("id"))
        named = _web_link(url, item.get("link"))
        link = named or (f"{url}#{quote(name or _line(item.get('title')) or '')[:200]}" if page else None)
        if page and named is None and link in entries:  # another entry of the same title
            link = f"{link}-{sha256(page.encode()).hexdigest()[:8]}"
        without_text += link is None
        if link is not None and link not in entries:
            # Asked for a missing "updated", the library gives "published" with a warning that it will stop doing so.
            updated = _line(dict.get(item, "updated"))
            day = day_of(_line(item.get("published") or updated) or "")
            entries[link] = Entry(
                link=link,
                key=name if name and ids[name] == 1 else link,  # some feeds call all of their entries the same
                stamp=updated or _line(item.get("published")) or "",
                title=_line(item.get("title")),
                author=_line(_ADDRESS.sub(r"\1", item.get("author") or "")),
                published=day if day is not None and is_believable(day) else None,
                outlet=outlet,
                page=page,
                has_link=named is not None,
            )
    if not entries and isinstance(parsed.get("bozo_exception"), SAXException):
        raise BadArticleData(shown, "the feed is broken, and no entry of it can be read", FEED_MEND)
    return Feed(outlet, tuple(entries.values()), _every(parsed.feed), without_text)


def _page(item: Any) -> str | None:
    """The article that an entry holds, as a page: a long description, or ``content`` of some paragraphs that doesn't
    break off; None where that is a teaser.
    """
    content = max((str(each.get("value") or "") for each in item.get("content") or ()), key=len, default="")
    written = max(content, str(item.get("summary") or ""), key=len)
    if not written.strip() or len(written) > _LONGEST_HELD:
        return None
    text = re.sub(r"<[^>]{0,2000}>", " ", written)
    is_short_news = written == content and len(_PARAGRAPH.findall(content)) > 1 and not breaks_off(text)
    if len(text.split()) < _FEWEST_WORDS and not is_short_news:
        return None
    title = html.escape(_line(item.get("title")) or "")
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{written}</article></body></html>"


def read_opml(data: bytes, url: str, shown: str) -> list[str]:
    """The links of the feeds that an OPML file lists, in its order, each once.

    Raises:
        BadArticleData: it isn't OPML, or lists none.
    """
    from lxml import etree

    _refuse_entities(data, shown)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser=parser)
        named = [] if tree is None else [outline.get("xmlUrl") for outline in tree.iter("outline")]
    except (etree.XMLSyntaxError, ValueError):
        named = []
    links = [link for name in named if (link := _web_link(url, name)) is not None]
    if not links:
        raise BadArticleData(shown, "it lists no feeds", "Export your feeds as OPML, and take that file.")
    return list(dict.fromkeys(links))[:_MOST]


def _refuse_entities(data: bytes, shown: str) -> None:
    """No feed needs entities of its own: they are there to be expanded without end, or to name files."""
    if b"<!entity" in data.replace(b"\0", b"").lower():  # without the zeros of UTF-16
        raise BadArticleData(shown, "it declares entities of its own, as no feed does", "Check the link.")


def _web_link(base: str, written: Any) -> str | None:
    if not isinstance(written, str) or not written.strip():
        return None
    try:
        link = urljoin(base, written.strip())
        return link if urlsplit(link).scheme in {"http", "https"} and urlsplit(link).hostname else None
    except ValueError:
        return None


def _line(written: Any) -> str | None:
    if not isinstance(written, str):
        return None
    # Many systems encode what is encoded already.
    return one_line(html.unescape(re.sub(r"<[^>]{1,200}>", " ", written)))[:500] or None


def _every(feed: Any) -> float | None:
    """The wait that the feed asks for: RSS's ``ttl`` in minutes, or the syndication module's period."""
    ttl = str(feed.get("ttl", ""))
    if re.fullmatch(r"\d{1,6}", ttl):
        return int(ttl) * 60.0
    period = _PERIODS.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    times = str(feed.get("sy_updatefrequency", "1"))
    return None if period is None else period / max(1, int(times) if re.fullmatch(r"\d{1,4}", times) else 1)
