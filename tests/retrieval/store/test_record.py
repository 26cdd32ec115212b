"""The record and the vectors say in one line what is wrong with them and what to do, and delete nothing."""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import chromadb
import chromadb.errors
import httpx
import numpy as np
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from chromadb.config import Settings
from sqlalchemy import Connection, create_engine, text

from retrieval.errors import (
    IndexCorrupt,
    IndexFailure,
    IndexFull,
    IndexLocked,
    IndexReadOnly,
    IndexUnreachable,
)
from retrieval.library import Library
from retrieval.model import Introduction
from retrieval.search.retriever import Retriever
from retrieval.store.chroma_client import translate
from retrieval.store.engine import FILE
from retrieval.store.entry import Entry, Superseded, told_of
from retrieval.store.record import Record
from retrieval.store.record_tables import METADATA
from retrieval.system import sql
from tests import forking
from tests.integrity import faults
from tests.retrieval.conftest import Open, write
from tests.retrieval.store import first_tables
from tests.waiting import until

MISTAKES_OF_OURS = {
    "ChromaError",
    "BatchSizeExceededError",
    "DuplicateIDError",
    "IDAlreadyExistsError",
    "InvalidArgumentError",
    "InvalidDimensionException",
    "InvalidUUIDError",
    "UniqueConstraintError",
}
"""What Chroma raises only when we call it wrongly: it must show as it is."""


def chromas_own() -> list[type[Exception]]:
    return [each for _, each in inspect.getmembers(chromadb.errors, inspect.isclass) if issubclass(each, Exception)]


@pytest.mark.parametrize("kind", chromas_own(), ids=lambda kind: kind.__name__)
def test_every_error_of_chromas_is_translated_or_ours(kind: type[Exception]) -> None:
    """A version of Chroma that adds one fails here, until somebody has decided what it means to a person."""
    translated = translate(kind("what happened"), "/somewhere")
    assert (translated is None) == (kind.__name__ in MISTAKES_OF_OURS)
    if translated is not None:
        assert "/somewhere" in str(translated)
        assert len(str(translated).splitlines()) == 1


def of_code(name: str) -> sqlite3.Error:
    """What SQLite raises."""
    error = sqlite3.OperationalError(name)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (of_code("SQLITE_READONLY_DBMOVED"), IndexReadOnly),
        (of_code("SQLITE_CANTOPEN"), IndexReadOnly),
        (of_code("SQLITE_BUSY"), IndexLocked),
        (of_code("SQLITE_FULL"), IndexFull),
        (chromadb.errors.InternalError("Query error: (code: 778) disk I/O error"), IndexFull),
        (of_code("SQLITE_CORRUPT_INDEX"), IndexCorrupt),
        (of_code("SQLITE_NOTADB"), IndexCorrupt),
        (of_code("SQLITE_IOERR_LOCK"), IndexFailure),
        (chromadb.errors.InternalError("error returned from database: (code: 8) readonly database"), IndexReadOnly),
        (chromadb.errors.InternalError("error returned from database: (code: 5) database is locked"), IndexLocked),
        (chromadb.errors.InternalError("Error executing plan: Internal error: Error finding id"), IndexCorrupt),
        (chromadb.errors.InternalError(""), IndexCorrupt),
        (httpx.ConnectError("refused"), IndexUnreachable),
        (httpx.ReadTimeout("slow"), IndexUnreachable),
        (TypeError("a mistake of ours"), None),
        (KeyError("a mistake of ours"), None),
    ],
    ids=str,
)
def test_what_sqlite_and_the_network_raise_is_told_apart(error: Exception, kind: type[IndexFailure] | None) -> None:
    """By what a person can do about it."""
    assert type(translate(error, "/somewhere")) is (kind or type(None))


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("write.") and not path.name.endswith("-shm")
    }


def each_use(opened: Open, articles: Path) -> Iterator[Callable[[], object]]:
    yield lambda: opened().refresh()
    yield lambda: opened().ingest([articles])
    yield lambda: opened().forget(["0"])
    yield lambda: opened().rebuild()


def garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(50_000))


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def with_holes(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for start in range(4096 * 2, len(content), 4096 * 2):
        content[start : start + 4096] = b"\xff" * 4096
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [garbage, cut_in_half, with_holes], ids=lambda harm: harm.__name__)
def test_a_damaged_database(opened: Open, articles: Path, harm: Callable[[Path], object]) -> None:
    """Every use that writes says so and leaves all files as they are; questions are answered; a repair restores it."""
    opened().ingest([articles])
    expected = _found(opened())
    folder = copied_when_closed(opened)
    harm(folder / FILE)
    before = (folder / FILE).read_bytes()
    refresh, *writing = each_use(lambda: opened(folder), articles)  # type: ignore[misc, arg-type]
    for use in writing:
        with pytest.raises(IndexCorrupt, match=r"damaged.*Nothing was deleted\. `verbatim doctor"):
            use()
    refresh()
    assert _found(opened(folder)) == expected
    assert (folder / FILE).read_bytes() == before
    (finding,) = opened(folder).repair()
    assert "3 articles were restored" in finding.message
    assert _found(opened(folder)) == expected
    assert faults(opened(folder)) == []
    assert len(opened(folder).ingest([articles]).unchanged) == 3


@pytest.mark.parametrize("harm", [emptied, Path.unlink], ids=lambda harm: harm.__name__)
def test_a_database_that_is_gone(opened: Open, articles: Path, harm: Callable[[Path], object]) -> None:
    """The next start restores it from what questions read."""
    opened().ingest([articles])
    expected = _found(opened())
    folder = copied_when_closed(opened)
    harm(folder / FILE)
    assert _found(opened(folder)) == expected
    assert faults(opened(folder)) == []
    assert len(opened(folder).ingest([articles]).unchanged) == 3


