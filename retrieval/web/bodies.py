"""What a server sent, read with a limit at every step: bytes on the wire, bytes unpacked, and what kind it is."""

from __future__ import annotations

import re
import zlib
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from retrieval.errors import ArticleError, LinkUnreachable, NotAnArticle
from retrieval.readers.decoding.sniffing import FEEDS, LIST_OF_FEEDS, looks_like_page, root_of
from retrieval.readers.files import too_large

if TYPE_CHECKING:
    from aiohttp import ClientResponse

ENCODINGS = "gzip, deflate"
"""What we unpack ourselves, so that a bomb is seen while it goes off."""

_PIECE = 1 << 16
_TEXTUAL = re.compile(
    r"text/.*|application/(?:.*[+])?(?:xml|xhtml|html|pdf|rss|atom|octet-stream|x-pdf)|binary/octet-stream|unknown/.*|",
)


class Kind(StrEnum):
    """What the bytes are, by their look."""

    PAGE = "page"
    FEED = "feed"
    OPML = "opml"
    PDF = "pdf"
    TEXT = "text"


def check_type(named: str, shown: str) -> None:
    """Refuse what says itself that it isn't text: a picture isn't even read.

    Raises:
        NotAnArticle: the content type that the server named is of another kind.
    """
    if _TEXTUAL.fullmatch(named.lower()) is None:
        raise NotAnArticle(shown, f"it is {named[:60]}, not a page", "Give the link of the article's page.")


async def read_body(response: ClientResponse, most: int, shown: str, *, cut: bool = False) -> bytes:
    """The body, unpacked.

    Args:
        response: an answer whose body wasn't read or unpacked yet.
        most: bytes that it may have, packed and unpacked.
        shown: the link, for messages.
        cut: whether to take the first ``most`` bytes of a body that has more.

    Raises:
        ArticleTooLarge: it has more.
        LinkUnreachable: it isn't packed as it says, or ends too early.
    """
    if (response.content_length or 0) > most and not cut:
        raise too_large(shown, response.content_length or 0, most)
    packing = _Packing(response.headers.get("Content-Encoding", ""), shown)
    data = bytearray()
    while piece := await response.content.read(_PIECE):
        while piece:
            more, piece = packing.unpack(piece, most + 1 - len(data))
            data += more
            if len(data) > most:
                if cut:
                    return bytes(data[:most])
                raise too_large(shown, len(data), most)
    if not packing.is_whole:
        raise LinkUnreachable(shown, "its answer breaks off", "Try again later.", retryable=True)
    return bytes(data)


def kind_of(data: bytes, named: str) -> Kind:
    """What the bytes are, by their look first: what a server says of them is often wrong."""
    if data.startswith(b"%PDF-"):
        return Kind.PDF
    root = root_of(data)
    if root in FEEDS or root == LIST_OF_FEEDS:
        return Kind.OPML if root == LIST_OF_FEEDS else Kind.FEED
    if looks_like_page(data) or "html" in named:
        return Kind.PAGE
    return Kind.FEED if re.search(r"rss|atom|xml", named) else Kind.TEXT


class _Packing:
    """Unpacks a body, piece by piece.

    Args:
        encoding: as the server names it.
        shown: the link, for messages.
    """

    def __init__(self, encoding: str, shown: str) -> None:
        self._name = encoding.strip().lower()
        self._shown = shown
        self._state: Any = None
        if self._name not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise _broken(shown, f"it came packed as {self._name[:30]!r}, which we didn't ask for")

    @property
    def is_whole(self) -> bool:
        """Whether what was begun has come to its end."""
        return self._state is None or self._state.eof

    def unpack(self, piece: bytes, most: int) -> tuple[bytes, bytes]:
        """At most so many bytes of what is packed in a piece, and what is left of the piece."""
        if self._name in {"", "identity"}:
            return piece[:most], piece[most:]
        if self._state is None:
            # "deflate" comes with a zlib head and, against the standard, without one.
            bare = self._name == "deflate" and (piece[0] & 0x0F) != 8
            self._state = zlib.decompressobj(-zlib.MAX_WBITS if bare else 32 + zlib.MAX_WBITS)
        if self._state.eof:
            return b"", b""
        try:
            return self._state.decompress(piece, most), self._state.unconsumed_tail
        except zlib.error:
            raise _broken(self._shown, "it isn't packed as it says") from None


def _broken(shown: str, message: str) -> ArticleError:
    return LinkUnreachable(shown, message, "Try again later, or save the page as HTML and take the file.")
