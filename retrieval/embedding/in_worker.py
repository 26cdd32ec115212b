"""An embedder in a process of its own, while much is embedded.

Chroma holds Python's lock for as long as it writes, and an embedder in the same process stands still meanwhile, half of
the machine with it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from retrieval.embedding.base import Embedder, TextKind, Vectors
from retrieval.system.worker_process import Pool

WORTH_A_WORKER = 64
"""Texts from which on a worker is started, which takes half a second: the passages of some three articles."""


def embed_all(embedder: Embedder, parts: Sequence[Sequence[str]]) -> Generator[Vectors]:
    """The vectors of passages, part by part; the work on all of them begins at once, beside the caller's.

    The next call may come before this one's are taken; they are to be taken in the order of the calls.
    """
    is_much = sum(map(len, parts)) >= WORTH_A_WORKER
    if isinstance(embedder, Beside) and (is_much or embedder.pool.pids):
        return embedder.pool.results(parts, partial(_on_a_thread, embedder))
    return _on_a_thread(embedder, parts)


def _on_a_thread(embedder: Embedder, parts: Sequence[Sequence[str]]) -> Generator[Vectors]:
    pool = ThreadPoolExecutor(1, "passages")
    begun = [pool.submit(embedder.embed, each, kind="passage") for each in parts]

    def taken() -> Generator[Vectors]:
        try:
            for each in begun:
                yield each.result()
        finally:
            pool.shutdown(cancel_futures=True)  # a caller that stops here wants no more

    return taken()


class Beside:
    """Gives the vectors that another embedder gives: of many texts from a process of its own, of few from this one.

    Args:
        embedder: makes them here; a copy of it, as ``pickle`` makes one, makes them there.
    """

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self.own = embedder
        self.pool = Pool(partial(_embedded, embedder))

    @property
    def dimensions(self) -> int:
        """The other's; a server may be asked for it."""
        return self.own.dimensions

    def embed(self, texts: Sequence[str], *, kind: TextKind) -> Vectors:
        """As the other does, here."""
        return self.own.embed(texts, kind=kind)

    def close(self) -> None:
        """Stop the worker; the next large batch starts a new one."""
        self.pool.close()


def _embedded(embedder: Embedder, parts: Sequence[Sequence[str]]) -> Iterator[Vectors]:
    return (embedder.embed(part, kind="passage") for part in parts)
