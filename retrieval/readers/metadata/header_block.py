"""Particulars on lines of their own above a text: "Title: …", "Author: …", "Date: …", "URL: …".

Scripts that save articles write them so, with or without rules of "=====" around, some all on one line.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from retrieval.lang.en.phrases.credit_phrases import HEADER_KEYS, HEADER_TEXT_KEYS
from retrieval.readers.metadata.article_metadata import Particulars
from retrieval.readers.metadata.bylines import given_name_first
from retrieval.readers.metadata.publication_dates import day_in, day_of, day_told

_FEWEST = 2  # lines: one alone may be a sentence ("Source: …")
_MOST_LINES = 40
_LONGEST_KEY, _LONGEST_LINE = 24, 400  # code points
_LINE = re.compile(
    rf"[ \t]*[*_]{{0,2}}(?P<key>[^\W\d_](?:[^\W\d]|[ /-]){{1,{_LONGEST_KEY}}}?)[*_]{{0,2}}[ \t]*:[*_]{{0,2}}[ \t]*"
    r"(?P<value>.*)"
)
_RULE = re.compile(r"[ \t]*([=_*~#-])\1{3,}[ \t]*")
_RULE_ALONE = re.compile(rf"^{_RULE.pattern}$", re.MULTILINE)
_LONGEST_BLOCK = 4_000  # code points
_KEYS_ON_ONE_LINE = re.compile(
    rf"(?:\A|(?<=[ \t|;]))(?P<key>{'|'.join(sorted(map(re.escape, HEADER_KEYS), key=len, reverse=True))})[ \t]*:[ \t]*",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"(?P<outlet>[^0-9\n]{2,80})[.,;] (?P<day>(?:[A-Z][a-z]{2,8}\.? )?[0-9][^;]{4,24}?)"
    r"(?:[,;.] ?(?:p{1,2}\.? ?\w+)?\.?)?"
)
_WEB = re.compile(r"https?://[^\s<>]+")


def split_header_block(content: str, noted: Counter[str]) -> tuple[Particulars, str] | None:
    """The particulars above a text, and the text below them; None when no such block opens ``content``.

    Args:
        content: a whole file with line ends as line feeds.
        noted: counts a date that can't be read.
    """
    lines = content.lstrip("\ufeff").lstrip().split("\n")
    found: dict[str, str] = {}
    days: set[str] = set()
    number = 0
    for number, line in enumerate(lines[:_MOST_LINES]):
        if not line.strip() or _RULE.fullmatch(line):
            continue
        pairs = _pairs(line)
        if pairs is None:
            break
        if pairs and pairs[0][0] == "text":
            lines[number] = pairs[0][1]
            break
        for field, value in pairs:
            found.setdefault(field, value)
            if field == "published" and value:
                days.add(str(day_in(value)))
    else:
        number += 1
    if len(found) < _FEWEST or not found.keys() & {"title", "published", "url", "publisher"}:
        return None
    if len(days) > 1:
        found.pop("published")  # two different days are one too many to be certain of either
    text = "\n".join(lines[number:]).strip()
    if not text:
        return None
    return particulars_of(found, noted), re.sub(rf"\n{_RULE.pattern}\s*\Z", "", text).rstrip()


def with_blocks_of_their_own(content: str) -> list[str]:
    """The parts of a text that are parted by rules ("=====") and each open with such a block; none where it is one."""
    if split_header_block(content[:_LONGEST_BLOCK], Counter()) is None:
        return []
    behind = (each.end() for each in _RULE_ALONE.finditer(content))
    opening = (at for at in behind if split_header_block(content[at : at + _LONGEST_BLOCK], Counter()))
    starts = [0, *opening, len(content)]
    parts = [part for start, end in pairwise(starts) if _RULE_ALONE.sub("", part := content[start:end]).strip()]
    return parts if len(parts) > 1 and all(split_header_block(part, Counter()) for part in parts) else []


def particulars_of(found: dict[str, str], noted: Counter[str]) -> Particulars:
    """What the fields of a block tell.

    Args:
        found: title, publisher, author, published, url, as they are written.
        noted: counts a date that can't be read.
    """
    written = found.get("published")
    day = day_told(written, noted) if written else None
    url = _WEB.search(found.get("url", "") or found.get("publisher", ""))
    publisher = found.get("publisher") or None
    cited = _CITED.fullmatch(publisher) if publisher else None  # "Quay Post, The. 3/14/2025, p4."
    if cited is not None and (its_day := day_of(cited["day"])) is not None:
        publisher, day = cited["outlet"], day or its_day
    if publisher and (inverted := re.match(r"(.{2,60}), (The|Le|La|Les|Die|Der|Das|El)\Z", publisher)):
        publisher = f"{inverted[2]} {inverted[1]}"
    return Particulars(
        title=found.get("title") or None,
        publisher=None if publisher is None or _WEB.match(publisher) else publisher,
        author=given_name_first(re.sub(r"\A[Bb][Yy][ ]+", "", found["author"])) if found.get("author") else None,
        published=day,
        url=url[0] if url else None,
    )


def _pairs(line: str) -> list[tuple[str, str]] | None:
    """The fields and values on a line; None when it opens with no known key."""
    match = _LINE.fullmatch(line[:_LONGEST_LINE]) if len(line) <= _LONGEST_LINE else None
    key = " ".join(match["key"].lower().replace("_", " ").replace("-", " ").split()) if match else ""
    if match is None or (key not in HEADER_KEYS and key not in HEADER_TEXT_KEYS):
        return None
    if key in HEADER_TEXT_KEYS:
        return [("text", match["value"])]
    others = list(_KEYS_ON_ONE_LINE.finditer(line))
    if len(others) >= _FEWEST and HEADER_KEYS[key] == "title":
        ends = [each.start() for each in others[1:]] + [len(line)]
        return [
            (HEADER_KEYS[each["key"].lower()], line[each.end() : end].strip(" \t|;"))
            for each, end in zip(others, ends, strict=True)
        ]
    return [(HEADER_KEYS[key], match["value"].strip())]
