"""Statements found in processes of their own, beside those that embed and write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from retrieval.attribution import Analysis, Analyst
from retrieval.model import Article
from retrieval.system.worker_process import Pool, cores

WORTH_A_WORKER = 8
"""Articles at once from which on workers are started: it takes two seconds to load the language model."""

_MOST_WORKERS = 4
"""Each takes about 200 MB."""


class Analysts:
    """Finds statements with as many processes as there are cores to spare, or in this one where there are few articles.

    Args:
        workers: how many processes; None: one for every two cores, none on a single core.
    """

    version = Analyst.version

    def __init__(self, workers: int | None = None) -> None:
        most = min(cores() // 2, _MOST_WORKERS) if workers is None else workers
        self.own = Analyst()
        self.pool = Pool(partial(_analyses, Analyst()), most)

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        """Each article with its analysis, in the order given, as :class:`retrieval.ingestion.enrichment.Analyser`."""
        wanted = list(articles)
        if len(wanted) < WORTH_A_WORKER and not self.pool.pids:
            return self.own.analyse_all(wanted)
        return zip(wanted, self.pool.results(wanted, partial(_analyses, self.own)), strict=True)

    def close(self) -> None:
        """Stop the workers; the next large batch starts new ones."""
        self.pool.close()


def _analyses(analyst: Analyst, articles: Iterable[Article]) -> Iterator[Analysis]:
    return (analysis for _, analysis in analyst.analyse_all(articles))
