"""A process that reads and one that writes, past the 1,000 records at which Chroma puts its graph on the disk."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.library import Library
from retrieval.model import Article
from retrieval.search.retriever import CANDIDATES, WIDER, Retriever
from tests import forking
from tests.forking import Process
from tests.integrity import SAME, copied, faults
from tests.retrieval.conftest import Open

WRITER = """
import sys
from pathlib import Path
from retrieval.library import Library
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser
from tests.retrieval.test_two_processes import articles
library = Library(Path(sys.argv[1]), embedder=FakeEmbedder(), analyser=FakeAnalyser())
library.refresh()
library.snapshot()
for line in sys.stdin:
    verb, first, last = line.split()
    some = articles(int(first), int(last))
    if verb == "add":
        library.add(some)
    else:
        library.forget([article.id for article in some])
    print("done", flush=True)
"""
EACH = 12
"""Passages of an article."""

SOON = 5.0
"""Seconds in which a reader sees what a writer has finished."""


def articles(first: int, last: int) -> list[Article]:
    """Articles with these numbers; every passage has words of its own, and shares some with those around it.

    Of vectors that are all as far from each other, Chroma's graph loses one now and then when it is read.
    """
    return [
        Article(title=f"Report {number}", text="\n\n".join(_passage(number, place) for place in range(EACH)))
        for number in range(first, last)
    ]


def _passage(number: int, place: int) -> str:
    at = number * EACH + place
    words = " ".join(f"of{size}n{at // size}" for size in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512))
    return f"“Pier {at} {words} is shut,” said Jon Holm."


@pytest.fixture
def writer(tmp_path: Path, program_environment: dict[str, str]) -> Iterator[Process]:
    """Another process with the same collection open, which does what it is told on its standard input."""
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with forking.start(*(WRITER, str(tmp_path / "home")), text=True, env=program_environment, **streams) as process:
        yield process
        process.stdin.close()  # type: ignore[union-attr]


def found(library: Library, article: Article) -> bool:
    """Whether each passage of an article comes first when its own words are looked for: among the vectors alone, and
    as a question looks for them.
    """
    shown = library.snapshot()
    assert shown is not None
    texts = article.text.split("\n\n")
    vectors = library.embedder.embed(texts, kind="passage")
    nearest = [library.searchable().nearest(each, WIDER * CANDIDATES) for each in vectors]
    ranked = Retriever(shown, library.searchable(), library.embedder).passages(texts[-1], 1)
    by_vector = all(each and each[0][1] > SAME for each in nearest)
    return by_vector and bool(ranked) and ranked[0].article.id == article.id and (ranked[0].cosine or 0.0) > SAME


def test_a_reader_finds_by_vector_what_a_writer_adds(opened: Open, writer: Process, tmp_path: Path) -> None:
    """Before and behind 1,000 records, each time within five seconds; no question fails or hangs meanwhile."""
    reader = opened()
    reader.add(articles(0, 50))
    reader.refresh()
    assert found(reader, articles(0, 1)[0])
    slowest: list[float] = []

    def told(order: str) -> None:
        ended = threading.Event()
        threading.Thread(target=lambda: (writer.stdout.readline(), ended.set())).start()  # type: ignore[union-attr]
        print(order, file=writer.stdin, flush=True)
        while not ended.wait(0.2):
            asked = time.monotonic()
            assert found(reader, articles(0, 1)[0])
            slowest.append(time.monotonic() - asked)

    for first, last in ((50, 80), (80, 100), (100, 101)):
        told(f"add {first} {last}")
        until = time.monotonic() + SOON
        while not all(found(reader, article) for article in articles(first, last)):
            assert time.monotonic() < until, (first, last)
    told("forget 60 90")
    until = time.monotonic() + SOON
    while any(found(reader, article) for article in articles(60, 90)):
        assert time.monotonic() < until
    assert all(found(reader, article) for article in (*articles(0, 60), *articles(90, 101)))
    assert max(slowest) < SOON
    # The other way round: the reader writes, and then the writer, which had its vectors open all the while.
    reader.add(articles(101, 103))
    told("add 103 104")
    assert all(found(reader, article) for article in articles(101, 104))
    assert faults(copied(opened, reader.home, tmp_path / "after")) == []
    assert reader.record.count() == 104 - 30


def test_one_who_opens_the_folder_anew_reads_it_anew(opened: Open, writer: Process) -> None:
    """Though another one in the same process has it open, from before the writer wrote."""
    first = opened()
    first.add(articles(0, 2))
    assert found(first, articles(0, 1)[0])
    print("add 2 4", file=writer.stdin, flush=True)
    assert writer.stdout.readline() == "done\n"  # type: ignore[union-attr]
    second = opened()
    assert found(second, articles(3, 4)[0])
    second.add(articles(4, 5))
    assert found(first, articles(4, 5)[0])
