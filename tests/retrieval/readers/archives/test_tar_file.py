"""Tar files, and files that gzip and others have compressed."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
from collections.abc import Callable

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


@pytest.mark.parametrize(
    ("name", "compress"),
    [
        ("news.tar", bytes),
        ("news.tar.gz", gzip.compress),
        ("news.tgz", gzip.compress),
        ("news.tar.bz2", bz2.compress),
        ("news.tar.xz", lzma.compress),
    ],
)
def test_members_are_articles(name: str, compress: Callable[[bytes], bytes]) -> None:
    """Links, hidden members and other kinds aren't read; one that leads out is told."""
    data = packed(
        {"a.txt": TEXT.encode(), "b.exe": b"x", ".c.txt": b"x", "../d.txt": b"x", "e.zip": b"PK"}, link="passwd.txt"
    )
    noted: Tally = Tally()
    found = found_in(compress(data), name, skipped=noted)
    first, out, inside = found
    assert isinstance(first, Article)
    assert (first.text, first.path, noted) == (TEXT, f"{name}/a.txt", {".exe": 1})
    assert isinstance(out, BadArticleData)
    assert isinstance(inside, NotAnArticle)


def test_a_compressed_file_is_read_by_its_name() -> None:
    """Lines of JSON and a text."""
    lines = "\n".join(json.dumps({"text": f"{TEXT} {n}"}) for n in range(3)).encode()
    assert [each.path for each in found_in(gzip.compress(lines), "n.jsonl.gz")] == [
        f"n.jsonl.gz#The ferry froze{again}" for again in ("", " (2)", " (3)")
    ]
    (article,) = found_in(lzma.compress(TEXT.encode()), "a.txt.xz")
    assert isinstance(article, Article)
    assert (article.text, article.path) == (TEXT, "a.txt.xz")


@pytest.mark.parametrize("name", ["a.zip.gz", "a.gz.gz", "a.tgz.gz", "a.7z.xz", "a.tar.bz2.gz"])
def test_an_archive_in_an_archive_is_refused(name: str) -> None:
    """By its name, before it is unpacked."""
    (error,) = found_in(b"x", name)
    assert isinstance(error, NotAnArticle)


@pytest.mark.parametrize("name", ["a.tar", "a.gz", "a.tgz", "a.bz2", "a.xz"])
def test_what_is_broken_is_told(name: str) -> None:
    """In one clear line."""
    (error,) = found_in(b"none of this", name)
    assert isinstance(error, ArticleError)
    assert "it can't be read" not in str(error)


def test_what_unpacks_to_a_thousand_times_its_size_is_refused() -> None:
    """Before it fills the disk."""
    (error,) = found_in(gzip.compress(b"\0" * 30_000_000), "a.txt.gz", max_bytes=100_000_000)
    assert isinstance(error, ArticleTooLarge)
