"""A person's collection of articles: what puts them in, and what a question reads.

::

    VERBATIM_HOME/
        chroma/       the index: the one record of what is in the collection (elsewhere with CHROMA_URL)
        snapshots/    what questions read, derived from the index
        write.lock    held while articles are put in or taken out
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from filelock import FileLock, Timeout

from retrieval import passages, snapshot
from retrieval.embedding.base import Embedder
from retrieval.errors import ArticleError, IndexLocked, IndexReadOnly
from retrieval.ingest import find_files, read_article
from retrieval.model import Article, Statement
from retrieval.records import Recipe, Record
from retrieval.snapshot import Snapshot, lead_in

if TYPE_CHECKING:
    from retrieval.index import Index
    from retrieval.statements import Analysis

GROUP = 32
"""Articles that are analysed, embedded and written together: enough to fill the embedder's batches."""

WAIT_FOR_WRITER = 10.0
"""Seconds to wait for another process that is writing before saying so."""


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
class _Known:
    """The articles in the index by id, and which article each file holds."""

    articles: dict[str, tuple[Article, tuple[str, ...]]]

    def __post_init__(self) -> None:
        self.by_path = {path: key for key, (_, paths) in self.articles.items() for path in paths}


class Library:
    """The collection in a home folder.

    Args:
        home: where everything lives; made when it is missing.
        embedder: turns texts into vectors.
        analyser: finds statements.
        chroma_url: a Chroma server that holds the index instead of the home folder.
        max_article_bytes: larger files are refused.
    """

    def __init__(
        self,
        home: Path,
        *,
        embedder: Embedder,
        analyser: Analyser,
        chroma_url: str | None = None,
        max_article_bytes: int = 10_000_000,
    ) -> None:
        self.home = home
        self.embedder = embedder
        self._analyser = analyser
        self._url = chroma_url
        self._max_bytes = max_article_bytes
        self._recipe = Recipe(embedder.name, passages.VERSION, analyser.version)
        self._opened: Index | None = None
        self._snapshot: tuple[Path, Snapshot] | None = None

    @property
    def index(self) -> Index:
        """The index, opened at first use."""
        if self._opened is None:
            from retrieval.index import Index

            self._opened = Index(self._recipe, folder=self.home / "chroma", url=self._url)
        return self._opened

    def snapshot(self) -> Snapshot | None:
        """What questions read now; None while the collection is empty. Costs one file look-up when nothing changed."""
        folder = snapshot.current(self._snapshots)
        if folder is None:
            return None
        if self._snapshot is None or self._snapshot[0] != folder:
            self._snapshot = (folder, Snapshot(folder))
        return self._snapshot[1]

    def refresh(self) -> None:
        """Open the index, and derive the snapshot anew when an ingest was cut off before it could."""
        generation = self.index.generation
        if generation and not self._is_current(generation):
            try:
                with self._writing(wait=0):
                    self._derive()
            except IndexLocked:
                return  # an ingest is running: it will derive its own; until then the last one answers

    def ingest(self, paths: Sequence[Path], progress: Progress | None = None) -> Report:
        """Put the articles of these files and folders in.

        A file that can't be read is reported and the rest goes on. A file whose text changed replaces the article
        that it held before. Interrupted, it keeps what is complete.

        Raises:
            IndexFailure: the index can't be used or another process keeps writing to it.
        """
        report = Report()
        with self._writing():
            known = _Known(self.index.articles())
            files = []
            for path in paths:
                try:
                    files += find_files(path)
                except ArticleError as error:
                    report.failed.append(error)
            try:
                self._ingest(files, known, report, progress)
            finally:
                started = time.perf_counter()
                if (report.new or report.changed) or not self._is_current(self.index.generation):
                    self._derive()
                _add(report, "snapshot", started)
        return report

    def _ingest(self, files: list[Path], known: _Known, report: Report, progress: Progress | None) -> None:
        group: list[tuple[Article, str, str | None]] = []
        for done, file in enumerate(files, start=1):
            started = time.perf_counter()
            path = str(file.absolute())
            try:
                article = read_article(file, max_bytes=self._max_bytes).model_copy(update={"path": path})
            except ArticleError as error:
                report.failed.append(error)
            else:
                self._sort(article, path, known, report, group)
            _add(report, "read", started)
            if len(group) >= GROUP or (group and done == len(files)):
                self._put(group, known, report)
                group.clear()
            if progress:
                progress(done, len(files), report)

    def _sort(
        self,
        article: Article,
        path: str,
        known: _Known,
        report: Report,
        group: list[tuple[Article, str, str | None]],
    ) -> None:
        """Decide what a file that was read is: unchanged, changed or new."""
        replaced = known.by_path.get(path)
        if article.id in known.articles:
            stored, paths = known.articles[article.id]
            same_file = path in paths
            if not same_file:
                known.articles[article.id] = (stored, (*paths, path))
                known.by_path[path] = article.id
                self.index.set_paths(article.id, (*paths, path))
                if replaced is not None:
                    self._release(replaced, path, known)
            if not same_file or stored == article.model_copy(update={"path": stored.path}):
                report.unchanged.append(path)
                return
        elif any(article.id == waiting.id for waiting, _, _ in group):
            report.unchanged.append(path)
            return
        (report.new if replaced is None else report.changed).append(path)
        group.append((article, path, replaced))

    def _put(self, group: list[tuple[Article, str, str | None]], known: _Known, report: Report) -> None:
        """Analyse, embed and write a group, then take out what it replaces."""
        if self._is_current(self.index.generation):
            self.index.new_generation()  # from here until the snapshot is derived, the one in use is the last
        started = time.perf_counter()
        found = list(self._analyser.analyse_all([article for article, _, _ in group]))
        _add(report, "analyse", started)
        records = list(self._embedded(found, [path for _, path, _ in group], known, report))
        started = time.perf_counter()
        self.index.put(records)
        for record, (article, path, replaced) in zip(records, group, strict=True):
            known.articles[article.id] = (article, record.paths)
            known.by_path[path] = article.id
            report.words += len(article.text.split())
            if replaced is not None and replaced != article.id:
                self._release(replaced, path, known)
        _add(report, "write", started)

    def _embedded(
        self,
        found: list[tuple[Article, Analysis]],
        paths: list[str],
        known: _Known,
        report: Report,
    ) -> Iterator[Record]:
        """The records of a group, all of its texts embedded in one go."""
        started = time.perf_counter()
        cut = [passages.split(article) for article, _ in found]
        texts = [f"{article.title}\n{p.text}" for (article, _), ps in zip(found, cut, strict=True) for p in ps]
        texts += [_lead_in_and(article, s) for article, analysis in found for s in analysis.statements]
        _add(report, "split", started)
        started = time.perf_counter()
        vectors = self.embedder.embed(texts, kind="passage")
        _add(report, "embed", started)
        of_passages = iter(vectors)
        of_statements = iter(vectors[sum(len(each) for each in cut) :])
        for (article, analysis), each, path in zip(found, cut, paths, strict=True):
            before = known.articles.get(article.id, (None, ()))[1]
            yield Record(
                article=article,
                paths=tuple(dict.fromkeys((*before, path))),
                passages=each,
                statements=analysis.statements,
                introductions=analysis.introductions,
                passage_vectors=_take(of_passages, len(each), vectors.shape[1]),
                statement_vectors=_take(of_statements, len(analysis.statements), vectors.shape[1]),
            )

    def _release(self, article_id: str, path: str, known: _Known) -> None:
        """A file no longer holds this article; without any file left, the article goes."""
        article, paths = known.articles[article_id]
        left = tuple(other for other in paths if other != path)
        if left:
            known.articles[article_id] = (article, left)
            self.index.set_paths(article_id, left)
        else:
            del known.articles[article_id]
            self.index.remove([article_id])

    def forget(self, article_ids: Sequence[str]) -> list[str]:
        """Take articles out; returns the ids that weren't there."""
        with self._writing():
            known = self.index.articles()
            self.index.remove([key for key in article_ids if key in known])
            self.index.new_generation()
            self._derive()
        return [key for key in article_ids if key not in known]

    def rebuild(self, progress: Progress | None = None) -> Report:
        """Make the index anew from the articles that it holds, whatever it was made with."""
        from retrieval.index import Index

        report = Report()
        folder = self.home / "chroma"
        with self._writing():
            held = dict(
                (article.id, (article, paths))
                for article, paths in Index.articles_of_any_recipe(folder=folder, url=self._url)
            )
            self._opened = Index.for_rebuild(self._recipe, folder=folder, url=self._url)
            self.index.new_generation()
            known = _Known({key: (article, paths) for key, (article, paths) in held.items()})
            waiting = list(held.values())
            for first in range(0, len(waiting), GROUP):
                group = waiting[first : first + GROUP]
                self._put([(article, paths[0] if paths else "", None) for article, paths in group], known, report)
                report.new += [paths[0] if paths else article.id for article, paths in group]
                if progress:
                    progress(min(first + GROUP, len(waiting)), len(waiting), report)
            self.index.drop_other_recipes()
            self._derive()
        return report

    @property
    def _snapshots(self) -> Path:
        return self.home / "snapshots"

    def _is_current(self, generation: str) -> bool:
        return snapshot.current(self._snapshots) == snapshot.folder_of(self._snapshots, generation)

    def _derive(self) -> None:
        generation = self.index.new_generation()
        snapshot.write(self._snapshots, generation, self.index.records())

    @contextmanager
    def _writing(self, wait: float = WAIT_FOR_WRITER) -> Iterator[None]:
        """Hold the one writer's lock."""
        path = self.home / "write.lock"
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            lock = FileLock(path)
            lock.acquire(timeout=wait)
        except Timeout as error:
            raise IndexLocked(
                f"Another process{_holder(path)} is writing to the index in {self.home}",
                "Wait until it is done, then try again",
            ) from error
        except OSError as error:
            raise IndexReadOnly(
                f"The index in {self.home} can't be written to ({error.strerror or error})",
                "Give yourself write permission there, or set VERBATIM_HOME to another folder",
            ) from error
        try:
            path.with_suffix(".pid").write_text(str(os.getpid()))
            yield
        finally:
            path.with_suffix(".pid").unlink(missing_ok=True)
            lock.release()


def _holder(lock: Path) -> str:
    try:
        return f" (process {int(lock.with_suffix('.pid').read_text())})"
    except (OSError, ValueError):
        return ""


def _lead_in_and(article: Article, statement: Statement) -> str:
    return article.text[lead_in(article.text, statement.start) : statement.end]


def _take(rows: Iterator[np.ndarray], count: int, dimensions: int) -> np.ndarray:
    taken = [next(rows) for _ in range(count)]
    return np.array(taken, dtype=np.float32).reshape(count, dimensions)


def _add(report: Report, part: str, started: float) -> None:
    report.seconds[part] = report.seconds.get(part, 0.0) + time.perf_counter() - started
