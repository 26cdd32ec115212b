"""Whom a line of a draft gives a quotation to without a verb: ``NAME: “…”``, ``“…” — NAME``."""

from __future__ import annotations

import re
from collections.abc import Callable

from retrieval.lang.en.people import PARTICLES
from retrieval.lang.en.turn_labels import NO_TURN
from retrieval.lang.tokens import words

_WORD = r"[^\W\d_][\w.’'-]*"
_NAME = rf"(?P<name>{_WORD}(?: {_WORD}){{0,5}})"
_ROLE = r"(?:\s*(?:,[^:\n]{1,80}|\([^)\n]{1,80}\)))?"
_BEFORE = re.compile(rf"(?:^|\n)[\s>*_•#-]*{_NAME}{_ROLE}[*_\s]*[:：][*_\s]*\Z")
_BEHIND = re.compile(rf"\A[*_\s,.]*\n?\s*(?:[—–―]|--?\s)\s*{_NAME}{_ROLE}[*_.\s]*(?:\n|\Z)")


def labelled_speaker(text: str, start: int, end: int, is_known: Callable[[str], bool]) -> str | None:
    """The name beside a quotation on its line, or alone on the next one behind a dash; None: there is none.

    Args:
        text: the draft.
        start: where the quotation begins, its opening mark included, code points.
        end: where it ends, its closing mark included.
        is_known: whether a speaker is called just so. A single word, or one in small letters, is a name only then:
            "Update: “…”" gives it to nobody.
    """
    before = _BEFORE.search(text[max(0, start - 200) : start])
    found = before or _BEHIND.search(text[end : end + 200])
    if found is None:
        return None
    name = found["name"] if before else found["name"].removesuffix(".")
    parts = name.split()
    if any(word in NO_TURN for word in words(name)):
        return None
    in_capitals = all(part[0].isupper() or part in PARTICLES for part in parts)
    return name if is_known(name) or (in_capitals and len(parts) > 1) else None
