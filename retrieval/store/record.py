"""The record: every article with all that was found in it, in SQL: SQLite in the home, or PostgreSQL.

Each transaction that changes articles has the next ``revision``; articles bear that of their last change, and deletions
are noted with theirs. So the indexes follow by :meth:`Record.changes`, and can be made again from it at any time.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, RowMapping, delete, func, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from retrieval.dedup.near_duplicates import PERMUTATIONS, Fingerprint
from retrieval.embedding.base import Vectors
from retrieval.embedding.packing import even, packed, unpacked
from retrieval.errors import IndexCorrupt, IndexFailure, IndexLocked, IndexUnreachable
from retrieval.model import Article
from retrieval.store.compression import compressed
from retrieval.store.entry import (
    COLUMNS,
    Changes,
    Entry,
    Recipe,
    Superseded,
    article_of,
    columns_of,
    entry_of,
    told_of,
)
from retrieval.store.failures import of_sqlite, read_only
from retrieval.store.record_tables import METADATA, about, articles, deletions, replaced
from retrieval.system import disk_space, sql

TOGETHER = 50
"""Articles that are read at once, with all that belongs to them."""

SPAN = 12
"""Bytes of a passage's span."""

_MIGRATIONS = Path(__file__).parent / "migrations" / "versions"
_VERSION_TABLE = "alembic_version_record"  # the chats' state may be in the same database
_ALONE = 7_340_221_906  # any number that no other program locks in the same PostgreSQL database


