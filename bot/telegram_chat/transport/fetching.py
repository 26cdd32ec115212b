"""Files in: what people send, where Telegram lets a bot fetch it."""

from __future__ import annotations

import logging

from telegram import Document, Voice
from telegram.error import BadRequest

log = logging.getLogger(__name__)

MOST_FILE_BYTES = 20_000_000
"""The largest file that a bot may fetch (Bot API, getFile)."""


async def fetched(sent: Document | Voice) -> bytes | None:
    """A file that somebody sent; None where it is larger than a bot may fetch, told beforehand or not."""
    if (sent.file_size or 0) > MOST_FILE_BYTES:
        return None
    try:
        file = await sent.get_file()
    except BadRequest as error:
        log.info("A file can't be fetched: %s", error)
        return None
    return bytes(await file.download_as_bytearray())
