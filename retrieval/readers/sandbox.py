"""Files are read in a process of its own: what was made to hang a parser or to fill the memory costs that process only.

The process has little memory, none of our secrets in its environment, opens no connection and starts no program. It
answers in JSON, of which nothing but articles, errors, counts and the type that a caller names are made.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from retrieval import errors
from retrieval.errors import ArticleError, UnreadableArticle
from retrieval.model import Article
from retrieval.readers.formats import Found, articles_in, read_articles
from retrieval.readers.source import Tally
from retrieval.system.worker_process import Worker

LIMIT = 25.0
"""Seconds of work for one article, however busy the machine is. The largest pages of ten megabytes take about ten."""

START = 60.0
"""Seconds for the process to start: on a busy machine, ten."""

_MEMORY = 900_000_000
"""Bytes of address space that the process may take. The largest pages of ten megabytes need some 400 million."""

_HELD = 16
"""Articles that are read ahead."""

_PASSED_ON = (
    "PATH",
    "LD_LIBRARY_PATH",
    "PYTHONHOME",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_CTYPE",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SYSTEMROOT",
    "TZ",
)
"""What the process needs of the environment; keys and tokens it doesn't."""

_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
"""Threads reserve address space, on a machine of many cores more than the process may take (openpyxl loads numpy)."""

_REFUSED = frozenset(
    "socket.connect socket.bind socket.getaddrinfo socket.sendto socket.sendmsg subprocess.Popen os.system os.exec"
    " os.posix_spawn os.spawn os.fork os.forkpty".split()
)
"""Events of Python's audit (PEP 578) that no parser causes."""

_LONGEST_ANSWER = 64_000_000
"""Bytes of one line of JSON: six times the longest article, as JSON escapes it."""

_TOLD = ("path", "message", "mend", "retryable", "after")
"""Fields of an error that it passes on, beside the line."""

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
        limit: seconds of work for one article or call, or of standing still; may be changed between them.
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
        """The articles in it, as ``articles_in`` has them; an article that takes too long is an error, and the last."""
        try:
            yield from self._ask(_read, (material,), material.shown, _MEND)
        except UnreadableArticle as error:
            yield error

    def read_file(self, path: Path, *, shown_as: str, known_as: str, max_bytes: int, skipped: Tally) -> Iterator[Found]:
        """The articles in a file, as ``read_articles`` has them; one that takes too long is an error, the last.

        Args:
            path: the file.
            shown_as: how messages name it.
            known_as: how ``Article.path`` names it.
            max_bytes: the most that is read for one article.
            skipped: counts what is left out of it.
        """
        try:
            for found in self._ask(_read_file, (path.absolute(), shown_as, known_as, max_bytes), shown_as, _MEND):
                if isinstance(found, Tally):
                    skipped.absorb(found)
                else:
                    yield found
        except UnreadableArticle as error:
            yield error

    def call(self, function: Callable[..., _Made], *arguments: Any, makes: type[_Made], shown: str, mend: str) -> _Made:
        """What a function makes of hostile bytes.

        Args:
            function: one of a module, which the process imports.
            arguments: what it gets.
            makes: the type of what it returns.
            shown: how messages name the bytes.
            mend: what to do when they can't be read.

        Raises:
            ArticleError: as the function does, or because it takes too long or breaks.
        """
        try:
            (made,) = self._ask(_call, (function, arguments, shown, mend), shown, mend)
            return TypeAdapter(makes).validate_python(made)
        except ValueError as error:
            raise UnreadableArticle(shown, "reading it broke the program that reads", mend) from error

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
    environment = {name: value for name in _PASSED_ON if (value := os.environ.get(name)) is not None} | _ONE_THREAD
    worker = Worker(_serve, environment=environment, held=_HELD, dump=_write, load=read_answer)
    try:
        list(worker.results(worker.begin((tuple, ())), START))
    except BaseException:
        worker.close()
        raise
    return worker


def _serve(asked: tuple[Callable[..., Iterable[Any]], tuple[Any, ...]]) -> Iterable[Any]:
    """Do what is asked, with little memory and no connections."""
    _restrict()
    function, arguments = asked
    return function(*arguments)


_restricted: list[bool] = []


def _restrict() -> None:
    """Give up what no parser needs; once, and for good."""
    if _restricted:
        return
    _restricted.append(True)
    with suppress(ImportError, ValueError, OSError):  # another system, or a lower limit already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

    def refuse(event: str, _: tuple[Any, ...]) -> None:
        if event in _REFUSED:
            msg = f"{event} isn't for what reads files"
            raise PermissionError(msg)

    sys.addaudithook(refuse)


def _write(said: tuple[int, list[Any] | Exception], pipe: Any) -> None:
    """Write what was found, or what was raised, as a line of JSON."""
    call, found = said
    answer = [_plain(each) for each in found] if isinstance(found, list) else _plain(found)
    pipe.write(json.dumps([call, not isinstance(found, list), answer]).encode() + b"\n")


def _plain(value: Any) -> list[Any]:
    if isinstance(value, Article):
        return ["article", value.model_dump(mode="json", exclude={"id"})]
    if isinstance(value, ArticleError):
        return ["error", type(value).__name__, list(value.args), vars(value)]
    if isinstance(value, Exception):
        return ["broke"]
    if isinstance(value, Tally):
        return ["counted", dict(value), value.names, value.columns]
    return ["value", to_jsonable_python(value)]


def read_answer(pipe: Any) -> tuple[int, list[Any] | Exception]:
    """One line of JSON as the values that it tells of.

    Raises:
        ValueError: it isn't such a line: who broke the process that reads could write anything.
        EOFError: there is none.
    """
    line = pipe.readline(_LONGEST_ANSWER)
    if not line:
        raise EOFError
    call, is_raised, answer = json.loads(line)
    return int(call), _made(*answer) if is_raised else [_made(*each) for each in answer]


def _made(kind: str, *told: Any) -> Any:
    if kind == "article":
        return Article.model_validate(told[0])
    if kind == "error":
        name, arguments, state = told
        error = getattr(errors, name)
        if not (isinstance(error, type) and issubclass(error, ArticleError)):
            raise ValueError(name)
        made = error.__new__(error, *map(str, arguments))
        vars(made).update({field: state[field] for field in _TOLD if isinstance(state.get(field), str | float | int)})
        made.line = state.get("line") if isinstance(state.get("line"), int) else None
        return made
    if kind == "counted":
        tally = Tally({str(name): int(count) for name, count in told[0].items()})
        tally.names = TypeAdapter(dict[str, list[str]]).validate_python(told[1])
        tally.columns = TypeAdapter(dict[str, dict[str, str]]).validate_python(told[2])
        return tally
    return told[0] if kind == "value" else EOFError()


def _read_file(path: Path, shown_as: str, known_as: str, max_bytes: int) -> Iterator[Found | Tally]:
    skipped = Tally()
    yield from read_articles(path, max_bytes=max_bytes, shown_as=shown_as, known_as=known_as, skipped=skipped)
    yield skipped


def _read(material: Material) -> Iterator[Found]:
    return articles_in(
        io.BytesIO(material.data),
        material.name,
        shown=material.shown,
        max_bytes=material.max_bytes,
        url=material.url,
        charset=material.charset,
    )


def _call(function: Callable[..., _Made], arguments: tuple[Any, ...], shown: str, mend: str) -> Iterator[_Made]:
    try:
        yield function(*arguments)
    except ArticleError:
        raise
    except Exception as error:  # parsers raise anything on hostile bytes
        message = f"it can't be read ({type(error).__name__}: {str(error)[:100]})"
        raise UnreadableArticle(shown, message, mend) from error
