"""Mending an index: what is wrong in it is made anew from the articles' texts, and no text is let go of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval import database, records
from retrieval.catalog import Catalog
from retrieval.errors import IndexReadOnly
from retrieval.holdings import Holdings
from retrieval.ingest.headline import title_of
from retrieval.model import Article
from retrieval.records import Superseded
from retrieval.reprints import Fingerprint
from retrieval.verification import Audit

if TYPE_CHECKING:
    from retrieval.index import Index
    from retrieval.intake import Intake


def mend(index: Index, found: Audit, originals: dict[str, Article], intake: Intake) -> None:
    """Take out what belongs to nothing, and write anew what is wrong or lost. Cut off, it is to be started again.

    Args:
        index: what was looked at.
        found: what is off in it.
        originals: articles as questions read them until now, by id.
        intake: writes the articles.
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
    for key, (article, names) in again.items():
        # Where an article and its passages tell different things, what was shown until now says which of them is right.
        right = originals.get(key, article) if key in disputed else article
        intake.keep(right, names or (right.path or right.url or key,))
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
            for article in Catalog(snapshot / "catalog.sqlite").articles():
                found[article.id] = article
        except (database.Error, ValueError):
            pass
    return found


def saved(folder: Path, snapshot: Path | None) -> tuple[dict[str, tuple[Article, tuple[str, ...]]], list[Superseded]]:
    """What can be read of a Chroma folder that Chroma itself can't read: its articles and the replaced ones."""
    articles: dict[str, tuple[Article, tuple[str, ...]]] = {}
    replaced: dict[str, Superseded] = {}
    for _, key, text, metadata in database.rows(folder, "verbatim-ar"):
        try:
            article = records.article(text, metadata)
            if article.id == key and "replaced_by" in metadata:
                replaced[key] = records.superseded(article, metadata)
            elif article.id == key:
                articles[key] = article, tuple(metadata.get("paths", ()))
        except ValueError:
            continue
    for key, article in shown(snapshot).items():
        if key not in replaced:
            articles.setdefault(key, (article, (article.path or article.url or key,)))
    return articles, [old for key, old in replaced.items() if key not in articles]


def fill(
    index: Index, articles: dict[str, tuple[Article, tuple[str, ...]]], replaced: list[Superseded], intake: Intake
) -> None:
    """Put what was saved into an empty index."""
    for article, names in articles.values():
        intake.keep(article, names or (article.id,))
    intake.flush()
    for old in replaced:
        index.archive.keep(old)


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
