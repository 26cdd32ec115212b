"""Very many passages against 20,000: what a question, a little more, a new index and the disk cost then.

The articles of the other measurements are repeated with other words; ``BENCH_SCALE`` says to how many passages.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bot.answering.answerer import Answerer
from retrieval.library import Library
from retrieval.model import Question
from tests.bench import collection as bench
from tests.bench.collection import say
from tests.bench.measuring import latency, process, side_by_side
from tests.bench.repeated import repeated
from tests.bench.tables import heading, row

PASSAGES = int(os.environ.get("BENCH_SCALE") or 200_000)
TOGETHER, ROUNDS, QUESTIONS = 64, 2, 100

_TOPIC = re.compile(r"about (.+)\?")


def scale() -> None:
    """Everything that grows with the collection, at two sizes."""
    of = bench.collection()
    small, large = bench.library(of), _large(bench.library(of))
    heading(f"{PASSAGES:,} passages against {bench.PASSAGES:,}")
    for kind in ("words", "vectors"):
        taken = {name: _reindexed(library, kind) for name, library in (("small", small), ("large", large))}
        row(f"`reindex --{kind}`", f"{taken['large']:.1f} s, {taken['large'] / PASSAGES * 1e5:.1f} s of 100,000")
    text = sum(len(entry.article.text.encode()) for entry in large.record.entries())
    for part in ("record.db", "vectors", "snapshots"):
        row(f"bytes for each of text: {part}", f"{_size(large.home / part) / text:.2f}")
    row("all, target at most 8", f"{_size(large.home) / text:.2f}")
    asked = "\n".join((*of.said[:QUESTIONS], *of.free[:QUESTIONS]))
    for library in (small, large):
        found = json.loads(process(["-m", "tests.bench.worker", "answering", str(library.home)], fed=asked).output)
        row("a process that answers", f"{found['first_s']:.1f} s until the first, {found['peak_mb']:.0f} MB at most")
    for home in (None, small.home, large.home):
        with tempfile.TemporaryDirectory(dir=bench.cache()) as copy:
            shutil.copytree(home or copy, copy, dirs_exist_ok=True)
            os.sync()  # nobody's home was written just before
            ten = json.loads(process(["-m", "tests.bench.worker", "ten-more", copy]).output)
        where = "none" if home is None else home.name
        row(f"ten more articles into {where}", f"{ten['seconds']:.2f} s, {ten['peak_mb']:.0f} MB")
    _ask(small, large, of)


def _ask(small: Library, large: Library, of: bench.Collection) -> None:
    answerers = {"small": Answerer(small), "large": Answerer(large)}
    for answerer in answerers.values():
        answerer.open()
    topics = [found[1] for question in of.said[:QUESTIONS] if (found := _TOPIC.search(question))]
    kinds: dict[str, Sequence[str]] = {
        "what did X say about T": of.said[:QUESTIONS],
        "who said anything about T": [f"Who said anything about {topic}?" for topic in topics],
        "quiz": of.free[:QUESTIONS],
    }
    for kind, questions in kinds.items():
        best = side_by_side({name: _asking(each) for name, each in answerers.items()}, questions, rounds=ROUNDS)
        one, other = (latency(best[name]) for name in ("small", "large"))
        row(f"{kind}, n={len(questions)}", f"{one} and {other}: p95 {other.p95 / one.p95:.2f} ×, target at most 3")


def _asking(answerer: Answerer) -> Callable[[str], object]:
    return lambda text: answerer.answer(Question(text=text, asked=date.today()))


def _reindexed(library: Library, kind: str) -> float:
    started = time.perf_counter()
    library.reindex(words=kind == "words", vectors=kind == "vectors")
    return time.perf_counter() - started


def _size(path: Path) -> int:
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(each.stat().st_blocks * 512 for each in files)


def _large(small: Library) -> Library:
    """The library of all repetitions, filled when it isn't there yet and kept."""
    folder = bench.cache() / f"scale-{PASSAGES}-{bench.recipe_key()}"
    library = bench.opened(folder)
    if not (folder / "complete").exists():
        say(f"filling {folder}")
        shutil.rmtree(folder, ignore_errors=True)
        coming = repeated(list(small.record.entries()), PASSAGES)
        while group := list(itertools.islice(coming, TOGETHER)):
            library.record.put(group)
        (folder / "complete").touch()
    return library


PARTS = {"scale": scale}
