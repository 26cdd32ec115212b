"""What a statement is to be about, and how it shows that it is: in its own words, or beside it.

"Lindqvist wants to debate in Northport. Holm accused her of ducking": Northport is what Lindqvist spoke of, and no
topic of Holm's. Nor is what the article calls a speaker: "said Holm, the harbour master" isn't about the harbour.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np

from retrieval.lang.tokens import terms
from retrieval.model import Article, Statement
from retrieval.store.catalog import Catalog

_ARTICLES = 500
"""Articles whose terms are kept: the newest and the best are looked at for one question after the other."""


class Fit(IntEnum):
    """Where the topic stands, from the surest sign that a statement is on it to none."""

    OWN_WORDS = 0
    LEAD_IN = 1
    PASSAGE = 2
    MEANING = 3
    NONE = 4


BESIDE = (Fit.LEAD_IN, Fit.PASSAGE)
"""The topic stands not in the statement but around it."""


@dataclass(frozen=True)
class Topic:
    """What a statement is to be about.

    ``text``: the topic as asked. ``key``: the words that must stand there, a known speaker's name cut to what
    articles call them by. ``named``: the key is names, which have no paraphrase, so meaning alone doesn't fit.
    """

    text: str
    key: str
    named: bool = False


def stands_beside(key: str, row: int, statement: Statement, article: Article, catalog: Catalog, least: float) -> bool:
    """Whether a topic stands in a statement's passage, or the headline, as nobody else's words and no speaker's office.

    Args:
        key: the words that must stand there, as the passage with its headline does hold them.
        row: the statement's row in the catalog.
        statement: the statement.
        article: its article.
        catalog: where the others are.
        least: the share of the key's terms that must stand there, 0 to 1.
    """
    wanted = set(terms(key))
    home = int(catalog.statements.passage_rows[row])
    others = _others(row, home, catalog)
    called = statement.mention if statement.mention_start is not None else None
    if not others and wanted.isdisjoint(terms(called or "")):
        return True
    passage, _ = catalog.passages.at(home)
    left_out = [
        (other.start, other.end)
        for other in (catalog.statements.at(other)[0] for other in others)
        if other.end <= statement.start or statement.end <= other.start
    ]
    if called is not None and statement.mention_start is not None:
        left_out.append((statement.mention_start, statement.mention_start + len(called)))
    beside = _without(article.text, passage.start, max(passage.end, statement.end), left_out)
    held = wanted & {*terms(article.title), *terms(beside)}
    return len(held) >= least * len(wanted)


def _others(row: int, home: int, catalog: Catalog) -> list[int]:
    """The rows of what others certainly say in a passage."""
    rows = catalog.statements.rows_of(catalog.articles.ids[int(catalog.passages.article_of[home])])
    within = slice(rows.start, rows.stop)
    speakers = catalog.statements.speaker_rows[within]
    others = (catalog.statements.passage_rows[within] == home) & (speakers >= 0)
    others &= speakers != catalog.statements.speaker_rows[row]
    found: list[int] = (np.flatnonzero(others) + rows.start).tolist()
    return found


def _without(text: str, start: int, end: int, left_out: Iterable[tuple[int, int]]) -> str:
    """The words from ``start`` to ``end`` without some spans."""
    kept, at = [], start
    for begin, stop in sorted(left_out):
        if stop > at and begin < end:
            kept.append(text[at : max(at, begin)])
            at = max(at, stop)
    kept.append(text[at:end])
    return " ".join(kept)


def told_in(article: Article) -> frozenset[str]:
    """The terms of an article and its title."""
    return _told(article.title, article.text)


@lru_cache(maxsize=_ARTICLES)
def _told(title: str, text: str) -> frozenset[str]:
    return frozenset(terms(f"{title} {text}"))
