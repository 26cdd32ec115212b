"""Processes that work beside the one that started them: on several cores, or on bytes that may break a process.

A worker is given on its standard input what it does, a callable, and then what to do it with; what it finds goes to
its standard output. It needs nothing of the program that started it, which may be any script, and ends when its input
does, so none outlives a program that was killed.
"""

from __future__ import annotations

import itertools
import os
import pickle
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

Work = Callable[[Any], Iterable[Any]]
"""What a worker does with each thing that it is given; what it yields is found. ``pickle`` must be able to take it."""

_A_MOMENT, _A_LOOK = 0.02, 0.2  # seconds

_PIPE = 2**20
"""Bytes, where they can be chosen (Linux): with 64 KB, a worker that is at work keeps waiting who gives it more."""

_PROGRAM = "import sys; sys.path[:] = {path!r}; from retrieval.system.worker_process import serve; serve()"


class Worker:
    """One process, numbered ``pid``.

    Args:
        work: what it does.
        environment: its variables; the same as ours when None.
        held: the most results that are taken from it before somebody asks for them; 0: all.
        dump: a module's function that writes ``(call, results)`` there, ``results`` a list or an exception.
        load: reads one of those here.

    Raises:
        OSError: there can be no more processes.
    """

    def __init__(
        self,
        work: Work,
        *,
        environment: Mapping[str, str] | None = None,
        held: int = 0,
        dump: Callable[[Any, Any], None] = pickle.dump,
        load: Callable[[Any], Any] = pickle.load,
    ) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", _PROGRAM.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # Ctrl-C is for the program that was started by a person
            pipesize=_PIPE,
        )
        self.pid = self._process.pid
        self._kill = weakref.finalize(self, self._process.kill)  # also when the program ends
        self._calls = itertools.count()
        self._said: Queue[tuple[int, Any] | None] = Queue(held)
        # What it finds is taken from it at once: while it waited for a reader, it would take no more work.
        self._reader = Thread(target=_read, args=(self._process.stdout, self._said, load), name="worker", daemon=True)
        self._reader.start()
        self.begin((work, dump))

    def begin(self, given: object) -> int:
        """Give it something to work on, behind what it has; returns the number to ask for the results with.

        Raises:
            OSError: it is gone.
        """
        call = next(self._calls)
        assert self._process.stdin is not None  # noqa: S101 - as it was started
        pickle.dump((call, given), self._process.stdin)
        self._process.stdin.flush()
        return call

    def results(self, call: int, limit: float | None = None) -> Generator[Any]:
        """What is found for a call, as it comes. What earlier calls left is passed over.

        Args:
            call: its number.
            limit: the most seconds that the worker may work on each result, or stand still. How long others kept it
                from working doesn't count, on systems that tell (Linux).

        Raises:
            EOFError: the worker has ended.
            TimeoutError: a result took longer than ``limit``.
            Exception: what the work ended with.
        """
        while True:
            said = self._said.get() if limit is None else self._soon(limit)
            if said is None:
                self._said.put(None)  # for who asks again
                raise EOFError
            of, found = said
            if of != call:
                continue
            if isinstance(found, Exception):
                raise found
            if not found:
                return
            yield from found

    def _soon(self, limit: float) -> tuple[int, Any] | None:
        """What it says next; raises ``TimeoutError`` as :meth:`results` does."""
        begun = seen = worked(self.pid)
        moved = time.monotonic()
        while True:
            try:
                return self._said.get(timeout=min(limit, _A_LOOK))
            except Empty:
                total, now = worked(self.pid), time.monotonic()
            if total - seen >= _A_MOMENT:
                seen, moved = total, now
            if total - begun >= limit or now - moved >= limit:
                raise TimeoutError

    def close(self) -> None:
        """Stop it; what it may still be at is of no use to anybody."""
        self._kill()
        self._process.wait()
        while self._reader.is_alive():  # it may wait for room
            with suppress(Empty):
                self._said.get_nowait()
            self._reader.join(_A_MOMENT)
        with suppress(Empty):  # what was read before it was stopped
            while True:
                self._said.get_nowait()
        self._said.put(None)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what it was to be told
                assert pipe is not None  # noqa: S101 - as it was started
                pipe.close()


def worked(pid: int) -> float:
    """The seconds for which cores have worked for a process; 0 where that can't be told, or it has ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError, ValueError):
        return 0.0


def _read(pipe: Any, said: Queue[tuple[int, Any] | None], load: Callable[[Any], Any]) -> None:
    with suppress(Exception):  # what a process writes that was broken may be anything
        while True:
            said.put(load(pipe))
    said.put(None)


class Pool:
    """Workers that share what is to be done, started when there is something to do.

    Args:
        work: what they do.
        most: how many there may be.
    """

    def __init__(self, work: Work, most: int = 1) -> None:
        self._work = work
        self._most = most
        self._workers: list[Worker] = []

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes that run."""
        return [worker.pid for worker in self._workers]

    def results(self, wanted: Sequence[Any], here: Callable[[Sequence[Any]], Iterator[Any]]) -> Generator[Any]:
        """The one result of each thing, in order; the work begins at once.

        The next call may come before this one's results are taken; they are to be taken in the order of the calls.

        Args:
            wanted: what to work on.
            here: does the same in this process: where there can be no workers, or one was killed.
        """
        try:
            while len(self._workers) < self._most:
                self._workers.append(Worker(self._work))
            begun = [each.results(each.begin(wanted[n :: self._most])) for n, each in enumerate(self._workers)]
        except OSError:  # no more processes, or a dead one
            self.close()
            begun = []
        return self._taken(wanted, begun, here)

    def _taken(
        self, wanted: Sequence[Any], begun: Sequence[Iterator[Any]], here: Callable[[Sequence[Any]], Iterator[Any]]
    ) -> Generator[Any]:
        for done in range(len(wanted)) if begun else ():
            try:
                found = next(begun[done % len(begun)])
            except EOFError:  # it was killed, by the system where memory is short
                self.close()
                yield from here(wanted[done:])
                return
            yield found
        if not begun:
            yield from here(wanted)

    def close(self) -> None:
        """Stop the workers; the next call starts new ones."""
        for worker in self._workers:
            worker.close()
        self._workers.clear()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def serve() -> None:
    """Worker loop: do what comes first on standard input with all that comes after it; each result goes out at once."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints isn't a result

    def say(call: int, result: object) -> None:
        dump((call, result), results)
        results.flush()

    with suppress(EOFError):
        _, (work, dump) = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
        while True:
            call, given = pickle.load(sys.stdin.buffer)  # noqa: S301 - the same
            try:
                for found in work(given):
                    say(call, [found])
                say(call, [])  # that was all
            except Exception as error:
                say(call, error)
