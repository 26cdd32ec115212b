"""Processes of our own that work beside the one that writes: the work of several cores.

A helper is a function of ours run as a program: what it is to work on comes on its standard input, what it found goes
to its standard output. It needs nothing of the program that started it, which may be any script, and ends when its
input does, so none outlives a program that was killed.
"""

from __future__ import annotations

import itertools
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any

_PROGRAM = "import sys; sys.path[:] = {path!r}; from {module} import help_out; help_out()"


class Helper:
    """A process that runs the function ``help_out`` of one of our modules, which calls :func:`serve`.

    Args:
        module: the module's full name.

    Raises:
        OSError: there can be no more processes.
    """

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", _PROGRAM.format(path=sys.path, module=module)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the program that was started by a person
        )
        self._calls = itertools.count()
        self._found: SimpleQueue[tuple[int, Any] | None] = SimpleQueue()
        # What it finds is taken from it at once: while it waited for a reader, it would take no more work.
        self._reader = Thread(target=self._read, name="helper", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def begin(self, work: object) -> int:
        """Give it something to work on, behind what it has; returns the number to ask for the results with.

        Raises:
            OSError: it is gone.
        """
        call = next(self._calls)
        assert self._process.stdin is not None  # noqa: S101 - as it was started
        pickle.dump((call, work), self._process.stdin)
        self._process.stdin.flush()
        return call

    def result(self, call: int) -> Any:
        """The next thing found for this call; None when the helper is no more. What earlier calls left is passed over.

        Raises:
            Exception: what the work ended with.
        """
        while True:
            found = self._found.get()
            if found is None:
                self._found.put(None)  # for whoever asks again
                return None
            of, result = found
            if of == call:
                if isinstance(result, Exception):
                    raise result
                return result

    def _read(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - as it was started
        with suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
            while True:
                self._found.put(pickle.load(self._process.stdout))  # noqa: S301 - from the process that we started
        self._found.put(None)

    def close(self) -> None:
        """Send it home; what it may still be at is of no use to anybody."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what it was to be told
                assert pipe is not None  # noqa: S101 - as it was started
                pipe.close()


def serve(work: Callable[[Any], Iterable[object]]) -> None:
    """Be a helper: do this to whatever comes on standard input, until it ends; each result goes out as it is found."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no result
    while True:
        try:
            call, given = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
        except EOFError:
            return
        try:
            for found in work(given):
                pickle.dump((call, found), results)
                results.flush()
        except Exception as error:
            pickle.dump((call, error), results)
            results.flush()
