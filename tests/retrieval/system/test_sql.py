"""Addresses of databases, and who may read an SQLite file."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from retrieval.errors import SettingsError
from retrieval.system import sql


@pytest.mark.parametrize("address", ["mysql://host/name", "no address", "postgresql://host:port/name"])
def test_an_address_that_can_be_none_is_refused(tmp_path: Path, address: str) -> None:
    """The line says what one looks like, and doesn't show what was given: it may hold a password."""
    with pytest.raises(SettingsError, match=r"DATABASE_URL can't be .* postgresql://user") as raised:
        sql.url_of(address, tmp_path / "file")
    assert address not in str(raised.value)


def test_a_servers_driver_is_ours_to_choose(tmp_path: Path) -> None:
    url = sql.url_of("postgres://ada:secret@host/name", tmp_path / "file")
    assert url.drivername == "postgresql+psycopg"
    assert not (tmp_path / "file").exists()


def test_a_file_is_its_owners_alone_and_keeps_no_deleted_bytes(tmp_path: Path) -> None:
    """With its journal, and the folder that was made for it."""
    file = tmp_path / "home" / "file.db"
    engine = sql.engine_of(sql.url_of(None, file)).execution_options(writes=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE said (words TEXT)"))
        connection.execute(text("INSERT INTO said VALUES ('zamboni')"))
    assert {stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM said"))
    engine.dispose()
    assert b"zamboni" not in file.read_bytes()
