"""One text file to one article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from retrieval.errors import ArticleError
from retrieval.model import Article
from retrieval.readers.decoding.encodings import decode
from retrieval.readers.exports.chat_export import chat_articles
from retrieval.readers.exports.court_transcript import without_line_numbers
from retrieval.readers.exports.database_export import exported_articles
from retrieval.readers.exports.subtitle_file import without_time_stamps
from retrieval.readers.exports.wire_copy import without_wire_marks
from retrieval.readers.files import printable_path, read_bytes
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.endings import COUNT_OF_REST, breaks_off
from retrieval.readers.metadata.front_matter import split_front_matter
from retrieval.readers.metadata.header_block import with_blocks_of_their_own
from retrieval.readers.metadata.plain_head import particulars_above
from retrieval.readers.source import UNREAD_DATE, Found, Source

# "date 2025-02-13 As talks …": a line of its own or the start of the text.
_LEADING_DATE = re.compile(
    r"\s*date[ \t]*:?[ \t]*([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T[0-9:.]+(?:Z|[+-][0-9:]+)?)?(?![0-9])",
    re.IGNORECASE,
)


def read_article(path: Path, *, max_bytes: int, shown_as: str | None = None) -> Article:
    """The article in a text file.

    Args:
        path: the file, in UTF-8, in UTF-16 with a byte order mark, in Windows-1252 or another code page.
        max_bytes: the largest size that is read, in bytes.
        shown_as: how messages and ``Article.path`` name the file; ``path`` itself when None.

    Raises:
        ArticleTooLarge: the file has more bytes than that; it isn't read.
        UnreadableArticle: missing, a folder or a device, closed to us, or in no encoding that can be told.
        BinaryArticle: it holds something other than text.
        EmptyArticle: there is no text in it.
    """
    shown = printable_path(path) if shown_as is None else shown_as
    return text_article(read_bytes(path, max_bytes, shown), shown)


def text_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The articles in a text file's bytes: those of a news database's or a chat's export, those below a block each, or
    one.

    Raises:
        ArticleError: there is none.
    """
    content = _decoded(data, source.shown)
    exported = exported_articles(content, source) or list(chat_articles(content, source))
    if exported:
        yield from exported
    elif parts := with_blocks_of_their_own(content):
        for number, part in enumerate(parts, start=1):
            try:
                article = _article(part, source.shown, source.noted)
                yield article.model_copy(update={"path": f"{source.shown}#{number}"})
            except ArticleError as error:
                yield error
    else:
        yield _article(content, source.shown, source.noted)


def text_article(data: bytes, shown: str) -> Article:
    """The one article in a text file's bytes.

    What it is called, who published and wrote it and when comes from its front matter or from a leading
    ``date YYYY-MM-DD``, then from the text itself where that is certain (a title always: from the headline or
    the first sentence). With front matter the article's text is exactly what follows it, line ends made line
    feeds, but for a count of what its source cut off; else what follows the leading date, without white space around
    it and without captions, photo credits and the like. A credit line that names the outlet stays in the text.
    """
    return _article(_decoded(data, shown), shown, Counter())


def _decoded(data: bytes, shown: str) -> str:
    return decode(data, shown).replace("\r\n", "\n").replace("\r", "\n")


def _article(content: str, shown: str, noted: Counter[str]) -> Article:
    is_cut, content = breaks_off(content), COUNT_OF_REST.sub("", content)
    split = split_front_matter(content, noted)
    if split is not None:
        told, text = split
    else:
        told, text = _without_leading_date(content, noted)
        text, day = without_wire_marks(text)
        text = without_line_numbers(text)
        told, text = particulars_above(text, replace(told, published=told.published or day), noted)
        text = without_time_stamps(text)
        from retrieval.readers.boilerplate import without_boilerplate  # its patterns take a moment to compile

        text = without_boilerplate(text)
    told = replace(told, incomplete=is_cut)
    return article_of(text, told, shown, exact=split is not None, noted=noted)


def _without_leading_date(content: str, noted: Counter[str]) -> tuple[Particulars, str]:
    match = _LEADING_DATE.match(content)
    if match is None:
        return Particulars(), content.strip()
    try:
        published = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        noted[UNREAD_DATE] += 1
        published = None
    return Particulars(published=published), content[match.end() :].strip()
