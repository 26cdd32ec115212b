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
    """An article that the next group writes, and the files that it stands in.

    ``replaces`` holds (article id, path) for each article that one of these files held before.
    """

    article: Article
    paths: list[str]
    replaces: list[tuple[str, str]]


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
        # More than one article in a file is what a cut-off ingest leaves: the file's next turn lets go of the others.
        self._in_file: dict[str, set[str]] = {}
        for key, (_, paths) in held.items():
            for path in paths:
                self._in_file.setdefault(path, set()).add(key)
        self._before_first_write: Callable[[], object] | None = before_first_write
        self._group: list[_Waiting] = []

    def take(self, article: Article, path: str) -> None:
        """Take in the article that a file holds now. Nothing new is written until a group is full."""
        replaced = self._in_file.get(path, set()) - {article.id}
        same = self.report.changed if replaced else self.report.unchanged
        if article.id in self._held:
            stored, paths = self._held[article.id]
            if path not in paths:
                self._stands_in(article.id, (*paths, path), replaced, path)
                same.append(path)
                return
            # What is told beside the text may differ from file to file: the first one counts.
            if path != paths[0] or stored == article.model_copy(update={"path": stored.path}):
                self._let_go(replaced, path)
                same.append(path)
                return
        for waiting in self._group:
            if waiting.article.id == article.id:
                if path not in waiting.paths:
                    waiting.paths.append(path)
                    waiting.replaces += [(other, path) for other in replaced]
                same.append(path)
                return
        (self.report.changed if path in self._in_file else self.report.new).append(path)
        self._wait(_Waiting(article, [path], [(other, path) for other in replaced]))

    def keep(self, article: Article, paths: Sequence[str]) -> None:
        """Take in an article that is known to stand in these files; nothing is let go of."""
        self.report.new.append(paths[0])
        self._wait(_Waiting(article, list(paths), []))

    def _wait(self, waiting: _Waiting) -> None:
        self._group.append(waiting)
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
                for path in waiting.paths:
                    self._in_file.setdefault(path, set()).add(record.article.id)
                self.report.words += len(record.article.text.split())
            for waiting in self._group:
                for replaced, path in waiting.replaces:
                    self._let_go([replaced], path)
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
                paths=tuple(dict.fromkeys((*paths, *waiting.paths))),
                passages=each,
                statements=analysis.statements,
                introductions=analysis.introductions,
                passage_vectors=vectors[at : at + len(each)],
                statement_vectors=vectors[statements_at : statements_at + len(analysis.statements)],
            )
            at += len(each)
            statements_at += len(analysis.statements)

    def _stands_in(self, article_id: str, paths: tuple[str, ...], replaced: Iterable[str], path: str) -> None:
        """An article that is held already stands in this file too."""
        self._writes()
        self._set_paths(article_id, paths)
        self._in_file.setdefault(path, set()).add(article_id)
        self._let_go(replaced, path)

    def _let_go(self, article_ids: Iterable[str], path: str) -> None:
        """A file no longer holds these articles; an article that no file holds goes."""
        for article_id in list(article_ids):
            self._writes()
            self._in_file.get(path, set()).discard(article_id)
            if article_id not in self._held:
                continue
            left = tuple(other for other in self._held[article_id][1] if other != path)
            if left:
                self._set_paths(article_id, left)
            else:
                del self._held[article_id]
                self._index.remove([article_id])

    def _set_paths(self, article_id: str, paths: tuple[str, ...]) -> None:
        article, _ = self._held[article_id]
        if article.path is not None:
            article = article.model_copy(update={"path": paths[0]})
        self._held[article_id] = (article, paths)
        self._index.set_paths(article_id, paths, shown=article.path)

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
