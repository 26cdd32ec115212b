"""The record: every article with all that was found in it, in SQL.

SQLite in the home, or PostgreSQL. Each transaction that changes articles has the next ``revision``; articles bear that
of their last change, and deletions are noted with theirs. So a holder of something that was derived from the record
is told what to change in it (:meth:`Record.changes`), and the indexes can be made from it again at any time.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Table, delete, func, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from retrieval.embedding.base import Vectors
from retrieval.errors import IndexCorrupt, IndexFailure, IndexFull, IndexLocked, IndexReadOnly, IndexUnreachable
from retrieval.model import Article, Introduction, Passage, Statement
from retrieval.store.entry import Changes, Entry, Recipe, Superseded
from retrieval.store.record_tables import (
    OF_AN_ARTICLE,
    a_vector_of,
    about,
    articles,
    deletions,
    passages,
    places,
    statements,
    versions,
)
from retrieval.system import disk_space, sql

TOGETHER = 50
"""Articles that are read at once, with all that belongs to them."""

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_VERSION_TABLE = "alembic_version_record"  # the chats' state may be in the same database


_introductions = TypeAdapter(tuple[Introduction, ...])


class Replaced(NamedTuple):
    """Vectors that take the place of all that an article had: ``most`` passages at any time, ``vectors`` now."""

    article_id: str
    most: int
    vectors: Vectors


class Record:
    """An open record. Safe to read from any thread; one thread at a time writes.

    Args:
        address: ``DATABASE_URL``; None: SQLite in ``file``.
        file: made when it isn't there, with its folder.
        recipe: what entries are made with that are put in.

    ``id`` is the record's own, in no other one.

    Raises:
        IndexFailure: one of its kinds, when it can't be opened.
        SettingsError: the address can't be one.
    """

    def __init__(self, address: str | None, file: Path, recipe: Recipe) -> None:
        home = file.parent
        self._home, self.recipe = home, recipe
        try:
            self._url = sql.url_of(address, file)
        except OSError as error:
            raise _read_only(home, error.strerror or str(error)) from error
        if not address and not os.access(home, os.W_OK):
            raise _read_only(home, "read-only")
        self.is_shared = self._url.get_backend_name() == "postgresql"
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
        with self._translated(), self._engine.execution_options(writes=False).begin() as connection:
            if inspect(connection).has_table(_VERSION_TABLE):
                known = [each.stem[1:5] for each in _VERSIONS.glob("m????_*.py")]
                at = connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar()  # noqa: S608
                found = connection.execute(select(about.c.id)).scalar() if at == max(known) else None
                if found is not None:
                    return str(found)
        with self._translated(), self._engine.execution_options(writes=True).begin() as connection:
            newer = sql.migrate(connection, "retrieval.store:migrations", _VERSIONS, table=_VERSION_TABLE)
            if newer is not None:
                raise IndexFailure(
                    f"The record in {self._where} is of a newer version of Verbatim ({newer})",
                    "Install that version again; nothing was changed",
                )
            found = connection.execute(select(about.c.id)).scalar()
            if found is None:
                found = secrets.token_hex(8)
                connection.execute(insert(about).values(id=found, revision=0, taken_over=0))
            return str(found)

    @property
    def _where(self) -> str:
        return f"{self._url.host}/{self._url.database}" if self.is_shared else str(self._url.database)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    # Reading

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record, inside :meth:`writing` what that has changed so far."""
        if self._open is not None:
            yield self._open
            return
        with self._translated(), self._engine.begin() as connection:
            yield connection

    @property
    def revision(self) -> int:
        """That of the last change; 0 while nothing was ever put in."""
        with self.reading() as connection:
            return int(connection.execute(select(about.c.revision)).scalar_one())

    def count(self) -> int:
        """How many articles there are."""
        with self.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(articles)).scalar_one())

    def passage_counts(self) -> dict[str, int]:
        """How many passages each article has, by its id."""
        with self.reading() as connection:
            found = connection.execute(
                select(articles.c.id, func.count(passages.c.place)).outerjoin(passages).group_by(articles.c.id)
            )
            return {row[0]: row[1] for row in found}

    def changes(self, since: int) -> Changes:
        """What came, changed and went after a revision."""
        with self.reading() as connection:
            came = select(articles.c.id).where(articles.c.revision > since).order_by(articles.c.key)
            gone = select(deletions.c.id).where(deletions.c.revision > since)
            return Changes([*connection.execute(came).scalars()], [*connection.execute(gone).scalars()])

    def deleted(self, since: int) -> dict[str, int]:
        """How many passages the articles had that went after a revision, by their ids."""
        with self.reading() as connection:
            found = connection.execute(select(deletions.c.id, deletions.c.passages).where(deletions.c.revision > since))
            return {row[0]: row[1] for row in found}

    def vectors(self, since: int) -> Iterator[Replaced]:
        """The vectors of the articles that came or changed after a revision."""
        ids = self.changes(since).came
        for first in range(0, len(ids), TOGETHER):
            with self.reading() as connection:
                told = connection.execute(
                    select(articles.c.key, articles.c.id, articles.c.most_passages)
                    .where(articles.c.id.in_(ids[first : first + TOGETHER]))
                    .order_by(articles.c.key)
                ).all()
                blobs = self._by_article(connection, [row.key for row in told], passages)
            for key, article_id, most in told:
                yield Replaced(article_id, most, _vectors([row.vector for row in blobs.get(key, ())]))

    def entries(self, article_ids: Iterable[str] | None = None) -> Iterator[Entry]:
        """These articles with all that was found in them, or every one, in the order in which they came.

        Those that aren't in the record are left out.

        Raises:
            IndexCorrupt: one can't be read.
        """
        with self.reading() as connection:
            query = select(articles.c.id).order_by(articles.c.key)
            ids = list(connection.execute(query).scalars()) if article_ids is None else list(article_ids)
        for first in range(0, len(ids), TOGETHER):
            with self.reading() as connection:
                told = connection.execute(
                    select(articles).where(articles.c.id.in_(ids[first : first + TOGETHER])).order_by(articles.c.key)
                ).all()
                keys = [row.key for row in told]
                parts = [self._by_article(connection, keys, table) for table in OF_AN_ARTICLE]
            for row in told:
                yield _entry(row, *(part.get(row.key, []) for part in parts))

    def articles(self) -> dict[str, tuple[Article, tuple[str, ...]]]:
        """Every article by its id, with the files that it was read from."""
        return {entry.article.id: (entry.article, entry.paths) for entry in self.entries()}

    def outdated(self) -> list[str]:
        """The ids of the articles that another recipe's analyser or embedder worked on, newest first."""
        made_else = (articles.c.analyser != self.recipe.analyser) | (articles.c.embedder != self.recipe.embedder)
        with self.reading() as connection:
            found = connection.execute(select(articles.c.id, articles.c.told).where(made_else)).all()
        days = {key: json.loads(told).get("published") or "" for key, told in found}
        return sorted(days, key=lambda key: days[key], reverse=True)

    def analysed(self) -> set[str]:
        """The ids of the articles that the recipe's analyser worked on."""
        with self.reading() as connection:
            found = connection.execute(select(articles.c.id).where(articles.c.analyser == self.recipe.analyser))
            return set(found.scalars())

    def other_embedder(self) -> str | None:
        """An embedder that made vectors in the record and isn't the recipe's; None when there is none."""
        with self.reading() as connection:
            query = select(articles.c.embedder).where(articles.c.embedder != self.recipe.embedder).limit(1)
            found: str | None = connection.execute(query).scalar()
            return found

    def disown_vectors(self, dimensions: int) -> None:
        """Count the vectors of the recipe's embedder as another's where they don't have this many numbers.

        A server may replace the model behind a name by one whose vectors are longer; the two can't be compared.
        """
        held = self.dimensions()
        if held not in {None, dimensions}:
            with self.writing() as connection:
                ours = articles.c.embedder == self.recipe.embedder
                connection.execute(update(articles).where(ours).values(embedder=f"{self.recipe.embedder} ({held})"))

    def dimensions(self) -> int | None:
        """How long the vectors of the recipe's embedder are; None where the record has none of them."""
        with self.reading() as connection:
            found = connection.execute(a_vector_of(self.recipe.embedder)).scalar()
            return None if found is None else len(found) // np.dtype("<f2").itemsize

    def fault(self) -> str | None:
        """What the database finds wrong in itself; None when it is whole, or a server's."""
        if self.is_shared:
            return None
        try:
            with self.reading() as connection:
                told = str(connection.execute(text("PRAGMA quick_check(1)")).scalar())
                if told == "ok" and connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
                    told = "a row belongs to no article"
        except IndexCorrupt as error:
            return error.message
        return None if told == "ok" else told.splitlines()[-1]

    @staticmethod
    def _by_article(connection: Connection, keys: Sequence[int], table: Table) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        query = select(table).where(table.c.article.in_(keys)).order_by(table.c.article, table.c.place)
        for row in connection.execute(query):
            found.setdefault(row.article, []).append(row)
        return found

    # Writing

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
        with self._translated(), self._engine.execution_options(writes=True).begin() as connection:
            self._open, self._new_revision = connection, 0
            try:
                yield connection
            finally:
                self._open = None

    @property
    def is_written_to(self) -> bool:
        """Whether a transaction of :meth:`writing` is open."""
        return self._open is not None

    def _next(self, connection: Connection) -> int:
        """The revision of the transaction; others who want to write wait from now on."""
        if not self._new_revision:
            connection.execute(update(about).values(revision=about.c.revision + 1))
            self._new_revision = int(connection.execute(select(about.c.revision)).scalar_one())
        return self._new_revision

    def put(self, entries: Sequence[Entry], *, embedder: str | None = None, analyser: str | None = None) -> None:
        """Write articles with all that was found in them; those already there keep their place in the order.

        Args:
            entries: theirs.
            embedder: what made their vectors, where it isn't the recipe's.
            analyser: the same of what was found.
        """
        with self.writing() as connection:
            revision = self._next(connection)
            for entry in entries:
                article = entry.article
                values = {
                    "id": article.id,
                    "revision": revision,
                    "text": article.text,
                    "told": _told(article),
                    "introductions": _introductions.dump_json(entry.introductions).decode(),
                    "fingerprint": None if entry.fingerprint is None else entry.fingerprint.astype("<u4").tobytes(),
                    "copies": " ".join(entry.copies),
                    "embedder": self.recipe.embedder if embedder is None else embedder,
                    "analyser": self.recipe.analyser if analyser is None else analyser,
                }
                before = connection.execute(
                    select(articles.c.key, articles.c.most_passages).where(articles.c.id == article.id)
                ).first()
                if before is None:
                    new = insert(articles).values(**values, most_passages=len(entry.passages))
                    key = connection.execute(new).inserted_primary_key[0]  # type: ignore[index]
                else:
                    key, most = before
                    values["most_passages"] = max(most, len(entry.passages))
                    connection.execute(update(articles).where(articles.c.key == key).values(**values))
                    for table in OF_AN_ARTICLE:
                        connection.execute(delete(table).where(table.c.article == key))
                self._put_parts(connection, key, entry)

    def _put_parts(self, connection: Connection, key: int, entry: Entry) -> None:
        vectors = entry.passage_vectors.astype("<f2")
        parts: tuple[tuple[Table, list[dict[str, Any]]], ...] = (
            (places, [{"path": path} for path in entry.paths]),
            (
                passages,
                [
                    {"start": each.start, "end": each.end, "paragraph": each.paragraph, "vector": vector.tobytes()}
                    for each, vector in zip(entry.passages, vectors, strict=True)
                ],
            ),
            (
                statements,
                [
                    {"kind": each.kind.value, "speaker": each.speaker, "said": _said(each)}
                    for each in sorted(entry.statements, key=lambda each: (each.start, each.end))
                ],
            ),
        )
        for table, rows in parts:
            if rows:
                connection.execute(insert(table), [{"article": key, "place": n, **row} for n, row in enumerate(rows)])

    def set_places(self, article: Article, paths: Sequence[str]) -> None:
        """Record where an article's text stands now; of the place that is shown, no more than its file changes."""
        with self.writing() as connection:
            key = connection.execute(select(articles.c.key).where(articles.c.id == article.id)).scalar()
            if key is not None:
                changed = {"told": _told(article), "revision": self._next(connection)}
                connection.execute(update(articles).where(articles.c.key == key).values(**changed))
                connection.execute(delete(places).where(places.c.article == key))
                rows = [{"article": key, "place": place, "path": path} for place, path in enumerate(paths)]
                connection.execute(insert(places), rows)

    def remove(self, article_ids: Sequence[str]) -> None:
        """Take articles out, with all that belongs to them."""
        with self.writing() as connection:
            for article_id in article_ids:
                of_it = articles.c.id == article_id
                most = connection.execute(select(articles.c.most_passages).where(of_it)).scalar()
                if most is not None:
                    connection.execute(delete(deletions).where(deletions.c.id == article_id))
                    noted = {"id": article_id, "revision": self._next(connection), "passages": most}
                    connection.execute(insert(deletions).values(**noted))
                    connection.execute(delete(articles).where(of_it))

    def purge(self) -> None:
        """Erase what the file's journal still holds of what was deleted; a server's journal is its own.

        Raises:
            IndexLocked: another process reads the record just now; purging again completes it.
        """
        if self.is_shared:
            return
        with self._translated(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
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
        with self._translated(), self._engine.connect() as connection:
            try:
                connection.execute(text(f"SET lock_timeout = {max(1, int(wait * 1000))}"))
                connection.execute(text("SELECT pg_advisory_lock(7340221906)"))
            except SQLAlchemyError as error:
                raise IndexLocked(
                    f"Another machine is writing to the record in {self._where}",
                    "Wait until it is done, then try again",
                ) from error
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(7340221906)"))

    @property
    def is_taken_over(self) -> bool:
        """Whether what an older version kept on a Chroma server has been taken over."""
        with self.reading() as connection:
            return bool(connection.execute(select(about.c.taken_over)).scalar_one())

    def note_taken_over(self) -> None:
        """Note that it has been."""
        with self.writing() as connection:
            connection.execute(update(about).values(taken_over=1))

    def _translated(self) -> AbstractContextManager[None]:
        return _translated(self._where, self._home)


class Versions:
    """The articles that edited versions replaced: their texts are read, never searched.

    Args:
        record: whose they are.
    """

    def __init__(self, record: Record) -> None:
        self._record = record

    def keep(self, of: Superseded) -> None:
        """Keep a replaced article, in place of what was kept under its id."""
        with self._record.writing() as connection:
            connection.execute(delete(versions).where(versions.c.id == of.article.id))
            connection.execute(
                insert(versions).values(
                    id=of.article.id,
                    text=of.article.text,
                    told=_told(of.article),
                    paths=json.dumps(of.paths),
                    replaced_by=of.replaced_by,
                    replaced_on=of.replaced_on.isoformat(),
                )
            )

    def find(self, article_id: str) -> Superseded | None:
        """The replaced article with this id."""
        with self._record.reading() as connection:
            row = connection.execute(select(versions).where(versions.c.id == article_id)).first()
        if row is None:
            return None
        paths = tuple(json.loads(row.paths))
        return Superseded(_article(row), paths, row.replaced_by, date.fromisoformat(row.replaced_on))

    def successors(self) -> dict[str, str]:
        """The id of what replaced it, by the id of each replaced article."""
        with self._record.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(select(versions.c.id, versions.c.replaced_by))}

    def forget(self, article_ids: Sequence[str]) -> None:
        """Delete these for good."""
        with self._record.writing() as connection:
            for article_id in article_ids:
                connection.execute(delete(versions).where(versions.c.id == article_id))


