"""Statements found in processes of their own, beside those that embed and write."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from retrieval.attribution import Analysis, Analyst
from retrieval.model import Article
from retrieval.system.worker_process import Helper, serve

WORTH_A_HELPER = 8
"""Articles at once from which on a helper is started: it takes two seconds to load the language model."""

_MOST_HELPERS = 4
"""Each takes about 200 MB."""


class Analysts:
    """Finds statements with as many processes as there are cores to spare, or by itself where there are few articles.

    Args:
        helpers: how many processes; None: one for every two cores, none on a single core.
    """

    version = Analyst.version

    def __init__(self, helpers: int | None = None) -> None:
        self._most = min(_cores() // 2, _MOST_HELPERS) if helpers is None else helpers
        self._helpers: list[Helper] = []
        self._own = Analyst()

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        """Each article with its analysis, in the order given; with helpers, the work begins at once.

        The next call may come before this one's are taken; they are to be taken in the order of the calls.
        """
        wanted = list(articles)
        if not self._most or (len(wanted) < WORTH_A_HELPER and not self._helpers):
            return self._own.analyse_all(wanted)
        try:
            while len(self._helpers) < self._most:
                self._helpers.append(Helper(__name__))
            begun = [(h, h.begin(wanted[number :: self._most])) for number, h in enumerate(self._helpers)]
        except OSError:  # no more processes, or one that is gone
            self.close()
            return self._own.analyse_all(wanted)
        return self._collected(wanted, begun)

    def _collected(
        self, wanted: Sequence[Article], begun: Sequence[tuple[Helper, int]]
    ) -> Iterator[tuple[Article, Analysis]]:
        for done, article in enumerate(wanted):
            helper, call = begun[done % len(begun)]
            found = helper.result(call)
            if found is None:  # it was killed, by the system where memory is short
                self.close()
                yield from self._own.analyse_all(wanted[done:])
                return
            yield article, found

    def close(self) -> None:
        """Send the helpers home; the next many articles call new ones."""
        for helper in self._helpers:
            helper.close()
        self._helpers.clear()


def help_out() -> None:
    """Be a helper: analyse what comes, article by article."""
    analyst = Analyst()
    serve(lambda articles: (analysis for _, analysis in analyst.analyse_all(articles)))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
