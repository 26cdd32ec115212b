"""Articles into the index: what is new, what changed, and the work on each group.

An article is known by its content. Files are how articles are named from outside: a file whose text changed lets go
of the article that it held, and an article that no file holds any longer goes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from retrieval import passages
from retrieval.embedding.base import Embedder
from retrieval.errors import ArticleError
from retrieval.model import Article, Statement
from retrieval.records import Record
from retrieval.snapshot import lead_in

if TYPE_CHECKING:
    from retrieval.index import Index
    from retrieval.statements import Analysis

GROUP = 32
"""Articles that are analysed, embedded and written together: enough to keep every core busy."""


class Analyser(Protocol):
    """What finds the statements of articles."""

    version: str

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        """Each article with what was found in it, in the given order."""


@dataclass
class Report:
    """What an ingest did. Paths are as the person gave them; ``seconds`` is by part of the work."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[ArticleError] = field(default_factory=list)
    words: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


Progress = Callable[[int, int, Report], None]
"""Called after each file with the files done, the files in all and the report so far."""


@dataclass
class _Waiting:
    """An article that the next group writes, the file that it stands in, and the article that the file held before."""

    article: Article
    path: str
    replaces: str | None


class Intake:
    """Puts articles into an index, group by group.

    Args:
        index: where to.
        embedder: makes the vectors.
        analyser: finds the statements.
        held: the articles in the index by id, each with the files that it stands in.
        before_first_write: called once, before anything in the index changes.
    """

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        analyser: Analyser,
        held: dict[str, tuple[Article, tuple[str, ...]]],
        before_first_write: Callable[[], object],
    ) -> None:
        self.report = Report()
        self._index = index
        self._embedder = embedder
        self._analyser = analyser
        self._held = held
        self._by_path = {path: key for key, (_, paths) in held.items() for path in paths}
        self._before_first_write: Callable[[], object] | None = before_first_write
        self._group: list[_Waiting] = []

    def take(self, article: Article, path: str) -> None:
        """Take in the article that a file holds now. Nothing is written until a group is full."""
        held = self._by_path.get(path)
        if article.id in self._held:
            stored, paths = self._held[article.id]
            if path not in paths:
                self._also_in(article.id, path, held)
                self.report.unchanged.append(path)
                return
            if stored == article.model_copy(update={"path": stored.path}):
                self.report.unchanged.append(path)
                return
        elif any(article.id == waiting.article.id for waiting in self._group):
            self.report.unchanged.append(path)
            return
        (self.report.new if held is None else self.report.changed).append(path)
        self._group.append(_Waiting(article, path, held))
        if len(self._group) >= GROUP:
            self.flush()

    def flush(self) -> None:
        """Analyse, embed and write what waits, then let go of what it replaces."""
        if not self._group:
            return
        self._writes()
        with timed(self.report, "analyse"):
            found = list(self._analyser.analyse_all([waiting.article for waiting in self._group]))
        records = list(self._records(found))
        with timed(self.report, "write"):
            self._index.put(records)
            for record, waiting in zip(records, self._group, strict=True):
                self._held[record.article.id] = (record.article, record.paths)
                self._by_path[waiting.path] = record.article.id
                self.report.words += len(record.article.text.split())
                if waiting.replaces not in (None, record.article.id):
                    self._release(str(waiting.replaces), waiting.path)
        self._group.clear()

    def _records(self, found: Sequence[tuple[Article, Analysis]]) -> Iterator[Record]:
        """The records of the group, all of its texts embedded in one go."""
        with timed(self.report, "split"):
            cut = [passages.split(article) for article, _ in found]
            texts = [f"{article.title}\n{p.text}" for (article, _), ps in zip(found, cut, strict=True) for p in ps]
            texts += [_with_lead_in(article, s) for article, analysis in found for s in analysis.statements]
        with timed(self.report, "embed"):
            vectors = self._embedder.embed(texts, kind="passage")
        at, statements_at = 0, sum(len(each) for each in cut)
        for (article, analysis), each, waiting in zip(found, cut, self._group, strict=True):
            _, paths = self._held.get(article.id, (article, ()))
            yield Record(
                article=article,
                paths=tuple(dict.fromkeys((*paths, waiting.path))),
                passages=each,
                statements=analysis.statements,
                introductions=analysis.introductions,
                passage_vectors=vectors[at : at + len(each)],
                statement_vectors=vectors[statements_at : statements_at + len(analysis.statements)],
            )
            at += len(each)
            statements_at += len(analysis.statements)

    def _also_in(self, article_id: str, path: str, replaced: str | None) -> None:
        """An article that is held already stands in this file too."""
        article, paths = self._held[article_id]
        self._writes()
        self._held[article_id] = (article, (*paths, path))
        self._by_path[path] = article_id
        self._index.set_paths(article_id, (*paths, path))
        if replaced is not None:
            self._release(replaced, path)

    def _release(self, article_id: str, path: str) -> None:
        """A file no longer holds this article; without any file left, the article goes."""
        article, paths = self._held[article_id]
        left = tuple(other for other in paths if other != path)
        if left:
            self._held[article_id] = (article, left)
            self._index.set_paths(article_id, left)
        else:
            del self._held[article_id]
            self._index.remove([article_id])

    def _writes(self) -> None:
        if self._before_first_write is not None:
            self._before_first_write()
            self._before_first_write = None


def _with_lead_in(article: Article, statement: Statement) -> str:
    return article.text[lead_in(article.text, statement.start) : statement.end]


class timed:  # noqa: N801 - reads as a verb where it is used
    """Adds the time spent inside to a part of a report's seconds."""

    def __init__(self, report: Report, part: str) -> None:
        self._report, self._part = report, part

    def __enter__(self) -> None:
        self._started = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        spent = time.perf_counter() - self._started
        self._report.seconds[self._part] = self._report.seconds.get(self._part, 0.0) + spent
