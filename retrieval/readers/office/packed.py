"""Documents that are zip files inside: what no document unpacks to, and one part's bytes."""

from __future__ import annotations

import io
import zipfile

from retrieval.errors import ArticleTooLarge, BadArticleData
from retrieval.readers.source import Source

_MOST_TIMES, _SURELY_SMALL = 100, 20_000_000  # XML shrinks to a tenth
_MOST_UNPACKED = 300_000_000  # bytes: a parser takes some times as much memory


def refuse_bomb(data: bytes, source: Source) -> None:
    """Look at what a document says that it unpacks to.

    Raises:
        BadArticleData: it isn't a zip file.
        ArticleTooLarge: it would unpack to a hundred times its size.
    """
    with opened(data, source) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > min(max(_MOST_TIMES * len(data), _SURELY_SMALL), _MOST_UNPACKED):
        message = f"it would unpack to {unpacked:,} bytes, which no document of articles does"
        raise ArticleTooLarge(source.shown, message, "Save its text as .txt and take that.")


def opened(data: bytes, source: Source) -> zipfile.ZipFile:
    """The zip file that a document is.

    Raises:
        BadArticleData: it is none.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        message = "it isn't made as its name says, or it is broken"
        raise BadArticleData(source.shown, message, "Save it again, or its text as .txt.") from None


def part_of(data: bytes, name: str, source: Source) -> bytes:
    """One part's bytes.

    Raises:
        BadArticleData: it isn't there or can't be unpacked.
        ArticleTooLarge: the document would unpack to a hundred times its size.
    """
    refuse_bomb(data, source)
    with opened(data, source) as archive:
        try:
            return archive.read(name)
        except (KeyError, zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError, EOFError):
            message = f"the part {name!r} can't be read"
            raise BadArticleData(source.shown, message, "Save it again, or its text as .txt.") from None
