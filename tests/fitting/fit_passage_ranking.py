"""Measures passage ranking with and without the words and the meaning around a passage. Run by hand, never at run time.

``python -m tests.fitting.fit_passage_ranking`` ranks passages of the bench's collections (``BENCH_DATA``,
``BENCH_CACHE``) for each pair of weights below. Choose on one source and read the other: what gains on one is chance.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

from retrieval.evaluation import ranking
from retrieval.evaluation.ranking import Gold, figure, reciprocal_rank
from retrieval.search import retriever
from retrieval.search.retriever import Retriever
from tests.bench import collection as bench

AROUND, BESIDE = (0.0, 0.5, 1.0, 2.0), (0.0, 0.3, 0.6)
"""Weights of the field ``around`` and of the nearer neighbour's cosine."""

SHOWN, LOOKED_AT = 6, 10
"""Passages among which an answer is to be, and that count for the reciprocal rank."""


def main() -> None:
    """Print first hits, hits among those shown and reciprocal ranks, for each source and pair of weights."""
    for name in bench.SETS:
        benchmark = ranking.load(bench.DATA / name)
        library = bench.kept(f"quality-{name}", benchmark.articles)
        snapshot = library.snapshot()
        assert snapshot is not None
        ranks = Retriever(snapshot, library.searchable(), library.embedder)
        for around, beside in itertools.product(AROUND, BESIDE):
            retriever.PASSAGE_FIELDS["around"] = around
            retriever.BESIDE_IT = beside
            hits = [list(_hits(ranks, gold)) for gold in benchmark.questions]
            print(f"{name}: words around {around}, neighbour's meaning {beside}")
            print("   first         ", figure([bool(each and each[0]) for each in hits]))
            print(f"   in {SHOWN}          ", figure([any(each[:SHOWN]) for each in hits]))
            print("   reciprocal    ", figure([reciprocal_rank(each, LOOKED_AT) for each in hits]))


def _hits(ranks: Retriever, gold: Gold) -> Iterator[bool]:
    """Whether each passage, best first, overlaps a labelled span, or is of an article that holds the answer."""
    for each in ranks.passages(gold.question, LOOKED_AT, asked=gold.asked or date.today()):
        found, home = each.item, each.article.id
        yield home in gold.article_ids or any(
            key == home and found.start < end and start < found.end for key, start, end in gold.spans
        )


if __name__ == "__main__":
    main()
