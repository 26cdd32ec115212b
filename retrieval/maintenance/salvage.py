"""What is still known of an index that Chroma can't open: findings and vectors that needn't be made anew.

Chroma's tables hold what was found in each article, and the snapshot the vectors. What either tells is taken only where
it can be relied on; everything else is made anew, so that the result is what a clean build would be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from retrieval.embedding.base import Embedder, TextKind
from retrieval.ingestion.enrichment import Analyser
from retrieval.model import Article
from retrieval.store.records import SAME, Vectors

if TYPE_CHECKING:
    from retrieval.attribution import Analysis
    from retrieval.store.snapshot import Snapshot

UNIT = 1e-3
"""How far from 1 the length of a vector may be that is taken as it is."""


class KnownFindings:
    """An analyser that analyses only articles of which nothing is known.

    Args:
        known: what is known, by the articles' ids.
        analyser: finds the rest.
    """

    def __init__(self, known: Mapping[str, Analysis], analyser: Analyser) -> None:
        self.version = analyser.version
        self._known = known
        self._analyser = analyser

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        """Each article with what was found in it, in the given order."""
        wanted = list(articles)
        others = self._analyser.analyse_all([each for each in wanted if each.id not in self._known])
        return ((each, self._known[each.id]) if each.id in self._known else next(others) for each in wanted)

    def close(self) -> None:
        """Let go of what the analyser needed."""
        self._analyser.close()


class KnownVectors:
    """An embedder that embeds only texts of which no vector is known. A passage's vector is that of its own words.

    Args:
        shown: the snapshot that holds vectors of the embedder's.
        embedder: makes the rest.
    """

    def __init__(self, shown: Snapshot, embedder: Embedder) -> None:
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self._embedder = embedder
        self._vectors = shown.vectors
        self._rows = _rows(shown) if shown.vectors.shape[1:] == (embedder.dimensions,) else {}

    def embed(self, texts: Sequence[str], *, kind: TextKind) -> Vectors:
        """The vectors of texts, in their order."""
        rows = [self._rows.get(text) if kind == "passage" else None for text in texts]
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        new = [place for place, row in enumerate(rows) if row is None]
        if new:
            vectors[new] = self._embedder.embed([texts[place] for place in new], kind=kind)
        for place, row in enumerate(rows):
            if row is not None:
                vectors[place] = self._vectors[row]
        return vectors


def _rows(shown: Snapshot) -> dict[str, int]:
    """Where the vector of each text stands, of those that can be it.

    Chroma is known to write one passage's vector over another's: a vector that several texts have is taken for
    nobody's, and so are several vectors of one text.
    """
    catalog, vectors = shown.catalog, shown.vectors
    with np.errstate(all="ignore"):
        lengths = np.array([np.linalg.norm(vector) for vector in vectors])
    right = np.abs(lengths - 1) <= UNIT  # also False where it is no number
    rows: dict[str, int] = {}
    texts: dict[bytes, str] = {}
    shared: set[str] = set()
    for article_id in catalog.articles.ids:
        for passage, row in zip(catalog.passages.of(article_id), catalog.passages.rows_of(article_id), strict=True):
            if not right[row]:
                continue
            first = texts.setdefault(vectors[row].tobytes(), passage.text)
            if first != passage.text:
                shared |= {first, passage.text}
            other = rows.setdefault(passage.text, row)
            if not float(vectors[other] @ vectors[row]) >= SAME:
                shared.add(passage.text)
    return {text: row for text, row in rows.items() if text not in shared}
