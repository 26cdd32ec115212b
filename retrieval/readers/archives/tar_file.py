"""A .tar of articles, and any file that gzip, bzip2 or xz has compressed; no name leads to a place on the disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, cast

from retrieval.errors import ArticleTooLarge, BadArticleData, NotAnArticle
from retrieval.readers.archives.members import MOST, MOST_TIMES, of_member
from retrieval.readers.files import ARCHIVES, COMPRESSED
from retrieval.readers.source import Found, Source

_OPENS: dict[str, Any] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
_SHORT = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz"}
_SURELY_SMALL = 10_000_000  # bytes, unpacked
_IN_MEMORY = 16_000_000  # bytes
_BLOCK = 1 << 20


def unpacked_articles(file: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles in a file that was compressed, read as its name without the suffix says.

    Raises:
        BadArticleData: it can't be unpacked.
        ArticleTooLarge: it would unpack to a hundred times its size.
        NotAnArticle: it is an archive inside an archive.
    """
    path = PurePath(source.shown.lower())
    path = path.with_suffix(_SHORT.get(path.suffix, path.suffix))
    name = path.stem
    if name.endswith(COMPRESSED) or (name.endswith(ARCHIVES) and not name.endswith(".tar")):
        raise NotAnArticle(source.shown, "it is an archive inside an archive", "Unpack it, and take the folder.")
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    most = max(MOST_TIMES * size, _SURELY_SMALL)
    with SpooledTemporaryFile(_IN_MEMORY) as unpacked:
        try:
            with _OPENS[path.suffix](file) as opened:
                while block := opened.read(_BLOCK):
                    unpacked.write(block)
                    if unpacked.tell() > most:
                        message = f"it would unpack to more than {most:,} bytes, which no articles do"
                        raise ArticleTooLarge(source.shown, message, "Unpack it yourself, and look what it holds.")
        except (EOFError, zlib.error, lzma.LZMAError, OSError) as error:
            message = f"it can't be unpacked ({type(error).__name__})"
            raise BadArticleData(source.shown, message, "Pack it again.") from None
        unpacked.seek(0)
        yield from source.member(cast(BinaryIO, unpacked), name, source.shown)


def tar_articles(file: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles in a tar file; a member that can't be taken comes as its error, and the rest goes on.

    Links and devices in it are left out, and so are hidden members, other kinds of files, and a README.

    Raises:
        BadArticleData: it isn't a tar file, or it is broken.
        ArticleTooLarge: it has more members than anybody has articles.
    """
    try:
        archive = tarfile.open(  # noqa: SIM115 - closed below
            fileobj=cast(IO[bytes], file), mode="r:"
        )
    except (tarfile.TarError, EOFError, ValueError, OSError):
        raise BadArticleData(source.shown, "it isn't a tar file, or it is broken", "Pack it again.") from None
    with archive:
        try:
            for number, member in enumerate(archive):
                if number >= MOST:
                    message = f"it has more than {MOST:,} files"
                    raise ArticleTooLarge(source.shown, message, "Unpack it, and take the folder.")
                if member.isfile():
                    opens = partial(archive.extractfile, member)
                    yield from of_member(member.name, member.size, opens, source, ())
        except (tarfile.TarError, EOFError, ValueError, OSError) as error:
            message = f"the rest of the archive can't be read ({type(error).__name__})"
            yield BadArticleData(source.shown, message, "Pack it again.")
