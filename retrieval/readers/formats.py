"""Which format a file is in, and the articles in it: one door for all formats.

A new format is a module with a function and a line in a table here. The module is imported when a file needs it, so a
question, which reads none, doesn't pay for it, and a library that is missing costs its own format only.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from retrieval.errors import ArticleError, BadArticleData, EmptyArticle, UnreadableArticle
from retrieval.model import Article
from retrieval.readers.files import COMPRESSED, is_of_other_kind, opened, printable_path, too_large
from retrieval.readers.source import CUT_OFF, NO_TEXT, Found, Source, Tally

__all__ = ["Found", "articles_in", "read_articles", "seem_to_hold"]

_STREAMED = {
    ".jsonl": "json_file:json_lines",
    ".ndjson": "json_file:json_lines",
    ".jl": "json_file:json_lines",
    ".zip": "archives.zip_file:archived_articles",
    ".7z": "archives.sevenzip_file:sevenzip_articles",
    ".tar": "archives.tar_file:tar_articles",
    **dict.fromkeys(COMPRESSED, "archives.tar_file:unpacked_articles"),
    ".mbox": "archives.mbox_file:mbox_articles",
    ".warc": "archives.warc_file:warc_articles",
    ".wet": "archives.warc_file:warc_articles",
    ".xml": "exports.xml_file:xml_articles",
    ".rss": "exports.xml_file:xml_articles",
    ".atom": "exports.xml_file:xml_articles",
    ".enex": "exports.xml_file:xml_articles",
    ".sgm": "exports.sgml_file:sgml_articles",
    ".sgml": "exports.sgml_file:sgml_articles",
}
"""Suffix to the function that reads an open file of any size, article by article."""

_TEXT = "text_file:text_articles"
_WHOLE = {
    ".txt": _TEXT,
    ".text": _TEXT,
    ".md": _TEXT,
    ".markdown": _TEXT,
    ".json": "json_file:json_articles",
    ".eml": "mail_file:mail_articles",
    ".msg": "outlook_file:outlook_articles",
    ".pdf": "pdf_file:pdf_articles",
    ".html": "html_file:page_articles",
    ".htm": "html_file:page_articles",
    ".xhtml": "html_file:page_articles",
    ".mht": "archives.mhtml_file:mhtml_articles",
    ".mhtml": "archives.mhtml_file:mhtml_articles",
    ".webarchive": "archives.webarchive_file:webarchive_articles",
    ".docx": "office.docx_file:docx_articles",
    ".odt": "office.odt_file:odt_articles",
    ".rtf": "office.rtf_file:rtf_articles",
    ".epub": "office.epub_file:epub_articles",
    ".csv": "office.table_file:csv_articles",
    ".tsv": "office.table_file:csv_articles",
    ".xlsx": "office.table_file:xlsx_articles",
    ".vtt": "exports.subtitle_file:subtitle_articles",
    ".srt": "exports.subtitle_file:subtitle_articles",
}
"""Suffix to the function that reads a file's bytes."""

_LINES = frozenset((".jsonl", ".ndjson", ".jl"))
_SGML_STARTS = (b"<!DOCTYPE lewis", b"<REUTERS ", b"<DOC>", b"<DOC ")


