"""A file with these bytes or this text, read as an article."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.ingest import read_article
from retrieval.model import Article

Read = Callable[..., Article]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a file into an empty folder and read it."""

    def write_and_read(content: str | bytes, name: str = "article.txt", max_bytes: int = 1_000_000) -> Article:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_article(path, max_bytes=max_bytes)

    return write_and_read
