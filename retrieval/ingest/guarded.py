"""What strangers send is read in a process of its own: what was made to hang a parser costs that process only."""

from __future__ import annotations

import io
import multiprocessing
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from retrieval.errors import UnreadableArticle
from retrieval.ingest.formats import Found, articles_in

LIMIT = 30.0
"""Seconds for one article. The largest pages of ten megabytes take about ten, on two busy cores."""

_START = 60.0
"""Seconds for the process to start: on a busy machine, ten."""

_MEMORY = 4_000_000_000
"""Bytes of address space that the process may take."""

_MEND = "Save its text as a .txt file in UTF-8 and take that."


@dataclass(frozen=True)
class Material:
    """Bytes to be read as a file of this name would be; ``url`` and ``charset`` are what a page's server told."""

    data: bytes
    name: str
    shown: str
    max_bytes: int
    url: str | None = None
    charset: str | None = None


class GuardedReader:
    """Reads hostile bytes; a context manager, whose process starts with the first of them and ends with it."""

    def __init__(self, limit: float = LIMIT) -> None:
        self._limit = limit
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, material: Material) -> Iterator[Found]:
        """The articles in it, as ``articles_in`` has them; one that takes too long is an error, and the last one."""
        done = False
        try:
            self._start()
            self._pipe.send(material)
            while self._pipe.poll(self._limit):
                found = self._pipe.recv()
                if found is None:
                    done = True
                    return
                yield found
            message = f"reading it takes more than {self._limit:.0f} seconds"
            yield UnreadableArticle(material.shown, message, _MEND)
        except (EOFError, OSError):
            yield UnreadableArticle(material.shown, "reading it broke the program that reads", _MEND)
        finally:
            if not done:  # what comes next must not be taken for another's
                self._end()

    def _start(self) -> None:
        if self._process is not None:
            return
        # Not forked: the threads of embedder and index don't survive that.
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()
        if not self._pipe.poll(_START):
            raise EOFError
        self._pipe.recv()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._pipe.close()
            self._process = None


def _serve(pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends us
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):  # another system, or a lower limit already
        pass
    pipe.send(None)
    while True:
        try:
            material: Material = pipe.recv()
            for found in articles_in(
                io.BytesIO(material.data),
                material.name,
                shown=material.shown,
                max_bytes=material.max_bytes,
                url=material.url,
                charset=material.charset,
            ):
                pipe.send(found)
            pipe.send(None)
        except (EOFError, OSError):  # the parent has gone
            return
