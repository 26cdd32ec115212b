"""What strangers send is read in a process of its own: what was made to hang a parser costs that process only."""

from __future__ import annotations

import io
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self, TypeVar

from retrieval.errors import ArticleError, UnreadableArticle
from retrieval.readers.formats import Found, articles_in

LIMIT = 30.0
"""Seconds for one article. The largest pages of ten megabytes take about ten, on two busy cores."""

_START = 60.0
"""Seconds for the process to start: on a busy machine, ten."""

_MEMORY = 4_000_000_000
"""Bytes of address space that the process may take."""

_MEND = "Save its text as a .txt file in UTF-8 and take that."

_Made = TypeVar("_Made")


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
    """Reads hostile bytes; a context manager, whose process starts with the first of them and ends with it.

    Args:
        limit: seconds for one article or call; may be changed between them.
    """

    def __init__(self, limit: float = LIMIT) -> None:
        self.limit = limit
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
        yield from self._ask(_read, (material,), material.shown, _MEND)

    def call(self, function: Callable[..., _Made], *arguments: Any, shown: str, mend: str) -> _Made:
        """What a function makes of hostile bytes.

        Args:
            function: one of a module, which the process imports.
            arguments: what it gets.
            shown: how messages name the bytes.
            mend: what to do when they can't be read.

        Raises:
            ArticleError: as the function does, or because it takes too long or breaks.
        """
        made: Any
        made, *_ = self._ask(_call, (function, arguments, shown, mend), shown, mend)
        if isinstance(made, ArticleError):
            raise made
        return made  # type: ignore[no-any-return]

    def _ask(self, function: Callable[..., Any], arguments: tuple[Any, ...], shown: str, mend: str) -> Iterator[Any]:
        """What a function yields there; an error in place of the rest when it takes too long or breaks."""
        try:
            self._start()
        except (EOFError, OSError) as error:
            yield _not_started(shown, error)
            return
        done = False
        try:
            self._pipe.send((function, arguments))
            while self._pipe.poll(self.limit):
                found, done = self._pipe.recv()
                if done:
                    return
                yield found
            yield UnreadableArticle(shown, f"reading it takes more than {self.limit:.0f} seconds", mend)
        except (EOFError, OSError):
            yield UnreadableArticle(shown, "reading it broke the program that reads", mend)
        finally:
            if not done:  # what comes next must not be taken for another's
                self._end()

    def _start(self) -> None:
        if self._process is not None:
            return
        # Not forked: the threads of embedder and index don't survive that.
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        process = context.Process(target=_serve, args=(other,), daemon=True)
        process.start()
        self._process = process
        other.close()
        try:
            if not self._pipe.poll(_START):
                raise EOFError
            self._pipe.recv()
        except BaseException:
            self._end()
            raise

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._pipe.close()
            self._process = None


def _not_started(shown: str, error: BaseException) -> UnreadableArticle:
    """Nothing that the bytes did: they are worth another try."""
    message = f"the program that reads it can't be started ({error or 'it ended'})"
    failure = UnreadableArticle(shown, message, "Free some memory, then try again.")
    failure.retryable = True
    return failure


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
            function, arguments = pipe.recv()
            for found in function(*arguments):
                pipe.send((found, False))
            pipe.send((None, True))
        except (EOFError, OSError):  # the parent has gone
            return


def _read(material: Material) -> Iterator[Found]:
    return articles_in(
        io.BytesIO(material.data),
        material.name,
        shown=material.shown,
        max_bytes=material.max_bytes,
        url=material.url,
        charset=material.charset,
    )


def _call(function: Callable[..., Any], arguments: tuple[Any, ...], shown: str, mend: str) -> Iterator[Any]:
    try:
        yield function(*arguments)
    except ArticleError as error:
        yield error
    except Exception as error:  # whatever a parser raises on hostile bytes
        yield UnreadableArticle(shown, f"it can't be read ({type(error).__name__}: {str(error)[:100]})", mend)
