"""Reprints: one article in several outlets, though its tail was cut, its headline changed or its quotation marks.

What is compared are the reporter's own words, as shingles of five. What was said stands in quotation marks, and two
reporters at one press conference share it; the words around it they don't. MinHash (Broder, "On the resemblance and
containment of documents", 1997) proposes articles, the share of shingles that they really have in common
decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from retrieval.dedup import canonical_url
from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.quotation_marks import quoted_spans
from retrieval.lang.tokens import fold, words
from retrieval.model import Article

Fingerprint = NDArray[np.uint32]
"""MinHash values: uint32, (PERMUTATIONS,)."""

PERMUTATIONS = 128
_MOST = np.uint32(0xFFFFFFFF)
SHINGLE = 5
"""Words."""

LEAST_ALIKE = 8
"""Values that two fingerprints must share to be compared: an estimated Jaccard index of 0.06.

Of the reprints below 97% of the most edited share so many, and of the 1,497,315 other pairs 103.
"""

MOST_COMPARED = 50
"""Articles, the most alike first: thousands of reports may be written to one form, with other figures in each."""

SHARED = 0.4
SHARED_AT_HOME = 0.9
"""Least share of the shorter article's shingles in the longer, for two outlets and for one (or where an outlet isn't
known): one outlet repeats its own words in every edition of a daily column and every update of a live story.

Tuned on 400 reprints of each kind made from the labelled sets' 1,731 articles, and on their 1,497,315 other pairs. At
0.4 those with a cut tail are told in 98%, with another intro or other marks in 100%, with a third of the paragraphs
changed in 99%, with all of these at once in 91% (0.3: 94%, 0.5: 84%); of the other pairs none of two outlets is taken
for one. Of one outlet's, 18 share 0.4 and 13 share 0.6, columns and live stories; 2 share 0.9, and these are reprints.
Two reports of one press conference share nothing. Rerun: ``make bench ONLY=reprints``.
"""

LEAST_PART = 0.2
"""Least length of the shorter article as a share of the longer: an item in a round-up isn't the round-up's reprint."""

FEWEST = 30
"""Shingles that both must have. What is shorter is a caption or a brief, alike by chance."""


@lru_cache(maxsize=64)  # an article is compared with several
def shingles(text: str) -> set[int]:
    """The hashes of every five words in a row that are the reporter's own; of all words where there are too few."""
    quotes = quoted_spans(text, paragraphs(text))
    own = [
        words(text[before:after])
        for before, after in zip([0, *(q.end for q in quotes)], [*(q.start for q in quotes), len(text)], strict=True)
    ]
    found = {_hash(part[n : n + SHINGLE]) for part in own for n in range(len(part) - SHINGLE + 1)}
    return found if len(found) >= FEWEST else all_shingles(text)


def all_shingles(text: str) -> set[int]:
    """The hashes of every five words in a row."""
    all_words = words(text)
    return {_hash(all_words[n : n + SHINGLE]) for n in range(len(all_words) - SHINGLE + 1)}


def _hash(part: list[str]) -> int:
    return crc32(" ".join(part).encode("utf-8", "surrogatepass"))


def fingerprint(found: set[int]) -> Fingerprint:
    """The MinHash of an article's shingles.

    The permutations are affine, h → a·h + b mod 2**32 with an odd a, of hashes that MurmurHash3's finalizer has mixed:
    datasketch 2.0's scheme "affine32" with its seed, whose values these are.
    """
    hashes = np.fromiter(found, np.uint32, len(found))
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        hashes = (hashes ^ (hashes >> np.uint32(shift))) * np.uint32(factor)
    least = [(hashes * a + b).min(initial=_MOST) for a, b in zip(*_permutations(), strict=True)]
    return np.array(least, dtype=np.uint32)


@cache
def _permutations() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The factors, all odd, and the summands."""
    random = np.random.RandomState(1)
    factors = random.randint(0, 1 << 31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, random.randint(0, 1 << 32, PERMUTATIONS, dtype=np.uint32)


def is_reprint(one: Article, other: Article) -> bool:
    """Whether one of two articles is a reprint of the other."""
    a, b = shingles(one.text), shingles(other.text)
    return shared(a, b) >= (SHARED if two_outlets(one, other) else SHARED_AT_HOME)


def shared(one: set[int], other: set[int]) -> float:
    """The share of the shorter article's shingles that stand in the longer; 0 where one is too short to tell."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < max(FEWEST, LEAST_PART * longer):
        return 0.0
    return len(one & other) / shorter


def two_outlets(one: Article, other: Article) -> bool:
    """Whether two articles are known to be of two outlets: by their names, else by the hosts of their urls."""
    if one.publisher and other.publisher:
        return fold(one.publisher) != fold(other.publisher)
    a, b = (f".{(canonical_url.address(each.url) or '').partition('/')[0]}" for each in (one, other))
    return min(len(a), len(b)) > 1 and not a.endswith(b) and not b.endswith(a)


class Reprints:
    """Finds the articles of which another is a reprint, or that are reprints of it.

    Args:
        ids: those of the articles that are there.
        known: their fingerprints, (articles, PERMUTATIONS).
        article: gives the article of an id, for what is shared in truth.
    """

    def __init__(self, ids: Sequence[str], known: Fingerprint, article: Callable[[str], Article | None]) -> None:
        self._article = article
        self._rows = {article_id: row for row, article_id in enumerate(ids)}
        self._prints = np.concatenate([known, np.zeros((1024, PERMUTATIONS), dtype=np.uint32)])

    def take(self, article: Article) -> tuple[Fingerprint, tuple[str, ...]]:
        """An article's fingerprint and the ids of its reprints so far; those that come later find it."""
        of = fingerprint(shingles(article.text))
        ids = list(self._rows)
        alike = np.count_nonzero(self._prints[: len(ids)] == of, axis=1)
        rows = np.flatnonzero(alike >= LEAST_ALIKE)
        found = []
        for row in np.sort(rows[np.argsort(-alike[rows], kind="stable")[:MOST_COMPARED]]).tolist():
            other = self._article(ids[row]) if ids[row] != article.id else None
            if other is not None and is_reprint(article, other):
                found.append(other.id)
        self._add(article.id, of)
        return of, tuple(found)

    def _add(self, article_id: str, of: Fingerprint) -> None:
        row = self._rows.setdefault(article_id, len(self._rows))
        if row == len(self._prints):
            self._prints = np.concatenate([self._prints, np.zeros_like(self._prints)])
        self._prints[row] = of
