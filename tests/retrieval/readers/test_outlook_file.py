"""Messages of Outlook."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from retrieval.errors import BadArticleData
from retrieval.model import Article
from tests.fakes.outlook import message
from tests.retrieval.readers.conftest import found_in

TEXT = "The ferry to Lervik stayed in the harbour. “The ice is too thick,” said Mara Holm, its master. " * 3


def test_a_message_is_an_article_as_a_mail_is() -> None:
    """Its subject, its sender, its day and its text."""
    sent = datetime(2025, 3, 7, 9, 30, tzinfo=UTC)
    (article,) = found_in(message("FW: Ferry frozen in", "Lervik Post", TEXT, sent=sent), "ferry.msg")
    assert isinstance(article, Article)
    assert (article.title, article.publisher, article.published) == ("Ferry frozen in", "Lervik Post", date(2025, 3, 7))
    assert article.text == TEXT.strip()


def test_the_page_is_read_where_the_text_says_little() -> None:
    """As of a newsletter."""
    page = f"<html><body><article><h1>Ferry</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    (article,) = found_in(message("Ferry", "Ada Roe", "See the page.", html=page), "ferry.msg")
    assert isinstance(article, Article)
    assert (article.author, TEXT.strip() in article.text) == ("Ada Roe", True)


@pytest.mark.parametrize("cut", [0, 10, 512, 700, 1100])
def test_a_broken_message_is_told(cut: int) -> None:
    """It is cut, or is none."""
    (error,) = found_in(message("Ferry", "Ada Roe", TEXT)[:cut] or b"no message", "ferry.msg")
    assert isinstance(error, BadArticleData)
    assert "made as a message of Outlook" in str(error)
