"""Who wrote an article, where a line of its own says so at the top."""

from __future__ import annotations

import re

from retrieval.ingest.outlets import JOINING, NO_NAME, is_desk

_TOP = 4  # lines that aren't blank

_WORD = r"[A-ZÀ-Þ](?:[^\W\d_]|['’-](?=[^\W\d_])){1,20}"
_PARTICLE = r"(?:de|del|der|van|von|den|bin|al|la|le|di|da|el)(?=[ ])"
_NAME = rf"{_WORD}(?:[ ](?:[A-ZÀ-Þ]\.|{_PARTICLE}|{_WORD})){{1,4}}"
_AND = r",?[ ](?:and|AND|&)[ ]"
_BYLINE = re.compile(
    rf"[*_]{{0,3}}(?:By|BY|by)[ ]+(?P<names>{_NAME}(?:(?:{_AND}|,[ ]){_NAME}){{0,4}})"
    r"(?:(?:,[ ]|[ ]+[|·•–—/-][ ]*|[ ]in[ ])[^\n]{2,60})?[*_]{0,3}"
)
# "By Popular Demand", "By Tuesday Evening": words of headlines, and of nobody's name.
_NO_PERSON_LIST = """
    a an to or by at as with from popular morning afternoon evening night noon midnight week year
"""
_NO_PERSON = JOINING | NO_NAME | frozenset(_NO_PERSON_LIST.split())


def author_in(lines: list[str]) -> str | None:
    """Who wrote the article, from a line "By Jane Doe" at the top, as it is written there, else None.

    Args:
        lines: the text's lines that aren't blank, without white space around them.
    """
    return next((author for line in lines[:_TOP] if (author := byline(line))), None)


def byline(line: str) -> str | None:
    """The people that a byline names; an empty text when it names an outlet; None when it is no byline."""
    match = _BYLINE.fullmatch(line)
    if match is None:
        return None
    names = match["names"]
    if is_desk(names):
        return ""
    words = re.sub(rf"{_AND}|,", " ", names).split()
    return None if any(word[0].isupper() and word.lower() in _NO_PERSON for word in words) else names
