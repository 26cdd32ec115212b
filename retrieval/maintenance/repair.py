"""Mending an index: what is wrong in it is made anew from the articles' texts, and no text is let go of."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from retrieval.attribution import Analysis
from retrieval.dedup.near_duplicates import Fingerprint
from retrieval.embedding.base import Embedder, TextKind, Vectors
from retrieval.errors import IndexReadOnly
from retrieval.ingestion.enrichment import Analyser
from retrieval.ingestion.pipeline import Intake
from retrieval.ingestion.report import Step, unseen
from retrieval.ingestion.working_set import Holdings
from retrieval.maintenance.audit import Audit
from retrieval.model import Article
from retrieval.readers.metadata.titles import title_of
from retrieval.store import chroma_files, records
from retrieval.store.catalog import Catalog
from retrieval.store.engine import Engine
from retrieval.store.index import Index
from retrieval.store.records import SAME, Superseded
from retrieval.store.snapshot import Snapshot

_UNIT = 1e-3
"""How far from 1 the length of a vector may be that is taken as it is."""

MENDING, DERIVING = "Mending the index", "Deriving what questions read"
"""What a person is told is being done."""


def mend(index: Index, found: Audit, originals: dict[str, Article], intake: Intake, step: Step = unseen) -> None:
    """Take out what belongs to nothing, and write anew what is wrong or lost. Cut off, it is to be started again.

    Args:
        index: what was looked at.
        found: what is off in it.
        originals: articles as questions read them until now, by id.
        intake: writes the articles.
        step: is told of each of them.
    """
    disputed = {key.partition(":")[0] for key in found.strays.get("passages", ())}
    again = {key: found.articles[key] for key in found.renew if key in found.articles}
    for key in found.lost:
        article, names = _restored(found.damaged.get(key), originals.get(key))
        if article is not None and article.id not in found.articles:
            again[article.id] = article, names
    for name, ids in found.strays.items():
        if name == "archive":
            index.archive.forget(ids)
        else:
            index.delete_rows(name, ids)
    index.remove_passages(list(again))
    for done, (key, (article, names)) in enumerate(again.items(), start=1):
        # Where an article and its passages tell different things, what was shown until now says which of them is right.
        right = originals.get(key, article) if key in disputed else article
        intake.keep(right, names or (right.path or right.url or key,))
        step(MENDING, done, len(again))
    intake.flush()
    index.remove(found.replaced)
    index.delete_rows("articles", [key for key in found.damaged if key not in again])


class FoundHoldings(Holdings):
    """What an index holds that was looked at: the snapshot that would tell it may be damaged."""

    def __init__(self, found: Audit) -> None:
        super().__init__(None)
        self._told = found.told
        for article, paths in found.articles.values():
            self.put(article, paths)

    def fingerprints(self) -> Iterator[tuple[str, Fingerprint]]:
        """The fingerprints of the articles that were looked at, with their ids."""
        for key, metadata in self._told.items():
            if (of := records.fingerprint(metadata)) is not None:
                yield key, of


def _restored(
    damaged: tuple[str, dict[str, object]] | None, original: Article | None
) -> tuple[Article | None, tuple[str, ...]]:
    """An article whose record is wrong or gone, and the names that are known: as it was shown, else what is left."""
    text, metadata = damaged or ("", {})
    paths = metadata.get("paths")
    names = tuple(str(path) for path in paths) if isinstance(paths, list) else ()
    if original is not None or not text.strip():
        return original, names
    try:
        return records.article(text, metadata), names
    except ValueError:
        return Article(title=title_of(text), text=text), names


def shown(snapshot: Path | None) -> dict[str, Article]:
    """The articles of a snapshot, as far as it can be read."""
    found: dict[str, Article] = {}
    if snapshot is not None:
        try:
            for article in Catalog(snapshot / "catalog.sqlite").articles.newest_first():
                found[article.id] = article
        except (chroma_files.Error, ValueError):
            pass
    return found


@dataclass
class Saved:
    """What can be read of a Chroma folder that Chroma itself can't read, and of the snapshot.

    ``articles`` with their names, and those that were ``replaced``. ``findings``: what was found in articles, by id,
    where folder and snapshot tell the same of one.
    """

    articles: dict[str, tuple[Article, tuple[str, ...]]] = field(default_factory=dict)
    replaced: list[Superseded] = field(default_factory=list)
    findings: dict[str, Analysis] = field(default_factory=dict)


def saved(folder: Path, snapshot: Path | None, marks: Mapping[str, str]) -> Saved:
    """Read it.

    Args:
        folder: Chroma's.
        snapshot: the folder of the one in use.
        marks: what it tells of the articles' records, by id, if it can be relied on.
    """
    found = Saved()
    replaced: dict[str, Superseded] = {}
    for _, key, text, metadata in chroma_files.rows(folder, "verbatim-ar"):
        try:
            article = records.article(text, metadata)
            if article.id == key and "replaced_by" in metadata:
                replaced[key] = records.superseded(article, metadata)
            elif article.id == key:
                found.articles[key] = article, tuple(metadata.get("paths", ()))
                if records.mark(metadata) == marks.get(key):
                    found.findings[key] = Analysis(
                        statements=records.statements(article, metadata),
                        introductions=records.introductions(metadata),
                    )
        except ValueError:
            continue
    for key, article in shown(snapshot).items():
        if key not in replaced:
            found.articles.setdefault(key, (article, (article.path or article.url or key,)))
    found.replaced = [old for key, old in replaced.items() if key not in found.articles]
    return found


def rescue(engine: Engine, embedder: Embedder, analyser: Analyser, step: Step) -> tuple[int, Path]:
    """Make an index anew that Chroma can't read, in a folder of its own; then it takes the damaged one's place.

    Cut off, it leaves everything as it was, and is to be started again.

    Args:
        engine: has the index and the snapshot.
        embedder: makes the vectors that aren't known.
        analyser: finds the statements that aren't known.
        step: is told of each article.

    Returns:
        how many articles were saved, and where the damaged folder is now.
    """
    engine.close()
    folder, last = engine.folder, engine.last()
    step(MENDING, 0, 0)
    if last is not None and last.catalog.fault():
        last = None
    found = saved(folder, engine.current, last.catalog.articles.marks() if last else {})
    analyser = _KnownFindings(found.findings, analyser)
    if last is not None:
        embedder = _KnownVectors(last, embedder)
    mending = folder.with_name(f"{folder.name}.mending")
    shutil.rmtree(mending, ignore_errors=True)
    try:
        with closing(Index(engine.recipe, folder=mending)) as index:
            intake = Intake(index, embedder, analyser, Holdings(None))
            for done, (article, names) in enumerate(found.articles.values(), start=1):
                intake.keep(article, names or (article.id,))
                step(MENDING, done, len(found.articles))
            intake.flush()
            for old in found.replaced:
                index.archive.keep(old)
            index.state.new_generation()
    except BaseException:
        shutil.rmtree(mending, ignore_errors=True)  # the disk may be full of it
        raise
    shutil.rmtree(chroma_files.mended(folder), ignore_errors=True)
    mending.rename(chroma_files.mended(folder))
    aside = set_aside(folder)
    chroma_files.take_place(folder)
    return len(found.articles), aside


def set_aside(folder: Path) -> Path:
    """Rename a damaged folder, so that nothing in it is lost; returns its new name."""
    names = (folder.with_name(f"{folder.name}.damaged-{number}") for number in itertools.count(1))
    name = next(each for each in names if not each.exists())
    try:
        folder.rename(name)
    except OSError as error:
        raise IndexReadOnly(
            f"The damaged index in {folder} can't be renamed ({error.strerror})", "Give yourself write permission there"
        ) from error
    return name


class _KnownFindings:
    """An analyser that analyses only articles of which nothing is known.

    Args:
        known: what is known, by the articles' ids.
        analyser: finds the rest.
    """

    def __init__(self, known: Mapping[str, Analysis], analyser: Analyser) -> None:
        self.version = analyser.version
        self._known = known
        self._analyser = analyser

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        """Each article with what was found in it, in the given order."""
        wanted = list(articles)
        others = self._analyser.analyse_all([each for each in wanted if each.id not in self._known])
        return ((each, self._known[each.id]) if each.id in self._known else next(others) for each in wanted)

    def close(self) -> None:
        """Let go of what the analyser needed."""
        self._analyser.close()


class _KnownVectors:
    """An embedder that embeds only texts of which no vector is known. A passage's vector is that of its own words.

    Args:
        shown: the snapshot that holds vectors of the embedder's.
        embedder: makes the rest.
    """

    def __init__(self, shown: Snapshot, embedder: Embedder) -> None:
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self._embedder = embedder
        self._vectors = shown.vectors
        self._rows = _rows(shown) if shown.vectors.shape[1:] == (embedder.dimensions,) else {}

    def embed(self, texts: Sequence[str], *, kind: TextKind) -> Vectors:
        """The vectors of texts, in their order."""
        rows = [self._rows.get(text) if kind == "passage" else None for text in texts]
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        new = [place for place, row in enumerate(rows) if row is None]
        if new:
            vectors[new] = self._embedder.embed([texts[place] for place in new], kind=kind)
        for place, row in enumerate(rows):
            if row is not None:
                vectors[place] = self._vectors[row]
        return vectors


def _rows(shown: Snapshot) -> dict[str, int]:
    """Where the vector of each text stands, of those that can be it.

    Chroma is known to write one passage's vector over another's: a vector that several texts have is taken for
    nobody's, and so are several vectors of one text.
    """
    catalog, vectors = shown.catalog, shown.vectors
    with np.errstate(all="ignore"):
        lengths = np.array([np.linalg.norm(vector) for vector in vectors])
    right = np.abs(lengths - 1) <= _UNIT  # also False where it is no number
    rows: dict[str, int] = {}
    texts: dict[bytes, str] = {}
    shared: set[str] = set()
    for article_id in catalog.articles.ids:
        for passage, row in zip(catalog.passages.of(article_id), catalog.passages.rows_of(article_id), strict=True):
            if not right[row]:
                continue
            first = texts.setdefault(vectors[row].tobytes(), passage.text)
            if first != passage.text:
                shared |= {first, passage.text}
            other = rows.setdefault(passage.text, row)
            if not float(vectors[other] @ vectors[row]) >= SAME:
                shared.add(passage.text)
    return {text: row for text, row in rows.items() if text not in shared}
