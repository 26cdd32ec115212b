"""Articles to what the index holds of them: cut up, embedded, analysed, compared, one article after the other."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from retrieval import chunking
from retrieval.dedup.near_duplicates import Reprints
from retrieval.embedding.base import Embedder, Vectors
from retrieval.embedding.in_worker import embed_all
from retrieval.ingestion.report import Report, timed
from retrieval.model import Article, Passage
from retrieval.store.entry import Entry

if TYPE_CHECKING:
    from retrieval.attribution import Analysis

TOGETHER = 4
"""Articles whose passages are embedded in one call: enough that its threads seldom wait for each other."""


class Analyser(Protocol):
    """What finds the statements of articles."""

    version: str

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        """Each article with what was found in it, in the given order; the work may begin before it is asked for.

        It may be called again before what it gave is taken, which then comes first.
        """

    def close(self) -> None:
        """Let go of what an ingest needed."""


class KeptAnalyses:
    """An analyser for articles that are only embedded again: it gives what was found in them before.

    Args:
        analyser: finds the statements of the other articles.
    """

    def __init__(self, analyser: Analyser) -> None:
        self.version = analyser.version
        self._analyser = analyser
        self._kept: dict[str, Analysis] = {}

    def keep(self, entry: Entry) -> None:
        """Give what this entry holds when its article comes."""
        from retrieval.attribution import Analysis

        kept = Analysis(statements=tuple(entry.statements), introductions=entry.introductions)
        self._kept[entry.article.id] = kept

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        """Each article with its analysis, in the given order."""
        wanted = [(article, self._kept.pop(article.id, None)) for article in articles]
        others = [article for article, kept in wanted if kept is None]
        made = self._analyser.analyse_all(others) if others else iter(())
        return ((article, next(made)[1] if kept is None else kept) for article, kept in wanted)

    def close(self) -> None:
        """Let go of what the other articles needed."""
        self._analyser.close()


class Recorder:
    """Makes the entries of articles.

    Args:
        embedder: makes the vectors.
        analyser: finds the statements.
        reprints: finds the articles that one is a reprint of; called once, when they are first needed.
        report: is told how long each part takes.
    """

    def __init__(
        self, embedder: Embedder, analyser: Analyser, reprints: Callable[[], Reprints], report: Report
    ) -> None:
        self._embedder = embedder
        self._analyser = analyser
        self._open_reprints = reprints
        self._report = report

    def begin(self, articles: Sequence[tuple[Article, tuple[str, ...]]]) -> Generator[Entry]:
        """The entries of articles, each with its files, in their order and each as soon as it is complete.

        The work begins at once. More may be begun before these are taken; they are to be taken in the order of the
        calls.
        """
        analysed = self._analyser.analyse_all([article for article, _ in articles])
        with timed(self._report, "split"):
            cut = [chunking.split(article) for article, _ in articles]
        texts = [[passage.text for each in part for passage in each] for part in _parts(cut)]
        return self._complete(articles, cut, analysed, embed_all(self._embedder, texts))

    def _complete(
        self,
        articles: Sequence[tuple[Article, tuple[str, ...]]],
        cut: Sequence[Sequence[Passage]],
        analysed: Iterator[tuple[Article, Analysis]],
        embedded: Generator[Vectors],
    ) -> Generator[Entry]:
        with closing(embedded):
            for number, ((article, paths), each) in enumerate(zip(articles, cut, strict=True)):
                with timed(self._report, "reprints"):  # while the others work
                    fingerprint, copies = self._reprints.take(article)
                if number % TOGETHER == 0:
                    at = 0
                    with timed(self._report, "embed"):
                        vectors = next(embedded)
                with timed(self._report, "analyse"):
                    _, analysis = next(analysed)
                own = vectors[at : at + len(each)]
                at += len(each)
                yield Entry(
                    article=article,
                    paths=paths,
                    passages=each,
                    statements=analysis.statements,
                    introductions=analysis.introductions,
                    fingerprint=fingerprint,
                    copies=copies,
                    passage_vectors=own,
                )

    @cached_property
    def _reprints(self) -> Reprints:
        return self._open_reprints()


def _parts(cut: Sequence[Sequence[Passage]]) -> list[Sequence[Sequence[Passage]]]:
    return [cut[first : first + TOGETHER] for first in range(0, len(cut), TOGETHER)]
