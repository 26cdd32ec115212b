"""Tar files, and files that gzip has compressed."""

from __future__ import annotations

import gzip
import io
import json
import tarfile

import pytest

from retrieval.errors import ArticleError, ArticleTooLarge, BadArticleData, NotAnArticle
from retrieval.model import Article
from retrieval.readers.source import Tally
from tests.retrieval.readers.conftest import found_in

TEXT = "The ferry froze. “The ice is thick,” said Mara Lindqvist."


def packed(members: dict[str, bytes], link: str | None = None) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo(link)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
    return out.getvalue()


@pytest.mark.parametrize("name", ["news.tar", "news.tar.gz", "news.tgz"])
def test_members_are_articles(name: str) -> None:
    """Links, hidden members and other kinds aren't read; one that leads out is told."""
    data = packed(
        {"a.txt": TEXT.encode(), "b.exe": b"x", ".c.txt": b"x", "../d.txt": b"x", "e.zip": b"PK"}, link="passwd.txt"
    )
    noted: Tally = Tally()
    found = found_in(data if name == "news.tar" else gzip.compress(data), name, skipped=noted)
    first, out, inside = found
    assert isinstance(first, Article)
    assert (first.text, noted) == (TEXT, {".exe": 1})
    assert isinstance(out, BadArticleData)
    assert isinstance(inside, NotAnArticle)


def test_a_compressed_file_is_read_by_its_name() -> None:
    """Lines of JSON and a text."""
    lines = "\n".join(json.dumps({"text": f"{TEXT} {n}"}) for n in range(3)).encode()
    assert [type(each) for each in found_in(gzip.compress(lines), "news.jsonl.gz")] == [Article] * 3
    (article,) = found_in(gzip.compress(TEXT.encode()), "a.txt.gz")
    assert isinstance(article, Article)
    assert article.text == TEXT


@pytest.mark.parametrize("name", ["a.tar", "a.gz", "a.tgz"])
def test_what_is_broken_is_told(name: str) -> None:
    """In one clear line."""
    (error,) = found_in(b"none of this", name)
    assert isinstance(error, ArticleError)
    assert "it can't be read" not in str(error)


def test_what_unpacks_to_a_thousand_times_its_size_is_refused() -> None:
    """Before it fills the disk."""
    (error,) = found_in(gzip.compress(b"\0" * 30_000_000), "a.txt.gz", max_bytes=100_000_000)
    assert isinstance(error, ArticleTooLarge)
