"""Articles repeated with other words, until they are as many as a newsroom has.

In each repetition three of ten words are others of the same length (so that every offset stays), people's names
too, and the vectors are turned by some 26 degrees.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from retrieval.dedup.near_duplicates import PERMUTATIONS
from retrieval.model import Article, Introduction, Passage, Statement
from retrieval.store.entry import Entry

CHANGED, TURNED = 0.3, 0.5
"""The share of words that a repetition changes; how long the vector is that is added to each."""

_WORD = re.compile(r"[A-Za-z]{5,}")


def repeated(entries: Sequence[Entry], passages: int) -> Iterator[Entry]:
    """These articles, and again with other words, until there are so many passages."""
    yield from entries
    held = sum(len(entry.passages) for entry in entries)
    alike: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for word in sorted({word for entry in entries for word in _WORD.findall(entry.article.text)}):
        alike[len(word), word.istitle()].append(word)
    for number in itertools.count(1):
        changed, noise = _wording(alike, random.Random(number)), np.random.default_rng(number)
        for entry in entries:
            yield _reworded(entry, changed, number, noise)
            held += len(entry.passages)
            if held >= passages:
                return


def _wording(alike: dict[tuple[int, bool], list[str]], chance: random.Random) -> Callable[[str], str]:
    """A text with some words in the place of others, always the same ones."""
    others: dict[str, str] = {}

    def other(found: re.Match[str]) -> str:
        word = found[0]
        if word not in others:
            same = alike[len(word), word.istitle()] if chance.random() < CHANGED else []
            others[word] = chance.choice(same or [word])
        return others[word]

    return lambda text: _WORD.sub(other, text)


def _reworded(entry: Entry, changed: Callable[[str], str], number: int, noise: np.random.Generator) -> Entry:
    """An entry with other words and turned vectors."""
    before = entry.article
    address = before.url and f"https://{number}.example/{before.id}"
    told = {"text": changed(before.text), "title": changed(before.title), "url": address, "also": ()}
    article = Article.model_validate(before.model_dump(exclude={"id", *told}) | told)
    vectors = entry.passage_vectors
    added = noise.normal(size=vectors.shape).astype(np.float32)
    vectors = vectors + TURNED * added / np.linalg.norm(added, axis=1, keepdims=True)

    def span(of: Statement | Introduction) -> dict[str, Any]:
        told = of.model_dump()
        words = {name: changed(told[name]) for name in ("speaker", "mention", "venue", "via") if told.get(name)}
        return told | words | {"article_id": article.id, "text": article.span(of.start, of.end)}

    return Entry(
        article=article,
        paths=tuple(f"{number}/{path}" for path in entry.paths),
        passages=[Passage.of(article, each.start, each.end, each.paragraph) for each in entry.passages],
        statements=[Statement.model_validate(span(each)) for each in entry.statements],
        introductions=tuple(Introduction.model_validate(span(each)) for each in entry.introductions),
        passage_vectors=vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
        fingerprint=noise.integers(0, 1 << 32, PERMUTATIONS, dtype=np.uint32),
    )
