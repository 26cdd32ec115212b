"""Archives of wires in SGML: ``<REUTERS …>`` (Reuters-21578) and ``<DOC>`` (TREC, Gigaword), article by article."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import BinaryIO

from retrieval.errors import ArticleError, NotAnArticle
from retrieval.readers.decoding.encodings import decode
from retrieval.readers.files import too_large
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.publication_dates import day_in, day_told
from retrieval.readers.source import NO_TEXT, Found, Source

_OPENING = re.compile(rb"<(?P<tag>REUTERS|DOC)\b[^>]{0,500}>", re.IGNORECASE)
_BLOCK = 1 << 20  # bytes that are read at once
_TITLE, _DAY, _AUTHOR, _TEXT = (
    ("TITLE", "HEADLINE", "HL", "HEAD"),
    ("DATE", "DATE_TIME", "DATETIME", "DD", "DATE1"),
    ("AUTHOR", "BYLINE", "BY"),
    ("BODY", "TEXT", "LP"),
)
_ID = ("DOCNO", "DOCID")
_DAY_IN_ID = re.compile(r"(?:19|20)[0-9]{6}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SIGN_OFF = re.compile(r"\n[ \t]*reuters?[ \t]*\Z", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\s*(?:</?P>\s*)+", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Z][A-Z0-9]{0,20}(?:[ ][^<>\n]{0,200})?>")


def sgml_articles(file: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles of an archive; those without a body are counted.

    Raises:
        NotAnArticle: it is SGML of another kind.
    """
    number = 0
    for number, element in enumerate(_elements(file, source), start=1):
        if isinstance(element, ArticleError):
            yield element
            continue
        try:
            content = decode(element, source.shown).replace("\r\n", "\n").replace("\r", "\n")
            found = _article(content, source, number)
        except ArticleError as error:
            yield error
            continue
        if found is not None:
            yield found
    if not number:
        raise NotAnArticle(source.shown, "it is SGML of a kind that isn't read", "Save its text as .txt and take that.")


def _elements(file: BinaryIO, source: Source) -> Iterator[bytes | ArticleError]:
    """The bytes of each article's element, one in memory at a time."""
    held = b""
    while True:
        opening = _OPENING.search(held)
        if opening is None:
            block = file.read(_BLOCK)
            if not block:
                return
            held = held[-600:] + block
            continue
        closing = b"</" + opening["tag"].upper() + b">"
        end = held.upper().find(closing, opening.end())
        while end < 0 and len(held) - opening.start() <= source.max_bytes and (block := file.read(_BLOCK)):
            looked_at = max(opening.end(), len(held) - len(closing))
            held += block
            end = held.upper().find(closing, looked_at)
        if end < 0:
            if len(held) - opening.start() > source.max_bytes:
                yield too_large(source.shown, len(held), source.max_bytes)
            return
        yield held[opening.start() : end]
        held = held[end + len(closing) :]


def _article(content: str, source: Source, number: int) -> Found | None:
    head = content.partition(">")[0]
    is_reuters = head.upper().startswith("<REUTERS")
    text = next((value for tag in _TEXT if (value := _element(content, tag)) is not None), None)
    text = _PARAGRAPH.sub("\n\n", text) if text is not None else ""
    text = _SIGN_OFF.sub("", _CONTROL.sub("", html.unescape(_TAG.sub("", text))).rstrip()).strip("\n")
    title = _line(content, _TITLE)
    if not text.strip() or text.strip() == title or (is_reuters and _element(content, "BODY") is None and title):
        source.noted[NO_TEXT] += 1
        return None
    dateline = _line(content, ("DATELINE",))
    if is_reuters and dateline:
        text = f"{dateline} {text.lstrip()}"
    written = _line(content, _DAY)
    own = re.search(r'(?:NEWID|id)="([^"]{1,80})"', head)
    key = own[1] if own else _line(content, _ID) or str(number)
    in_id = None if written else _DAY_IN_ID.search(key)
    day = day_told(written, source.noted) if written else (day_in(in_id[0]) if in_id else None)
    author = re.sub(r"\A[Bb][Yy][ ]+|,[^,]*\Z", "", _line(content, _AUTHOR) or "").strip()
    told = Particulars(title, "Reuters" if is_reuters else _line(content, ("SOURCE", "SO")), author or None, day)
    return article_of(text, told, source.shown, noted=source.noted).model_copy(update={"path": f"{source.shown}#{key}"})


def _element(content: str, tag: str) -> str | None:
    opening = re.search(rf"<{tag}(?:[ ][^<>]{{0,200}})?>", content, re.IGNORECASE)
    if opening is None:
        return None
    end = content.upper().find(f"</{tag}>", opening.end())
    return content[opening.end() : end if end >= 0 else len(content)]


def _line(content: str, tags: tuple[str, ...]) -> str | None:
    for tag in tags:
        value = _element(content, tag)
        clean = " ".join(_CONTROL.sub("", html.unescape(_TAG.sub(" ", value or ""))).split())
        if clean:
            return clean
    return None
