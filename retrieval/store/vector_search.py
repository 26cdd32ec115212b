"""The passages nearest to a vector, and those that a search of Chroma's graph misses."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.embedding.base import Vectors
from retrieval.store.chroma_collections import Collections
from retrieval.store.records import SAME

_BROUGHT = 10_000
"""Passages that one call of a search by many vectors may bring."""

_NEAR, _WIDE = 10, 1_000
"""Passages among which one is to be that is looked for by its own vector, first and when it wasn't: the search is an
approximate one, which among passages that are all alike may miss one."""


class VectorSearch:
    """Searches an index by vectors.

    Args:
        collections: the index's.
    """

    def __init__(self, collections: Collections) -> None:
        self._chroma = collections

    def nearest(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The ids of the ``k`` passages nearest to a (dimensions,) vector, with their cosine, best first."""
        return self.nearest_to_each(vector.reshape(1, -1), k)[0]

    def nearest_to_each(self, vectors: Vectors, k: int) -> list[list[tuple[str, float]]]:
        """What :meth:`nearest` tells, for each of (n, dimensions) vectors."""
        with self._chroma.translated():
            passages = self._chroma.passages
            found = passages.query(query_embeddings=vectors, n_results=k, include=["distances"])
        return [
            [(passage_id, 1.0 - float(distance)) for passage_id, distance in zip(ids, distances, strict=True)]
            for ids, distances in zip(found["ids"], found["distances"] or [[]], strict=True)
        ]

    def unfound(self, ids: Sequence[str], vectors: Vectors) -> list[str]:
        """Which of these passages even a wide search by their own vector doesn't bring, nor another that repeats them.

        Of those that repeat each other ("Read more") the graph links some to each other only; one is found for all.

        Args:
            ids: theirs.
            vectors: float32, (n, dimensions), in that order.
        """
        left = list(range(len(ids)))
        for k in (_NEAR, _WIDE):
            looked_for, left = left, []
            for first in range(0, len(looked_for), _BROUGHT // k):
                page = looked_for[first : first + _BROUGHT // k]
                for place, near in zip(page, self.nearest_to_each(vectors[page], k), strict=True):
                    is_repeated = bool(near) and near[0][1] >= SAME
                    if not is_repeated and ids[place] not in dict(near):
                        left.append(place)
        return [ids[place] for place in left]
