"""Mending an index: what is wrong in it is made anew from the articles' texts, and no text is let go of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.dedup.near_duplicates import Fingerprint
from retrieval.embedding.base import Embedder
from retrieval.errors import IndexReadOnly
from retrieval.ingestion.enrichment import Analyser
from retrieval.ingestion.report import Step, unseen
from retrieval.ingestion.working_set import Holdings
from retrieval.maintenance.audit import Audit
from retrieval.maintenance.salvage import KnownFindings, KnownVectors
from retrieval.model import Article
from retrieval.readers.metadata.titles import title_of
from retrieval.store import chroma_files, records
from retrieval.store.catalog import Catalog
from retrieval.store.engine import Engine
from retrieval.store.records import Superseded

if TYPE_CHECKING:
    from retrieval.attribution import Analysis
    from retrieval.ingestion.pipeline import Intake
    from retrieval.store.index import Index

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


class _Found(Holdings):
    """What was found in an index as what it holds: the snapshot that would tell it may be damaged."""

    def __init__(self, found: Audit) -> None:
        super().__init__(None)
        self._told = found.told
        for article, paths in found.articles.values():
            self.put(article, paths)

    def fingerprints(self) -> Iterator[tuple[str, Fingerprint]]:
        for key, metadata in self._told.items():
            if (of := records.fingerprint(metadata)) is not None:
                yield key, of


def holdings(found: Audit) -> Holdings:
    """What an index holds that was looked at."""
    return _Found(found)


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
    from retrieval.attribution import Analysis

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
    from retrieval.ingestion.pipeline import Intake
    from retrieval.store.index import Index

    engine.close()
    folder, last = engine.folder, engine.last()
    step(MENDING, 0, 0)
    if last is not None and last.catalog.fault():
        last = None
    found = saved(folder, engine.current, last.catalog.articles.marks() if last else {})
    analyser = KnownFindings(found.findings, analyser)
    if last is not None:
        embedder = KnownVectors(last, embedder)
    mending = folder.with_name(f"{folder.name}.mending")
    shutil.rmtree(mending, ignore_errors=True)
    try:
        with closing(Index(engine.recipe, folder=mending)) as index:
            fill(index, found, Intake(index, embedder, analyser, Holdings(None)), step)
    except BaseException:
        shutil.rmtree(mending, ignore_errors=True)  # the disk may be full of it
        raise
    shutil.rmtree(chroma_files.mended(folder), ignore_errors=True)
    mending.rename(chroma_files.mended(folder))
    aside = set_aside(folder)
    chroma_files.take_place(folder)
    return len(found.articles), aside


def fill(index: Index, found: Saved, intake: Intake, step: Step) -> None:
    """Put what was saved into an empty index."""
    for done, (article, names) in enumerate(found.articles.values(), start=1):
        intake.keep(article, names or (article.id,))
        step(MENDING, done, len(found.articles))
    intake.flush()
    for old in found.replaced:
        index.archive.keep(old)
    index.state.new_generation()


def set_aside(folder: Path) -> Path:
    """Rename a damaged folder, so that nothing in it is lost; returns its new name."""
    for name in _names(folder):
        if not name.exists():
            try:
                folder.rename(name)
            except OSError as error:
                raise IndexReadOnly(
                    f"The damaged index in {folder} can't be renamed ({error.strerror})",
                    "Give yourself write permission there",
                ) from error
            return name
    raise AssertionError  # there is no end to the names


def _names(folder: Path) -> Iterator[Path]:
    number = 1
    while True:
        yield folder.with_name(f"{folder.name}.damaged-{number}")
        number += 1
