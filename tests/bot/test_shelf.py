"""What a chat's admins do with the collection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.shelf import Shelf
from retrieval.library import Library
from retrieval.model import Article
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser

LINK = "https://n.example/ice"
ARTICLE = Article(title="Ice", text="“The ice is thick,” said Mara Lindqvist.", url=LINK)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "home", embedder=FakeEmbedder(), analyser=FakeAnalyser())
    yield opened
    opened.close()


def test_an_empty_shelf_holds_nothing(library: Library) -> None:
    """Nothing is there to be taken out."""
    shelf = Shelf(library)
    assert shelf.coverage().articles == 0
    assert shelf.take_out("0123456789abcdef") is None


def test_a_file_is_put_in(library: Library) -> None:
    """Its name says the format; what can't be read is told."""
    shelf = Shelf(library)
    assert (
        len(shelf.put_file(b"The pier is shut.\n\n\xe2\x80\x9cFor a week,\xe2\x80\x9d said Jon Holm.", "pier.txt").new)
        == 1
    )
    assert len(shelf.put_file(b"\x89PNG\r\n\x1a\n", "picture.txt").failed) == 1
    assert shelf.coverage().articles == 1


@pytest.mark.parametrize("name", [ARTICLE.id, LINK, f"{LINK}?utm_source=x", "HTTPS://n.example/ice"])
def test_an_article_is_taken_out_by_id_or_link(library: Library, name: str) -> None:
    """However the link is written; what came of it is told, and a second time there is nothing."""
    library.add([ARTICLE])
    shelf = Shelf(library)
    assert shelf.take_out("https://n.example/other") is None
    taken = shelf.take_out(name)
    assert taken is not None
    assert taken.title == "Ice"
    assert shelf.coverage().articles == 0
    assert shelf.take_out(name) is None
