"""One mail (.eml) to one article: its subject, its sender, its day and what it says."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from retrieval.errors import BadArticleData, UnreadableArticle
from retrieval.ingest.boilerplate import without_boilerplate
from retrieval.ingest.encodings import decode_declared
from retrieval.ingest.outlets import is_outlet
from retrieval.ingest.page import page_article
from retrieval.ingest.particulars import Particulars, article_of
from retrieval.model import Article

_FEWEST_WORDS = 25  # a plain part with fewer only says that there is a better one in HTML
_SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_FORWARDED = re.compile(r"\A(?:(?:fwd?|re|aw|wg):\s*)+", re.IGNORECASE)
_HEADS = ("From", "Subject", "Date", "Message-ID")
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the standard library's parser raises where a mail's head or body is malformed."""


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
    name, _ = parseaddr(_head(message, "From"))
    is_from_outlet = bool(name) and is_outlet(name)
    told = Particulars(
        title=_FORWARDED.sub("", _head(message, "Subject")) or None,
        publisher=name if is_from_outlet else None,
        author=name if name and not is_from_outlet else None,
        published=_day(message),
    )
    plain, page = _part(message, "plain"), _part(message, "html")
    try:
        text = _plain_text(plain, shown) if plain is not None else ""
        if page is None or len(text.split()) >= _FEWEST_WORDS:
            return article_of(text, told, shown)
        article = page_article(_bytes(page), shown, charset=page.get_content_charset())
    except UnreadableArticle as error:  # its line is one of the part, unpacked, and would be sought in the file
        raise UnreadableArticle(shown, error.message.partition(": ")[2], error.mend) from None
    return article.model_copy(update={key: value for key, value in vars(told).items() if value is not None})


def _head(message: EmailMessage, name: str) -> str:
    try:
        value = str(message.get(name, ""))
    except _BROKEN:
        return ""
    clean = value.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in clean).split())


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
    return without_boilerplate(text.strip())
