"""Which files of a folder are articles."""

from __future__ import annotations

import os
from pathlib import Path

from retrieval.errors import UnreadableArticle

SUFFIXES = frozenset({".txt", ".md"})


def find_files(path: Path) -> list[Path]:
    """The articles' files at ``path``: the file itself, or those of a folder and its subfolders, sorted.

    In a folder, files named ``*.txt`` and ``*.md`` count, in any case of letters. Left out are hidden files
    and folders (their names start with a dot), and a README, which is about its folder and no article. Links
    are followed; each folder is visited once, so a loop of links ends. A subfolder that can't be opened
    stands in the list itself: reading it says so, and the rest goes on.

    Args:
        path: a file of any name, or a folder.

    Raises:
        UnreadableArticle: there is nothing at ``path``, or the folder can't be opened.
    """
    shown = printable_path(path)
    try:
        if not path.is_dir():
            path.stat()
            return [path]
        with os.scandir(path):
            pass
    except FileNotFoundError:
        raise UnreadableArticle(shown, "there is no such file or folder", "Check the path.") from None
    except PermissionError:
        raise UnreadableArticle(shown, "no permission to open it", "Allow reading it.") from None
    except (OSError, ValueError) as error:
        raise UnreadableArticle(shown, f"it can't be opened ({_reason(error)})", "Check the path.") from error
    return sorted(_walk(path))


def printable_path(path: Path) -> str:
    """The path as text that every terminal and JSON takes: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _walk(top: Path) -> list[Path]:
    found: list[Path] = []
    seen: set[tuple[int, int]] = set()
    # Linked folders wait until the real ones are done, so that a file is listed under its real path.
    folders, linked = [top], list[Path]()
    while folders or linked:
        folder = folders.pop() if folders else linked.pop(0)
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = sorted(folder.iterdir())
        except OSError:
            found.append(folder)
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                (linked if entry.is_symlink() else folders).append(entry)
            elif _is_article(entry):
                found.append(entry)
    return found


def _is_article(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.stem.lower() != "readme" and path.is_file()
