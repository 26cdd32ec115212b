"""A .zip of articles, read in memory one by one: nothing is unpacked to the disk, so no name can lead anywhere."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from retrieval.errors import ArticleError, ArticleTooLarge, BadArticleData, NotAnArticle
from retrieval.readers.files import ARCHIVES, STREAMS, is_article_name, kind_of_skipped, too_large
from retrieval.readers.source import Found, Source

_MOST_MEMBERS = 50_000
# News text shrinks to a third or a sixth of its size, and a page's HTML to a tenth. What unpacks to a hundred times its
# size was made to fill a disk or a memory.
_MOST_TIMES, _SURELY_SMALL = 100, 1_000_000
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError),
)


def archived_articles(file: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles in a zip file; a member that can't be taken comes as its error, and the rest goes on.

    Left out are hidden members, other kinds of files, and a README, as in a folder.

    Args:
        file: the zip file, opened to read bytes from any place.
        source: its name for messages, where a member's is that, a slash and its own; the largest member that is read,
            in bytes unpacked; what reads a member; what counts those that are left out and aren't hidden.

    Raises:
        BadArticleData: it is no zip file or a broken one.
        ArticleTooLarge: it would unpack to a hundred times its size.
    """
    shown = source.shown
    try:
        size = file.seek(0, io.SEEK_END)
        archive = zipfile.ZipFile(file)
    except _BROKEN:
        raise BadArticleData(shown, "it is no zip file, or a broken one", "Pack it anew.") from None
    with archive:
        members = archive.infolist()
        unpacked = sum(member.file_size for member in members)
        if len(members) > _MOST_MEMBERS or unpacked > max(_MOST_TIMES * size, _SURELY_SMALL):
            message = f"it would unpack to {unpacked:,} bytes in {len(members):,} files, which no articles do"
            raise ArticleTooLarge(shown, message, "Unpack it yourself, look what it holds, and take the folder.")
        for member in members:
            name = member.filename.replace("\\", "/")
            path = PurePosixPath(name)
            is_hidden = is_hidden_member(path)
            if member.is_dir() or is_hidden:
                continue
            if not is_article_name(path):
                source.noted[kind_of_skipped(path)] += 1
                continue
            inside = f"{shown}/{name}"
            try:
                refuse_leading_out(path, inside)
                if name.lower().endswith(ARCHIVES):
                    raise NotAnArticle(inside, "it is an archive inside an archive", "Unpack it, and take the folder.")
                if member.flag_bits & 1:
                    raise BadArticleData(inside, "it needs a password", "Pack it without one.")
                if member.file_size > source.max_bytes and path.suffix.lower() not in STREAMS:
                    raise too_large(inside, member.file_size, source.max_bytes)
                with archive.open(member) as opened:
                    yield from source.member(opened, inside)  # type: ignore[arg-type]  # reads bytes as a file does
            except ArticleError as error:
                yield error
            except _BROKEN as error:
                message = f"this part of the archive can't be read ({type(error).__name__})"
                yield BadArticleData(inside, message, "Pack it anew.")


def is_hidden_member(path: PurePosixPath) -> bool:
    """Whether a member's name, or a folder's that it stands in, says that it isn't to be seen."""
    return any(part == "__MACOSX" or (part[0] == "." and part != "..") for part in path.parts)


def refuse_leading_out(path: PurePosixPath, inside: str) -> None:
    """Check a member's name.

    Raises:
        BadArticleData: it leads out of the archive.
    """
    if path.is_absolute() or ".." in path.parts:
        message = "its name leads out of the archive"
        raise BadArticleData(inside, message, "Pack it again without `..` and a leading slash.")
