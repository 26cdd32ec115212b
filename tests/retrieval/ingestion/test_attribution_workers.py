"""Statements found by other processes are those that one process finds, and no process stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator

import pytest

from retrieval.attribution import Analyst
from retrieval.ingestion.attribution_workers import WORTH_A_WORKER, Analysts
from retrieval.model import Article
from tests import forking
from tests.waiting import until

ARTICLES = [
    Article(
        title=f"Report {number}",
        text=f"“Pier {number} is shut,” said Jon Holm, the mayor.\n\nThe ice grows, Ann Price said on day {number}",
    )
    for number in range(WORTH_A_WORKER + 1)
]


@pytest.fixture(scope="module")
def analysts() -> Iterator[Analysts]:
    team = Analysts(workers=2)
    yield team
    team.close()


def test_helpers_find_what_one_analyst_finds(analysts: Analysts) -> None:
    """In the order of the articles, again and again, of few and of many."""
    alone = list(Analyst().analyse_all(ARTICLES))
    assert sum(len(analysis.statements) for _, analysis in alone) == 2 * len(ARTICLES)
    assert list(analysts.analyse_all(ARTICLES)) == alone
    assert list(analysts.analyse_all(ARTICLES[:3])) == alone[:3]
    assert list(analysts.analyse_all([])) == []


def test_a_helper_that_was_killed_is_done_without(analysts: Analysts) -> None:
    """Its articles are analysed here; the next ones by new helpers."""
    alone = list(Analyst().analyse_all(ARTICLES))
    begun = analysts.analyse_all(ARTICLES)
    killed = analysts.pool.pids
    os.kill(killed[0], signal.SIGKILL)
    assert list(begun) == alone
    assert list(analysts.analyse_all(ARTICLES)) == alone
    assert set(analysts.pool.pids).isdisjoint(killed)


def test_what_nobody_waited_for_is_not_taken_for_the_next_answer(analysts: Analysts) -> None:
    """An ingest that was stopped at an article's end leaves the others of its group with the helpers."""
    alone = list(Analyst().analyse_all(ARTICLES))
    begun = analysts.analyse_all(ARTICLES)
    assert next(begun) == alone[0]
    assert list(analysts.analyse_all(ARTICLES[::-1])) == alone[::-1]


def test_few_articles_start_no_process() -> None:
    """It would take longer to start one."""
    team = Analysts(workers=2)
    assert len(list(team.analyse_all(ARTICLES[:2]))) == 2
    assert team.pool.pids == []


STARTS_ONE = """
import sys, time
from retrieval.ingestion.attribution_workers import Analysts
from retrieval.model import Article
team = Analysts(workers=1)
begun = team.analyse_all([Article(title="T", text=f"Report {n}.") for n in range(20)])
print(team.pool.pids[0], flush=True)
time.sleep(60)
"""


def test_no_helper_outlives_its_program(program_environment: dict[str, str]) -> None:
    """Not even when that is killed."""
    with forking.start(STARTS_ONE, stdout=subprocess.PIPE, env=program_environment) as program:
        assert program.stdout is not None
        helper = int(program.stdout.readline())
        program.kill()
    until(lambda: not is_running(helper))


def is_running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:  # noqa: PTH123
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
