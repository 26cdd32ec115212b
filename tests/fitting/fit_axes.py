"""Fits the axes by which MiniLM's vectors are shortened, ``minilm/axes.npy``. Run by hand, never at run time.

``python -m tests.fitting.fit_axes`` fits on passages of PolNeAR, of the newswire and of `world` (``BENCH_DATA``), and
says of RealTime QA, which it leaves out, how many of the nearest passages are among more by shortened vectors.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from itertools import islice

import numpy as np

from retrieval import chunking
from retrieval.embedding import axes
from retrieval.embedding.base import Vectors
from retrieval.embedding.minilm import MiniLM
from retrieval.evaluation import ranking
from retrieval.model import Article
from tests.bench.collection import DATA

EACH, SHORT, LEFT_OUT = 2_000, 96, 16_000
"""Passages of a source; numbers that a vector has afterwards; passages to measure on."""

WIDER = 300
"""Passages that are looked for by shortened vectors."""


def main() -> None:
    """Write the axes and print what they leave of the nearest passages."""
    polnear, quiz = ranking.load(DATA / "polnear"), ranking.load(DATA / "realtimeqa")
    with gzip.open(DATA / "newswire" / "all.jsonl.gz", "rt") as file:
        wire = [Article(title="Wire", text=json.loads(line)["text"]) for line in islice(file, EACH)]
    pages = json.loads((DATA / "world" / "texts.json").read_text()).values()
    world = [Article(title=page["title"], text=page["text"]) for page in pages]
    fitted = np.concatenate([_embedded(articles, EACH) for articles in (polnear.articles, wire, world)])
    _, found = np.linalg.eigh(fitted.T @ fitted)  # by variance, ascending; not centred, so that cosines stay
    np.save(axes.FILE, found[:, : -SHORT - 1 : -1].astype(np.float16))
    axes.of_minilm.cache_clear()
    passages = _embedded(quiz.articles, LEFT_OUT)
    questions = MiniLM().embed([gold.question for gold in quiz.questions], kind="query")
    whole = np.argsort(-(questions @ passages.T), axis=1)
    short = np.argsort(
        -(_unit(axes.shortened(questions, MiniLM.name)) @ _unit(axes.shortened(passages, MiniLM.name)).T)
    )
    for nearest in (10, 50):
        kept = [len({*one[:nearest]} & {*other[:WIDER]}) / nearest for one, other in zip(whole, short, strict=True)]
        print(f"of the {nearest} nearest of {len(passages)}, {np.mean(kept):.4f} are among {WIDER} (n = {len(kept)})")


def _embedded(articles: Iterable[Article], most: int) -> Vectors:
    texts = (passage.text for article in articles for passage in chunking.split(article))
    return MiniLM().embed([*islice(texts, most)], kind="passage")


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


if __name__ == "__main__":
    main()
