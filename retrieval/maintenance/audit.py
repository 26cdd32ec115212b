"""Whether the index and what is derived from it are whole: every span in its text, every vector found, every count.

What is found also says what mends it: articles whose findings are to be made anew, and records that belong to nothing.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.embedding.base import Vectors
from retrieval.errors import IndexCorrupt
from retrieval.ingestion.report import Step, unseen
from retrieval.model import Article, Passage, Statement, article_id
from retrieval.store import records
from retrieval.store.index import Index
from retrieval.store.records import SAME
from retrieval.store.snapshot import Snapshot

NORM = 0.01
"""How far from 1 a vector's length may be: float32 and Chroma's own copy of it leave less."""

LOOKING = "Looking at the index"
"""What a person is told is being done."""

TOGETHER = 500
"""Passages that are looked at together."""


_SEARCHED, _NEIGHBOURS = 25, 100
"""Searches in one call, and passages that each brings: as many as Chroma compares in any search."""


@dataclass(frozen=True)
class Finding:
    """Something that is off.

    ``part``: ``index`` (it can't be read), ``article``, ``passages``, ``statements``, ``archive`` or ``snapshot``.
    ``article``: the id of the article that it is about, where it is about one.
    """

    part: str
    message: str
    article: str | None = None


@dataclass
class Audit:
    """What a look at the whole index brought.

    ``findings``: what is off, nothing when all is well. ``articles``: those that can be read, with their names, and
    what is ``told`` of them in the index. ``renew``: ids of those whose findings are to be made anew. ``strays``: by
    collection, ids of records that belong to nothing or are wrong. ``lost``: ids of articles whose record is gone or,
    with what is left of it in ``damaged``, wrong. ``replaced``: ids of those that an edited version has replaced.
    """

    findings: list[Finding] = field(default_factory=list)
    articles: dict[str, tuple[Article, tuple[str, ...]]] = field(default_factory=dict)
    passages: dict[str, list[Passage]] = field(default_factory=lambda: defaultdict(list))
    statements: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    renew: set[str] = field(default_factory=set)
    strays: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    lost: set[str] = field(default_factory=set)
    replaced: list[str] = field(default_factory=list)
    damaged: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)

    def off(self, part: str, message: str, article: str | None = None) -> None:
        """Note something."""
        self.findings.append(Finding(part, message, article))


def audit(index: Index, dimensions: int, snapshot: Path | None, *, is_current: bool, step: Step = unseen) -> Audit:
    """Look at everything.

    Args:
        index: nothing may be written to it meanwhile.
        dimensions: how long a vector is to be.
        snapshot: the folder of the snapshot in use.
        is_current: whether that was derived from what the index holds now.
        step: is told of each page of passages.

    Raises:
        IndexFailure: the index can't be read at all.
    """
    found = Audit()
    step(LOOKING, 0, 0)
    _read_articles(index, found, dimensions)
    passages = _Passages(index, found, dimensions, _opened(snapshot) if is_current else None)
    passages.read(step)
    for key in found.articles.keys() - found.renew:
        told, there = found.told[key].get("passages"), len(found.passages.get(key, ()))
        if told != there:
            found.off("passages", f"Passages of article {key}: {there}, and its record tells of {told}", key)
            found.renew.add(key)
    passages.tell_lost()
    _archive(index, found)
    _snapshot(found, snapshot, is_current=is_current)
    return found


def _read_articles(index: Index, found: Audit, dimensions: int) -> None:
    for key, text, metadata, vector in index.rows("articles"):
        wrong = None
        try:
            article = records.article(text or "", metadata or {})
            records.introductions(metadata)
        except ValueError as error:
            wrong = f"can't be read ({str(error).splitlines()[0]})"
        else:
            if article.id != key:
                wrong = "has another text than the one that its id was made from"
        if wrong is not None:
            found.off("article", f"Article {key} {wrong}", key)
            found.lost.add(key)
            found.damaged[key] = text or "", metadata or {}
            continue
        found.articles[key] = (article, tuple(metadata.get("paths", ())))
        found.told[key] = metadata
        if wrong := _wrong_vector(vector, dimensions):
            found.off("article", f"Article {key}: its vector {wrong}", key)
            found.renew.add(key)
        try:
            found.statements[key] = records.statements(article, metadata)
        except ValueError as error:
            found.off("statements", f"Statements of article {key}: {str(error).splitlines()[0]}", key)
            found.renew.add(key)


class _Passages:
    """The passages, read page by page; what is wrong is counted by article and kind.

    A record whose vector was overwritten by another can fall out of the graph that Chroma searches while it can still
    be read (chroma-core/chroma #7758): 2 of 4,000 did after 1,200 were. So can one that was found when it was written.
    And it can be found by the other's vector: only what was derived before tells that it had one of its own.

    Args:
        index: where they are.
        found: is told what is wrong.
        dimensions: how long a vector is to be.
        shown: what was derived from this state of the index; None: nothing that can be read.
    """

    def __init__(self, index: Index, found: Audit, dimensions: int, shown: Snapshot | None) -> None:
        self._index, self._found, self._dimensions, self._shown = index, found, dimensions, shown
        self._wrongs: Counter[tuple[str, str]] = Counter()
        self._seen: set[tuple[str, int, int]] = set()
        self._lost: Counter[str] = Counter()
        self._brought: set[str] = set()  # passages that some search has brought
        self._known = {
            records.span_id(key, place) for key, told in found.told.items() for place in told.get("unlinked", ())
        }

    def read(self, step: Step) -> None:
        """Read and look for each of them; the lost ones are told by :meth:`tell_lost`."""
        rows, done, total = self._index.rows("passages"), 0, self._index.count("passages")
        while page := list(itertools.islice(rows, TOGETHER)):
            right = [(row[0], row[3]) for row in page if self._is_right(*row)]
            if right:
                self._compare([key for key, _ in right], np.stack([vector for _, vector in right]))
            done += len(page)
            step(LOOKING, done, total)
        for (owner, wrong), count in self._wrongs.items():
            if count:
                self._found.off("passages", f"Passages of article {owner}: {count} {wrong}", owner)

    def _is_right(self, key: str, text: str | None, metadata: dict[str, Any], vector: Any) -> bool:
        found = self._found
        owner = str((metadata or {}).get("article", key.partition(":")[0]))
        if owner not in found.articles:
            self._wrongs[owner, "of an article that isn't there"] += owner not in found.lost
            found.strays["passages"].append(key)
            return False
        passage, wrong = _passage(key, text, metadata, *found.articles[owner])
        if passage is not None:
            same = owner, passage.start, passage.end
            wrong = (
                "there twice"
                if same in self._seen
                else _wrong_vector(vector, self._dimensions, "with a vector that is ")
            )
            self._seen.add(same)
        if passage is None or wrong is not None:
            self._wrong(owner, wrong or "")
            found.strays["passages"].append(key)
            return False
        found.passages[owner].append(passage)
        return True

    def _wrong(self, owner: str, wrong: str) -> None:
        self._wrongs[owner, wrong] += 1
        self._found.renew.add(owner)

    def _compare(self, ids: list[str], vectors: Vectors) -> None:
        """Whether their vectors are those that questions search, and lead to them."""
        self._search(ids, vectors)
        left = [place for place, key in enumerate(ids) if key not in self._brought]
        for key in self._index.vectors.unfound([ids[place] for place in left], vectors[left]):
            self._lost[key.partition(":")[0]] += key not in self._known
        if self._shown is None:
            return
        rows = [self._shown.catalog.passages.row(key) for key in ids]
        there = [(place, row) for place, row in enumerate(rows) if row is not None]
        own, shown = vectors[[place for place, _ in there]], self._shown.vectors[[row for _, row in there]]
        for place in np.flatnonzero(~(np.einsum("ij,ij->i", own, shown) >= SAME)):
            key = ids[there[place][0]]
            self._wrong(key.partition(":")[0], "with another vector than what questions read")

    def _search(self, ids: list[str], vectors: Vectors) -> None:
        """Note what searches bring. One that the search for another has brought is found: one in fourteen is left."""
        waiting = iter(range(len(ids)))
        while page := list(itertools.islice((n for n in waiting if ids[n] not in self._brought), _SEARCHED)):
            for near in self._index.vectors.nearest_to_each(vectors[page], _NEIGHBOURS):
                self._brought.update(key for key, _ in near)

    def tell_lost(self) -> None:
        """Tell of passages that no search brings, other than those of which that is known (:attr:`Record.unlinked`)."""
        found = self._found
        for owner in sorted(found.articles.keys() - found.renew):
            if self._lost[owner]:
                found.off("passages", f"Passages of article {owner}: {self._lost[owner]} that no search brings", owner)
                found.renew.add(owner)


def _passage(
    key: str, text: str | None, metadata: dict[str, Any], article: Article, names: tuple[str, ...]
) -> tuple[Passage | None, str | None]:
    """A passage, or what is wrong with it."""
    record = records.Record(article, names, (), (), (), np.zeros((0, 0), dtype=np.float32))
    try:
        passage = records.passage(text or "", metadata)
        passage.check(article)
    except (ValueError, KeyError, TypeError):
        return None, "in a place with other words"
    if not key.startswith(f"{article.id}:"):
        return None, "with another article's id"
    if records.passage_metadata(record, passage) != metadata:
        return None, "telling something else than the article"
    return passage, None


def _wrong_vector(vector: Any, dimensions: int, how: str = "is ") -> str | None:
    if vector is None:
        return f"{how}missing"
    if np.shape(vector) != (dimensions,):
        return f"{how}not of {dimensions} dimensions"
    length = float(np.linalg.norm(np.asarray(vector, dtype=np.float64)))
    return None if abs(length - 1) <= NORM else f"{how}not of length 1"


def _archive(index: Index, found: Audit) -> None:
    for key, text, by in index.archive.texts():
        if article_id(text) != key:
            found.off("archive", f"Replaced article {key} has another text than the one that its id was made from", key)
            found.strays["archive"].append(key)
        elif key in found.articles and by in found.articles:
            found.off("archive", f"Article {key} was replaced by {by} and still answers", key)
            found.replaced.append(key)


def _snapshot(found: Audit, folder: Path | None, *, is_current: bool) -> None:
    if folder is None:
        if found.articles:
            found.off("snapshot", "What questions read was never derived from the index, or is missing")
        return
    if not is_current:
        found.off("snapshot", "What questions read was derived from an earlier state of the index")
        return
    try:
        opened = Snapshot(folder)
        for part, wrong, article in _differences(opened, found):
            found.off(part, wrong, article)
        if fault := opened.catalog.fault():
            found.off("snapshot", f"The catalog's file is damaged ({fault})")
    except (IndexCorrupt, sqlite3.Error, ValueError, LookupError, OSError) as error:
        found.off("snapshot", f"What questions read can't be read itself ({str(error).splitlines()[0]})")


def _opened(folder: Path | None) -> Snapshot | None:
    try:
        return Snapshot(folder) if folder else None
    except IndexCorrupt:
        return None


def _differences(opened: Snapshot, found: Audit) -> Iterator[tuple[str, str, str | None]]:
    """How the snapshot differs from the index. An article on whose findings they differ is to be made anew."""
    catalog = opened.catalog
    shown, marks = {article.id: article for article in catalog.articles.newest_first()}, catalog.articles.marks()
    for key in found.articles.keys() - shown.keys():
        yield "snapshot", f"Article {key} is in the index and not in what questions read", key
    for key in shown.keys() - found.articles.keys() - found.lost:
        found.lost.add(key)
        yield "article", f"Article {key} is in what questions read and not in the index", key
    for key in shown.keys() & found.articles.keys() - found.renew:
        passages = sorted(found.passages.get(key, ()), key=lambda each: each.start)
        said = [catalog.statements.at(row)[0] for row in catalog.statements.rows_of(key)]
        if found.articles[key][0] != shown[key] or records.mark(found.told[key]) != marks[key]:
            found.renew.add(key)
            yield "snapshot", f"Article {key} is told otherwise in the index than in what questions read", key
        elif catalog.passages.of(key) != passages:
            found.renew.add(key)
            yield "snapshot", f"The passages of article {key} differ between the index and what questions read", key
        elif said != list(told := found.statements.get(key, ())) and sorted(said, key=repr) != sorted(told, key=repr):
            found.renew.add(key)
            yield "snapshot", f"The statements of article {key} differ between the index and what questions read", key
    lengths = np.linalg.norm(opened.vectors, axis=1) if len(opened.vectors) else np.ones(0)
    if not np.all(np.abs(lengths - 1) <= NORM):
        yield "snapshot", "Vectors in what questions read are not of length 1", None
