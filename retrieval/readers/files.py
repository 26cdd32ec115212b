"""Which files of a folder are articles."""

from __future__ import annotations

import errno
import mimetypes
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import IO, BinaryIO

from retrieval.errors import ArticleTooLarge, UnreadableArticle
from retrieval.readers.decoding.sniffing import LOOKED_AT, told_by
from retrieval.readers.source import Tally

COMPRESSED = (".gz", ".bz2", ".xz", ".tgz", ".tbz2", ".txz")
"""One file, which is read by its name without the suffix; the last three are each a .tar."""

SUFFIXES = frozenset(
    ".txt .text .md .markdown .html .htm .xhtml .mht .mhtml .webarchive .json .jsonl .ndjson .jl .csv .tsv .xlsx .eml"
    " .msg .mbox .pdf .docx .odt .rtf .epub .xml .rss .atom .vtt .srt .sgm .sgml .warc .wet .enex .zip .7z .tar".split()
).union(COMPRESSED)

ARCHIVES = (
    *(".zip", ".7z", ".tar", *COMPRESSED[3:]),
    *(inner + outer for inner in (".zip", ".7z", ".tar", *COMPRESSED) for outer in COMPRESSED[:3]),
)
"""What no archive may hold."""

STREAMS = frozenset(
    (".jsonl", ".ndjson", ".jl", ".mbox", ".warc", ".wet", ".xml", ".rss", ".enex", ".sgm", ".sgml", *COMPRESSED)
)
"""What is read article by article, so that its own size doesn't matter."""

# What is left out of a folder beside files with other suffixes.
NO_SUFFIX = "no suffix"
README = "readme"
FEEDS = "list of feeds"
LINK_TO_NOTHING = "link to nothing"
LINK_OUT = "link out of the folder"
NO_FILE = "pipe or device"
PAGES_FOLDER = "folder of a saved page"
PROGRAMS_FOLDER = "folder of a program"
SKIPPED = (NO_SUFFIX, README, FEEDS, LINK_TO_NOTHING, LINK_OUT, NO_FILE, PAGES_FOLDER, PROGRAMS_FOLDER)

_NOWHERE = frozenset((errno.ENOENT, errno.ENOTDIR, errno.ELOOP))

_OTHER_KINDS = re.compile(r"(?:image|audio|video|font)/|application/(?:msword|octet-stream|vnd\.)")
_TYPES = mimetypes.MimeTypes().types_map[True]
_NO_ARTICLES = frozenset(("node_modules", "__pycache__", "__MACOSX", "venv"))


def find_files(path: Path, skipped: Tally | None = None) -> list[Path]:
    """The articles' files at ``path``: the file itself, or those of a folder and its subfolders, sorted.

    In a folder, files with one of ``SUFFIXES`` count, in any case of letters, and those of other names that certainly
    are in a format that is read, by how they open. Left out are hidden files and folders
    (their names start with a dot), folders of programs (``node_modules``) and of what a saved page shows beside its
    text (``…_files``), and a README, which is about its folder and no article. Links
    are followed where they lead to a place inside the folder; each folder is visited once, so a loop of links ends.
    What can't be looked at stands in the list itself: reading it says so, and the rest goes on.

    Args:
        path: a file of any name, or a folder.
        skipped: counts what is left out, by kind: a suffix, or one of ``SKIPPED``. What is hidden isn't counted.

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
    return sorted(_walk(path, Tally() if skipped is None else skipped))


def known_as(file: Path) -> str:
    """One name for one file, as text: where it stands, bytes that aren't text written out."""
    absolute = os.path.abspath(file)  # noqa: PTH100 - Path.absolute keeps "..", resolve follows links
    return os.fsencode(absolute).decode("utf-8", "backslashreplace")


def printable_path(path: Path) -> str:
    """The path as text that every terminal and JSON takes: bytes that aren't UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def is_gone(known: str) -> bool:
    """Whether nothing stands any more where a file stood that is known by this name, or the file that it was part of.

    False for what isn't a file's name, and for a name with bytes that aren't text, which can't be looked for.
    """
    if not PurePath(known).is_absolute() or "\\x" in known:
        return False
    for place in {known, known.rpartition("#")[0] or known}:
        try:
            Path(place).lstat()
        except FileNotFoundError:
            continue
        except (OSError, ValueError):  # no permission, or a member of a file that is there
            return False
        return False
    return True


@contextmanager
def opened(path: Path, shown: str) -> Iterator[BinaryIO]:
    """The file, opened to read its bytes.

    Raises:
        UnreadableArticle: missing, a folder or a device, or closed to us.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            if not os.access(path, os.R_OK | os.X_OK):
                raise UnreadableArticle(shown, "no permission to open this folder", "Allow reading it.")
            raise UnreadableArticle(shown, "it is a folder, not a file", "Name the files in it.")
        if not stat.S_ISREG(mode):
            raise UnreadableArticle(shown, "it is a device or a pipe, not a file", "Save it as a file.")
        file = path.open("rb")
    except FileNotFoundError:
        raise UnreadableArticle(shown, "there is no such file", "Check the path.") from None
    except PermissionError:
        raise UnreadableArticle(shown, "no permission to read it", "Allow reading it.") from None
    except (OSError, ValueError) as error:
        raise UnreadableArticle(
            shown, f"it can't be read ({_reason(error)})", "Check the path and the disk."
        ) from error
    with file:
        try:
            yield file
        except OSError as error:
            message = f"it can't be read ({_reason(error)})"
            raise UnreadableArticle(shown, message, "Check the path and the disk.") from error


