"""Exports in the forms of large news databases, each with one or both of two articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.model import Article
from tests.retrieval.readers.conftest import found_in

FILES = sorted(Path(__file__).with_name("files").iterdir())
TOLLS = ("Harbour tolls to double from June", "The Quay Post", "Mara Ellison", "2025-03-14", "said Tomas Brandt.")
CLINIC = ("Clinic reopens after nine months", "Valley Ledger", "Chidi Obafemi", "2024-10-02", "")
BOTH = {"factiva.txt", "factiva.html", "nexis.txt", "nexis.rtf", "proquest.txt", "proquest.html"}
NO_AUTHOR = {"newsbank.txt", "factiva.txt", "factiva.html", "proquest_new.txt"}
"""Where no author is named, or only in a citation."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.name))
def test_each_article_with_its_particulars(file: Path) -> None:
    """Title, outlet, author and day are the article's, and its text is nothing but its own."""
    expected = [TOLLS, CLINIC] if file.name in BOTH else [CLINIC] if file.name == "proquest_new.txt" else [TOLLS]
    found = found_in(file.read_bytes(), file.name)
    assert len(found) == len(expected)
    for article, (title, outlet, author, day, end) in zip(found, expected, strict=True):
        assert isinstance(article, Article)
        assert article.title.rstrip(".").startswith(title)
        assert (article.publisher or "").removeprefix("The ") == outlet.removeprefix("The ")
        assert str(article.published) == day
        assert article.author == author or (article.author is None and file.name in NO_AUTHOR)
        words = article.text.partition("Copyright (c)")[0].strip()
        assert words.endswith(end)
        assert ":" not in words
