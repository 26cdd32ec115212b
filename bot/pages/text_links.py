"""Web addresses that open an article at the cited words: text fragments (https://wicg.github.io/scroll-to-text-fragment/).

``#:~:text=start``, or ``#:~:text=start,end`` for a range, with ``prefix-,`` and ``,-suffix`` around where the words
alone could be found in another place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

MOST = 2_000
"""Code points of an address that browsers and Telegram's clients pass on whole."""

_WHOLE = 300
# Code points that are named whole; a longer text is named by its first and last words, as Chrome's own links do.
_ENDS = 6
# Words of each end of a range, more where fewer stand in another place.
_MOST_OF_AN_END = 24
_AROUND = 8
# Words before and behind the cited ones, at most, that tell them from the same words elsewhere.

_WORD = re.compile(r"[^\W_](?:\S*[^\W_])?")
# What a browser matches from one word's bound to another's: marks around a word aren't part of it, those inside are.


@dataclass(frozen=True)
class _Word:
    start: int
    end: int


def web_address(url: str | None) -> str | None:
    """``url`` if a person can safely be sent there: http or https, with a host, nothing to trip over."""
    if url is None or len(url) > MOST or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def at_words(url: str | None, text: str, start: int, end: int) -> str | None:
    """The address that opens the article at its words from ``start`` to ``end``.

    Args:
        url: the article's.
        text: the article's.
        start: code points in ``text``.
        end: code points in ``text``.

    Returns:
        None when the article has no address in the web. The plain address when nothing in the span can be named.
    """
    address = web_address(url)
    if address is None:
        return None
    # A page that had words of its own marked opens at ours.
    address = address.partition(":~:")[0]
    named = _named(text, start, end)
    if named is None:
        return address
    whole = f"{address}{'' if '#' in address else '#'}:~:text={named}"
    return whole if len(whole) <= MOST else address


def _named(text: str, start: int, end: int) -> str | None:
    """The fragment's value for a span: the shortest of its forms that no earlier place in the text fits.

    Where each of them fits an earlier place, it opens there, at the same words.
    """
    words = _words(text, start, end)
    if not words:
        return None
    first, last = words[0].start, words[-1].end
    opening, closing = text[first:last], None
    if len(opening) > _WHOLE or "\n" in opening:
        opening = _opening(text, words)
        closing = _closing(text, words, opening)
    prefix, suffix = _context(text, first, first + len(opening))
    if _first(text, opening) == first:
        return _directive("", opening, closing, "")
    if closing is not None and _first(text, opening, prefix=prefix) == first:
        return _directive(prefix, opening, closing, "")
    return _directive(prefix, opening, None, suffix)


def _words(text: str, start: int, end: int) -> list[_Word]:
    """The words between two offsets, each with the marks that combine with its last letter."""
    words = []
    for found in _WORD.finditer(text, start, end):
        stop = found.end()
        while stop < end and unicodedata.category(text[stop]).startswith("M"):
            stop += 1
        words.append(_Word(found.start(), stop))
    return words


def _directive(prefix: str, start: str, end: str | None, suffix: str) -> str:
    parts = [f"{_encoded(prefix)}-"] if prefix else []
    parts.append(_encoded(start))
    parts += [_encoded(end)] if end is not None else []
    parts += [f"-{_encoded(suffix)}"] if suffix else []
    return ",".join(parts)


def _encoded(text: str) -> str:
    """As a part of a text directive, in which ``-``, ``,`` and ``&`` mean something by themselves."""
    return quote(" ".join(text.split()), safe="", errors="replace").replace("-", "%2D")


def _opening(text: str, words: list[_Word]) -> str:
    """The first words, on one line, as many as tell them from what stands earlier."""
    line = [word for word in words if "\n" not in text[words[0].start : word.end]]
    for count in range(min(_ENDS, len(line)), min(_MOST_OF_AN_END, len(line)) + 1):
        opening = text[words[0].start : line[count - 1].end]
        if _first(text, opening) == words[0].start:
            break
    return opening


def _closing(text: str, words: list[_Word], opening: str) -> str | None:
    """The last words, on one line and behind the opening ones, as many as end the range there and not earlier."""
    behind = words[0].start + len(opening)
    line = [word for word in words if word.start >= behind and "\n" not in text[word.start : words[-1].end]]
    closing = None
    for count in range(min(_ENDS, len(line)), min(_MOST_OF_AN_END, len(line)) + 1):
        if not count:
            break
        closing = text[line[-count].start : words[-1].end]
        if _first(text, closing, behind) == line[-count].start:
            break
    return closing


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a span and tells it from the same words elsewhere, each on one line; else nothing.

    Nothing but white space may stand between them and the span, so marks there are part of them. They may stand in
    another paragraph than the span.
    """
    before = text[:start].rstrip()
    behind = len(text) - len(text[end:].lstrip())
    stop = text.find("\n", behind)
    leading = _words(text, before.rfind("\n") + 1, len(before))[-_AROUND:]
    trailing = _words(text, behind, stop if stop >= 0 else len(text))[:_AROUND]
    return before[leading[0].start :] if leading else "", text[behind : trailing[-1].end] if trailing else ""


def _first(text: str, words: str, start: int = 0, *, prefix: str = "") -> int:
    """Where ``words`` first stand in ``text`` as a browser compares them: without regard to case and line ends."""
    before = _pattern(prefix) + r"\s*" if prefix else ""
    found = re.compile(f"{before}({_pattern(words)})", re.IGNORECASE).search(text, start)
    return found.start(1) if found else -1


def _pattern(words: str) -> str:
    """Matches whole words."""
    pattern = r"\s+".join(re.escape(part) for part in words.split())
    before = r"(?<![^\W_])" if words[0].isalnum() else ""
    behind = r"(?![^\W_])" if words[-1].isalnum() else ""
    return before + pattern + behind
