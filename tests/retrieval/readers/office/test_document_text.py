"""What every document's text goes through."""

from __future__ import annotations

import pytest

from retrieval.errors import EmptyArticle
from retrieval.model import Article
from retrieval.readers.office.document_text import document_articles
from retrieval.readers.source import Source


def test_blank_lines_are_no_paragraphs_and_captions_are_no_text() -> None:
    """The title that the document marks counts where its text tells none."""
    lines = ["The ferry froze.", "", "  ", "The ferry at dawn. (EPA Photo)", "Ice came."]
    (article,) = document_articles(lines, "Ice\nat sea", Source("a.odt", 1_000), {})
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Ice at sea", "The ferry froze.\n\nIce came.")


def test_nothing_is_no_article() -> None:
    """Blank lines alone."""
    with pytest.raises(EmptyArticle):
        list(document_articles(["", " "], None, Source("a.odt", 1_000), {}))
