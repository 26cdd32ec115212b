"""Mailboxes."""

from __future__ import annotations

from retrieval.errors import ArticleError, BadArticleData
from retrieval.model import Article
from tests.retrieval.readers.conftest import found_in

BODY = "The ferry stopped on Monday, its owner said, and nobody knows when it will sail again. " * 3


def mail(subject: str, body: str = BODY) -> str:
    return (
        "From news@bay.example Mon Feb 10 10:00:00 2025\nFrom: Harbour News <news@bay.example>\n"
        f"Subject: {subject}\nDate: Mon, 10 Feb 2025 10:00:00 +0000\n\n{body}\n\n"
    )


def test_each_mail_is_an_article() -> None:
    """A line of the text that began with "From" is as it was; a mail without text costs itself."""
    data = mail("Ice") + mail("Fog", "") + mail("Rain", f"{BODY}\n\n>From here on it rained.")
    first, empty, last = found_in(data.encode(), "news.mbox")
    assert isinstance(first, Article)
    assert isinstance(empty, ArticleError)
    assert isinstance(last, Article)
    assert (first.title, first.publisher, first.path) == ("Ice", "Harbour News", "news.mbox#1")
    assert last.text.endswith("\n\nFrom here on it rained.")


def test_a_mail_that_is_too_large_is_passed_over() -> None:
    """The rest goes on."""
    first, last = found_in((mail("Ice", "x" * 5_000) + mail("Rain")).encode(), "news.mbox", max_bytes=2_000)
    assert isinstance(first, ArticleError)
    assert isinstance(last, Article)


def test_what_is_no_mailbox_is_told() -> None:
    """By its first line."""
    (error,) = found_in(b"Dear all,\n", "news.mbox")
    assert isinstance(error, BadArticleData)
