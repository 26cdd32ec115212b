"""One text file to one article."""

from __future__ import annotations

import os
import re
import stat
from datetime import date
from pathlib import Path

from retrieval.errors import (
    ArticleTooLarge,
    BadFrontMatter,
    EmptyArticle,
    UnreadableArticle,
)
from retrieval.ingest.bylines import author_in
from retrieval.ingest.credits import publisher_in
from retrieval.ingest.dates import published_in
from retrieval.ingest.encodings import decode
from retrieval.ingest.files import printable_path
from retrieval.ingest.front_matter import FrontMatter, split_front_matter
from retrieval.ingest.headline import title_of
from retrieval.model import Article

# "date 2025-02-13 As talks …": a line of its own or the start of the text.
_LEADING_DATE = re.compile(
    r"\s*date[ \t]*:?[ \t]*([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T[0-9:.]+(?:Z|[+-][0-9:]+)?)?(?![0-9])",
    re.IGNORECASE,
)


def read_article(path: Path, *, max_bytes: int, shown_as: str | None = None) -> Article:
    """The article in a text file.

    What it is called, who published and wrote it and when comes from its front matter or from a leading
    ``date YYYY-MM-DD``, then from the text itself where that is certain (a title always: from the headline or
    the first sentence). With front matter the article's text is exactly what follows it, line ends made line
    feeds; without, what follows the leading date, without white space around it. A credit stays in the text.

    Args:
        path: the file, in UTF-8, in UTF-16 with a byte order mark, in Windows-1252 or another code page.
        max_bytes: the largest size that is read, in bytes.
        shown_as: how messages and ``Article.path`` name the file; ``path`` itself when None.

    Raises:
        ArticleTooLarge: the file has more bytes than that; it isn't read.
        UnreadableArticle: missing, a folder or a device, closed to us, or in no encoding that can be told.
        BinaryArticle: it holds something other than text.
        EmptyArticle: there is no text in it.
        BadFrontMatter: what it opens with, front matter or a date, can't be right.
    """
    shown = printable_path(path) if shown_as is None else shown_as
    content = decode(_read(path, max_bytes, shown), shown).replace("\r\n", "\n").replace("\r", "\n")
    split = split_front_matter(content, shown)
    if split is not None:
        told, text = split
    else:
        told, text = _without_leading_date(content, shown)
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise EmptyArticle(shown, "there is no text in it", "Put the article's text into it, or leave it out.")
    lines = [stripped for line in text.split("\n") if (stripped := line.strip())]
    return Article(
        title=told.title or title_of(text),
        text=text,
        publisher=told.publisher or publisher_in(lines),
        author=told.author or author_in(lines),
        published=told.published or published_in(lines),
        url=told.url,
        path=shown,
    )


def _without_leading_date(content: str, shown: str) -> tuple[FrontMatter, str]:
    match = _LEADING_DATE.match(content)
    if match is None:
        return FrontMatter(), content.strip()
    try:
        published = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        written = match[0].split()[-1]
        message = f"there is no day {written} in the calendar"
        line = content.count("\n", 0, match.start(1)) + 1
        raise BadFrontMatter(shown, message, "Mend the date, or take it out.", line=line) from None
    return FrontMatter(published=published), content[match.end() :].strip()


def _read(path: Path, max_bytes: int, shown: str) -> bytes:
    """The file's bytes, never more than ``max_bytes`` and one."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            if not os.access(path, os.R_OK | os.X_OK):
                raise UnreadableArticle(shown, "no permission to open this folder", "Allow reading it.")
            raise UnreadableArticle(shown, "it is a folder, not a file", "Name the files in it.")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableArticle(shown, "it is a device or a pipe, not a file", "Save it as a file.")
        if status.st_size > max_bytes:
            raise _too_large(shown, status.st_size, max_bytes)
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        raise UnreadableArticle(shown, "there is no such file", "Check the path.") from None
    except PermissionError:
        raise UnreadableArticle(shown, "no permission to read it", "Allow reading it.") from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnreadableArticle(shown, f"it can't be read ({reason})", "Check the path and the disk.") from error
    if len(data) > max_bytes:
        raise _too_large(shown, len(data), max_bytes)
    return data


def _too_large(shown: str, size: int, most: int) -> ArticleTooLarge:
    message = f"it has {size:,} bytes, and {most:,} is the most that settings allow"
    return ArticleTooLarge(shown, message, "Split it into its articles, or allow more in the settings.")