def copied_when_closed(opened: Open) -> Path:
    """A copy of the home as the last process left it: without a journal."""
    home = opened().home
    with closing(sqlite3.connect(home / FILE)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = shutil.copytree(home, home.parent / "damaged")
    for journal in ("-wal", "-shm"):
        (copy / f"{FILE}{journal}").unlink(missing_ok=True)
    return copy


@pytest.mark.parametrize("kind", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_database_that_another_program_has_locked(
    opened: Open, articles: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """We say so after a while, and go on when it is free again."""
    monkeypatch.setattr(sql, "LOCKED_SECONDS", 0.05)
    opened().ingest([articles])
    folder = shutil.copytree(opened().home, opened().home.parent / "locked")
    holder = sqlite3.connect(folder / FILE)
    holder.execute(f"BEGIN {kind}")
    late = write(articles / "late.txt", "It is late.")
    for use in (lambda: opened(folder).ingest([late]), lambda: opened(folder).rebuild()):
        with pytest.raises(IndexLocked, match=r"locked by another program\. Close what uses it") as raised:
            use()
        assert raised.value.retryable
    holder.rollback()
    holder.close()
    assert len(opened(folder).ingest([articles]).unchanged) == 3
    assert faults(opened(folder)) == []


HOLD = """
import sys
from pathlib import Path
from retrieval.system import file_lock
with file_lock.writer(Path(sys.argv[1]), wait=0):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_process_that_writes(opened: Open, articles: Path, program_environment: dict[str, str]) -> None:
    """It is named; questions are answered meanwhile; when it is killed, its lock goes with it."""
    library = opened(wait_for_writer=0.05)
    library.ingest([articles])
    command = [sys.executable, "-c", HOLD, str(library.home)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=program_environment
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        for use in (lambda: library.ingest([articles]), lambda: library.forget(["0"]), library.rebuild):
            with pytest.raises(IndexLocked, match=rf"process {holder.pid}\) is writing .* Wait until it is done"):
                use()
        library = opened()
        library.refresh()
        assert library.snapshot() is not None
        holder.kill()
    assert len(opened().ingest([articles]).unchanged) == 3


def test_a_folder_that_can_not_be_written_to(opened: Open, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights bind nobody who runs the suite as root, so the system's answer is made up."""
    opened().ingest([articles])
    folder = shutil.copytree(opened().home, opened().home.parent / "read-only")
    before = files(folder)
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        refresh, *writing = each_use(lambda: opened(folder), articles)  # type: ignore[misc, arg-type]
        for use in writing:
            with pytest.raises(IndexReadOnly, match=r"read-only can't be written to .*\. Give yourself"):
                use()
        refresh()
        assert _found(opened(folder)) == _found(opened())
    assert files(folder) == before


def test_a_full_disk_is_asked_all_the_same(opened: Open, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chroma, which writes when it is opened, isn't; passages and statements are found as before."""
    opened().ingest([articles])
    expected = _found(opened())
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=10**9, used=10**9, free=0))
    assert _found(opened()) == expected
    with pytest.raises(IndexFull):
        opened().ingest([articles])


def _found(library: Library) -> list[str]:
    """What a question finds."""
    library.refresh()
    snapshot = library.snapshot()
    assert snapshot is not None
    retriever = Retriever(snapshot, library.searchable(), library.embedder)
    passages = [each.item.text for each in retriever.passages("ice on the harbour bridge")]
    return passages + [each.item.text for each in retriever.statements(retriever.rows_of())]


def test_vectors_come_back_for_the_passage_they_were_made_of(opened: Open, articles: Path) -> None:
    """The nearest passage to a passage's own text is that passage, at a cosine of 1."""
    library = opened()
    library.ingest([articles])
    shown = library.snapshot()
    assert shown is not None
    for row in range(len(shown.passages)):
        passage, _ = shown.catalog.passages.at(row)
        vector = library.embedder.embed([passage.text], kind="passage")[0]
        (nearest, cosine), *_ = library.searchable().nearest(vector, 2)
        assert shown.catalog.passages.row(nearest) == row
        assert cosine > 0.98


def test_whole_vectors_of_an_older_version_go(opened: Open, articles: Path) -> None:
    """Shortened ones are enough; what Chroma would leave of them on the disk goes, too."""
    opened().ingest([articles])
    name, folder = f"verbatim-{opened().record.id}-00000000", opened().home / "vectors"
    opened().close()
    shutil.rmtree(folder)
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    client.create_collection(name, embedding_function=None).add(ids=["one"], embeddings=[[1.0, 0.0]])
    client.close()
    library = opened()
    library.ingest([write(articles / "late.txt", "It is late.")])
    assert faults(library) == []
    assert len([each for each in folder.iterdir() if each.is_dir()]) <= 1
    assert name.encode() not in (folder / "chroma.sqlite3").read_bytes()


INGEST = """
import sys
from pathlib import Path
from retrieval.library import Library
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser
library = Library(Path(sys.argv[1]), embedder=FakeEmbedder(), analyser=FakeAnalyser())
for group in range(4):
    library.ingest([Path(sys.argv[2]) / f"group{group}"])
"""


def test_one_process_puts_articles_in_while_another_asks(
    opened: Open, articles: Path, program_environment: dict[str, str]
) -> None:
    """Who asks sees one whole state after the other, and the last one at the end, vectors included."""
    library = opened()
    library.ingest([articles])
    for group in range(4):
        folder = articles.parent / "more" / f"group{group}"
        folder.mkdir(parents=True)
        for number in range(20):
            write(folder / f"{number}.txt", f"Report {group} {number}. “Number {number},” said Jon Holm.")
    command = [INGEST, str(library.home), str(articles.parent / "more")]
    seen = []
    with forking.start(*command, env=program_environment) as writer:
        while writer.poll() is None:
            shown = library.snapshot()
            assert shown is not None
            held = shown.catalog.coverage
            assert len(list(shown.catalog.articles.newest_first())) == held.articles
            assert library.searchable().nearest(np.eye(1, 384, dtype=np.float32)[0], 10)
            seen.append(held.articles)
            with suppress(subprocess.TimeoutExpired):
                writer.wait(0.01)
    assert writer.wait() == 0
    assert set(seen) <= {3, 23, 43, 63, 83}
    assert seen == sorted(seen)
    shown = library.snapshot()
    assert shown is not None
    assert shown.catalog.coverage.articles == 83
    vector = library.embedder.embed(["Report 3 19. “Number 19,” said Jon Holm."], kind="query")[0]
    nearest, _ = library.searchable().nearest(vector, 1)[0]
    assert "Report 3 19" in shown.catalog.passages.at(shown.catalog.passages.row(nearest))[0].text


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/api/v2/heartbeat", trust_env=False).is_success
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, program_environment: dict[str, str]) -> Iterator[str]:
    """A real Chroma server on loopback."""
    folder, port = tmp_path_factory.mktemp("server"), free_port()
    program = Path(sys.executable).with_name("chroma")
    command = [str(program), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    environment = {**program_environment, "ANONYMIZED_TELEMETRY": "False"}
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env=environment) as process,
    ):
        url = f"http://127.0.0.1:{port}"
        try:
            until(lambda: answers(url))
            yield url
        finally:
            process.terminate()


