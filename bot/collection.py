"""What a person does with the articles themselves: put some in or take some out, list them, export them."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, TextIO

from bot import json_output
from prompts import ingest_replies, replies
from retrieval.errors import IndexFailure, IndexLocked
from retrieval.lang.tokens import fold, terms

if TYPE_CHECKING:
    from retrieval.errors import ArticleError
    from retrieval.library import Library, Report
    from retrieval.model import Article
    from retrieval.search.selector import Snapshot

log = logging.getLogger(__name__)

_MOST_KINDS = 6
"""Suffixes of skipped files that are told one by one."""

_MOST_NAMES = 3
"""Files of a kind that are named."""

_LONGEST_NAME = 60
"""Characters of a file's name that are kept where something is put behind it."""


@dataclass(frozen=True)
class Filter:
    """Which articles are meant; what is None asks for nothing.

    ``outlet``: an outlet's name or part of it, in any case of letters. ``since``: published on this day or later.
    ``before``: published earlier than this day. ``text``: words that all stand in the article, in any form.
    """

    outlet: str | None = None
    since: date | None = None
    before: date | None = None
    text: str | None = None

    def fits(self, article: Article) -> bool:
        """Whether outlet and day fit; an undated article fits no day."""
        is_of_outlet = self.outlet is None or any(fold(self.outlet) in fold(name) for name in article.outlets)
        return is_of_outlet and lies_between(article.published, self.since, self.before)


def lies_between(day: date | None, since: date | None, before: date | None) -> bool:
    """Whether a day is ``since`` or later and earlier than ``before``; None leaves these open, and as a day isn't."""
    if day is None:
        return since is None and before is None
    return (since is None or since <= day) and (before is None or day < before)


def chosen(snapshot: Snapshot, which: Filter) -> Iterator[tuple[Article, list[Article]]]:
    """The articles that fit, or of which a reprint does, newest first, each with its reprints."""
    holding = _holding(snapshot, which.text) if which.text else None
    for article in snapshot.catalog.without_copies():
        copies = snapshot.catalog.copies_of(article.id)
        of_it = [each for each in (article, *copies) if holding is None or each.id in holding]
        if any(which.fits(each) for each in of_it):
            yield article, copies


def _holding(snapshot: Snapshot, text: str) -> set[str]:
    """The ids of the articles that hold all words of a text."""
    catalog = snapshot.catalog
    rows = [set(catalog.passages.article_of[snapshot.passages.holding(term)].tolist()) for term in terms(text)]
    return {catalog.articles.ids[row] for row in set.intersection(*rows)} if rows else set()


def forget(library: Library, article_ids: list[str]) -> tuple[list[str], list[str], list[Article]]:
    """Take articles out; returns the ids that went, those that are unknown, and reprints of what went that stay."""
    ids = list(dict.fromkeys(article_ids))
    held = library.snapshot()
    copies = {copy.id: copy for key in ids for copy in (held.catalog.copies_of(key) if held else ())}
    missing = library.forget(ids)
    return [key for key in ids if key not in missing], missing, [copies[key] for key in copies if key not in ids]


def export(snapshot: Snapshot, to: IO[str]) -> int:
    """Write every article with its statements, one JSON object a line; returns how many.

    Ingested again, they have the ids that they have here.
    """
    catalog = snapshot.catalog
    for key in catalog.articles.ids:
        article = catalog.articles.get(key)
        if article is None:
            continue
        said = []
        for row in catalog.statements.rows_of(key):
            speaker = catalog.statements.speaker_of(row)
            name = None if speaker is None else catalog.speakers[speaker].name
            said.append(json_output.statement_fields(catalog.statements.at(row)[0], name))
        to.write(
            json_output.dumps({**json_output.article_fields(article), "text": article.text, "statements": said}) + "\n"
        )
    return len(catalog.articles)


def summary(report: Report) -> str:
    """What an ingest did, on one line."""
    exact = {copy.path for copy in report.copies if copy.exact}
    counts = {
        ingest_replies.NEW: len(report.new),
        ingest_replies.CHANGED: len(report.changed),
        ingest_replies.UNCHANGED: sum(path not in exact for path in report.unchanged),
        ingest_replies.EXACT_COPIES: len(exact),
        ingest_replies.NEAR_COPIES: sum(path not in exact for path in report.reprints),
        ingest_replies.FAILED: len(report.failed),
    }
    return ", ".join(text.of(count) for text, count in counts.items() if count) or ingest_replies.NOTHING_INGESTED


