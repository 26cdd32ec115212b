"""Programs as processes of their own that don't import everything again.

What the programs of the tests import takes a second of a core, and the suite starts some fifty of them. Here one
process imports it once, has neither threads nor open files, and is forked for each program. What starts is a process
like any other, with its own environment, standard streams and signals; it can be killed, and ends as an interpreter
does. The commands that a person starts are each started by an interpreter of its own in one test: ``from_scratch``.
"""

from __future__ import annotations

import builtins
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

CHECKOUT = Path(__file__).resolve().parents[1]

PARENT = "from tests import forking; exec(forking.serve({socket}))"
"""What is forked. It returns from ``serve`` in each child, with the child's program."""

CAN_FORK = sys.platform == "linux"
"""Elsewhere the system's own libraries may have threads."""

_HEADER = 8


class Forked:
    """A process, with as much of ``subprocess.Popen`` as tests need.

    Args:
        pid: its number.
        told: a pipe from which its exit status comes, in a line.
        pipes: this side of its standard streams, None where there is no pipe.
    """

    def __init__(self, pid: int, told: IO[bytes], pipes: Sequence[IO[Any] | None]) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.stdin, self.stdout, self.stderr = pipes
        self._told = told

    def poll(self) -> int | None:
        """The exit code; None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once it has ended; ``subprocess.TimeoutExpired`` after ``timeout`` seconds."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
        return code

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is not None:
            return self.returncode
        told = select.poll()  # select() takes none of the file numbers that a worker of the suite comes to
        told.register(self._told, select.POLLIN)
        if told.poll(None if timeout is None else timeout * 1000):
            self.returncode = os.waitstatus_to_exitcode(int(self._told.readline()))
            self._told.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it hasn't ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Send it SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Send it SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def communicate(self, timeout: float | None = None) -> list[Any]:
        """End its input; what it writes until it ends, None where there is no pipe."""
        if self.stdin is not None:
            self.stdin.close()
        pipes = [self.stdout, self.stderr]
        with ThreadPoolExecutor(2) as readers:
            written = [None if pipe is None else readers.submit(pipe.read) for pipe in pipes]
            self.wait(timeout)
            found = [each and each.result() for each in written]
        for pipe in filter(None, pipes):
            pipe.close()
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for pipe in (self.stdin, self.stdout, self.stderr):
            if pipe is not None:
                pipe.close()
        self.wait()


Process = Forked | subprocess.Popen[Any]
Stream = int | IO[Any] | None


class _Parent:
    """The process that is forked."""

    def __init__(self) -> None:
        self._calls, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", PARENT.format(socket=theirs.fileno())],
                # Whose threads would be gone in a child.
                env={**os.environ, "PYTHONPATH": str(CHECKOUT), "OPENBLAS_NUM_THREADS": "1"},
                pass_fds=[theirs.fileno()],
                cwd=CHECKOUT,
            )

    def fork(self, asked: Mapping[str, Any], files: Sequence[int]) -> tuple[int, IO[bytes]]:
        """Fork a program with these standard streams; returns its number and what tells its exit status."""
        come, go = os.pipe()
        body = json.dumps(asked).encode()
        socket.send_fds(self._calls, [len(body).to_bytes(_HEADER)], [*files, go])
        self._calls.sendall(body)
        os.close(go)
        told = os.fdopen(come, "rb", buffering=0)
        return int(told.readline()), told

    def close(self) -> None:
        self._calls.close()
        self._process.wait()


_parents: list[_Parent] = []


def start(
    code: str,
    *arguments: str,
    needs: Sequence[str],
    env: Mapping[str, str],
    stdin: Stream = None,
    stdout: Stream = None,
    stderr: Stream = None,
    cwd: Path | None = None,
    text: bool = False,
) -> Process:
    """Run a program in a process, as ``subprocess.Popen([sys.executable, "-c", code, *arguments])`` does.

    Args:
        code: the program.
        arguments: what ``sys.argv`` holds behind its first.
        needs: the modules to import before it is forked, which it then has already.
        env: its environment.
        stdin: as for ``subprocess.Popen``; None, here and below: ours.
        stdout: the same.
        stderr: the same.
        cwd: where it runs; None: here.
        text: whether what goes through pipes is text.
    """
    if not CAN_FORK:
        streams = {"stdin": stdin, "stdout": stdout, "stderr": stderr}
        return from_scratch(code, *arguments, needs=needs, env=env, cwd=cwd, text=text, **streams)
    if not _parents:
        _parents.append(_Parent())
    pipes: list[IO[Any] | None] = [None, None, None]
    files, opened = [], []
    for number, given in enumerate((stdin, stdout, stderr)):
        match given:
            case None:
                files.append(number)
            case subprocess.DEVNULL:
                opened.append(os.open(os.devnull, os.O_RDWR))
                files.append(opened[-1])
            case subprocess.PIPE:
                come, go = os.pipe()
                ours, theirs = (go, come) if number == 0 else (come, go)
                pipes[number] = os.fdopen(ours, ("w" if number == 0 else "r") + ("" if text else "b"))
                opened.append(theirs)
                files.append(theirs)
            case subprocess.STDOUT:
                files.append(files[1])
            case int():
                files.append(given)
            case _:
                files.append(given.fileno())
    asked = {
        "code": code,
        "arguments": arguments,
        "needs": list(needs),
        "env": dict(env),
        "cwd": str(cwd or Path.cwd()),
    }
    try:
        pid, told = _parents[0].fork(asked, files)
    finally:
        for file in opened:
            os.close(file)
    return Forked(pid, told, pipes)


def from_scratch(
    code: str,
    *arguments: str,
    needs: Sequence[str],
    env: Mapping[str, str],
    stdin: Stream = None,
    stdout: Stream = None,
    stderr: Stream = None,
    cwd: Path | None = None,
    text: bool = False,
) -> Process:
    """As ``start``, with an interpreter that imports everything itself, as when a person starts it."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, env=dict(env), stdin=stdin, stdout=stdout, stderr=stderr, cwd=cwd, text=text)


