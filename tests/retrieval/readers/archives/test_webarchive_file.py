"""Pages that Safari saved in one file."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from retrieval.errors import BadArticleData
from retrieval.model import Article
from tests.retrieval.readers.conftest import found_in

PAGE = (Path(__file__).parent.parent / "pages" / "open_graph.html").read_bytes()


@pytest.mark.parametrize("kind", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_the_page_is_read(kind: plistlib.PlistFormat) -> None:
    """Its frames and pictures are left alone."""
    main = {
        "WebResourceData": PAGE,
        "WebResourceURL": "https://bay.example/ice",
        "WebResourceTextEncodingName": "UTF-8",
    }
    picture = {"WebResourceData": b"\x89PNG", "WebResourceURL": "https://bay.example/a.png"}
    (article,) = found_in(
        plistlib.dumps({"WebMainResource": main, "WebSubresources": [picture]}, fmt=kind), "saved.webarchive"
    )
    assert isinstance(article, Article)
    assert article.publisher == "The Valley Courier"


@pytest.mark.parametrize("data", [b"bplist00", b"bplist00" + bytes(60), plistlib.dumps({"a": 1}), plistlib.dumps([1])])
def test_a_file_without_a_page_is_told(data: bytes) -> None:
    """In one line."""
    (error,) = found_in(data, "saved.webarchive")
    assert isinstance(error, BadArticleData)
    assert "no page" in error.message
