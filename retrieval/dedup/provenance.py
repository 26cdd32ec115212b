"""When two articles are one: the address that names an article, and the places where the same text stands.

An article is known by its content. From outside it is named by files and by its url: two spellings of one url are one
address, and an address that holds another text than before holds an edited version.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from retrieval.lang.tokens import terms
from retrieval.model import Appearance, Article

_PORTS = {"http": 80, "https": 443}

_MIRRORS = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.[^.])")
"""Hosts that serve a site's articles once more; what is left behind them must still be a host's name."""

_TRACKING = re.compile(
    r"(?:utm|mtm|pk|hsa|ns|at|fb|oly|guce|mc|wt|_hs)[._].+|(?:fb|g|d|y|ms)cl(?:id|kid|src)|gbraid|wbraid|igshid|igsh|_g[al]"
    r"|ref|ref_?(?:src|url)|referrer|cmp(?:id)?|ito|icid|ocid|xtor|s_?cid|smid|smtyp|spm|trk(?:campaign)?|guccounter"
    r"|soc_(?:src|trk)|__twitter_impression|amp|outputtype|sr_?share|share|shared"
    r"|srsltid|mibextid|mkt_tok|vero_(?:id|conv)|gaa_(?:at|n|ts|sig)|sfnsn|ceid|traffic_source|partner|rss"
    r"|gift(?:copy|_?token)?|unlocked_article_code|embedded-checkout",
    re.IGNORECASE,
)
"""Parameters that tell where a reader came from and not what is read, by the large networks' and publishers' tools."""

_FRONT_PAGE = re.compile(r"/(?:index|default|home)(?:\.\w{2,5})?\Z", re.IGNORECASE)
_AMP = re.compile(r"(?:/amp|\.amp)(?=\Z|\.html?\Z)", re.IGNORECASE)
_AMP_FOLDER = re.compile(r"\A(?:/amp)+(?=/)", re.IGNORECASE)
_CACHED = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org/[cv]|(?:www\.)?google\.[a-z]{2,3}/amp)/(?:s/)?(?=[\w-]+\.[\w.-]+/)",
    re.IGNORECASE,
)
"""What stands before a site's own address where another serves its page."""

_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_AS_THEY_ARE = "%/:@!$&'()*+,;=~"

_ARTICLE_LIKE = re.compile(r"[\d_?#.~-]|[^/]{25,}")
"""What stands behind the last slash of an article's address: digits, words joined up, parameters, or a long word."""

SAME_STORY = 0.4
"""Least share of the shorter text's terms that a version keeps at an address that may be a section's ("/politics").

Of 100,000 random pairs of the 1,731 articles in the labelled sets one in ten shares that much by chance, half
share 0.22.
"""


def address(url: str | None) -> str | None:
    """What spellings of one article's url have in common; None where a url names no article.

    Host and path without scheme, port, ``www.`` and ``m.``, mobile or AMP forms, tracking parameters, fragment, and
    slash at the end; other parameters in order of their names. The path's letters keep their case: some sites tell
    articles apart by it. A site's front page names no article.
    """
    url = (url or "").strip()
    while cached := _CACHED.match(url):
        url = "https://" + url[cached.end() :]
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # a port that is none, a bracket that isn't closed
        return None
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in _PORTS or not host:
        return None
    host = _MIRRORS.sub("", _ascii(host))
    if port is not None and port not in _PORTS.values():
        host = f"{host}:{port}"
    path = _path(parts.path)
    kept = sorted((key, value) for key, value in _parameters(parts.query) if not _TRACKING.fullmatch(key))
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""  # a page that is drawn by its script
    if not (path or kept or fragment):
        return None
    return host + path + (f"?{urlencode(kept)}" if kept else "") + (f"#{fragment}" if fragment else "")


def addresses(article: Article) -> set[str]:
    """Every address at which an article's text stands."""
    found = (address(url) for url in (article.url, *(place.url for place in article.also)))
    return {each for each in found if each is not None}


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host.lower()


def _parameters(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:  # more than any article's url has
        return [("", query)]


def _path(path: str) -> str:
    """A path in the one spelling that its escapes, dots and slashes allow."""
    escaped = _ESCAPE.sub(_unescaped, quote(path, safe=_AS_THEY_ARE, errors="replace"))
    resolved = posixpath.normpath("/" + escaped.lstrip("/"))
    return _FRONT_PAGE.sub("", _AMP.sub("", _AMP_FOLDER.sub("", resolved))).rstrip("/")


def _unescaped(escape: re.Match[str]) -> str:
    char = chr(int(escape[1], 16))
    return char if char in _UNRESERVED else escape[0].upper()


def is_version(one: Article, other: Article, at: str) -> bool:
    """Whether two articles at one address are versions of one article.

    They aren't where it may be a section's page, told as the url of all that was found there, and little is shared.
    """
    if _ARTICLE_LIKE.search(at.partition("/")[2].rpartition("/")[2]) or one.title == other.title:
        return True
    a, b = set(terms(one.text)), set(terms(other.text))
    return len(a & b) >= SAME_STORY * min(len(a), len(b))


def is_older(one: Article, other: Article) -> bool:
    """Whether an article is known to have been published before another."""
    return one.published is not None and other.published is not None and one.published < other.published


def appearance(article: Article) -> Appearance:
    """Where an article stands, apart from where else its text does."""
    return Appearance(**{field: getattr(article, field) for field in Appearance.model_fields})


def by_name(article: Article, names: tuple[str, ...]) -> dict[str, Appearance]:
    """What each of an article's names tells about it: its first name is where it is shown, the others are ``also``.

    A name of which nothing was kept tells the same as the first.
    """
    shown = appearance(article)
    told = [shown, *article.also]
    told += [shown] * (len(names) - len(told))
    return dict(zip(names, told, strict=False))


def shown(text: str, told: Mapping[str, Appearance]) -> tuple[Article, tuple[str, ...]]:
    """An article as it is shown, the earliest published place first, and its names in that order.

    Args:
        text: the article's text.
        told: what each name tells about it, in order of arrival; at least one.
    """
    ordered = sorted(told.items(), key=lambda each: each[1].published or date.max)
    (_, first), *rest = ordered
    article = Article(text=text, **dict(first), also=tuple(other for _, other in rest))
    return article, tuple(name for name, _ in ordered)
