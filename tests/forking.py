"""Programs as processes of their own that don't import everything again.

What the programs of the tests import takes a second of a core, and the suite starts some fifty of them. The fork server
of ``multiprocessing`` imports it once (``tests/preloaded.py``), has no threads, and is forked for each program: a
process with its own environment, standard streams and signals, which ends as an interpreter does, except that a
KeyboardInterrupt that it doesn't catch exits with 1. Each command that a person starts has one test that starts an
interpreter instead: ``from_scratch``.
"""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import IO, Any, Self

STREAMS = ("stdin", "stdout", "stderr")
Stream = int | IO[Any]
"""A file, its number, or ``subprocess.PIPE``."""

forkserver.set_forkserver_preload(["tests.preloaded"])


class Popen(subprocess.Popen[Any]):
    """A process of an interpreter of its own, killed if a test fails while it runs."""

    def __exit__(self, failure: type[BaseException] | None, *others: Any) -> None:
        if failure is not None:
            self.kill()
        super().__exit__(failure, *others)


class Forked(ForkServerProcess):
    """A forked process with as much of ``Popen`` as tests need."""

    stdin: IO[Any] | None = None
    stdout: IO[Any] | None = None
    stderr: IO[Any] | None = None

    def poll(self) -> int | None:
        """The exit code, minus the signal's number if one ended it; None while it runs."""
        return self.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once it has ended; ``subprocess.TimeoutExpired`` after ``timeout`` seconds."""
        self.join(timeout)
        if self.exitcode is None:
            raise subprocess.TimeoutExpired(self.name, timeout or 0)
        return self.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it hasn't ended."""
        if self.pid is not None and self.exitcode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is not None:
            self.kill()
        for pipe in filter(None, (self.stdin, self.stdout, self.stderr)):
            pipe.close()
        self.join()


Process = Forked | Popen


def start(
    code: str,
    *arguments: str,
    env: Mapping[str, str],
    cwd: Path | None = None,
    text: bool = False,
    **streams: Stream,
) -> Process:
    """Run a program in a process, as ``subprocess.Popen([sys.executable, "-c", code, *arguments], …)`` does."""
    if sys.platform != "linux":  # the system's own libraries may have threads
        return from_scratch(code, *arguments, env=env, cwd=cwd, text=text, **streams)
    files, pipes = {}, {}
    for name, stream in streams.items():
        if stream == subprocess.PIPE:
            read, write = os.pipe()
            file, ours = (read, write) if name == "stdin" else (write, read)
            pipes[name] = os.fdopen(ours, ("w" if name == "stdin" else "r") + ("" if text else "b"))
        else:
            file = os.dup(stream if isinstance(stream, int) else stream.fileno())
        files[STREAMS.index(name)] = Connection(file)  # which the server hands over
    given = (code, arguments, files, dict(env), cwd or Path.cwd())
    process = Forked(target=_become, args=given, daemon=True)  # terminated with the suite, if a test leaves it
    process.start()
    for each in files.values():
        each.close()
    vars(process).update(pipes)
    return process


def from_scratch(code: str, *arguments: str, **given: Any) -> Popen:
    """As ``start``, with an interpreter that imports everything itself, as when a person starts it."""
    return Popen([sys.executable, "-c", code, *arguments], **given)


def run(
    code: str, *arguments: str, stdin: bytes = b"", by: Callable[..., Process] = start, **given: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run a program on ``stdin`` to its end, as ``subprocess.run`` does; what it writes is kept. ``by`` starts it."""
    with tempfile.TemporaryFile() as read, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        read.write(stdin)
        read.seek(0)
        with by(code, *arguments, **{"stdin": read, "stdout": out, "stderr": err, **given}) as process:
            ended = process.wait(60)
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(code, ended, out.read(), err.read())


def _become(code: str, arguments: Sequence[str], files: dict[int, Connection], env: dict[str, str], cwd: Path) -> None:
    """Be the program, in the forked process; ``files`` are its standard streams."""
    for number, file in files.items():
        os.dup2(file.fileno(), number)
        file.close()
    # Those of the server know whether its own files could be sought in.
    for number, (name, mode, buffering) in enumerate(zip(STREAMS, "rww", (-1, -1, 1), strict=True)):
        was = getattr(sys, f"__{name}__")
        setattr(sys, name, os.fdopen(number, mode, buffering, was.encoding, was.errors, closefd=False))
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    tempfile.tempdir = None
    sys.argv[:] = ["-c", *arguments]
    for line in filter(None, env.get("PYTHONWARNINGS", "").split(",")):
        action, _, category = line.partition("::")
        warnings.simplefilter(action, getattr(builtins, category or "Warning"))
    try:
        exec(code, {"__name__": "__main__"})
    finally:
        os._exit = sys.exit  # type: ignore[assignment]  # the server's last call in a child: end as an interpreter does