def read_bytes(path: Path, max_bytes: int, shown: str) -> bytes:
    """The file's bytes.

    Raises:
        ArticleTooLarge: there are more than ``max_bytes``; they aren't read.
        UnreadableArticle: missing, a folder or a device, or closed to us.
    """
    with opened(path, shown) as file:
        size = os.fstat(file.fileno()).st_size
        data = file.read(max_bytes + 1) if size <= max_bytes else b""
    if max(size, len(data)) > max_bytes:
        raise too_large(shown, max(size, len(data)), max_bytes)
    return data


def too_large(shown: str, size: int, most: int) -> ArticleTooLarge:
    """The error for a file or a page with more bytes than settings allow."""
    message = f"it has {size:,} bytes, and {most:,} is the most that settings allow"
    return ArticleTooLarge(shown, message, "Split it into its articles, or allow more in the settings.")


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _walk(top: Path, skipped: Tally) -> list[Path]:
    found: list[Path] = []
    inside = top.resolve()
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
            try:
                mode = entry.stat().st_mode
            except OSError as error:
                if error.errno in _NOWHERE:
                    skipped.note(LINK_TO_NOTHING, printable_path(entry))
                else:
                    found.append(entry)
                continue
            if entry.is_symlink() and not entry.resolve().is_relative_to(inside):
                skipped.note(LINK_OUT, printable_path(entry))
            elif stat.S_ISDIR(mode):
                if is_skipped(entry.name):
                    kind = PROGRAMS_FOLDER if entry.name in _NO_ARTICLES else PAGES_FOLDER
                    skipped.note(kind, printable_path(entry))
                else:
                    (linked if entry.is_symlink() else folders).append(entry)
            elif not stat.S_ISREG(mode):
                skipped.note(NO_FILE, printable_path(entry))
            elif is_article(entry, lambda: entry.open("rb")):  # noqa: B023 - it is called at once
                found.append(entry)
            else:
                skipped.note(kind_of_skipped(entry), printable_path(entry))
    return found


def kind_of_skipped(path: PurePath) -> str:
    """What a file is counted as whose name isn't an article's: its suffix, or one of ``SKIPPED``."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES or suffix == ".opml":
        return README if suffix in SUFFIXES else FEEDS
    clean = "".join(character for character in suffix if character.isprintable())
    return clean.encode("utf-8", "replace").decode() or NO_SUFFIX


def is_skipped(name: str) -> bool:
    """Whether a file or folder with this name is left out with all that is in it, unless somebody named it."""
    return name.startswith(".") or name in _NO_ARTICLES or name.endswith("_files")


def is_article_name(path: PurePath) -> bool:
    """Whether a file that was found in a folder counts as an article's, by its name alone."""
    return path.suffix.lower() in SUFFIXES and path.stem.lower() != "readme"


def is_article(path: PurePath, opens: Callable[[], IO[bytes] | None], broken: tuple[type[Exception], ...] = ()) -> bool:
    """Whether a file of a folder or an archive counts as an article's: by its name, or by how it opens (a page that
    was saved as ``story.php``).

    Args:
        path: its name.
        opens: opens it; None where it can't be read.
        broken: what that may raise beside ``OSError``: then the name alone tells.
    """
    if is_article_name(path) or not may_hold_article(path):
        return is_article_name(path)
    unreadable: tuple[type[Exception], ...] = (OSError, *broken)
    try:
        opened = opens()
        if opened is None:
            return False
        with opened:
            # JSON opens alike whatever it is for: a notebook, a map, a program's settings.
            return told_by(opened.read(LOOKED_AT)) not in {"", ".json"}
    except unreadable:
        return False


def may_hold_article(path: PurePath) -> bool:
    """Whether a file of this name may be looked into: its suffix isn't that of pictures, programs and the like."""
    return path.stem.lower() != "readme" and not is_of_other_kind(path.suffix.lower())


def is_of_other_kind(suffix: str) -> bool:
    """Whether a suffix (small letters) is that of pictures, sounds, programs or office files that aren't read."""
    return suffix not in SUFFIXES and _OTHER_KINDS.match(_TYPES.get(suffix, "")) is not None
