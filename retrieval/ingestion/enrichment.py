"""Articles to what the index holds of them: cut up, embedded, analysed, compared, one article after the other."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Protocol

from retrieval import chunking
from retrieval.embedding.base import Embedder, Vectors
from retrieval.embedding.in_worker import embed_all
from retrieval.lang.tokens import seen
from retrieval.model import Article, Passage
from retrieval.store.entry import Entry

if TYPE_CHECKING:
    from retrieval.attribution import Analysis

TOGETHER = 4
"""Articles whose passages are embedded in one call: enough that its threads seldom wait for each other."""

Found = tuple[list[Passage], "Analysis", Vectors]
"""An article's passages, its statements and introductions, the passages' vectors."""

Steps = Callable[[Sequence[Article]], Generator[Found]]
"""What is found in each of these articles, in their order; the work begins at once.

More may be begun before these are taken; they are to be taken in the order of the calls.
"""


class Analyser(Protocol):
    """What finds the statements of articles."""

    version: str

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        """Each article with what was found in it, in the given order, as :data:`Steps` do it."""

    def close(self) -> None:
        """Let go of what an ingest needed."""


class KeptAnalyses:
    """An analyser for articles that are only embedded again: it gives what was found in them before."""

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


def here(embedder: Embedder, analyser: Analyser) -> Steps:
    """The steps in this process and its workers."""

    def begin(articles: Sequence[Article]) -> Generator[Found]:
        analysed = analyser.analyse_all(articles)
        cut = [chunking.split(article) for article in articles]
        parts = [cut[first : first + TOGETHER] for first in range(0, len(cut), TOGETHER)]
        texts = [[seen(passage.text) for each in part for passage in each] for part in parts]
        return complete(analysed, parts, embed_all(embedder, texts))

    def complete(
        analysed: Iterator[tuple[Article, Analysis]],
        parts: Sequence[Sequence[list[Passage]]],
        embedded: Generator[Vectors],
    ) -> Generator[Found]:
        with closing(embedded):
            for part in parts:
                vectors = next(embedded)
                at = 0
                for passages in part:
                    _, analysis = next(analysed)
                    yield passages, analysis, vectors[at : at + len(passages)]
                    at += len(passages)

    return begin
