"""What strangers send is read in a process of its own: what was made to hang a parser costs that process only."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

from retrieval.errors import ArticleError, UnreadableArticle
from retrieval.readers.formats import Found, articles_in
from retrieval.system.worker_process import Worker

LIMIT = 30.0
"""Seconds for one article. The largest pages of ten megabytes take about ten, on two busy cores."""

START = 60.0
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
        self._worker: Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, material: Material) -> Iterator[Found]:
        """The articles in it, as ``articles_in`` has them; one that takes too long is an error, and the last one."""
        try:
            yield from self._ask(_read, (material,), material.shown, _MEND)
        except UnreadableArticle as error:
            yield error

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
        try:
            (made,) = self._ask(_call, (function, arguments), shown, mend)
        except ArticleError:
            raise
        except Exception as error:  # whatever a parser raises on hostile bytes
            message = f"it can't be read ({type(error).__name__}: {str(error)[:100]})"
            raise UnreadableArticle(shown, message, mend) from error
        return made  # type: ignore[no-any-return]

    def _ask(self, function: Callable[..., Any], arguments: tuple[Any, ...], shown: str, mend: str) -> Iterator[Any]:
        """What a function yields there.

        Raises:
            UnreadableArticle: it takes too long or breaks.
            Exception: what the function raises.
        """
        try:
            worker = self._worker = self._worker or _started()
        except (EOFError, OSError) as error:  # nothing that the bytes did: they are worth another try
            message = f"the program that reads it can't be started ({error or 'it ended'})"
            failure = UnreadableArticle(shown, message, "Free some memory, then try again.")
            failure.retryable = True
            raise failure from error
        is_idle = False
        try:
            yield from worker.results(worker.begin((function, arguments)), self.limit)
            is_idle = True
        except ArticleError:
            is_idle = True
            raise
        except TimeoutError:
            raise UnreadableArticle(shown, f"reading it takes more than {self.limit:.0f} seconds", mend) from None
        except (EOFError, BrokenPipeError):
            raise UnreadableArticle(shown, "reading it broke the program that reads", mend) from None
        finally:
            if not is_idle:
                self._end()

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None


def _started() -> Worker:
    worker = Worker(_serve)
    try:
        list(worker.results(worker.begin((tuple, ())), START))
    except BaseException:
        worker.close()
        raise
    return worker


def _serve(asked: tuple[Callable[..., Iterable[Any]], tuple[Any, ...]]) -> Iterable[Any]:
    """Do what is asked, with little memory."""
    with suppress(ImportError, ValueError, OSError):  # another system, or a lower limit already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    function, arguments = asked
    return function(*arguments)


def _read(material: Material) -> Iterator[Found]:
    return articles_in(
        io.BytesIO(material.data),
        material.name,
        shown=material.shown,
        max_bytes=material.max_bytes,
        url=material.url,
        charset=material.charset,
    )


def _call(function: Callable[..., _Made], arguments: tuple[Any, ...]) -> Iterator[_Made]:
    yield function(*arguments)
