"""The address that names an article: what the spellings of its url have in common."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from retrieval.model import Article

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
