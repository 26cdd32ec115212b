"""The one way in which every format makes an article."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.errors import ArticleTooLarge, EmptyArticle
from retrieval.readers.metadata.article_metadata import LONGEST, Particulars, article_of

TEXT = (
    "Minister leaves\nBy Jane Doe\nFebruary 12, 2025\n\nHARBOUR (AP) — The minister left on Monday. She said nothing."
)


def test_what_is_not_told_comes_from_the_text() -> None:
    """Where that is certain."""
    article = article_of(TEXT, Particulars(), "minister.txt")
    assert (article.title, article.author, article.published) == ("Minister leaves", "Jane Doe", date(2025, 2, 12))
    assert (article.text, article.path, article.url) == (TEXT, "minister.txt", None)


def test_what_is_told_wins_over_the_text() -> None:
    """Each part by itself."""
    told = Particulars("A title", "Island Post", "Ida Berg", date(2025, 1, 1), "https://n.example/a")
    article = article_of(TEXT, told, "minister.txt")
    assert Particulars(article.title, article.publisher, article.author, article.published, article.url) == told
    assert article_of(TEXT, Particulars(author="Ida Berg"), "a.txt").published == date(2025, 2, 12)


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200b\n\u00ad", "\x00\x01"])
def test_a_text_of_which_nothing_can_be_seen_is_none(text: str) -> None:
    """The error names the file."""
    with pytest.raises(EmptyArticle, match=r"empty\.txt"):
        article_of(text, Particulars(title="A title"), "empty.txt")


def test_a_text_that_no_article_has_is_refused() -> None:
    """A library in one file would keep a computer busy for hours."""
    with pytest.raises(ArticleTooLarge, match=r"1,000,001 characters.*Split it into its articles"):
        article_of("x" * (LONGEST + 1), Particulars(), "library.txt")
