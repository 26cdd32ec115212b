"""Whether a topic stands beside a statement in words that are nobody else's.

"Lindqvist wants to debate in Northport. Holm accused her of ducking": Northport is what Lindqvist spoke of, and no
topic of Holm's. Nor is what the article calls a speaker: "said Holm, the harbour master" isn't about the harbour.
"""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.catalog import Catalog
from retrieval.model import Article, Statement
from retrieval.words import terms


def stands_beside(key: str, row: int, statement: Statement, article: Article, catalog: Catalog, least: float) -> bool:
    """Whether a topic stands in a statement's passage, or the headline, as nobody else's words and no speaker's office.

    Args:
        key: the words that must stand there.
        row: the statement's row in the catalog.
        statement: the statement.
        article: its article.
        catalog: where the others are.
        least: the share of the key's terms that must stand there, 0 to 1.
    """
    home = int(catalog.passage_of_statement[row])
    passage, _ = catalog.passage(home)
    left_out = [
        (other.start, other.end)
        for other in _beside(row, home, catalog)
        if other.end <= statement.start or statement.end <= other.start
    ]
    if statement.mention is not None and statement.mention_start is not None:
        left_out.append((statement.mention_start, statement.mention_start + len(statement.mention)))
    wanted = set(terms(key))
    beside = _without(article.text, passage.start, max(passage.end, statement.end), left_out)
    held = wanted & {*terms(article.title), *terms(beside)}
    return len(held) >= least * len(wanted)


def _beside(row: int, home: int, catalog: Catalog) -> Iterable[Statement]:
    """The statements of others in a passage."""
    rows = catalog.statement_rows_of(catalog.ids[int(catalog.article_of_passage[home])])
    speaker = catalog.speaker_of_statement[row]
    for other in rows:
        if catalog.passage_of_statement[other] == home and catalog.speaker_of_statement[other] not in (-1, speaker):
            yield catalog.statement(other)[0]


def _without(text: str, start: int, end: int, left_out: Iterable[tuple[int, int]]) -> str:
    """The words from ``start`` to ``end`` without some spans."""
    kept, at = [], start
    for begin, stop in sorted(left_out):
        if stop > at and begin < end:
            kept.append(text[at : max(at, begin)])
            at = max(at, stop)
    kept.append(text[at:end])
    return " ".join(kept)
