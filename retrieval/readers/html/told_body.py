"""The article's text as a page's JSON-LD tells it, for pages that show a part: behind a wall, or drawn by a script.

What a page shows is preferred: it has headings, and the data of some sites are a teaser or run paragraphs together.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from retrieval.lang.paragraphs import paragraphs
from retrieval.readers.boilerplate import is_boilerplate
from retrieval.readers.html.lost_paragraphs import BLOCKS

_BLOCK = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))})\b[^>]{{0,1000}}>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,1000}>")
_MOST_SHOWN, _MOST_OTHER = 0.5, 0.3  # of the told text's letters: of it, and of anything else, on the page


def told_text(value: Any) -> str | None:
    """A text of JSON-LD without the markup that some sites leave in it, a line for each block; None for no text."""
    if not isinstance(value, str):
        return None
    return html.unescape(_TAG.sub("", _BLOCK.sub("\n\n", html.unescape(value)))).replace("\r\n", "\n")


def told_lines(told: str | None, shown: Sequence[str]) -> list[str]:
    """The paragraphs of the told text where the page shows less than half of it, and little else; else none.

    Args:
        told: what ``told_text`` gives.
        shown: the article's lines in the page.
    """
    whole = _key(told or "")
    inside = sum(len(key) for key in map(_key, shown) if key in whole)
    outside = sum(len(_key(line)) for line in shown) - inside
    if told is None or inside > _MOST_SHOWN * len(whole) or outside > _MOST_OTHER * len(whole):
        return []
    lines = (" ".join(told[start:end].split()) for start, end in paragraphs(told))
    return [line for line in lines if not is_boilerplate(line)]


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
