"""Texts with fewer bytes, in record and catalog: by zlib, with the phrases that most articles have known beforehand.

A short article has no time to learn them: with them it is a tenth smaller. What was compressed without them, by older
versions, is read just so.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("phrases.txt")
"""The phrases, the likeliest last; of ``python -m tests.fitting.fit_phrases``. **No byte of it may ever change**, or
what was compressed by them can't be read any more."""


def compressed(text: str) -> bytes:
    """A text as it is stored."""
    by = zlib.compressobj(zdict=_phrases())
    return by.compress(text.encode()) + by.flush()


def text_of(stored: bytes) -> str:
    """The text again.

    Raises:
        ValueError: it is damaged.
    """
    by = zlib.decompressobj(zdict=_phrases())
    try:
        text = by.decompress(stored)
    except zlib.error as error:
        raise ValueError(*error.args) from error
    if not by.eof or by.unused_data:
        msg = "a compressed text is cut off, or goes on behind its end"
        raise ValueError(msg)
    return text.decode()


@cache
def _phrases() -> bytes:
    return FILE.read_bytes()
