"""Archives of articles, and archives that were made to do harm."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from retrieval.errors import ArticleError, ArticleTooLarge, BadArticleData, NotAnArticle
from retrieval.model import Article
from retrieval.readers import Found, read_articles
from tests.retrieval.readers.conftest import found_in

TEXT = "The ferry froze. “The ice is thick,” said Mara Lindqvist."


def zipped(**members: bytes | str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def read(data: bytes, max_bytes: int = 1_000_000) -> list[Found]:
    return found_in(data, "news.zip", max_bytes)


def test_an_archive_holds_articles_of_any_format(tmp_path: Path) -> None:
    """Each with a path behind the archive's; other files, hidden ones and a README are left out."""
    path = tmp_path / "news.zip"
    path.write_bytes(
        zipped(
            **{
                "a.txt": TEXT,
                "sub/b.jsonl": '{"text": "It rained.", "id": 7}\n{"text": "It snowed.", "id": 8}\n',
                "README.md": "x",
                ".hidden/c.txt": TEXT,
                "__MACOSX/a.txt": "x",
                "picture.png": b"\x89PNG",
            }
        )
    )
    found = list(read_articles(path, max_bytes=1000, known_as="/n.zip"))
    assert [each.path for each in found if isinstance(each, Article)] == [
        "/n.zip/a.txt",
        "/n.zip/sub/b.jsonl#7",
        "/n.zip/sub/b.jsonl#8",
    ]
    assert len(found) == 3


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    """Nothing is ever unpacked to the disk; such an archive was made to do harm all the same."""
    error, article = read(zipped(**{name: TEXT, "good.txt": TEXT}))
    assert isinstance(error, BadArticleData)
    assert "leads out" in error.message
    assert isinstance(article, Article)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """By what it says of itself; and what lies about its size is read no further than it said."""
    bomb = zipped(**{f"{n}.txt": b"\0" * 3_000_000 for n in range(10)})
    tracemalloc.start()
    (error,) = read(bomb)
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()
    assert isinstance(error, ArticleTooLarge)
    honest = zipped(**{"a.txt": b"x" * 900_000})
    lying = honest.replace(struct.pack("<I", 900_000), struct.pack("<I", 10))
    (error,) = read(lying)
    assert isinstance(error, ArticleError)


def test_a_member_that_cant_be_taken_is_named_and_the_rest_goes_on() -> None:
    """Too large, an archive itself, or damaged."""
    data = zipped(**{"big.txt": "x y " * 500, "inner.zip": zipped(**{"a.txt": TEXT}), "good.txt": TEXT})
    large, nested, article = read(data, max_bytes=1000)
    assert isinstance(large, ArticleTooLarge)
    assert large.message.startswith("news.zip/big.txt: ")
    assert isinstance(nested, NotAnArticle)
    assert isinstance(article, Article)
    damaged = bytearray(zipped(**{"a.txt": TEXT * 20}))
    damaged[50] ^= 0xFF
    (error,) = read(bytes(damaged))
    assert isinstance(error, ArticleError)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all"])
def test_what_is_no_archive_is_told(data: bytes) -> None:
    """In one line."""
    (error,) = read(data)
    assert isinstance(error, BadArticleData)
    assert error.message == "news.zip: it isn't a zip file, or it is broken"