def _told(of: Article) -> str:
    return of.model_dump_json(exclude={"id", "text"}, exclude_defaults=True)


def _said(of: Statement) -> str:
    """A statement without what its article tells: its words are the article's from ``start`` to ``end``."""
    return of.model_dump_json(exclude={"article_id", "text"}, exclude_none=True)


def _article(row: Any) -> Article:
    try:
        article = Article.model_validate({"text": row.text, **json.loads(row.told)}, strict=False)
    except ValueError as error:
        raise _unreadable(row.id) from error
    if article.id != row.id:
        raise _unreadable(row.id)
    return article


def _unreadable(article_id: str) -> IndexCorrupt:
    return IndexCorrupt(
        f"Article {article_id} in the record doesn't match its own hash, or can't be read",
        "Nothing was deleted. Forget it and ingest its file again, or put a copy of the home back",
    )


def _entry(row: Any, places: Sequence[Any], passages: Sequence[Any], statements: Sequence[Any]) -> Entry:
    article = _article(row)
    try:
        return Entry(
            article=article,
            paths=tuple(each.path for each in places),
            passages=[
                Passage(
                    article_id=article.id,
                    start=each.start,
                    end=each.end,
                    text=article.span(each.start, each.end),
                    paragraph=each.paragraph,
                )
                for each in passages
            ],
            statements=[_statement(article, each.said) for each in statements],
            introductions=_introductions.validate_json(row.introductions),
            fingerprint=None if row.fingerprint is None else np.frombuffer(row.fingerprint, dtype="<u4"),
            copies=tuple(row.copies.split()),
            passage_vectors=_vectors([each.vector for each in passages]),
        )
    except (ValidationError, ValueError, KeyError) as error:
        raise _unreadable(article.id) from error


