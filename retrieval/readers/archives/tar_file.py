"""A .tar of articles, and any file that gzip has compressed; nothing is unpacked to a place that a name leads to."""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Iterator
from functools import partial
from gzip import BadGzipFile, GzipFile
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from retrieval.errors import ArticleTooLarge, BadArticleData, NotAnArticle
from retrieval.readers.archives.members import MOST, MOST_TIMES, of_member
from retrieval.readers.source import Found, Source

_SURELY_SMALL = 10_000_000  # bytes, unpacked
_IN_MEMORY = 16_000_000  # bytes
_BLOCK = 1 << 20


def unpacked_articles(file: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles in a file that gzip compressed, read as its name without the suffix says.

    Raises:
        BadArticleData: gzip can't read it.
        ArticleTooLarge: it would unpack to a hundred times its size.
        NotAnArticle: it is an archive inside an archive.
    """
    name = source.shown[:-4] + ".tar" if source.shown.lower().endswith(".tgz") else source.shown[: -len(".gz")]
    if source.shown.lower().endswith((".zip.gz", ".gz.gz", ".tgz.gz")):
        raise NotAnArticle(source.shown, "it is an archive inside an archive", "Unpack it, and take the folder.")
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    most = max(MOST_TIMES * size, _SURELY_SMALL)
    with SpooledTemporaryFile(_IN_MEMORY) as unpacked:
        try:
            with GzipFile(fileobj=file) as opened:
                while block := opened.read(_BLOCK):
                    unpacked.write(block)
                    if unpacked.tell() > most:
                        message = f"it would unpack to more than {most:,} bytes, which no articles do"
                        raise ArticleTooLarge(source.shown, message, "Unpack it yourself, and look what it holds.")
        except (BadGzipFile, EOFError, zlib.error, OSError) as error:
            message = f"gzip can't read it ({type(error).__name__})"
            raise BadArticleData(source.shown, message, "Pack it again.") from None
        unpacked.seek(0)
        yield from source.member(cast(BinaryIO, unpacked), name)


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
