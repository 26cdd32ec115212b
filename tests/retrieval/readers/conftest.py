"""A file with these bytes or this text, read as an article."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.model import Article
from retrieval.readers import Found, read_article
from retrieval.readers.formats import articles_in
from retrieval.readers.source import Tally

Read = Callable[..., Article]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a file into an empty folder and read it."""

    def write_and_read(content: str | bytes, name: str = "article.txt", max_bytes: int = 1_000_000) -> Article:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_article(path, max_bytes=max_bytes)

    return write_and_read


def found_in(data: bytes, name: str, max_bytes: int = 1_000_000, skipped: Tally | None = None) -> list[Found]:
    """What is found in the bytes of a file with this name."""
    return list(articles_in(io.BytesIO(data), name, shown=name, max_bytes=max_bytes, skipped=skipped))