def _statement(of: Article, said: str) -> Statement:
    told = json.loads(said)
    found = Statement(article_id=of.id, text=of.span(told["start"], told["end"]), **told)
    found.check(of)
    return found


def _vectors(stored: Sequence[bytes]) -> Vectors:
    """Vectors as they were before they were stored in half the bits, to a cosine of 0.9999999."""
    if not stored:
        return np.zeros((0, 0), dtype=np.float32)
    vectors = np.frombuffer(b"".join(stored), dtype="<f2").reshape(len(stored), -1).astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _read_only(where: object, why: str) -> IndexReadOnly:
    return IndexReadOnly(
        f"The record in {where} can't be written to ({why})",
        "Give yourself write permission there, or set VERBATIM_HOME to another folder",
    )


_OF_SQLITE: dict[str, Callable[[str], IndexFailure]] = {
    "SQLITE_FULL": lambda where: IndexFull(f"the record in {where}"),
    "SQLITE_IOERR": lambda where: IndexFull(f"the record in {where}"),
    "SQLITE_READONLY": lambda where: _read_only(where, "read-only"),
    "SQLITE_CANTOPEN": lambda where: _read_only(where, "it can't be opened"),
    "SQLITE_PERM": lambda where: _read_only(where, "no permission"),
    "SQLITE_BUSY": lambda where: IndexLocked(
        f"The record in {where} is locked by another program", "Close what uses it, then try again"
    ),
    "SQLITE_LOCKED": lambda where: IndexLocked(
        f"The record in {where} is locked by another program", "Close what uses it, then try again"
    ),
    "SQLITE_CORRUPT": lambda where: _damaged(where),
    "SQLITE_NOTADB": lambda where: _damaged(where),
}
"""What SQLite's error codes mean to a person, by how they begin."""


def _damaged(where: object) -> IndexCorrupt:
    return IndexCorrupt(
        f"The record in {where} is damaged",
        "Nothing was deleted. `verbatim doctor --index --repair` restores it from what questions read",
    )


@contextmanager
def _translated(where: str, home: Path) -> Iterator[None]:
    """What SQLAlchemy raises, as what Verbatim raises."""
    try:
        yield
    except SQLAlchemyError as error:
        code = getattr(error.orig, "sqlite_errorname", "") if isinstance(error, DBAPIError) else ""
        for begins, means in _OF_SQLITE.items():
            if code.startswith(begins):
                raise means(where) from error
        said = " ".join(str(error.orig if isinstance(error, DBAPIError) else error).split())
        if not sql.is_for_good(error):
            raise IndexUnreachable(
                f"The record's database {where} doesn't answer ({said})", "Look at DATABASE_URL and at the server"
            ) from error
        raise IndexFailure(f"The record in {where} failed ({said})") from error