def run(
    code: str,
    *arguments: str,
    needs: Sequence[str],
    env: Mapping[str, str],
    stdin: bytes = b"",
    stdout: Stream = None,
    cwd: Path | None = None,
    by: Callable[..., Process] = start,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program that is given all its input to its end, as ``subprocess.run`` does.

    Args:
        code: as for ``start``, as those below.
        arguments: the same.
        needs: the same.
        env: the same.
        stdin: what it reads.
        stdout: None: kept.
        cwd: the same.
        by: makes the process.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        streams = {"stdin": given, "stdout": out if stdout is None else stdout, "stderr": err}
        with by(code, *arguments, needs=needs, env=env, cwd=cwd, **streams) as process:
            try:
                ended = process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(code, ended, out.read(), err.read())


def close() -> None:
    """End the process that is forked, if there is one."""
    while _parents:
        _parents.pop().close()


def serve(socket_number: int) -> str:
    """Fork for each call that comes; the program is returned in the child, and this process ends with its caller."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    calls = socket.socket(fileno=socket_number)
    running: set[int] = set()
    while True:
        header, files, _, _ = socket.recv_fds(calls, _HEADER, 4)
        running -= {pid for pid in running if os.waitpid(pid, os.WNOHANG)[0]}
        if not header:
            for pid in running:  # a test that failed may have left it
                os.kill(pid, signal.SIGTERM)
                os.waitpid(pid, 0)
            sys.exit()
        with calls.makefile("rb") as body:
            asked = json.loads(body.read(int.from_bytes(header)))
        for name in asked["needs"]:
            __import__(name)
        gc.collect()
        gc.freeze()  # a collection in a child would copy every page
        if watching := os.fork():
            running.add(watching)
            for file in files:
                os.close(file)
            continue
        calls.close()
        told = files.pop()
        pid = os.fork()
        if not pid:
            os.close(told)
            return _become(asked, files)
        signal.signal(signal.SIGTERM, lambda *_, pid=pid: os.kill(pid, signal.SIGKILL))
        os.write(told, b"%d\n" % pid)
        for file in (0, 1, 2, *files):
            os.close(file)  # who reads what the program writes waits for the last one that could write
        os.write(told, b"%d\n" % os.waitpid(pid, 0)[1])
        os._exit(0)


def _become(asked: Mapping[str, Any], files: Sequence[int]) -> str:
    """Set this process up as it was asked for; returns its program."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    # Those of the parent know whether its own files could be sought in.
    sys.stdin = os.fdopen(0, encoding=sys.stdin.encoding, errors=sys.stdin.errors, closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding=sys.stdout.encoding, errors=sys.stdout.errors, closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, encoding=sys.stderr.encoding, errors=sys.stderr.errors, closefd=False)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    tempfile.tempdir = None
    sys.argv[:] = ["-c", *asked["arguments"]]
    for line in filter(None, asked["env"].get("PYTHONWARNINGS", "").split(",")):
        action, _, category = line.partition("::")
        warnings.simplefilter(action, getattr(builtins, category or "Warning"))
    return str(asked["code"])
