"""Files that only their owner may read: a collection may hold what isn't published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FOLDER, FILE = 0o700, 0o600

OURS = ("record.db*", "vectors*", "chroma*", "snapshots", "*.lock", "*.pid", "*.sqlite*", "history")
"""What lies in a home that is ours; a home may be a folder that holds other things."""


def make(folder: Path) -> None:
    """Make a folder that only its owner may enter, and those above it as they come.

    Raises:
        OSError: it can't be made.
    """
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)


def tighten(home: Path) -> None:
    """Take from everybody else the right to read what is ours in a home, as far as we may."""
    for path in _ours(home):
        with suppress(OSError):
            wanted = FOLDER if path.is_dir() else FILE
            if not path.is_symlink() and path.stat().st_mode & 0o777 != wanted:
                path.chmod(wanted)


def _ours(home: Path) -> Iterator[Path]:
    for pattern in OURS:
        for found in home.glob(pattern):
            yield found
            if not found.is_symlink():
                yield from found.rglob("*")
