"""The files in an archive, read one by one, never unpacked to the disk, with the same checks for every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from retrieval.errors import ArticleError, BadArticleData, NotAnArticle
from retrieval.readers.files import ARCHIVES, STREAMS, is_article, kind_of_skipped, too_large
from retrieval.readers.source import Found, Source

MOST = 50_000
"""Files of an archive."""

MOST_TIMES = 100
"""News text shrinks to a third or a sixth of its size, and a page's HTML to a tenth: what unpacks to more was made to
fill a disk or a memory.
"""


def of_member(
    name: str, size: int, opens: Callable[[], IO[bytes] | None], source: Source, broken: tuple[type[Exception], ...]
) -> Iterator[Found]:
    """The articles in a member of an archive; where that can't be read, its error.

    Left out are hidden members, other kinds of files, and a README, as in a folder.

    Args:
        name: the member's name, with slashes.
        size: its bytes, unpacked.
        opens: opens it, more than once; None where it can't be read.
        source: the archive's name for messages, where the member's is that, a slash and its own; the largest member
            that is read; what reads a member; what counts those that are left out and aren't hidden.
        broken: what the archive's library raises.
    """
    path = PurePosixPath(name)
    if any(part == "__MACOSX" or (part[0] == "." and part != "..") for part in path.parts):
        return
    if not is_article(path, opens, broken):
        source.noted.note(kind_of_skipped(path), f"{source.shown}/{name}")
        return
    inside = f"{source.shown}/{name}"
    try:
        if path.is_absolute() or ".." in path.parts:
            message = "its name leads out of the archive"
            raise BadArticleData(inside, message, "Pack it again without `..` and a leading slash.")
        if name.lower().endswith(ARCHIVES):
            raise NotAnArticle(inside, "it is an archive inside an archive", "Unpack it, and take the folder.")
        if size > source.max_bytes and path.suffix.lower() not in STREAMS:
            raise too_large(inside, size, source.max_bytes)
        opened = opens()
        if opened is None:
            raise BadArticleData(inside, "it needs a password", "Pack it without one.")
        with opened:
            yield from source.member(cast(BinaryIO, opened), name, inside)
    except ArticleError as error:
        yield error
    except broken as error:
        message = f"this part of the archive can't be read ({type(error).__name__})"
        yield BadArticleData(inside, message, "Pack it again.")
