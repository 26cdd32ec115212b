"""How pages are read: the article's sentences kept, lines of something else, and the particulars that are told.

The label is a page's own JSON-LD: ``articleBody``, which the readers take as the text only where the page shows less
than half of it (none of these does); standfirsts are in its ``description``. Headings between paragraphs and boxes of
the article's own are in neither, and count as lines of something else. The pages are those of
``world/articles/web`` in ``BENCH_DATA``; no outlet stands in both halves.
"""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import Any

from retrieval.errors import ArticleError
from retrieval.evaluation.ranking import figure
from retrieval.lang.sentences import spans
from retrieval.model import Article
from retrieval.readers import read_articles
from tests.bench.collection import DATA, say
from tests.bench.tables import heading, row

_SCRIPT = re.compile(r"<script[^>]*ld\+json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
# Paragraphs that a page's data ran together: "… on Monday.The mayor …".
_GLUED = re.compile(r"(?<=[a-zà-ÿ]{2}[.!?])(?=[A-ZÀ-Þ“])|(?<=[a-zà-ÿ][.!?][”\"])(?=[A-ZÀ-Þ“])")
_FEWEST_LETTERS = 40  # of a sentence or a line that is looked for
_FEWEST_WORDS = 100  # of a body that is more than a teaser


def part() -> None:
    """The shares over all pages of a half, with their intervals."""
    folder = DATA / "world" / "articles" / "web"
    if not folder.is_dir():
        say(f"pages: skipped, {folder} isn't there (BENCH_DATA names another folder)")
        return
    for half in (0, 1):
        held: dict[str, list[float]] = defaultdict(list)
        for file in pages_of(half):
            _score(file, held)
        heading(f"Pages, half {'AB'[half]}", "shares; the intervals are of 95%")
        for name, values in held.items():
            row(name, str(figure(values)))


def pages_of(half: int) -> list[Path]:
    """The files of a half, 0 or 1; no outlet stands in both."""
    files = sorted((DATA / "world" / "articles" / "web").glob("*.html"))
    outlets = sorted({file.name.partition("_")[0] for file in files})
    return [file for file in files if outlets.index(file.name.partition("_")[0]) % 2 == half]


def own_text(page: str) -> str | None:
    """The letters and digits of the article, as a page's own JSON-LD tells it; None where it tells a teaser."""
    body = _body(page, "articleBody")
    return _key(body + _body(page, "description")) if len(body.split()) >= _FEWEST_WORDS else None


def _score(file: Path, held: dict[str, list[float]]) -> None:
    (found,) = read_articles(file, max_bytes=20_000_000)
    held["taken for an article"].append(isinstance(found, Article))
    if isinstance(found, ArticleError):
        return
    for field in ("published", "publisher", "author"):
        held[f"{field} told"].append(getattr(found, field) is not None)
    page = file.read_text(encoding="utf-8", errors="replace")
    if (whole := own_text(page)) is None:
        return
    text = _key(found.text)
    held["sentences kept"] += [_key(each) in text for each in _pieces(_body(page, "articleBody"))]
    held["lines of something else"] += [
        not any(_key(each) in whole for each in _pieces(line)) for line in found.text.split("\n\n") if _pieces(line)
    ]


def _body(page: str, name: str) -> str:
    """The longest value of that name in a page's JSON-LD, markup taken off."""
    found = [""]
    for script in _SCRIPT.findall(page):
        try:
            waiting: list[Any] = [json.loads(script, strict=False)]
        except ValueError:
            continue
        while waiting:
            each = waiting.pop()
            if isinstance(each, list):
                waiting += each
            elif isinstance(each, dict):
                waiting += each.values()
                found.append(str(each.get(name) or ""))
    return html.unescape(re.sub(r"<[^>]+>", " ", html.unescape(max(found, key=len))))


def _pieces(text: str) -> list[str]:
    text = _GLUED.sub("\n", text)
    lines = chain.from_iterable(
        (line[start:end] for start, end in spans(line, 0, len(line))) for line in text.split("\n") if line.strip()
    )
    return [each for each in lines if len(_key(each)) >= _FEWEST_LETTERS]


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


PARTS = {"pages": part}
