"""Vectors made in a process of its own are those made here, and no process stays behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from retrieval.embedding.in_worker import WORTH_A_WORKER, Beside, embed_all
from retrieval.embedding.minilm import MiniLM
from retrieval.library import Library
from retrieval.model import Article
from tests.retrieval.conftest import FakeAnalyser

PARTS = [[f"Pier {part} is shut, said number {number}." for number in range(WORTH_A_WORKER // 2)] for part in range(3)]
ALONE = MiniLM()


@pytest.fixture(scope="module")
def beside() -> Iterator[Beside]:
    embedder = Beside(MiniLM(threads=1))
    yield embedder
    embedder.close()


def same(found: Iterator[np.ndarray], parts: list[list[str]]) -> bool:
    return all(np.array_equal(f, ALONE.embed(p, kind="passage")) for f, p in zip(found, parts, strict=True))


def test_a_helper_gives_the_vectors_that_are_made_here(beside: Beside) -> None:
    """Of many parts, of a few more, of none; also where the next call comes before the first one's are taken."""
    first, second = embed_all(beside, PARTS), embed_all(beside, PARTS[:1])
    assert beside.pool.pids
    assert same(first, PARTS)
    assert same(second, PARTS[:1])
    assert list(embed_all(beside, [])) == []
    assert [each.shape for each in embed_all(beside, [[], ["One."]])] == [(0, 384), (1, 384)]


def test_a_question_is_embedded_here() -> None:
    """It would take longer to start a process, also for few passages."""
    embedder = Beside(ALONE)
    assert (embedder.name, embedder.dimensions) == (ALONE.name, ALONE.dimensions)
    assert np.array_equal(embedder.embed(["Who is Holm?"], kind="query"), ALONE.embed(["Who is Holm?"], kind="query"))
    assert same(embed_all(embedder, PARTS[:1]), PARTS[:1])
    assert not embedder.pool.pids


def test_a_helper_that_was_killed_is_done_without(beside: Beside) -> None:
    """The rest is embedded here; the next texts by a new one."""
    begun = embed_all(beside, PARTS)
    (killed,) = beside.pool.pids
    os.kill(killed, signal.SIGKILL)
    assert same(begun, PARTS)
    assert same(embed_all(beside, PARTS), PARTS)
    assert beside.pool.pids != [killed]


def test_what_nobody_waited_for_is_not_taken_for_the_next_vectors(beside: Beside) -> None:
    """An ingest that was stopped leaves what it had begun."""
    begun = embed_all(beside, PARTS)
    next(begun)
    begun.close()
    assert same(embed_all(beside, PARTS[::-1]), PARTS[::-1])


def test_an_ingest_sends_its_helper_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And stores what it made."""
    articles = [
        Article(title=f"Report {number}", text="\n\n".join(f"Line {line} of {number}. " * 10 for line in range(6)))
        for number in range(20)
    ]
    started: list[Beside] = []
    close = Beside.close

    def noted(embedder: Beside) -> None:
        started.extend([embedder] if embedder.pool.pids else [])
        close(embedder)

    monkeypatch.setattr(Beside, "close", noted)
    beside = Beside(MiniLM())
    found = []
    for name, embedder in (("beside", beside), ("here", ALONE)):
        library = Library(tmp_path / name, embedder=embedder, analyser=FakeAnalyser())
        library.add(articles)
        found.append(library.snapshot())
        library.close()
    assert started == [beside]
    assert not beside.pool.pids
    one, other = (each.vectors_of(slice(None)) for each in found if each is not None)
    assert len(one) > WORTH_A_WORKER
    assert np.array_equal(one, other)
