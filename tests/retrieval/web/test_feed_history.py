"""What is remembered of feeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import IndexReadOnly
from retrieval.web.feed_history import Memory
from retrieval.web.feeds import Entry
from retrieval.web.http_client import Validators

FEED = "https://n.example/feed"


def entries(*stamps: str) -> list[Entry]:
    return [Entry(f"https://n.example/{n}", f"key {n}", stamp) for n, stamp in enumerate(stamps)]


def test_entries_are_new_until_they_are_noted_and_when_they_change(tmp_path: Path) -> None:
    """Also for another process; each feed has its own."""
    memory = Memory(tmp_path / "home" / "feeds.sqlite3")
    assert memory.new(FEED, entries("a", "b")) == entries("a", "b")
    for entry in entries("a", "b"):
        memory.note_entry(FEED, entry)
    again = Memory(tmp_path / "home" / "feeds.sqlite3")
    assert again.new(FEED, entries("a", "later", "c")) == entries("a", "later", "c")[1:]
    assert again.new("https://n.example/other", entries("a")) == entries("a")


def test_what_a_server_gave_is_remembered(tmp_path: Path) -> None:
    """For each feed, the last."""
    memory = Memory(tmp_path / "feeds.sqlite3")
    assert memory.validators(FEED) is None
    memory.note_feed(FEED, Validators("one", None))
    memory.note_feed(FEED, Validators("two", "Mon, 10 Feb 2025 08:00:00 GMT"))
    assert memory.validators(FEED) == Validators("two", "Mon, 10 Feb 2025 08:00:00 GMT")


@pytest.mark.parametrize("good", [0, 4096])
def test_a_broken_file_costs_no_more_than_a_fetch(tmp_path: Path, good: int) -> None:
    """All of it, or pages after the first one, which only a look at them shows."""
    path = tmp_path / "feeds.sqlite3"
    Memory(path).note_entry(FEED, entries("a")[0])
    path.write_bytes(path.read_bytes()[:good] + b"U" * 8192)
    assert Memory(path).new(FEED, entries("a")) == entries("a")
    Memory(path).note_entry(FEED, entries("a")[0])
    assert Memory(path).new(FEED, entries("a")) == []


def test_a_folder_that_cant_be_written_to_is_told(tmp_path: Path) -> None:
    """With the file, and what to do."""
    (tmp_path / "feeds.sqlite3").mkdir()
    with pytest.raises(IndexReadOnly, match=r"feeds\.sqlite3.* write permission"):
        Memory(tmp_path / "feeds.sqlite3").validators(FEED)
