"""One writer at a time: another is told who keeps the lock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.errors import IndexLocked, IndexReadOnly
from retrieval.system.file_lock import writer

KEEPS_IT = """
import sys
from pathlib import Path
from retrieval.system.file_lock import writer
with writer(Path(sys.argv[1]), 0):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_process_is_named(tmp_path: Path, program_environment: dict[str, str]) -> None:
    """And once it has ended, the lock is free."""
    home = tmp_path / "home"
    with subprocess.Popen(
        [sys.executable, "-c", KEEPS_IT, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=program_environment,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(IndexLocked, match=rf"process {other.pid}\)"), writer(home, 0.05):
            pass
        other.communicate()
    with writer(home, 0):
        assert (home / "write.pid").read_text() == str(os.getpid())
    assert not (home / "write.pid").exists()


def test_a_home_that_cant_be_made(tmp_path: Path) -> None:
    """A file stands where the folder should."""
    (tmp_path / "home").write_text("")
    with pytest.raises(IndexReadOnly, match="VERBATIM_HOME"), writer(tmp_path / "home", 0):
        pass
