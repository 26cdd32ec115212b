"""Which format a file is in, and the articles in it: one door for all formats."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from retrieval.errors import ArticleError, BadArticleData, EmptyArticle, NotAnArticle, UnreadableArticle
from retrieval.model import Article
from retrieval.readers.files import opened, printable_path, too_large
from retrieval.readers.text_file import text_article

Found = Article | ArticleError
"""An article, or why there is none: the rest goes on."""

_LINES = frozenset((".jsonl", ".ndjson"))
_TEXTS = frozenset((".txt", ".md"))
_PAGES = frozenset((".html", ".htm", ".xhtml"))


def read_articles(
    path: Path,
    *,
    max_bytes: int,
    shown_as: str | None = None,
    known_as: str | None = None,
    skipped: Counter[str] | None = None,
) -> Iterator[Found]:
    """The articles in a file of any format that is understood.

    Args:
        path: a file: .txt, .md, .html, .json, .jsonl, .eml, .pdf, or a .zip of those. One of another name is looked
            into.
        max_bytes: the most that is read for one article, in bytes; a .jsonl and a .zip may hold any number of those.
        shown_as: how messages name the file; ``path`` itself when None.
        known_as: how ``Article.path`` names it, as ``shown_as`` when None. An article in a file of several has the
            file's name and its own ("news.zip/ferry.html", "news.jsonl#42").
        skipped: counts what is left out of a .zip, as ``find_files`` does of a folder.
    """
    shown = printable_path(path) if shown_as is None else shown_as
    known = shown if known_as is None else known_as
    try:
        with opened(path, shown) as file:
            for found in articles_in(file, path.name, shown=shown, max_bytes=max_bytes, skipped=skipped):
                yield found if isinstance(found, ArticleError) else _known_as(found, shown, known)
    except ArticleError as error:
        yield error


def seem_to_hold(path: Path) -> int:
    """About how many articles a file holds, at a quick look: the lines of one with an article a line, else one."""
    if path.suffix.lower() not in _LINES:
        return 1
    try:
        with path.open("rb") as file:
            lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    except OSError:  # reading it says so
        return 1
    return max(lines, 1)


def articles_in(
    file: BinaryIO,
    name: str,
    *,
    shown: str,
    max_bytes: int,
    url: str | None = None,
    charset: str | None = None,
    skipped: Counter[str] | None = None,
) -> Iterator[Found]:
    """The articles in an opened file; each error comes in its place.

    Args:
        file: opened to read bytes, from any place.
        name: its name, whose suffix says the format.
        shown: how messages name it.
        max_bytes: the most that is read for one article.
        url: where a page was got.
        charset: the encoding that a page's server named.
        skipped: counts what is left out of a .zip.
    """
    suffix = PurePath(name).suffix.lower()
    is_empty = True
    try:
        for found in _parts(file, suffix, shown, max_bytes, url, charset, skipped):
            is_empty = False
            yield found
        if is_empty:
            raise EmptyArticle(shown, "there is no article in it", "Put one into it, or leave it out.")
    except ArticleError as error:
        yield error
    except Exception as error:  # whatever a parser raises on hostile bytes: one file doesn't stop the others
        message = f"it can't be read ({type(error).__name__}: {str(error)[:100]})"
        yield UnreadableArticle(shown, message, "Save its text as a .txt file in UTF-8 and take that.")


def _parts(
    file: BinaryIO,
    suffix: str,
    shown: str,
    max_bytes: int,
    url: str | None,
    charset: str | None,
    skipped: Counter[str] | None,
) -> Iterator[Found]:
    if suffix in _LINES:
        from retrieval.readers.json_file import json_lines

        yield from json_lines(file, shown, max_bytes)
    elif suffix == ".zip":
        from retrieval.readers.zip_file import archived_articles

        def read(member: BinaryIO, inside: str) -> Iterator[Found]:
            return articles_in(member, inside, shown=inside, max_bytes=max_bytes)

        yield from archived_articles(file, shown, max_bytes, read, Counter() if skipped is None else skipped)
    else:
        data = file.read(max_bytes + 1)
        if len(data) > max_bytes:
            raise too_large(shown, file.seek(0, io.SEEK_END), max_bytes)
        yield from _whole(data, suffix, shown, url, charset)


def _whole(data: bytes, suffix: str, shown: str, url: str | None, charset: str | None) -> Iterator[Found]:
    """The articles in a file that is read whole; its look counts where its suffix says nothing.

    Each format's reader is imported when a file needs it: a question, which reads none, doesn't pay for it.
    """
    if suffix in _TEXTS:
        yield text_article(data, shown)
    elif suffix == ".json":
        from retrieval.readers.json_file import json_articles

        yield from json_articles(data, shown)
    elif suffix == ".eml":
        from retrieval.readers.mail_file import mail_article

        yield mail_article(data, shown)
    elif suffix == ".pdf" or (suffix not in _PAGES and data.startswith(b"%PDF-")):
        from retrieval.readers.pdf_file import pdf_article

        yield pdf_article(data, shown)
    else:
        from retrieval.readers.decoding.sniffing import looks_like_page
        from retrieval.readers.html_file import page_article

        if suffix in _PAGES or looks_like_page(data):
            yield page_article(data, shown, url=url, charset=charset)
        else:
            _refuse_markup(data, shown)
            yield text_article(data, shown)


def _refuse_markup(data: bytes, shown: str) -> None:
    """A file that somebody named in spite of its suffix may be a feed: its markup is nobody's words."""
    from retrieval.readers.decoding.sniffing import FEEDS, LIST_OF_FEEDS, looks_like_xml, root_of

    root = root_of(data)
    if root in FEEDS:
        raise NotAnArticle(shown, "it is a feed, not an article", "Give the link that it came from.")
    if root == LIST_OF_FEEDS:
        raise NotAnArticle(shown, "it is a list of feeds, not an article", "Take it by a name that ends in .opml.")
    if looks_like_xml(data):
        raise BadArticleData(shown, "it is XML of a kind that isn't read", "Save its text as .txt and take that.")


def _known_as(article: Article, shown: str, known: str) -> Article:
    own = (article.path or shown).removeprefix(shown)
    return article.model_copy(update={"path": known + own})