class Record:
    """An open record, with an ``id`` of its own. Safe to read from any thread; one thread at a time writes.

    Args:
        address: ``DATABASE_URL``; None: SQLite in ``file``.
        file: made when it isn't there, with its folder.
        recipe: what entries are made with that are put in.

    Raises:
        IndexFailure: one of its kinds, when it can't be opened.
        SettingsError: the address can't be one.
    """

    def __init__(self, address: str | None, file: Path, recipe: Recipe) -> None:
        self._home, self.recipe = file.parent, recipe
        try:
            self._url = sql.url_of(address, file)
        except OSError as error:
            raise read_only(f"the record in {self._home}", error.strerror or str(error)) from error
        if not address and not os.access(self._home, os.W_OK):
            raise read_only(f"the record in {self._home}", "read-only")
        self.is_shared = self._url.get_backend_name() == "postgresql"
        self._where = f"{self._url.host}/{self._url.database}" if self.is_shared else str(self._url.database)
        self._engine = sql.engine_of(self._url)
        self._open: Connection | None = None  # the transaction that is being written
        self._new_revision = 0
        try:
            self.id = self._begun()
        except BaseException:
            self._engine.dispose()
            raise
        self.versions = Versions(self)

    def _begun(self) -> str:
        """The record's id, its tables made or migrated."""
        with self.reading() as connection:
            if inspect(connection).has_table(_VERSION_TABLE):
                known = max(each.stem[1:5] for each in _MIGRATIONS.glob("m????_*.py"))
                at = connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar()  # noqa: S608
                if at == known and (found := connection.execute(select(about.c.id)).scalar()):
                    return str(found)
        with _translated(self._where), self._engine.execution_options(writes=True).begin() as connection:
            newer = sql.migrate(connection, METADATA, "retrieval.store:migrations", _MIGRATIONS, table=_VERSION_TABLE)
            if newer is not None:
                raise IndexFailure(
                    f"The record in {self._where} is of a newer version of Verbatim ({newer})",
                    "Install that version again; nothing was changed",
                )
            found = connection.execute(select(about.c.id)).scalar()
            if found is None:
                found = secrets.token_hex(8)
                connection.execute(insert(about).values(id=found, revision=0))
            return str(found)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record, inside :meth:`writing` what that has changed so far."""
        if self._open is not None:
            yield self._open
            return
        with _translated(self._where), self._engine.begin() as connection:
            yield connection

    def _one(self, query: Any) -> Any:
        with self.reading() as connection:
            return connection.execute(query).scalar()

    @property
    def revision(self) -> int:
        """That of the last change; 0 while nothing was ever put in."""
        return int(self._one(select(about.c.revision)))

    def count(self) -> int:
        """How many articles there are."""
        return int(self._one(select(func.count()).select_from(articles)))

    def passage_counts(self) -> dict[str, int]:
        """How many passages each article has, by its id."""
        with self.reading() as connection:
            found = connection.execute(select(articles.c.id, func.length(articles.c.spans)))
            return {row[0]: row[1] // SPAN for row in found}

    def changes(self, since: int) -> Changes:
        """What came, changed and went after a revision."""
        came = select(articles.c.id).where(articles.c.revision > since).order_by(articles.c.key)
        gone = select(deletions.c.id, deletions.c.passages).where(deletions.c.revision > since)
        with self.reading() as connection:
            return Changes([*connection.execute(came).scalars()], {row[0]: row[1] for row in connection.execute(gone)})

    def vectors(self, since: int) -> Iterator[tuple[str, int, Vectors]]:
        """Of each article that came or changed after a revision its id, the most passages it ever had, its vectors."""
        for row in self._rows(self.changes(since).came, "id", "most_passages", "spans", "vectors"):
            yield row["id"], row["most_passages"], _vectors(row)

    def entries(self, article_ids: Iterable[str] | None = None) -> Iterator[Entry]:
        """These articles with all that was found in them, or every one, in the order in which they came.

        Raises:
            IndexCorrupt: one can't be read.
        """
        ids = self.changes(0).came if article_ids is None else article_ids
        for row in self._rows(ids, *COLUMNS, "paths", "vectors"):
            yield entry_of(row, json.loads(row["paths"]), _vectors(row))

    def _rows(self, article_ids: Iterable[str], *columns: str) -> Iterator[RowMapping]:
        """These columns of each article that is there."""
        ids = list(article_ids)
        chosen = select(*(articles.c[name] for name in columns)).order_by(articles.c.key)
        for first in range(0, len(ids), TOGETHER):
            with self.reading() as connection:
                found = connection.execute(chosen.where(articles.c.id.in_(ids[first : first + TOGETHER])))
                rows = found.mappings().all()
            yield from rows

    def fingerprints(self) -> tuple[list[str], Fingerprint]:
        """The ids of the articles that have a fingerprint, and those, each a row."""
        there = articles.c.fingerprint.is_not(None)
        query = select(articles.c.id, articles.c.fingerprint).where(there).order_by(articles.c.key)
        with self.reading() as connection:
            found = connection.execute(query).all()
        prints = np.frombuffer(b"".join(stored for _, stored in found), dtype="<u4")
        return [key for key, _ in found], prints.reshape(-1, PERMUTATIONS)

    def outdated(self) -> dict[str, bool]:
        """The ids of the articles that another recipe's analyser or embedder worked on, newest first, each with whether
        the analyser was this one's.
        """
        is_analysed = articles.c.analyser == self.recipe.analyser
        made_else = ~is_analysed | (articles.c.embedder != self.recipe.embedder)
        with self.reading() as connection:
            found = connection.execute(select(articles.c.id, articles.c.told, is_analysed).where(made_else)).all()
        newest = sorted(found, key=lambda row: json.loads(row.told).get("published") or "", reverse=True)
        return {key: bool(analysed) for key, _, analysed in newest}

    def other_embedder(self) -> str | None:
        """An embedder that made vectors in the record and isn't the recipe's; None when there is none."""
        found: str | None = self._one(
            select(articles.c.embedder).where(articles.c.embedder != self.recipe.embedder).limit(1)
        )
        return found

    def disown_vectors(self, dimensions: int) -> None:
        """Count the vectors of the recipe's embedder as another's where they don't have this many numbers.

        A server may replace the model behind a name by one whose vectors are longer; the two can't be compared.
        """
        held = self.dimensions()
        if held not in {None, even(dimensions)}:
            with self.writing() as connection:
                ours = articles.c.embedder == self.recipe.embedder
                connection.execute(update(articles).where(ours).values(embedder=f"{self.recipe.embedder} ({held})"))

    def dimensions(self) -> int | None:
        """How long the vectors of the recipe's embedder come out; None where the record has none of them."""
        size = func.length(articles.c.vectors) * 2 * SPAN / func.length(articles.c.spans)
        made = (articles.c.embedder == self.recipe.embedder) & (func.length(articles.c.spans) > 0)
        found = self._one(select(size).where(made).limit(1))
        return None if found is None else int(found)

    def fault(self) -> str | None:
        """What the database finds wrong in itself; None when it is whole, or a server's."""
        if self.is_shared:
            return None
        try:
            with self.reading() as connection:
                told = str(connection.execute(text("PRAGMA quick_check(1)")).scalar())
        except IndexCorrupt as error:
            return error.message
        return None if told == "ok" else told.splitlines()[-1]

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: what is changed inside is kept when the block ends, and undone when it raises.

        One inside another is part of that.
        """
        if self._open is not None:
            yield self._open
            return
        if not self.is_shared:
            disk_space.check(self._home, f"the record in {self._where}")
        with _translated(self._where), self._engine.execution_options(writes=True).begin() as connection:
            self._open, self._new_revision = connection, 0
            try:
                yield connection
            finally:
                self._open = None

    def _next(self, connection: Connection) -> int:
        """The revision of the transaction; others who want to write wait from now on."""
        if not self._new_revision:
            connection.execute(update(about).values(revision=about.c.revision + 1))
            self._new_revision = self.revision
        return self._new_revision

    def put(self, entries: Sequence[Entry], *, embedder: str | None = None, analyser: str | None = None) -> None:
        """Write articles with all that was found in them; those already there keep their place in the order.

        ``embedder`` and ``analyser`` made it, where those aren't the recipe's.
        """
        with self.writing() as connection:
            for entry in entries:
                values = columns_of(entry) | {
                    "revision": self._next(connection),
                    "paths": json.dumps(entry.paths),
                    "vectors": packed(entry.passage_vectors),
                    "fingerprint": None if entry.fingerprint is None else entry.fingerprint.astype("<u4").tobytes(),
                    "embedder": embedder or self.recipe.embedder,
                    "analyser": analyser or self.recipe.analyser,
                    "most_passages": len(entry.passages),
                }
                of_it = articles.c.id == entry.article.id
                most = self._one(select(articles.c.most_passages).where(of_it))
                if most is None:
                    connection.execute(insert(articles).values(values))
                else:
                    values["most_passages"] = max(most, len(entry.passages))
                    connection.execute(update(articles).where(of_it).values(values))

    def set_places(self, article: Article, paths: Sequence[str]) -> None:
        """Record where an article's text stands now; of the place that is shown, no more than its file changes."""
        with self.writing() as connection:
            changed = {"told": told_of(article), "paths": json.dumps(paths), "revision": self._next(connection)}
            connection.execute(update(articles).where(articles.c.id == article.id).values(changed))

    def remove(self, article_ids: Sequence[str]) -> None:
        """Take articles out, with all that belongs to them."""
        with self.writing() as connection:
            for article_id in article_ids:
                of_it = articles.c.id == article_id
                most = self._one(select(articles.c.most_passages).where(of_it))
                if most is not None:
                    connection.execute(delete(deletions).where(deletions.c.id == article_id))
                    noted = {"id": article_id, "revision": self._next(connection), "passages": most}
                    connection.execute(insert(deletions).values(noted))
                    connection.execute(delete(articles).where(of_it))

    def purge(self) -> None:
        """Erase what the file's journal still holds of what was deleted; a server's journal is its own.

        Raises:
            IndexLocked: another process reads the record just now; purging again completes it.
        """
        if self.is_shared:
            return
        with (
            _translated(self._where),
            self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
        ):
            busy, *_ = connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise IndexLocked(
                f"Another program reads the record in {self._where}, so what was forgotten isn't erased yet",
                "Run the same command again",
            )

    @contextmanager
    def alone(self, wait: float) -> Iterator[None]:
        """Hold off the writers on other machines; on one machine, the home's lock does.

        Raises:
            IndexLocked: one of them keeps writing.
        """
        if not self.is_shared:
            yield
            return
        with _translated(self._where), self._engine.connect() as connection:
            try:
                connection.execute(text(f"SET lock_timeout = {max(1, int(wait * 1000))}"))
                connection.execute(text(f"SELECT pg_advisory_lock({_ALONE})"))
            except SQLAlchemyError as error:
                raise IndexLocked(
                    f"Another machine is writing to the record in {self._where}",
                    "Wait until it is done, then try again",
                ) from error
            try:
                yield
            finally:
                connection.execute(text(f"SELECT pg_advisory_unlock({_ALONE})"))


