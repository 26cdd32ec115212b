"""How time and memory are taken, on machines that have other work to do as well."""

from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Latency:
    """Median and 95th percentile over questions, in milliseconds."""

    median: float
    p95: float

    def __str__(self) -> str:
        return f"{self.median:6.1f} median {self.p95:6.1f} p95"


def latency(milliseconds: Sequence[float]) -> Latency:
    """Of one value a question."""
    ordered = sorted(milliseconds)
    return Latency(statistics.median(ordered), ordered[int(len(ordered) * 0.95)])


def side_by_side(
    systems: dict[str, Callable[[str], object]], questions: Sequence[str], *, rounds: int
) -> dict[str, list[float]]:
    """The best of some rounds for each question and system, in milliseconds.

    Each question is put to one system after the other, so that other work on the machine slows all alike, and
    every question is put once before it is put again, so that no system answers from what it has just read.
    """
    best = {name: [float("inf")] * len(questions) for name in systems}
    for system in systems.values():
        for question in questions[:20]:
            system(question)
    for _ in range(rounds):
        for number, question in enumerate(questions):
            for name, system in systems.items():
                started = time.perf_counter()
                system(question)
                best[name][number] = min(best[name][number], (time.perf_counter() - started) * 1e3)
    return best


@dataclass(frozen=True)
class Run:
    """One process: wall and processor time in seconds, and what it wrote."""

    wall: float
    cpu: float
    output: str
    errors: str


def process(arguments: Sequence[str], *, fed: str = "", **environment: str) -> Run:
    """Run this Python with arguments in a process of its own, ``fed`` on its standard input.

    Raises:
        subprocess.CalledProcessError: it ended with anything but 0.
    """
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=CHECKOUT,
        input=fed,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.stderr.write(done.stderr)
        done.check_returncode()
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Run(wall, cpu, done.stdout, done.stderr)


def held_mb(pid: int | str = "self") -> float:
    """The memory that a process has now, in MB; 0 where it is gone, or where that can't be told (other than Linux)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return sum(int(kilobytes) for kilobytes in re.findall(r"VmRSS:\s+(\d+) kB", status)) * 1024 / 1e6


def children() -> list[int]:
    """The processes that this one has started and that still run (Linux)."""
    tasks = Path("/proc/self/task")
    return [int(pid) for each in tasks.glob("*/children") for pid in each.read_text().split()]


def command(pid: int) -> str:
    """What a process was started with (Linux); nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except OSError:
        return ""


def peak_mb() -> float:
    """The largest memory that this process has had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage on Linux counts what the parent held when it started this process
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0]) * 1024 / 1e6
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6
