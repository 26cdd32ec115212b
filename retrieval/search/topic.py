"""What a statement is to be about, and how it shows that it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Fit(IntEnum):
    """Where the topic stands, from the surest sign that a statement is on it to none."""

    OWN_WORDS = 0
    LEAD_IN = 1
    PASSAGE = 2
    MEANING = 3
    NONE = 4


BESIDE = (Fit.LEAD_IN, Fit.PASSAGE)
"""The topic stands not in the statement but around it."""


@dataclass(frozen=True)
class Topic:
    """What a statement is to be about.

    ``text``: the topic as asked. ``key``: the words that must stand there, a known speaker's name cut to what
    articles call them by. ``named``: the key is names, which have no paraphrase, so meaning alone doesn't fit.
    """

    text: str
    key: str
    named: bool = False
