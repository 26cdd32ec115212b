"""Quality on the labelled sets, each figure beside what simpler systems reached on the whole of the same sets.

The sets are described in the README beside them; half of each is here, so an interval goes with every figure.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.evaluation import measure as evaluation
from retrieval.attribution import Analysis, Analyst
from retrieval.evaluation import ranking
from retrieval.model import Article
from tests.bench import attribution_scores
from tests.bench import collection as bench
from tests.bench.collection import DATA, say
from tests.bench.tables import heading, row

BASELINES: dict[str, dict[str, str]] = {
    "polnear": {
        "Hits@1": "LlamaIndex + Chroma 0.16 · BM25 0.51 · BM25 and name near 0.73 · prototype 0.80",
        "Hits@10": "LlamaIndex + Chroma 0.38 · BM25 0.84 · BM25 and name near 0.92 · prototype 0.93",
        "wrong speaker refused or put right": "prototype 0.99",
    },
    "realtimeqa": {
        "Hits@1": "BM25 0.46 · dense 0.39 · both 0.46 · newer preferred 0.61",
        "Hits@10": "newer preferred 0.93",
        "gold answer in the first 60 words": "best sentences of the newer-preferred ranking 0.68",
    },
    "attribution": {
        "direct right": "textacy 35 · prototype 94 · annotators among themselves 92",
        "direct wrong": "textacy 20 · prototype 5",
        "direct missing": "textacy 45",
        "indirect right": "prototype 92",
        "indirect wrong": "prototype 4",
    },
}
"""Measured before this code was written, on this kind of machine, on both halves of the sets."""

GROUP = 32
"""Articles that are analysed before the next progress line."""


def polnear() -> None:
    """What somebody said about something, and who did not say it."""
    _eval("polnear")


def realtimeqa() -> None:
    """Questions of a weekly news quiz."""
    _eval("realtimeqa")


def _eval(name: str) -> None:
    folder = DATA / name
    if not (folder / "questions.jsonl").exists():
        say(f"{name}: skipped, {folder} isn't there (BENCH_DATA names another folder)")
        return
    benchmark = ranking.load(folder)
    started = time.perf_counter()
    library = bench.kept(f"quality-{name}", benchmark.articles)
    say(f"{name}: index of {len(benchmark.articles)} articles ready after {time.perf_counter() - started:.0f} s")
    scores = evaluation.measure(library, benchmark)
    heading(f"{name}: {len(benchmark.articles):,} articles", "mean [95% interval] n = questions · before")
    for measure, figure in scores.figures().items():
        row(measure, f"{figure!s:<32} {BASELINES[name].get(measure, '')}")
    median, p95 = scores.latency()
    row("citations that are not verbatim", str(scores.not_verbatim))
    row("milliseconds an answer", f"{median:.1f} median, {p95:.1f} p95")


def attribution() -> None:
    """Who said a labelled span."""
    folder = DATA / "polnear"
    if not (folder / "attributions.jsonl").exists():
        say(f"attribution: skipped, {folder} isn't there (BENCH_DATA names another folder)")
        return
    labels = attribution_scores.read_labels(folder)
    articles = attribution_scores.read_articles(folder)
    found = _analysed(list(articles.values()))
    counts = [
        attribution_scores.count(article.text, labels[name], analysis.statements)
        for name, (article, analysis) in zip(articles, found, strict=True)
    ]
    heading(f"attribution: {len(articles):,} articles", "per cent (95% interval) n = labels, of invented: statements")
    for measure, share in attribution_scores.table(counts).items():
        value = f"{share.value:5.1f} ({share.low:4.1f}-{share.high:4.1f}) n={share.n}"
        row(measure, f"{value:<32} {BASELINES['attribution'].get(measure, '')}")


def _analysed(articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
    analyst, waiting, done = Analyst(), iter(articles), 0
    while group := list(islice(waiting, GROUP)):
        yield from analyst.analyse_all(group)
        done += len(group)
        say(f"attribution: {done} articles analysed")


PARTS = {"polnear": polnear, "realtimeqa": realtimeqa, "attribution": attribution}
