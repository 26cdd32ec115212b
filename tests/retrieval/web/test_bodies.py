"""What kind of thing a server sent, whatever it says of it."""

from __future__ import annotations

import pytest

from retrieval.web.bodies import Kind, kind_of
from tests.fakes.news_server import page, rss

PAGE = page("Ice", "The ferry froze.")[0].encode()
FEED = rss("N").encode()


@pytest.mark.parametrize(
    ("data", "named", "kind"),
    [
        (PAGE, "application/rss+xml", Kind.PAGE),
        (FEED, "text/html", Kind.FEED),
        (FEED.decode().encode("utf-16"), "application/rss+xml", Kind.FEED),
        (b"<opml><body/></opml>", "text/plain", Kind.OPML),
        (b"%PDF-1.7", "text/html", Kind.PDF),
        (b"The ferry froze.", "text/plain", Kind.TEXT),
        (b"<p>The ferry froze.", "text/html", Kind.PAGE),
        (b"\x7fELF", "text/plain", Kind.TEXT),
    ],
)
def test_bytes_are_what_they_look_like(data: bytes, named: str, kind: Kind) -> None:
    """What a server says counts where the look tells nothing."""
    assert kind_of(data, named) is kind
