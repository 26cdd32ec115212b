"""Workers give what their work finds, tell how it failed, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from retrieval.system.worker_process import Pool, Worker


def halves(numbers: Sequence[int]) -> Iterator[float]:
    """The halves of numbers; 0 is an error, and of a negative one it takes a while."""
    for number in numbers:
        if not number:
            raise ValueError("nothing to halve")
        if number < 0:
            time.sleep(60)
        yield number / 2


def turns(times: int) -> Iterator[int]:
    """Work for a moment and wait for long, so many times; each turn of a million only works."""
    for _ in range(times):
        end = time.process_time() + 0.05
        while time.process_time() < end:
            pass
        time.sleep(0.2 if times < 1_000 else 0)
    yield times


@pytest.fixture
def worker() -> Iterator[Worker]:
    started = Worker(halves)
    yield started
    started.close()


def test_results_come_in_order_and_end(worker: Worker) -> None:
    """Also of two calls that were begun one after the other."""
    first, second = worker.begin([2, 4]), worker.begin([6])
    assert list(worker.results(first)) == [1, 2]
    assert list(worker.results(second)) == [3]
    assert list(worker.results(worker.begin([]))) == []


def test_what_the_work_raises_comes_through_and_the_worker_goes_on(worker: Worker) -> None:
    """What it found before that is there too."""
    found = worker.results(worker.begin([2, 0, 4]))
    assert next(found) == 1
    with pytest.raises(ValueError, match="nothing to halve"):
        next(found)
    assert list(worker.results(worker.begin([8]))) == [4]


def test_results_that_nobody_took_are_passed_over(worker: Worker) -> None:
    """The next call's own come first."""
    assert next(worker.results(worker.begin([2, 4, 6]))) == 1
    assert list(worker.results(worker.begin([8]))) == [4]


def test_a_result_that_takes_too_long(worker: Worker) -> None:
    """The limit is for each result."""
    found = worker.results(worker.begin([2, -1]), limit=20)
    assert next(found) == 1
    with pytest.raises(TimeoutError):
        next(worker.results(worker.begin([2]), limit=0.1))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells how long a process has worked")
def test_only_the_time_in_which_it_works_counts() -> None:
    """On a busy machine a worker waits for its turn most of the time; one that works on and on is told by that."""
    worker = Worker(turns)
    try:
        assert list(worker.results(worker.begin(8), limit=1)) == [8]
        with pytest.raises(TimeoutError):
            list(worker.results(worker.begin(1_000_000), limit=1))
    finally:
        worker.close()


def test_a_worker_that_was_killed_says_so_every_time(worker: Worker) -> None:
    """Whoever waits for it waits no longer."""
    os.kill(worker.pid, signal.SIGKILL)
    for _ in range(2):
        with pytest.raises(EOFError):
            list(worker.results(0))


def test_a_pool_shares_the_work_and_does_without_a_worker_that_was_killed() -> None:
    """The rest is done here; later work by new workers."""
    pool = Pool(halves, 2)
    try:
        assert list(pool.results([2, 4, 6], halves)) == [1, 2, 3]
        killed = pool.pids
        assert len(set(killed)) == 2
        begun = pool.results([8, -1, 6], lambda rest: iter([f"{len(rest)} here"]))
        assert next(begun) == 4
        os.kill(killed[1], signal.SIGKILL)
        assert list(begun) == ["2 here"]
        assert pool.pids == []
    finally:
        pool.close()
