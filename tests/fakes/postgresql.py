"""A PostgreSQL server of the test's own, where its programs are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = "/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin"


def programs() -> Path | None:
    """The folder with ``initdb`` and ``postgres``; None: there are none here that we can run."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted(each for place in PLACES for each in Path("/").glob(place[1:]))
    return next((each for each in reversed(found) if (each / "postgres").exists() and _user() is not None), None)


def _user() -> str | None:
    """Who the server is run as: it refuses to be run by root."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {each.pw_name for each in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


@contextmanager
def postgresql(binaries: Path) -> Iterator[str]:
    """A running server's address, as a ``DATABASE_URL`` with ``{name}`` where the database's name goes."""
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="verbatim-pg-"))
    if not os.geteuid():
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    as_user = {"user": user} if not os.geteuid() else {}
    made = [binaries / "initdb", "-D", folder / "data", "-U", "verbatim", "-A", "trust", "-E", "UTF8", "--no-sync"]
    options = ["-F", "-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]  # -F: no fsync, these data are for a minute
    try:
        subprocess.run(made, check=True, capture_output=True, cwd="/", **as_user)  # type: ignore[call-overload]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(  # type: ignore[call-overload]
                [binaries / "postgres", "-D", folder / "data", *options], stdout=log, stderr=log, cwd="/", **as_user
            )
        try:
            _wait(binaries, port, server)
            yield f"postgresql://verbatim@127.0.0.1:{port}/{{name}}"
        finally:
            server.send_signal(signal.SIGINT)  # without waiting for connections that a test left open
            server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(binaries: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    ready = [binaries / "pg_isready", "-q", "-t", "1", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(200):
        if server.poll() is not None:
            break
        if subprocess.run(ready, check=False).returncode == 0:
            return
        try:
            server.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    raise RuntimeError("PostgreSQL didn't start")
