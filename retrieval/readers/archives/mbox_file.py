"""A mailbox (.mbox): one mail after the other, each behind a line that begins with "From "."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from retrieval.errors import ArticleError, BadArticleData
from retrieval.readers.files import too_large
from retrieval.readers.mail_file import mail_article
from retrieval.readers.source import Found, Source

_FROM = re.compile(rb"From [^\n]{0,500}\n?\Z")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LONGEST_LINE = 1 << 16  # bytes


def mbox_articles(file: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles of a mailbox, one a mail; a mail that holds none comes as its error.

    Raises:
        BadArticleData: it isn't a mailbox.
    """
    if not file.read(5) == b"From ":
        raise BadArticleData(source.shown, "it isn't made as a mailbox is", "Save the mails as .eml.")
    file.seek(0)
    held: list[bytes] = []
    size = number = 0
    after_blank = True
    while True:
        line = file.readline(_LONGEST_LINE)
        if not line or (after_blank and _FROM.match(line)):
            if number:
                yield from _mail(b"".join(held), size, number, source)
            if not line:
                return
            held, size, number = [], 0, number + 1
        else:
            size += len(line)
            if size <= source.max_bytes:
                held.append(line)
        after_blank = line in {b"\n", b"\r\n"}


def _mail(data: bytes, size: int, number: int, source: Source) -> Iterator[Found]:
    shown = f"{source.shown}#{number}"
    try:
        if size > source.max_bytes:
            raise too_large(shown, size, source.max_bytes)
        yield mail_article(_ESCAPED.sub(rb"\1", data), shown)
    except ArticleError as error:
        yield error
    except Exception as error:  # what a parser raises on one mail costs that mail
        yield BadArticleData(shown, f"the mail can't be read ({type(error).__name__})", "Save it as .eml.")
