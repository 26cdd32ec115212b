"""Speed and memory against the targets, beside LlamaIndex and Chroma as they come.

Times are those of the machine as it is; the ratios to the peer, taken in the same minutes, are what compares.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from bot.answering.answerer import Answerer
from retrieval.model import Question
from retrieval.search.retriever import Retriever
from tests.bench import collection as bench
from tests.bench.adapter import adapter
from tests.bench.collection import say
from tests.bench.measuring import latency, process, side_by_side
from tests.bench.peer import Peer, kept
from tests.bench.tables import heading, row

ROUNDS, RUNS = 3, 5
SAID, FREE = 200, 131
"""Questions of each sort."""

MOST_QUOTED = 50
"""Speakers with the most statements: the questions that have the most to read."""

INGESTED = 100
"""Articles of an ingest that is timed."""


def question() -> None:
    """A warm question on 20,000 passages."""
    of = bench.collection()
    library = bench.library(of)
    snapshot = library.snapshot()
    assert snapshot is not None
    retriever = Retriever(snapshot, library.searchable(), library.embedder)
    answers = Answerer(library)
    answers.open()
    say("building or opening the peer's index of the same articles")
    theirs = kept(bench.cache() / f"peer-{of.name}-{len(of.articles)}", of.articles)
    peer = theirs.retriever()
    catalog = snapshot.catalog
    coverage = catalog.coverage
    heading(
        f"A warm question: {coverage.passages:,} passages, {coverage.statements:,} statements of "
        f"{coverage.articles:,} {of.name} articles (peer: {theirs.collection.count():,} splits)",
        f"milliseconds, best of {ROUNDS} for each question",
    )
    names = [speaker.name for speaker in catalog.speakers[:MOST_QUOTED]]
    kinds = {
        "what did X say about T": of.said[:SAID],
        "free questions": of.free[:FREE],
        "what did X say, the most quoted": [f"What did {name} say?" for name in names],
        "who said anything about X": [f"Who said anything about {name}?" for name in names],
    }
    for kind, questions in kinds.items():
        best = side_by_side(
            {
                "Retriever.passages": retriever.passages,
                "Answerer.answer": lambda text: answers.answer(Question(text=text, asked=date.today())),
                "LlamaIndex + Chroma": peer.retrieve,
            },
            questions,
            rounds=ROUNDS,
        )
        base = latency(best["LlamaIndex + Chroma"])
        print(f"  {kind}, n={len(questions)}")
        for name, values in best.items():
            taken = latency(values)
            row(f"    {name}", f"{taken}  {taken.median / base.median:5.2f} of the peer's median")
    row("target", "  15.0 median   40.0 p95")


def cold() -> None:
    """One question from a cold process on the bundled sample."""
    with tempfile.TemporaryDirectory() as home:
        ask = ["-m", "bot", "ask", "--sample", "what did McFaul say about Putin"]
        first = process(ask, VERBATIM_HOME=home)
        runs = [process(ask, VERBATIM_HOME=home) for _ in range(RUNS)]
        traced = process(["-X", "importtime", *ask], VERBATIM_HOME=home)
    heading("`verbatim ask --sample` from a cold process", f"seconds, median of {RUNS}")
    row("wall", f"{statistics.median(run.wall for run in runs):.2f} (best {min(run.wall for run in runs):.2f})")
    row("processor", f"{statistics.median(run.cpu for run in runs):.2f}")
    row("the very first, which ingests the sample", f"{first.wall:.2f}")
    row("target", "2.50")
    shares = imports(traced.errors)
    row("imports (own time, traced)", f"{sum(shares.values()):.2f}, of which")
    for package, seconds in list(shares.items())[:10]:
        row(f"    {package}", f"{seconds:.2f}")


def imports(trace: str) -> dict[str, float]:
    """Seconds that each top-level package's modules took to import themselves, most first (``-X importtime``)."""
    microseconds: Counter[str] = Counter()
    for own, name in re.findall(r"^import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", trace, re.MULTILINE):
        microseconds[name.split(".")[0]] += int(own)
    return {package: own / 1e6 for package, own in microseconds.most_common()}


def ingest() -> None:
    """Articles into an empty collection, by two programs that have loaded their embedder."""
    articles = bench.collection().articles[:INGESTED]
    words = sum(len(article.text.split()) for article in articles)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as home:
            library = bench.opened(Path(home))
            library.embedder.embed([articles[0].title], kind="passage")
            started = time.perf_counter()
            library.add(articles)
            ours.append(time.perf_counter() - started)
        with tempfile.TemporaryDirectory() as home:
            theirs.append(Peer(Path(home)).ingest(articles))
    total, peer = statistics.median(ours), statistics.median(theirs)
    ratio = statistics.median(each / other for each, other in zip(ours, theirs, strict=True))
    heading(f"Ingest of {len(articles)} articles, {words:,} words", "seconds, median of 3, embedder loaded")
    row("all", f"{total:.2f}  {words / total:,.0f} words/s")
    row("LlamaIndex + Chroma (no statements)", f"{peer:.2f}  {words / peer:,.0f} words/s; ours takes {ratio:.2f}")
    row("target", "at most 2.00 of the peer's time")


def memory() -> None:
    """The largest memory of a process that answers from 20,000 passages, and what ten more articles cost there."""
    of = bench.collection()
    library = bench.library(of)
    heading(f"A process with the index of {len(of.articles)} articles open")
    questions = "\n".join((*of.said[:SAID], *of.free[:FREE]))
    found = json.loads(process(["-m", "tests.bench.worker", "answering", str(library.home)], fed=questions).output)
    row("opened", f"{found['opened_mb']:.0f} MB")
    row(f"after {questions.count(chr(10)) + 1} questions", f"{found['peak_mb']:.0f} MB, target at most 700 MB")
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(library.home, copy, dirs_exist_ok=True)
        ten = json.loads(process(["-m", "tests.bench.worker", "ten-more", copy]).output)
    with tempfile.TemporaryDirectory() as empty:
        first = json.loads(process(["-m", "tests.bench.worker", "ten-more", empty]).output)
    row("ten more articles put in", f"{ten['seconds']:.2f} s, {ten['peak_mb']:.0f} MB")
    row("the same ten into an empty collection", f"{first['seconds']:.2f} s, {first['peak_mb']:.0f} MB")


def growing() -> None:
    """The largest memory while articles go in, at more and more of them."""
    with tempfile.TemporaryDirectory() as home:
        found = json.loads(process(["-m", "tests.bench.worker", "growing", home]).output)
    heading(f"Memory of an ingest into an empty collection, {found.pop('seconds'):.0f} s", "MB, the most up to there")
    for step in dict.fromkeys(name.split()[1] for name in found):
        of = {kind: found.get(f"{kind} {step}", 0.0) for kind in ("own", "deriving", "analyst", "embedder")}
        told = f"{of['own']:.0f}, each analyst {of['analyst']:.0f}, the embedder {of['embedder']:.0f}"
        row(f"{int(step):,} articles", f"{told}, while what questions read is derived {of['deriving']:.0f}")


PARTS = {"question": question, "cold": cold, "ingest": ingest, "memory": memory, "growing": growing, "adapter": adapter}
