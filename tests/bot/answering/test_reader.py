"""What answers are made from: one retriever until the articles change."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.reader import Reader
from retrieval.errors import NoArticles
from retrieval.library import Library
from tests.bot.answering.conftest import ISLAND, GivenStatements, LibraryOf
from tests.fakes.embedder import FakeEmbedder


def test_a_retriever_serves_until_the_articles_change(library_of: LibraryOf) -> None:
    """Then another does, and the ids are those that there are now."""
    library = library_of()
    reader = Reader(library)
    reader.open()
    first = reader.current()
    assert reader.current() is first
    assert reader.article_ids() is reader.article_ids()
    gone = ISLAND[0].article().id
    assert gone in reader.article_ids()
    library.forget([gone])
    assert reader.current() is not first
    assert gone not in reader.article_ids()


def test_without_articles_there_is_nothing_to_read(tmp_path: Path) -> None:
    """Which is said; nor are there ids."""
    reader = Reader(Library(tmp_path, embedder=FakeEmbedder(), analyser=GivenStatements([])))
    assert reader.article_ids() == frozenset()
    assert reader.replaced("gone") is None
    with pytest.raises(NoArticles):
        reader.current()