def test_a_server_holds_the_vectors(opened: Open, articles: Path, server: str, tmp_path: Path) -> None:
    """Everything goes as with a folder; the folder isn't there; two homes on one server don't meet."""
    here, there = (opened(tmp_path / name, chroma_url=server) for name in ("here", "there"))
    assert len(here.ingest([articles]).new) == 3
    assert len(here.ingest([articles]).unchanged) == 3
    assert not (tmp_path / "here" / "vectors").exists()
    assert faults(here) == []
    there.refresh()
    assert there.snapshot() is None
    there.ingest([articles / "ferry.txt"])
    here.forget(here.record.changes(0).came)
    assert faults(there) == []
    write(articles / "ferry.txt", "The ferry sails again.")
    assert len(there.ingest([articles]).changed) == 1
    assert there.rebuild().failed == []
    there.reindex()
    assert faults(there) == []


def test_a_server_that_goes_away(opened: Open, articles: Path, server: str) -> None:
    """Questions look at every vector in what they read; an ingest says which server is missing."""
    opened(chroma_url=server).ingest([articles])
    expected = _found(opened(chroma_url=server))
    gone = opened(chroma_url=f"http://127.0.0.1:{free_port()}")
    assert _found(gone) == expected
    with pytest.raises(IndexUnreachable):
        gone.ingest([write(articles / "late.txt", "It is late.")])
    library = opened(chroma_url=server)
    library.ingest([articles])
    assert faults(library) == []


@pytest.mark.parametrize(
    "url", ["localhost:8000", "http://", "ftp://127.0.0.1", "http://127.0.0.1:99999", "http://127.0.0.1:port", "…"]
)
def test_an_address_that_is_none(opened: Open, url: str) -> None:
    """The line says what one looks like, and doesn't show what was given: it may hold a password."""
    with pytest.raises(IndexUnreachable, match=r"CHROMA_URL isn't an address\. It looks like http://localhost:8000"):
        opened(chroma_url=url).refresh()


def test_a_server_that_is_not_there(opened: Open, articles: Path) -> None:
    """Trying again may help, and the line says which server."""
    url = f"http://127.0.0.1:{free_port()}"
    for use in (lambda library: library.ingest([articles]), lambda library: library.rebuild()):
        with pytest.raises(IndexUnreachable, match=f"{url} doesn't answer. Start it") as raised:
            use(opened(chroma_url=url))
        assert raised.value.retryable


@pytest.mark.parametrize(
    ("status", "body"), [(404, b"not here"), (200, b"<html>"), (200, b"{}"), (500, b""), (401, b"{}")]
)
def test_a_server_of_something_else(opened: Open, articles: Path, status: int, body: bytes) -> None:
    """A web server that is no Chroma is told from a Chroma that is down."""

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - the library's name

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Other) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        try:
            with pytest.raises(IndexUnreachable, match=r"http://127\.0\.0\.1:\d+ "):
                opened(chroma_url=f"http://127.0.0.1:{other.server_port}").ingest([articles])
        finally:
            other.shutdown()
            thread.join()


def test_a_kill_in_a_transaction(opened: Open, articles: Path) -> None:
    """Nothing of it is there."""
    opened().ingest([articles])
    held = opened().record
    before = held.revision, [each.article for each in held.entries()]

    def cut_off() -> None:
        with held.writing():
            held.remove(held.changes(0).came)
            assert held.count() == 0
            raise SystemExit

    with pytest.raises(SystemExit):
        cut_off()
    assert (held.revision, [each.article for each in held.entries()]) == before