class Versions:
    """The articles of a record that edited versions replaced: their texts are read, never searched."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def keep(self, of: Superseded) -> None:
        """Keep a replaced article, in place of what was kept under its id."""
        self.forget([of.article.id])
        values = {
            "id": of.article.id,
            "body": compressed(of.article.text),
            "told": told_of(of.article),
            "paths": json.dumps(of.paths),
            "replaced_by": of.replaced_by,
            "replaced_on": of.replaced_on.isoformat(),
        }
        with self._record.writing() as connection:
            connection.execute(insert(replaced).values(values))

    def find(self, article_id: str) -> Superseded | None:
        """The replaced article with this id."""
        with self._record.reading() as connection:
            row = connection.execute(select(replaced).where(replaced.c.id == article_id)).first()
        if row is None:
            return None
        article, paths = article_of(row.id, row.body, row.told), tuple(json.loads(row.paths))
        return Superseded(article, paths, row.replaced_by, date.fromisoformat(row.replaced_on))

    def successors(self) -> dict[str, str]:
        """The id of what replaced it, by the id of each replaced article."""
        with self._record.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(select(replaced.c.id, replaced.c.replaced_by))}

    def forget(self, article_ids: Sequence[str]) -> None:
        """Delete these for good."""
        with self._record.writing() as connection:
            connection.execute(delete(replaced).where(replaced.c.id.in_(list(article_ids))))


def _vectors(row: RowMapping) -> Vectors:
    passages = len(row["spans"]) // SPAN
    return unpacked(np.frombuffer(row["vectors"], dtype=np.uint8).reshape(passages, -1 if passages else 0))


@contextmanager
def _translated(where: str) -> Iterator[None]:
    """What SQLAlchemy raises, as what Verbatim raises."""
    try:
        yield
    except SQLAlchemyError as error:
        code = getattr(getattr(error, "orig", None), "sqlite_errorname", "")
        known = of_sqlite(code, f"the record in {where}")
        if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            known = IndexCorrupt(
                f"The record in {where} is damaged",
                "Nothing was deleted. `verbatim doctor --index --repair` restores it from what questions read",
            )
        said = " ".join(str(error.orig if isinstance(error, DBAPIError) else error).split())
        if known is None and not sql.is_for_good(error):
            known = IndexUnreachable(
                f"The record's database {where} doesn't answer ({said})", "Look at DATABASE_URL and at the server"
            )
        raise known or IndexFailure(f"The record in {where} failed ({said})") from error
