"""One record in PostgreSQL for several machines, each with a home of its own."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from retrieval.errors import IndexLocked, IndexUnreachable
from retrieval.library import Library
from retrieval.model import Article
from retrieval.store.engine import FILE
from tests.integrity import contents, faults
from tests.retrieval.conftest import Open, write
from tests.waiting import until


@pytest.fixture
def here(opened: Open, tmp_path: Path, postgresql_database: str) -> Library:
    return opened(tmp_path / "here", database_url=postgresql_database)


@pytest.fixture
def there(opened: Open, tmp_path: Path, postgresql_database: str) -> Library:
    return opened(tmp_path / "there", database_url=postgresql_database, wait_for_writer=0.2)


def test_machines_follow_each_other(here: Library, there: Library, articles: Path) -> None:
    """What one puts in, changes or forgets, the other answers from soon, without a restart."""
    assert len(here.ingest([articles]).new) == 3
    assert not (here.home / FILE).exists()
    there.refresh()
    assert contents(there) == contents(here)
    assert len(there.ingest([articles]).unchanged) == 3

    write(articles / "ferry.txt", "The ferry sails again.")
    assert len(there.ingest([articles]).changed) == 1
    until(lambda: contents(here) == contents(there), 10)
    (old,) = here.record.versions.successors()
    assert here.version(old) is not None

    here.forget([each.article.id for each in here.record.entries() if "again" in each.article.title])
    until(lambda: contents(there) == contents(here), 10)
    assert there.version(old) is None
    for library in (here, there):
        library.refresh()
        library.add([])
        assert faults(library) == []


def test_writers_take_turns(here: Library, there: Library, articles: Path) -> None:
    """A second one waits, then says so."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with here.record.alone(1.0):
            held.set()
            done.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(60)
    with pytest.raises(IndexLocked, match="Another machine is writing"):
        there.ingest([articles])
    done.set()
    thread.join()
    assert len(there.ingest([articles]).new) == 3


def test_a_home_moves_to_a_shared_record(
    opened: Open, tmp_path: Path, articles: Path, postgresql_database: str
) -> None:
    """Its articles go along; its own record stays where it is."""
    opened(tmp_path / "here").ingest([articles])
    expected = contents(opened(tmp_path / "here"))
    library = opened(tmp_path / "here", database_url=postgresql_database)
    library.refresh()
    assert contents(library) == expected
    assert faults(library) == []
    assert sqlite3.connect(tmp_path / "here" / FILE).execute("SELECT count(*) FROM articles").fetchone() == (3,)


def test_a_server_that_is_away(opened: Open, tmp_path: Path, here: Library, articles: Path) -> None:
    """What was read last still answers; writing says what is missing, and not with which password."""
    here.ingest([articles])
    library = opened(here.home, database_url="postgresql://ada:secret@127.0.0.1:1/verbatim")
    library.refresh()
    assert contents(library) == contents(here)
    with pytest.raises(IndexUnreachable, match=r"127\.0\.0\.1/verbatim doesn't answer") as raised:
        library.add([Article(title="One", text="One text.")])
    assert "secret" not in str(raised.value)
