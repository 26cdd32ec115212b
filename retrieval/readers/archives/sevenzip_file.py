"""A .7z of articles. Its members are packed together: they are unpacked in one pass, in memory, up to a limit."""

from __future__ import annotations

import io
import lzma
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from py7zr import SevenZipFile
from py7zr.exceptions import ArchiveError, UnsupportedCompressionMethodError
from py7zr.io import BytesIOFactory

from retrieval.errors import ArticleTooLarge, BadArticleData
from retrieval.readers.archives.members import MOST, MOST_TIMES, of_member
from retrieval.readers.files import may_hold_article
from retrieval.readers.source import Found, Source

_MOST_BYTES = 200_000_000
"""Bytes that the articles of one archive may unpack to: they lie in memory together."""

_SURELY_SMALL = 1_000_000  # bytes, unpacked
_BROKEN = (
    *(ArchiveError, UnsupportedCompressionMethodError, lzma.LZMAError, EOFError, OSError, ValueError, LookupError),
    *(TypeError, AttributeError, NotImplementedError, RuntimeError, AssertionError),
)


def sevenzip_articles(file: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles in a 7z file; a member that can't be taken comes as its error, and the rest goes on.

    Raises:
        BadArticleData: it isn't a 7z file, is broken, or needs a password.
        ArticleTooLarge: it would unpack to a hundred times its size, or to more than the limit.
    """
    shown = source.shown
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    try:
        archive = SevenZipFile(file)
        needs_password = archive.needs_password()
        members = [member for member in archive.list() if not member.is_directory]
    except _BROKEN:
        raise BadArticleData(shown, "it isn't a 7z file, or it is broken", "Pack it again.") from None
    if needs_password:
        raise BadArticleData(shown, "it needs a password", "Pack it without one.")
    wanted = {
        member.filename: member.uncompressed for member in members if may_hold_article(PurePosixPath(member.filename))
    }
    unpacked, packed_most = sum(member.uncompressed for member in members), max(MOST_TIMES * size, _SURELY_SMALL)
    if len(members) > MOST or unpacked > packed_most or sum(wanted.values()) > _MOST_BYTES:
        message = f"it would unpack to {unpacked:,} bytes in {len(members):,} files"
        raise ArticleTooLarge(shown, message, "Unpack it yourself, look what it holds, and take the folder.")
    factory, failure = BytesIOFactory(_MOST_BYTES), None
    with archive:
        try:
            archive.extract(targets=list(wanted), factory=factory)
        except _BROKEN as error:  # what was unpacked before it is whole
            failure = error
    for member in members:
        opens = partial(_opened, factory, member.filename, member.uncompressed, failure)
        yield from of_member(member.filename, member.uncompressed, opens, source, _BROKEN)
        factory.products.pop(member.filename, None)


def _opened(factory: BytesIOFactory, name: str, size: int, failure: Exception | None) -> IO[bytes]:
    product = factory.products.get(name)
    if product is None or product.size() != size:
        raise failure or EOFError
    product.seek(0)
    return io.BytesIO(product.read())
