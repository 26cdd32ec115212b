"""The port through which texts become vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import EmbedderUnreachable

Vectors = NDArray[np.float32]
TextKind = Literal["query", "passage"]


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their likeness.

    An embedder may be called from several threads at once, and takes any text: an empty one, one with lone
    surrogates or control characters in it, one of any length.
    """

    @property
    def name(self) -> str:
        """What the index records: two embedders of one name give the same vectors."""
        ...

    @property
    def dimensions(self) -> int:
        """How long a vector is."""
        ...

    def embed(self, texts: Sequence[str], *, kind: TextKind) -> Vectors:
        """The vectors of ``texts``, in their order.

        Args:
            texts: none, one or many.
            kind: whether they are questions or passages; some models tell these apart.

        Returns:
            float32, ``(len(texts), dimensions)``, each row L2-normalised.
        """
        ...


class Absent:
    """Stands for an embedder that can't be had: it never answers.

    Args:
        name: the other's.
    """

    dimensions = 0

    def __init__(self, name: str) -> None:
        self.name = name

    def embed(self, texts: Sequence[str], *, kind: TextKind) -> Vectors:
        """Raises ``EmbedderUnreachable``."""
        raise EmbedderUnreachable(self.name, "EMBEDDER names another; `verbatim ingest --rebuild` embeds again")
