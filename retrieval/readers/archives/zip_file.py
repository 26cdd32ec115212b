"""A .zip of articles, read in memory one by one: nothing is unpacked to the disk, so no name can lead anywhere."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import IO, BinaryIO

from retrieval.errors import ArticleTooLarge, BadArticleData
from retrieval.readers.archives.members import MOST, MOST_TIMES, of_member
from retrieval.readers.source import Found, Source

_SURELY_SMALL = 1_000_000  # bytes, unpacked
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError),
)


def archived_articles(file: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles in a zip file; a member that can't be taken comes as its error, and the rest goes on.

    Raises:
        BadArticleData: it isn't a zip file, or it is broken.
        ArticleTooLarge: it would unpack to a hundred times its size.
    """
    shown = source.shown
    try:
        size = file.seek(0, io.SEEK_END)
        archive = zipfile.ZipFile(file)
    except _BROKEN:
        raise BadArticleData(shown, "it isn't a zip file, or it is broken", "Pack it again.") from None
    with archive:
        members = archive.infolist()
        unpacked = sum(member.file_size for member in members)
        if len(members) > MOST or unpacked > max(MOST_TIMES * size, _SURELY_SMALL):
            message = f"it would unpack to {unpacked:,} bytes in {len(members):,} files, which no articles do"
            raise ArticleTooLarge(shown, message, "Unpack it yourself, look what it holds, and take the folder.")
        for member in members:
            if not member.is_dir():
                name = member.filename.replace("\\", "/")
                opens = partial(_opened, archive, member)
                yield from of_member(name, member.file_size, opens, source, _BROKEN)


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes] | None:
    return None if member.flag_bits & 1 else archive.open(member)
