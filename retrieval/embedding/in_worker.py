"""An embedder in a process of its own, while much is embedded.

Chroma holds Python's lock for as long as it writes, and an embedder in the same process stands still meanwhile, half of
the machine with it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from retrieval.system.worker_process import Helper, serve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retrieval.embedding.base import Embedder, TextKind

WORTH_A_HELPER = 64
"""Texts from which on a helper is started, which takes half a second: the passages of some three articles."""


def embed_all(embedder: Embedder, parts: Sequence[Sequence[str]]) -> Generator[NDArray[np.float32]]:
    """The vectors of passages, part by part; the work on all of them begins at once, beside the caller's."""
    begun = embedder.begin(parts) if isinstance(embedder, Beside) else None
    return begun or _on_a_thread(embedder, parts)


def _on_a_thread(embedder: Embedder, parts: Sequence[Sequence[str]]) -> Generator[NDArray[np.float32]]:
    pool = ThreadPoolExecutor(1, "passages")
    begun = [pool.submit(embedder.embed, each, kind="passage") for each in parts]

    def taken() -> Generator[NDArray[np.float32]]:
        try:
            for each in begun:
                yield each.result()
        finally:
            pool.shutdown(cancel_futures=True)  # whoever stops here wants no more

    return taken()


class Beside:
    """Gives the vectors that another embedder gives: of many texts from a process of its own, of few from this one.

    Args:
        embedder: makes them here; a copy of it, as ``pickle`` makes one, makes them there.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._own = embedder
        self._helper: Helper | None = None

    @property
    def name(self) -> str:
        """The other's."""
        return self._own.name

    @property
    def dimensions(self) -> int:
        """The other's."""
        return self._own.dimensions

    def embed(self, texts: Sequence[str], *, kind: TextKind) -> NDArray[np.float32]:
        """As the other does, here."""
        return self._own.embed(texts, kind=kind)

    def begin(self, parts: Sequence[Sequence[str]]) -> Generator[NDArray[np.float32]] | None:
        """Have passages embedded beside; None where they are few, or there can be no helper.

        The next call may come before this one's are taken; they are to be taken in the order of the calls.
        """
        if sum(map(len, parts)) < WORTH_A_HELPER and self._helper is None:
            return None
        try:
            if self._helper is None:
                self._helper = Helper(__name__)
                self._helper.begin(self._own)
            return self._taken(self._helper, self._helper.begin(parts), parts)
        except OSError:  # no more processes, or this one is gone
            self.close()
            return None

    def _taken(self, helper: Helper, call: int, parts: Sequence[Sequence[str]]) -> Generator[NDArray[np.float32]]:
        for done, part in enumerate(parts):
            found = helper.result(call)
            if found is None:  # it was killed, by the system where memory is short
                self.close()
                yield from (self._own.embed(part, kind="passage") for part in parts[done:])
                return
            yield found

    def close(self) -> None:
        """Send the helper home; the next many texts call a new one."""
        if self._helper is not None:
            self._helper.close()
            self._helper = None


def help_out() -> None:
    """Be a helper: take an embedder, then embed what comes, part by part."""
    taken: list[Embedder] = []

    def work(given: Any) -> Iterator[NDArray[np.float32]]:
        if not taken:
            taken.append(given)
            return
        for part in given:
            yield taken[0].embed(part, kind="passage")

    serve(work)
