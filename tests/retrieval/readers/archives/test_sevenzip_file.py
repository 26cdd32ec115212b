"""7z archives of articles."""

from __future__ import annotations

import io

import pytest
from py7zr import SevenZipFile

from retrieval.errors import ArticleTooLarge, BadArticleData
from retrieval.model import Article
from tests.retrieval.readers.conftest import found_in

FILES = {"a.txt": b"The ferry froze in the sound.", "b.html": b"", "c.txt": b"The harbour was closed on Friday."}


def packed(files: dict[str, bytes], password: str | None = None) -> bytes:
    """The files in a 7z archive."""
    out = io.BytesIO()
    with SevenZipFile(out, "w", password=password) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return out.getvalue()


def test_an_archive_with_a_password_is_told() -> None:
    """It can't be read without it."""
    (error,) = found_in(packed(FILES, "secret"), "news.7z")
    assert isinstance(error, BadArticleData)
    assert "needs a password" in str(error)


def test_a_bomb_is_not_unpacked() -> None:
    """Nor what unpacks to far more than it is."""
    bomb = packed({"a.txt": bytes(10_000_000)})
    assert len(bomb) < 10_000
    (error,) = found_in(bomb, "news.7z")
    assert isinstance(error, ArticleTooLarge)
    assert "10,000,000 bytes in 1 files" in str(error)


@pytest.mark.parametrize("cut", [5, 20, 40, 60])
def test_a_cut_archive_is_told(cut: int) -> None:
    """Its list of members stands at its end."""
    (error,) = found_in(packed(FILES)[:cut], "news.7z")
    assert isinstance(error, BadArticleData)
    assert "isn't a 7z file, or it is broken" in str(error)


def test_a_damaged_member_costs_itself() -> None:
    """Its bytes are checked."""
    data = bytearray(packed({"a.txt": b"The ferry froze. " * 50}))
    data[40] ^= 0xFF
    (error,) = found_in(bytes(data), "news.7z")
    assert isinstance(error, BadArticleData)
    assert error.path == "news.7z/a.txt"


def test_members_keep_their_order_and_names() -> None:
    """An empty one is told, the others come."""
    found = found_in(packed(FILES), "news.7z")
    assert [each.path for each in found] == ["news.7z/a.txt", "news.7z/b.html", "news.7z/c.txt"]
    assert [isinstance(each, Article) for each in found] == [True, False, True]
