"""What an index notes of itself: its generation, which articles are half written, and whether it is doubted."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence

from retrieval.store.chroma_collections import Collections


class WriteState:
    """How far the writing of an index is, as noted beside its articles.

    Args:
        collections: the index's.
    """

    def __init__(self, collections: Collections) -> None:
        self._chroma = collections

    @property
    def generation(self) -> str:
        """A token that changes whenever the articles in the index do; empty while there never were any."""
        return str(self._chroma.noted().get("generation", ""))

    def new_generation(self) -> str:
        """Mark that the articles in the index have changed, and that none is half written."""
        return self.begin([])

    @property
    def unfinished(self) -> list[str]:
        """The ids of articles whose writing or removal hasn't come to its end."""
        noted: list[str] = json.loads(self._chroma.noted().get("unfinished", "[]"))
        return noted

    @property
    def is_doubted(self) -> bool:
        """Whether a writing was cut off since :meth:`trust`.

        Chroma writes its graph over the one before, file by file: a kill in between leaves one that it can't read, or
        one in which it then overwrites the vectors of some passages with those of others.
        """
        return bool(self._chroma.noted().get("doubted")) or bool(self.unfinished)

    def doubt(self) -> None:
        """Note, with what is noted next, that a writing was cut off."""
        self._chroma.doubted = True

    def trust(self) -> None:
        """The whole index was looked at, and is well."""
        self._chroma.doubted = False
        self._note([], self.generation)

    def begin(self, article_ids: Sequence[str]) -> str:
        """Note that the writing or removal of articles begins; the new generation."""
        return self._note(article_ids, secrets.token_hex(8))

    def _note(self, unfinished: Sequence[str], generation: str) -> str:
        chroma = self._chroma
        noted = {**vars(chroma.recipe), "generation": generation, "unfinished": json.dumps(list(unfinished))}
        if chroma.doubted:
            noted["doubted"] = "yes"
        with chroma.translated():
            chroma.articles.modify(metadata=noted)
        chroma.seen = generation
        return generation
