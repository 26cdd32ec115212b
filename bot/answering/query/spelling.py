"""A topic as the articles spell it, where a slip of the keyboard made it a word that they don't have."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.answering.query.intent import SHORTEST_SLIP, topic
from retrieval.entities.lookup import Names
from retrieval.lang.tokens import fold, words
from retrieval.search.topic import Topic

LONG = 7
"""Letters of a word from which on two slips are forgiven."""


def respelt(about: Topic, texts: Iterable[str], names: Names) -> Topic | None:
    """The topic with each word that no article has put as the nearest word of these texts; None when one has none."""
    known: set[str] | None = None
    text = about.text
    for word in re.findall(r"[^\W\d_]+", about.text):
        if len(word) < SHORTEST_SLIP or names.is_word(fold(word)):
            continue
        if known is None:
            known = {each for other in texts for each in words(other) if len(each) >= SHORTEST_SLIP - 1}
        slips = 2 if len(word) >= LONG else 1
        alike = [each for each in known if each[:1] == fold(word)[:1]]
        best = process.extractOne(fold(word), alike, scorer=OSA.distance, score_cutoff=slips)
        if best is None:
            return None
        text = text.replace(word, best[0])
    return topic(text, names) if text != about.text else None
