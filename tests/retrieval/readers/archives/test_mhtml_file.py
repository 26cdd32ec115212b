"""Pages that a browser saved with their pictures in one file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from retrieval.errors import BadArticleData
from retrieval.model import Article
from tests.retrieval.readers.conftest import found_in

PAGE = (Path(__file__).parent.parent / "pages" / "open_graph.html").read_text(encoding="utf-8")


def test_the_page_is_read_with_its_address() -> None:
    """Parts that are pictures or styles are left alone."""
    import quopri

    data = (
        b"From: <Saved by a browser>\nSnapshot-Content-Location: https://bay.example/ice\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="--b"\n\n'
        b"----b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        + quopri.encodestring(PAGE.encode())
        + b"\n----b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n----b--\n"
    )
    (article,) = found_in(data, "saved.mhtml")
    assert isinstance(article, Article)
    assert article.publisher == "The Valley Courier"
    assert isinstance(article.published, date)


def test_a_file_without_a_page_is_told() -> None:
    """In one line."""
    (error,) = found_in(b"From: x\n\nnothing", "saved.mht")
    assert isinstance(error, BadArticleData)
