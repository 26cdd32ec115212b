"""One message of Outlook (.msg) to one article, by way of the mail that it is."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from oxmsg import Message

from retrieval.errors import BadArticleData
from retrieval.readers.decoding.encodings import one_line
from retrieval.readers.mail_file import mail_article
from retrieval.readers.source import Found, Source


def outlook_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The one article in a message: its text, its sender, its subject and its day; attachments are left alone.

    Raises:
        BadArticleData: it isn't made as a message of Outlook is.
        ArticleError: as of a mail.
    """
    try:
        message = Message.load(data)
        mail = EmailMessage(policy=SMTP)
        mail["Subject"] = one_line(message.subject or "")
        mail["From"] = one_line(message.sender or "")
        if message.sent_date is not None:
            mail["Date"] = format_datetime(message.sent_date)
        mail.set_content(message.body or "")
        if message.html_body:
            mail.add_alternative(message.html_body, subtype="html")
        written = mail.as_bytes()
    except Exception as error:  # the library raises anything on hostile bytes
        message_error = f"it isn't made as a message of Outlook is ({type(error).__name__})"
        raise BadArticleData(source.shown, message_error, "Save it as .eml or as text.") from error
    yield mail_article(written, source.shown)