def read_articles(
    path: Path,
    *,
    max_bytes: int,
    shown_as: str | None = None,
    known_as: str | None = None,
    skipped: Tally | None = None,
) -> Iterator[Found]:
    """The articles in a file of any format that is understood.

    Args:
        path: a file with one of the suffixes in ``files.SUFFIXES``. One of another name is looked into.
        max_bytes: the most that is read for one article, in bytes; a file of several may hold any number of those.
        shown_as: how messages name the file; ``path`` itself when None.
        known_as: how ``Article.path`` names it, as ``shown_as`` when None. An article in a file of several has the
            file's name and its own ("news.zip/ferry.html", "news.jsonl#42").
        skipped: counts what is left out of an archive, as ``find_files`` does of a folder, and ``source.NOTED``.
    """
    shown = printable_path(path) if shown_as is None else shown_as
    known = shown if known_as is None else known_as
    try:
        with opened(path, shown) as file:
            for found in articles_in(file, path.name, shown=shown, max_bytes=max_bytes, skipped=skipped):
                if isinstance(found, Article) and found.incomplete and skipped is not None:
                    skipped.note(CUT_OFF, found.path or shown)
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
    skipped: Tally | None = None,
) -> Iterator[Found]:
    """The articles in an opened file; each error comes in its place.

    Args:
        file: opened to read bytes, from any place.
        name: its name, whose suffix says the format.
        shown: how messages name it.
        max_bytes: the most that is read for one article.
        url: where a page was got.
        charset: the encoding that a page's server named.
        skipped: counts what is left out of an archive, and ``source.NOTED``.
    """
    noted = Tally() if skipped is None else skipped
    without_text = noted[NO_TEXT]

    def member(inside: BinaryIO, its_name: str, its_shown: str) -> Iterator[Found]:
        return articles_in(inside, its_name, shown=its_shown, max_bytes=max_bytes, skipped=noted)

    source = Source(shown, max_bytes, url, charset, noted, member)
    is_empty = True
    try:
        for found in _parts(file, PurePath(name).suffix.lower(), source):
            is_empty = False
            noted.name(shown)
            yield found
        noted.name(shown)
        if is_empty and noted[NO_TEXT] == without_text:
            raise EmptyArticle(shown, "there is no article in it", "Put one into it, or leave it out.")
    except ArticleError as error:
        yield error
    except ModuleNotFoundError as error:
        message = f"a library that reads files of this kind is missing ({error.name})"
        yield UnreadableArticle(shown, message, f"Install it (pip install {error.name}), or save the text as .txt.")
    except Exception as error:  # parsers raise anything on hostile bytes: one file doesn't stop the others
        message = f"it can't be read ({type(error).__name__}: {str(error)[:100]})"
        yield UnreadableArticle(shown, message, "Save its text as a .txt file in UTF-8 and take that.")


def _parts(file: BinaryIO, suffix: str, source: Source) -> Iterator[Found]:
    suffix = _format_of(file, suffix, source.shown)
    if suffix in _STREAMED:
        yield from _reader(_STREAMED[suffix])(file, source)
        return
    data = file.read(source.max_bytes + 1)
    if len(data) > source.max_bytes:
        raise too_large(source.shown, file.seek(0, io.SEEK_END), source.max_bytes)
    yield from _reader(_WHOLE.get(suffix, _TEXT))(data, source)


def _format_of(file: BinaryIO, suffix: str, shown: str) -> str:
    """The suffix that says a file's format: its own, or where that says text or nothing, by how it opens.

    Raises:
        NotAnArticle: it is a list of feeds or a program.
        BadArticleData: it is XML of another kind, or is called as pictures and the like are.
    """
    from retrieval.readers.decoding.sniffing import LOOKED_AT, refuse_markup, told_by

    # A page or a wire's file may be called .xml, too.
    if suffix != ".xml" and (suffix in _STREAMED or _WHOLE.get(suffix, _TEXT) != _TEXT):
        return suffix
    opening = file.read(LOOKED_AT)
    file.seek(0)
    told = ".sgml" if opening.lstrip().startswith(_SGML_STARTS) else told_by(opening)
    if told or suffix == ".xml":
        return told or suffix
    refuse_markup(opening, shown)
    if is_of_other_kind(suffix):
        message = f"files that end in {suffix} aren't read"
        raise BadArticleData(shown, message, "If there is an article in it, save its text as .txt and take that.")
    return suffix


def _reader(named: str) -> Any:
    module, _, function = named.partition(":")
    return getattr(import_module(f"retrieval.readers.{module}"), function)


def _known_as(article: Article, shown: str, known: str) -> Article:
    own = (article.path or shown).removeprefix(shown)
    return article.model_copy(update={"path": known + own})
