"""Which files of a folder are articles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from retrieval.errors import UnreadableArticle
from retrieval.readers import find_files, read_article
from retrieval.readers.source import Tally


def _touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text.", encoding="utf-8")


def test_a_file_is_itself_whatever_its_name(tmp_path: Path) -> None:
    """A file that a person names is taken, also without a known suffix."""
    path = tmp_path / "notes"
    _touch(path)
    assert find_files(path) == [path]


def test_a_folder_gives_its_text_files_sorted(tmp_path: Path) -> None:
    """Texts of all subfolders come sorted; other files, hidden ones and a README don't come."""
    wanted = [tmp_path / "A.TXT", tmp_path / "b.md", tmp_path / "sub" / "deep" / "c.txt"]
    _touch(*reversed(wanted))
    _touch(
        tmp_path / "picture.png",
        tmp_path / ".hidden.txt",
        tmp_path / ".git" / "x.txt",
        tmp_path / "README.md",
        tmp_path / "sub" / "readme.txt",
    )
    (tmp_path / "folder.txt").mkdir()
    assert find_files(tmp_path) == wanted


def test_a_folder_takes_by_its_opening_what_has_another_name(tmp_path: Path) -> None:
    """Named directly or found in a folder, a page that was saved under its address is the same."""
    names = ("saved-page", "story.php", "story.aspx", "page.html?id=5", "report")
    openings = dict.fromkeys(names, "<!doctype html><p>Ice.") | {"report": "%PDF-1.4"}
    _touch(tmp_path / "a.text", tmp_path / "b.markdown", tmp_path / "words")
    for name, opening in (openings | {"x.png": "<html>", "source.php": "<?php ?><html>", "README": "<html>"}).items():
        (tmp_path / name).write_text(opening)
    assert {path.name for path in find_files(tmp_path)} == {"a.text", "b.markdown", *names}


def test_a_hidden_folder_that_is_named_is_opened(tmp_path: Path) -> None:
    """Hidden is what a person didn't ask for."""
    _touch(tmp_path / ".mine" / "a.txt")
    assert find_files(tmp_path / ".mine") == [tmp_path / ".mine" / "a.txt"]


def test_loops_and_broken_links_end(tmp_path: Path) -> None:
    """Each folder is visited once, under its real path where it has one; a link to nothing is left out."""
    _touch(tmp_path / "real" / "a.txt")
    (tmp_path / "real" / "loop").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "real")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert find_files(tmp_path) == [tmp_path / "real" / "a.txt"]


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    """By suffix or by what it is; what is hidden isn't, and nothing is opened or waited for."""
    _touch(
        *(tmp_path / name for name in ("a.txt", "a.doc", "b.DOC", "noext", "README.md", ".hidden.pdf", ".x/a.docx")),
        *(tmp_path / name for name in ("page_files/a.js", "node_modules/a.txt", "sub/a.p\u0001ng")),
    )
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "self.txt").symlink_to("self.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    skipped: Tally = Tally()
    assert find_files(tmp_path, skipped) == [tmp_path / "a.txt"]
    assert skipped == {
        ".doc": 2,
        "link to nothing": 2,
        **dict.fromkeys(("no suffix", "readme", "pipe or device", ".png"), 1),
        **dict.fromkeys(("folder of a saved page", "folder of a program"), 1),
    }


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Nobody who names a folder means the system's files; a link inside the folder is another name."""
    _touch(tmp_path / "outside" / "secret.txt", tmp_path / "in" / "sub" / "a.txt")
    (tmp_path / "in" / "x.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (tmp_path / "in" / "more").symlink_to("../outside")
    (tmp_path / "in" / "same.txt").symlink_to("sub/a.txt")
    skipped: Tally = Tally()
    assert find_files(tmp_path / "in", skipped) == [tmp_path / "in" / "same.txt", tmp_path / "in" / "sub" / "a.txt"]
    assert skipped == {"link out of the folder": 2}


def test_an_entry_that_cannot_be_looked_at_stops_nothing(tmp_path: Path) -> None:
    """It stands in the list, so that reading it says what is wrong: here, a link to a name that no file may have."""
    _touch(tmp_path / "a.txt")
    (tmp_path / "odd.txt").symlink_to("x" * 300)
    assert find_files(tmp_path) == [tmp_path / "a.txt", tmp_path / "odd.txt"]
    with pytest.raises(UnreadableArticle, match=r"odd\.txt: it can't be read"):
        read_article(tmp_path / "odd.txt", max_bytes=100)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """There is one clear line for a path that leads nowhere, and for one that can't be a path."""
    with pytest.raises(UnreadableArticle, match=r"nowhere: there is no such file or folder\. Check the path\."):
        find_files(tmp_path / "nowhere")
    with pytest.raises(UnreadableArticle):
        find_files(tmp_path / "a\0b")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_closed_subfolder_is_told_when_it_is_read(tmp_path: Path) -> None:
    """A subfolder that can't be opened doesn't stop the rest, and doesn't go unnoticed."""
    _touch(tmp_path / "closed" / "a.txt", tmp_path / "open" / "b.txt")
    (tmp_path / "closed").chmod(0)
    try:
        assert find_files(tmp_path) == [tmp_path / "closed", tmp_path / "open" / "b.txt"]
        with pytest.raises(UnreadableArticle, match="closed"):
            read_article(tmp_path / "closed", max_bytes=100)
        with pytest.raises(UnreadableArticle, match="no permission"):
            find_files(tmp_path / "closed")
    finally:
        (tmp_path / "closed").chmod(0o755)


@pytest.mark.parametrize("name", ["notes.ipynb", "map.geojson", "settings"])
def test_json_of_a_folder_is_an_articles_by_its_name_only(tmp_path: Path, name: str) -> None:
    """Programs keep all sorts of things in it, under names of their own."""
    (tmp_path / name).write_text('{"cells": []}')
    (tmp_path / "ice.txt").write_text("The ice is old.")
    assert [each.name for each in find_files(tmp_path)] == ["ice.txt"]