def left_out(report: Report) -> str:
    """What an ingest left out and why, a kind a line with the first names of each; empty when that is nothing."""
    lines = []
    for is_exact, text in ((True, ingest_replies.COPIED), (False, ingest_replies.NEARLY_COPIED)):
        pairs = [(_short(copy.path), _short(copy.of)) for copy in report.copies if copy.exact is is_exact]
        named = [text.format(copy=copy, of=of) for copy, of in pairs[:_MOST_NAMES]]
        lines += named + ([replies.AND_MORE.format(n=more)] if (more := len(pairs) - len(named)) else [])
    kinds = report.skipped.most_common()
    suffixes = [(kind, count) for kind, count in kinds if kind not in ingest_replies.SKIPPED_REASONS]
    reasons = [
        (text.of(count), kind)
        for kind, text in ingest_replies.SKIPPED_REASONS.items()
        if (count := report.skipped[kind])
    ]
    told = [(ingest_replies.NOT_SUPPORTED.format(n=count, kind=kind), kind) for kind, count in suffixes[:_MOST_KINDS]]
    for said, kind in told + reasons:
        names = ", ".join(map(_short, report.skipped.names.get(kind, ())))
        dots = " …" if report.skipped[kind] > len(report.skipped.names.get(kind, ())) >= _MOST_NAMES else ""
        lines.append(ingest_replies.SKIPPED.format(what=f"{said}: {names}{dots}" if names else said))
    if rest := sum(count for _, count in suffixes[_MOST_KINDS:]):
        named = [_short(name) for kind, _ in suffixes[_MOST_KINDS:] for name in report.skipped.names.get(kind, ())]
        listed = ", ".join(named[:_MOST_NAMES]) + " …" * (rest > _MOST_NAMES)
        said = ingest_replies.SKIPPED_OTHERS.format(n=rest)
        lines.append(ingest_replies.SKIPPED.format(what=f"{said}: {listed}" if named else said))
    return "\n".join(lines)


def tables_read(report: Report) -> str:
    """From which columns tables were read, the first three a line each; empty where there was no table."""
    tables = list(report.skipped.columns.items())
    lines = [
        ingest_replies.TABLE_READ.format(
            path=_short(path), columns=", ".join(f"{field} = {column}" for field, column in columns.items())
        )
        for path, columns in tables[:_MOST_NAMES]
    ]
    more = len(tables) - len(lines)
    return "\n".join([*lines, replies.AND_MORE.format(n=more)] if more else lines)


def failures(report: Report) -> Iterator[str]:
    """What failed, each with its reason; of many that failed alike, the first three and how many more."""
    alike: dict[tuple[type, str], list[ArticleError]] = {}
    for error in report.failed:
        alike.setdefault((type(error), error.mend), []).append(error)
    for errors in alike.values():
        yield from map(str, errors[:_MOST_NAMES])
        if more := errors[_MOST_NAMES:]:
            yield ingest_replies.FAILED_ALIKE.of(len(more))


def _short(path: str) -> str:
    """A file's name as it is from where we stand."""
    here = Path.cwd()
    return str(PurePath(path).relative_to(here)) if PurePath(path).is_relative_to(here) else path


@contextmanager
def written(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there in full or not at all; a pipe or a device is written to as it is.

    Raises:
        OSError: that can't be; it names ``path``.
    """
    if path is None:
        yield sys.stdout
        return
    target = path.resolve()  # what a link leads to is written, and the link stays
    part = target.with_name(f".{target.name[:_LONGEST_NAME]}.{os.getpid()}")
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8") as file:
                yield file
            return
        try:
            with part.open("w", encoding="utf-8") as file:
                yield file
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        if error.errno is None or error.filename not in {None, str(part)}:
            raise
        # The hidden file that is written first is ours: the reader of the message named another one.
        raise OSError(error.errno, error.strerror, str(path)) from error


def embed_again_beside(library: Library) -> threading.Thread | None:
    """Embed the articles again, in a thread of its own, where ``EMBEDDER`` has changed; None where it hasn't.

    Until that is done the earlier vectors answer. Cut off, it goes on where it was at the next start.

    Args:
        library: the collection, of this thread only.
    """
    try:
        if not library.awaits_rebuild:
            library.close()
            return None
    except IndexFailure as error:
        log.warning("Whether the articles have to be embedded again can't be told: %s", error)
        library.close()
        return None
    thread = threading.Thread(target=_embed_again, args=(library,), name="embedding", daemon=True)
    thread.start()
    return thread


def _embed_again(library: Library) -> None:
    log.warning("EMBEDDER has changed: the articles are embedded again, and the earlier vectors answer meanwhile")
    try:
        done = len(library.rebuild().new)
    except IndexLocked:
        log.warning("Another process writes to the collection; the articles aren't embedded again now")
    except IndexFailure as error:
        log.warning("The articles aren't all embedded again, the next start goes on: %s", error)
    else:
        log.warning("%s are embedded again", replies.ARTICLES.of(done))
    finally:
        library.close()