def test_a_text_that_was_changed_behind_our_back_is_never_quoted(opened: Open, articles: Path) -> None:
    """It doesn't fit its hash."""
    library = opened()
    library.ingest([articles])
    (key, *_) = library.record.changes(0).came
    with sqlite3.connect(library.home / FILE) as file:
        file.execute("UPDATE articles SET body = ? WHERE id = ?", (zlib.compress(b"Another text."), key))
    file.close()
    with pytest.raises(IndexCorrupt, match=key):
        list(library.record.entries())
    assert [(each.part, each.article) for each in library.verify()] == [("record", key)]


def test_constraints_hold_what_belongs_together(opened: Open, articles: Path) -> None:
    """No half of a span, no vectors without passages, no article twice."""
    library = opened()
    library.ingest([articles])
    with closing(sqlite3.connect(library.home / FILE)) as file:
        for wrong in (
            "UPDATE articles SET spans = x'0000'",
            "UPDATE articles SET vectors = x''",
            "UPDATE articles SET most_passages = 0",
            "UPDATE articles SET id = (SELECT max(id) FROM articles)",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                file.execute(wrong)


def test_a_record_with_a_row_for_each_passage_is_migrated(opened: Open, articles: Path) -> None:
    """All that it held comes out as it went in, replaced versions, too."""
    library = opened()
    library.ingest([articles])
    write(articles / "ferry.txt", "The ferry sails. “The ice is gone,” said Mara Lindqvist.", day="2025-02-13")
    library.ingest([articles])
    first, *others = library.record.entries()
    words = first.article.span(0, 9)
    introduced = Introduction(article_id=first.article.id, start=0, end=9, text=words, speaker="Mara Lindqvist")
    expected, kept = [replace(first, introductions=(introduced,)), *others], library.record.versions
    (key,) = kept.successors()
    old = kept.find(key)
    assert old is not None
    file = articles.parent / "older.db"
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            first_tables.make()
        _fill_first(connection, expected, old)
    engine.dispose()
    migrated = Record(None, file, library.record.recipe)
    assert [_without_arrays(each) for each in migrated.entries()] == [_without_arrays(each) for each in expected]
    for each, of in zip(migrated.entries(), expected, strict=True):
        assert np.array_equal(each.passage_vectors, of.passage_vectors)
    assert migrated.versions.find(key) == old
    with migrated.reading() as changed:
        assert (
            compare_metadata(
                MigrationContext.configure(changed, opts={"version_table": "alembic_version_record"}), METADATA
            )
            == []
        )
    migrated.close()


def _without_arrays(entry: Entry) -> tuple[object, ...]:
    return entry.article, entry.paths, entry.passages, entry.statements, entry.introductions, entry.copies


def _fill_first(connection: Connection, entries: Sequence[Entry], old: Superseded) -> None:
    """What the first migration's tables held of these."""

    def put(table: str, *values: object) -> None:
        names = {f"v{number}": value for number, value in enumerate(values)}
        marks = ", ".join(f":{name}" for name in names)
        connection.execute(text(f"INSERT INTO {table} VALUES ({marks})"), names)

    connection.execute(text("CREATE TABLE alembic_version_record (version_num TEXT)"))
    put("alembic_version_record", "0001")
    put("record", "0123456789abcdef", 2, 0)
    for key, entry in enumerate(entries):
        introduced = "[" + ",".join(each.model_dump_json() for each in entry.introductions) + "]"
        told = (1, entry.article.text, told_of(entry.article), introduced, None, "", "embedder", "analyser", 9)
        put("articles", key, entry.article.id, *told)
        for n, path in enumerate(entry.paths):
            put("places", key, n, path)
        for n, (each, vector) in enumerate(zip(entry.passages, entry.passage_vectors, strict=True)):
            put("passages", key, n, each.start, each.end, each.paragraph, vector.astype("<f2").tobytes())
        for n, said in enumerate(entry.statements):
            told_said = said.model_dump_json(exclude={"article_id", "text"}, exclude_none=True)
            put("statements", key, n, said.kind.value, said.speaker, told_said)
    put(
        *("versions", old.article.id, old.article.text, told_of(old.article), json.dumps(old.paths)),
        *(old.replaced_by, old.replaced_on.isoformat()),
    )
