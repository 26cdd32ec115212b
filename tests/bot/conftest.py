"""The command line as a person uses it: in this process, and as a program of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import forking

PROGRAM = (
    "import sys; from tests.fakes import offline; offline.forbid(); from bot.__main__ import main; sys.exit(main())"
)
"""``verbatim``, without the network."""


@dataclass(frozen=True)
class Run:
    """What a run of the program left."""

    code: int
    out: str
    err: str


Verbatim = Callable[..., Run]


@pytest.fixture
def verbatim(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sample_home: Path) -> Verbatim:
    """Runs the command line in this process, by default where the sample is indexed."""

    def run(*arguments: str, home: Path = sample_home, stdin: str | bytes | None = None) -> Run:
        import io

        from bot.cli import main, progress_bar

        monkeypatch.setenv("VERBATIM_HOME", str(home))
        monkeypatch.setattr(progress_bar, "EVERY", float("inf"))  # on a slow machine too
        content = stdin.encode() if isinstance(stdin, str) else stdin or b""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        capsys.readouterr()
        code = main.run(list(arguments))
        captured = capsys.readouterr()
        return Run(code, captured.out, captured.err)

    return run


@pytest.fixture
def program(program_environment: dict[str, str], sample_home: Path, tmp_path: Path) -> Verbatim:
    """Runs the command line as a program of its own, made by ``by``."""

    def run(
        *arguments: str,
        home: Path = sample_home,
        stdin: str | bytes = b"",
        environment: dict[str, str] | None = None,
        by: Callable[..., forking.Process] = forking.start,
    ) -> Run:
        done = forking.run(
            PROGRAM,
            *arguments,
            env={**program_environment, "VERBATIM_HOME": str(home), **(environment or {})},
            stdin=stdin.encode() if isinstance(stdin, str) else stdin,
            cwd=tmp_path,
            by=by,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
