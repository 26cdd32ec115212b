"""Files that only their owner may read."""

from __future__ import annotations

import stat
from pathlib import Path

from retrieval.system import private


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_folder_is_its_owners(tmp_path: Path) -> None:
    """One that is there already keeps its rights."""
    private.make(tmp_path / "above" / "home")
    assert mode(tmp_path / "above" / "home") == 0o700
    (tmp_path / "shared").mkdir(mode=0o755)
    private.make(tmp_path / "shared")
    assert mode(tmp_path / "shared") == 0o755


def test_what_is_ours_is_tightened_and_nothing_else(tmp_path: Path) -> None:
    """A home may be a folder with other things in it, and links lead elsewhere."""
    ours, theirs = tmp_path / "snapshots" / "one" / "catalog.sqlite", tmp_path / "notes.txt"
    ours.parent.mkdir(parents=True)
    (tmp_path / "snapshots").chmod(0o755)
    for file in (ours, theirs):
        file.write_text("")
        file.chmod(0o644)
    (tmp_path / "write.lock").symlink_to(theirs)
    private.tighten(tmp_path)
    assert (mode(ours), mode(tmp_path / "snapshots"), mode(theirs)) == (0o600, 0o700, 0o644)
    private.tighten(tmp_path / "nothing")
