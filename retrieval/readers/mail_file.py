"""One mail (.eml) to one article: its subject, its sender, its day and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from retrieval.errors import BadArticleData, UnreadableArticle
from retrieval.lang.en.phrases.time_phrases import FULL_DATE
from retrieval.model import Article
from retrieval.readers.boilerplate import without_boilerplate
from retrieval.readers.decoding.encodings import decode_declared, one_line
from retrieval.readers.html_file import page_article
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.bylines import author_in
from retrieval.readers.metadata.outlets import is_outlet
from retrieval.readers.metadata.publication_dates import day_of
from retrieval.readers.source import Found, Source

_FEWEST_WORDS = 25  # a plain part with fewer only says that there is a better one in HTML
_SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_SENT_FROM = re.compile(r"(?P<who>[^<>@]{2,60}?) (?:from|at|via) (?P<letter>[A-Z0-9][^<>@]{1,60})")
_FORWARDED = re.compile(r"\A(?:(?:fwd?|re|aw|wg):\s*)+", re.IGNORECASE)
_PASSED_ON = re.compile(
    r"^[ \t]*(?:-{2,}[ ]?(?:Forwarded message|Original Message|Weitergeleitete Nachricht)[ ]?-{2,}"
    r"|Begin forwarded message:|_{10,})[ \t]*\n+"
    r"(?P<head>(?:[ \t]*[*_]{0,2}"
    r"(?:From|Date|Sent|Subject|To|Cc|Reply-To|Von|Datum|Gesendet|An|Betreff):[^\n]*\n+){2,})",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(r"^[ \t]*[*_]{0,2}([\w-]+):[*_]{0,2}[ \t]*([^\n]*)", re.MULTILINE)
_SENT = ("date", "sent", "datum", "gesendet")
_QUOTED = 0.8  # of the lines that aren't blank: more, and the mail is nothing but what it quotes
_HEADS = ("From", "Subject", "Date", "Message-ID")
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the standard library's parser raises where a mail's head or body is malformed."""


def mail_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The one article in a mail; raises as ``mail_article`` does."""
    yield mail_article(data, source.shown)


def mail_article(data: bytes, shown: str) -> Article:
    """The article in a mail: its plain text where that says enough, else its HTML; attachments are left alone.

    The sender is the outlet when the name looks like an outlet's, else the author; the day is that of the mail's
    date in its own zone.

    Raises:
        BadArticleData: it isn't made as a mail is.
        EmptyArticle: there is no text in it.
        NotAnArticle: its HTML holds no article.
    """
    message = message_from_bytes(data, policy=policy.default)
    if not any(message.get(name) is not None for name in _HEADS):
        raise BadArticleData(shown, "it isn't made as a mail is", "Save the mail with its head as .eml.")
    told = _told(_head(message, "From"), _head(message, "Subject"), _day(message))
    plain, page = _part(message, "plain"), _part(message, "html")
    try:
        text = _plain_text(plain, shown) if plain is not None else ""
        if len(text.split()) < _FEWEST_WORDS and (inner := _attached(message)) is not None:
            return mail_article(inner, shown)
        if page is None or len(text.split()) >= _FEWEST_WORDS:
            text, told = _passed_on(text, told)
            by = author_in([line.strip() for line in text.split("\n") if line.strip()])
            return article_of(without_boilerplate(text), replace(told, author=by or told.author), shown)
        article = page_article(_bytes(page), shown, charset=page.get_content_charset())
    except UnreadableArticle as error:  # its line is one of the part, unpacked, and would be sought in the file
        raise UnreadableArticle(shown, error.message.partition(": ")[2], error.mend) from None
    told = replace(told, author=article.author or told.author)  # who sends a newsletter may be none of its writers
    return article.model_copy(update={key: value for key, value in vars(told).items() if value})


def _told(sender: str, subject: str, day: date | None) -> Particulars:
    name, _ = parseaddr(sender)
    is_from_outlet = bool(name) and is_outlet(name)
    letter = None if is_from_outlet else _SENT_FROM.fullmatch(name)  # "Jane Doe from The Ditch"
    name = letter["who"] if letter else name
    return Particulars(
        title=_FORWARDED.sub("", subject) or None,
        publisher=name if is_from_outlet else letter and letter["letter"],
        author=name if name and not is_from_outlet else None,
        published=day,
    )


def _passed_on(text: str, told: Particulars) -> tuple[str, Particulars]:
    """The text of the mail that was forwarded and what its head tells; the same as given where none was.

    Who answers a mail writes above it: it is forwarded when little stands there.
    """
    heads = [each for each in _PASSED_ON.finditer(text) if text[each.end() :].strip()]
    if not heads or len(text[: heads[0].start()].split()) > len(text[heads[-1].end() :].split()):
        return text, told
    fields = {key.lower(): value.strip(" *_\t") for key, value in _FIELD.findall(heads[-1]["head"])}
    written = next((fields[key] for key in _SENT if key in fields), "")
    inner = _told(
        fields.get("from") or fields.get("von") or "",
        fields.get("subject") or fields.get("betreff") or "",
        _sent(written),
    )
    return text[heads[-1].end() :].strip(), replace(inner, title=inner.title or told.title)


def _sent(written: str) -> date | None:
    """The day in a forwarded head, as mail programs write it; a day in figures alone is none."""
    try:
        return parsedate_to_datetime(written).date()
    except _BROKEN:
        pass
    day = re.search(FULL_DATE, written, re.IGNORECASE)
    return day_of(day[0]) if day else None


def _attached(message: EmailMessage) -> bytes | None:
    """The one mail that is attached to another: it was forwarded so."""
    try:
        found = [part.get_payload(0) for part in message.walk() if part.get_content_type() == "message/rfc822"]
        only = found[0] if len(found) == 1 else None
        return only.as_bytes() if isinstance(only, EmailMessage) else None
    except _BROKEN:
        return None


def _head(message: EmailMessage, name: str) -> str:
    try:
        return one_line(str(message.get(name, "")))
    except _BROKEN:
        return ""


def _day(message: EmailMessage) -> date | None:
    try:
        return parsedate_to_datetime(_head(message, "Date")).date()
    except _BROKEN:
        return None


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    try:
        part = message.get_body(preferencelist=(kind,))
    except _BROKEN:
        return None
    return part if isinstance(part, EmailMessage) and not part.is_multipart() else None


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _plain_text(part: EmailMessage, shown: str) -> str:
    data = _bytes(part)
    if not data.strip():
        return ""
    text = decode_declared(data, part.get_content_charset(), shown).replace("\r\n", "\n").replace("\r", "\n")
    text = _SIGNATURE.sub("", text)
    if str(part.get_param("format", "")).lower() == "flowed":  # RFC 3676: a space before the line's end joins lines
        text = re.sub(r" \n(?!\n)", " ", text)
    return _unquoted(text.strip())


def _unquoted(text: str) -> str:
    """A text without the marks of quoting before its lines, where all of it is quoted."""
    lines = text.split("\n")
    said = [line for line in lines if line.strip()]
    if sum(line.startswith(">") for line in said) < max(1, _QUOTED * len(said)):
        return text
    return "\n".join(re.sub(r"\A(?:>[ ]?)+", "", line) for line in lines).strip()
