"""A disk without room is told before it is written to, and where it fills up meanwhile."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from retrieval.errors import IndexFull
from retrieval.system import disk_space


def test_room_that_isnt_there(tmp_path: Path) -> None:
    """Some is to be left beside what is needed; a folder that isn't there says nothing."""
    free = shutil.disk_usage(tmp_path).free
    with pytest.raises(IndexFull, match="the index"):
        disk_space.check(tmp_path, "the index", free)
    disk_space.check(tmp_path / "nowhere", "the index", free)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_disk_that_fills_up(number: int) -> None:
    """Also by a quota or a limit on the size of files."""
    with pytest.raises(IndexFull), disk_space.missed("the index"):
        raise OSError(number, "")


def test_other_failures_stay_as_they_are() -> None:
    """No permission is no full disk."""
    with pytest.raises(PermissionError), disk_space.missed("the index"):
        raise PermissionError(errno.EACCES, "")


def test_the_size_of_a_folder(tmp_path: Path) -> None:
    """Of all files below it, or of some kind."""
    (tmp_path / "below").mkdir()
    (tmp_path / "a.bin").write_bytes(b"12345")
    (tmp_path / "below" / "b.txt").write_bytes(b"123")
    assert (disk_space.size_of(tmp_path), disk_space.size_of(tmp_path, "*.bin")) == (8, 5)
