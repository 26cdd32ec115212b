"""Text as Telegram counts and shows it: what can be sent, how long it is, where it may be cut.

Lengths are UTF-16 units, which is what Telegram's limits and entity offsets are in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_JOINERS = frozenset("\u200d\ufe0e\ufe0f")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI"})
# What the Bot API takes for an empty message though it holds code points.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def sendable(text: str) -> str:
    """``text`` as it can be sent: NUL and lone surrogates become U+FFFD, line ends become ``\\n``.

    Two surrogates that make a pair become the character they mean.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


def units(text: str) -> int:
    """The length of sendable ``text`` in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def escaped(text: str) -> str:
    """Sendable ``text`` for Telegram's HTML, outside and inside a double-quoted attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def is_blank(text: str) -> bool:
    """Whether a person would see nothing, which Telegram refuses to send."""
    return all(c.isspace() or c in _UNSEEN or unicodedata.category(c) in {"Cc", "Cf", "Zs"} for c in text)


def one_line(text: str, limit: int) -> str:
    """``text`` with runs of white space made one space, and at most ``limit`` code points, the last one then "…"."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: _whole_characters(line, limit - 1)].rstrip() + "…"


def isolated(text: str) -> str:
    """``text`` so that its writing direction can't turn its neighbours around."""
    if not text.isascii() and any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text):
        return f"\u2068{text}\u2069"
    return text


def cut(text: str, limit: int, kept_whole: Sequence[tuple[int, int]] = ()) -> int:
    """Where to end the first part of ``text`` so that it is at most ``limit`` units long.

    The end of a line is best, then of a word; both outside ``kept_whole``. A span of those is cut only when it
    opens ``text`` and is longer than ``limit``, at a word where there is one; what is left is cut between whole
    characters.

    Args:
        text: sendable, longer than ``limit`` units.
        limit: UTF-16 units, at least 16, so that a character with its combining marks has room.
        kept_whole: spans of ``text`` in code points, none overlapping another; a start may be negative.

    Returns:
        The offset of the first code point after the part, more than 0. White space at the cut stays in the part.
    """
    most = _prefix(text, limit)
    for pattern in (r"\n+", r"\s+"):
        ends = [found.end() for found in re.finditer(pattern, text[:most])]
        for end in reversed(ends):
            if not any(start < end < stop for start, stop in kept_whole):
                return end
    whole = next((start for start, stop in kept_whole if start < most < stop), None)
    if whole is None:
        return _whole_characters(text, most)
    if whole > 0:
        return whole
    words = [found.end() for found in re.finditer(r"\s+", text[:most])]
    return words[-1] if words else _whole_characters(text, most)


def _prefix(text: str, limit: int) -> int:
    """How many code points of ``text`` fit in ``limit`` units."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if ord(character) > 0xFFFF else 1
        if used > limit:
            return index
    return len(text)


def _whole_characters(text: str, most: int) -> int:
    """``most`` or a little less, so that no character loses its combining marks and no emoji its parts."""
    for end in range(most, max(0, most - 16), -1):
        if end >= len(text):
            return end
        joined = text[end] in _JOINERS or text[end - 1] == "\u200d" or unicodedata.category(text[end]).startswith("M")
        if not joined:
            return end
    return most
