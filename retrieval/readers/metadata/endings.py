"""Whether a text is the start of one: an interface to news, a feed or a wall before it cut it off."""

from __future__ import annotations

import html
import re

from retrieval.lang.en.phrases.page_phrases import CUT_MARK, READ_ON, WALL
from retrieval.lang.quotation_marks import CLOSING

COUNT_OF_REST = re.compile(r"[ \t]*\[\+?[0-9]+ (?:more )?char(?:acter)?s\]\s*\Z", re.IGNORECASE)
"""How NewsAPI and those like it end a text that they cut: "[+2829 chars]"."""

_INITIALS = re.compile(r"(?:[A-Z]{2,6}[ ])?[a-z]{2,4}(?:/[a-z]{2,4}){1,4}")
"""How agencies' desks sign: "KPA kn/ab", "str/kc/mtp"."""

_LOOKED_AT = 2_000  # code points at a text's end
_LAST = 3  # lines
_LONGEST = 300  # code points of a line that asks to subscribe
_DOTS = re.compile(r"(?:…|\.{3,})\Z|\[(?:…|\.{3,})\]\Z")
_END = re.compile(r"[.!?…:;)\]”“\"'’»›*_]\Z")


def breaks_off(text: str) -> bool:
    """Whether a text breaks off: by a count of what is left, dots, an offer to read on, or a quote that never ends.

    Args:
        text: all that a source gives of an article, with line ends as line feeds.
    """
    end = html.unescape(text[-_LOOKED_AT:])
    lines = [stripped for line in end.split("\n") if (stripped := line.strip(" \t*_"))]
    if not lines:
        return False
    return (
        COUNT_OF_REST.search(lines[-1]) is not None
        or CUT_MARK.search(end) is not None
        or _DOTS.search(lines[-1]) is not None
        or READ_ON.fullmatch(lines[-1]) is not None
        or any(len(line) <= _LONGEST and WALL.search(line) and not _is_said(line) for line in lines[-_LAST:])
        or (_END.search(lines[-1]) is None and _is_open(lines[-1]))
    )


def without_tail(text: str) -> str:
    """A text without what its source put behind it when it cut it, and its desk's initials; dots stay."""
    text = COUNT_OF_REST.sub("", text)
    above, _, last = text.rstrip().rpartition("\n")
    text = above.rstrip() if above and _INITIALS.fullmatch(last.strip()) else text
    mark = CUT_MARK.search(text, max(0, len(text) - _LOOKED_AT))
    return text if mark is None else text[: mark.end("dots") if mark["dots"] else mark.start()].rstrip()


def _is_said(line: str) -> bool:
    return line[0] in CLOSING


def _is_open(line: str) -> bool:
    """Whether a line holds a quote that is never closed."""
    last = max(line.rfind(mark) for mark in CLOSING if mark != '"')
    if last >= 0:
        closers, is_even = CLOSING[line[last]], line.count(line[last]) % 2 == 0
        return not any(mark in line[last + 1 :] for mark in closers) and not (
            is_even and not any(mark in line for mark in closers)  # one mark opens and closes: “so“
        )
    return line.count('"') % 2 == 1
